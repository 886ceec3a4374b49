// A radio group's keys in a browser: an arrow moves the focus and chooses what it comes to, Home and End go to the ends.
// Left and right follow the line of reading.

import type { KeyboardEvent, RefObject } from 'react'
import type { View } from 'react-native'

/** Props for the group's box. */
export function useRadioKeys(group: RefObject<View | null>): object {
  const onKeyDown = (event: KeyboardEvent) => {
    const box = group.current as unknown as HTMLElement | null
    const radios = [...(box?.querySelectorAll<HTMLElement>('[role="radio"]:not([aria-disabled="true"])') ?? [])]
    const at = radios.indexOf(document.activeElement as HTMLElement)
    if (!box || at === -1) return
    const forward = getComputedStyle(box).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const to = target(event.key, at, radios.length, forward)
    if (to === undefined) return
    event.preventDefault()
    radios[to]?.focus()
    radios[to]?.click()
  }
  return { onKeyDown }
}

function target(key: string, at: number, count: number, forward: string): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'ArrowRight':
    case 'ArrowLeft':
      return (at + (key === forward ? 1 : -1) + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

// A menu's keys in a browser: arrows, Home and End move between its items, a letter goes to the item that begins with
// it, and opening it puts the focus on the first.

import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import type { View } from 'react-native'

/** Props for the menu's box. */
export function useMenuKeys(menu: RefObject<View | null>, open: boolean): object {
  useEffect(() => {
    if (!open) return
    const frame = requestAnimationFrame(() => itemsOf(menu)[0]?.focus())
    return () => cancelAnimationFrame(frame)
  }, [menu, open])
  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(menu)
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = target(event.key, items, at)
    if (to === undefined) return
    event.preventDefault()
    items[to]?.focus()
  }
  return { onKeyDown }
}

const itemsOf = (menu: RefObject<View | null>): HTMLElement[] => [
  ...((menu.current as unknown as HTMLElement | null)?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []),
]

function target(key: string, items: readonly HTMLElement[], at: number): number | undefined {
  const { length } = items
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % length
    case 'ArrowUp':
      return (at - 1 + length) % length
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default: {
      if (key.length !== 1 || key === ' ') return undefined
      const begins = (index: number) => items[index]?.textContent?.trim().toLocaleLowerCase().startsWith(key.toLocaleLowerCase())
      for (let step = 1; step <= length; step++) if (begins((at + step) % length)) return (at + step) % length
      return undefined
    }
  }
}

// The keys of a row of tabs in a browser: one stop for Tab, arrows (as the line is read), Home and End choose.

import type { KeyboardEvent } from 'react'

/** Props of the box around the tabs. */
export function tabKeys(rtl: boolean): object {
  return {
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
      const at = tabs.indexOf(document.activeElement as HTMLElement)
      const to = at === -1 ? undefined : target(event.key, at, tabs.length, rtl)
      if (to === undefined) return
      event.preventDefault()
      tabs[to]?.focus()
      tabs[to]?.click()
    },
  }
}

function target(key: string, at: number, length: number, rtl: boolean): number | undefined {
  switch (key) {
    case rtl ? 'ArrowLeft' : 'ArrowRight':
      return (at + 1) % length
    case rtl ? 'ArrowRight' : 'ArrowLeft':
      return (at - 1 + length) % length
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return undefined
  }
}

// A menu's keys in a browser: arrows, Home and End move between its items, a letter goes to the item that begins with
// it, and opening it puts the focus on the first. Items side by side (`data-menu-row`) are one step up or down.

import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import type { View } from 'react-native'

/** Props for the menu's box. */
export function useMenuKeys(menu: RefObject<View | null>, open: boolean): object {
  useEffect(() => {
    if (!open) return
    const frame = requestAnimationFrame(() => (itemsOf(menu).find((item) => rowOf(item) === null) ?? itemsOf(menu)[0])?.focus())
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

const rowOf = (item: HTMLElement | undefined): Element | null => item?.closest('[data-menu-row]') ?? null

/** From an item of a row it goes on beyond the row; into a row, to its first item. */
function step(items: readonly HTMLElement[], at: number, by: 1 | -1): number {
  const { length } = items
  const row = rowOf(items[at])
  let to = (at + by + length) % length
  while (row && rowOf(items[to]) === row && to !== at) to = (to + by + length) % length
  const other = rowOf(items[to])
  return other && other !== row ? items.findIndex((item) => rowOf(item) === other) : to
}

function target(key: string, items: readonly HTMLElement[], at: number): number | undefined {
  const { length } = items
  switch (key) {
    case 'ArrowDown':
      return step(items, at, 1)
    case 'ArrowUp':
      return step(items, at, -1)
    case 'ArrowRight':
    case 'ArrowLeft': {
      const item = items[at]
      if (!item || rowOf(item) === null) return undefined
      const forward = (key === 'ArrowRight') === (getComputedStyle(item).direction !== 'rtl')
      const to = at + (forward ? 1 : -1)
      return rowOf(items[to]) === rowOf(item) ? to : undefined
    }
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

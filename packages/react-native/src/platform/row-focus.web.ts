// Where the keyboard's focus goes when the row that had it leaves the list: to the next one, or the one before. Without
// this it falls back to the page, and whoever works with keys starts from the top again.

import type { RowKeys } from './row-focus.native.ts'

const ROW = '[data-row]'

/** Props that mark what stands for a row: it takes the focus with the arrow keys. */
export const rowMark = (id: string): object => ({ dataSet: { row: id } })

/** Call it before the row goes. */
export function keepFocusNear(id: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)]
  const at = rows.findIndex((row) => row.dataset.row === id)
  const neighbour = rows[at + 1] ?? rows[at - 1]
  if (at === -1 || !neighbour) return
  const look = (frames: number) => {
    const lost = document.activeElement === null || document.activeElement === document.body
    if (lost && neighbour.isConnected) neighbour.focus({ preventScroll: true })
    else if (frames > 0) requestAnimationFrame(() => look(frames - 1))
  }
  // The menu gives the focus back to the row first, and the row goes a moment later.
  requestAnimationFrame(() => look(20))
}

/** Arrow keys from row to row, for the box around a list. */
export function rowKeys({ onFirst, onEscape }: RowKeys = {}): object {
  return {
    onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }) {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === 'Escape' && onEscape) return onEscape()
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(ROW)]
      const at = rows.findIndex((row) => row === document.activeElement || row.parentElement?.contains(document.activeElement))
      if (at === -1) return
      event.preventDefault()
      if (event.key === 'ArrowUp' && at === 0) onFirst?.()
      else rows[event.key === 'ArrowDown' ? at + 1 : at - 1]?.focus()
    },
  }
}

/** The first row inside, for the arrow key that leads into a list. false: there is none. */
export function focusFirstRow(): boolean {
  const first = document.querySelector<HTMLElement>(ROW)
  first?.focus()
  return first !== null
}

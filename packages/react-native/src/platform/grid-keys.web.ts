// Keys of a grid in a browser: the arrows go from cell to cell as the eye sees them, also from the field above it into the
// grid and back. Cells carry `data-cell`.

import { type KeyboardEvent, type RefObject, useMemo } from 'react'
import type { View } from 'react-native'

const CELL = '[data-cell]'

/** Props for the box around the field and the grid. */
export function useGridKeys(grid: RefObject<View | null>): object {
  return useMemo(
    () => ({
      // On the way down: a field of React Native for Web lets no key through on the way up.
      onKeyDownCapture(event: KeyboardEvent) {
        const box = grid.current as unknown as HTMLElement | null
        if (!box || event.altKey || event.ctrlKey || event.metaKey) return
        const cells = [...box.querySelectorAll<HTMLElement>(CELL)]
        const from = (event.target as Element).closest<HTMLElement>(CELL)
        const field = box.querySelector<HTMLElement>('input')
        const is_choice = (event.target as Element).closest('[role="radiogroup"]') !== null
        const goes_in = event.key === 'ArrowDown' && !is_choice
        const to = from ? neighbour(event.key, cells, from) : goes_in ? firstInSight(cells, box) : undefined
        const leaves = from && !to && event.key === 'ArrowUp' ? field : undefined
        const target = to ?? leaves
        if (!target) return
        event.preventDefault()
        target.focus()
      },
    }),
    [grid],
  )
}

function neighbour(key: string, cells: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const at = cells.indexOf(from)
  const rtl = getComputedStyle(from).direction === 'rtl'
  if (key === 'ArrowRight' || key === 'ArrowLeft') return cells[at + ((key === 'ArrowRight') === rtl ? -1 : 1)]
  if (key === 'Home' || key === 'End') {
    const row = cells.filter((cell) => isInRowOf(cell, from))
    return row.at(key === 'Home' ? 0 : -1)
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const box = from.getBoundingClientRect()
  const beyond = cells.filter((cell) => {
    const { top } = cell.getBoundingClientRect()
    return key === 'ArrowDown' ? top > box.top + 1 : top < box.top - 1
  })
  const next = key === 'ArrowDown' ? beyond[0] : beyond.at(-1)
  if (!next) return undefined
  // In the next row, the cell that stands nearest below or above.
  const distance = (cell: HTMLElement) => Math.abs(cell.getBoundingClientRect().left - box.left)
  return beyond.filter((cell) => isInRowOf(cell, next)).sort((a, b) => distance(a) - distance(b))[0]
}

const isInRowOf = (cell: HTMLElement, other: HTMLElement): boolean =>
  Math.abs(cell.getBoundingClientRect().top - other.getBoundingClientRect().top) < 2

function firstInSight(cells: readonly HTMLElement[], box: HTMLElement): HTMLElement | undefined {
  const { top } = (box.querySelector('section') ?? box).getBoundingClientRect()
  return cells.find((cell) => cell.getBoundingClientRect().top >= top - 1)
}

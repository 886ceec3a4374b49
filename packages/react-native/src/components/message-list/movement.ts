// Which way the person moves through the list. Pure. It goes by a row that was in sight before and is still: rows that are
// added above or below move no row, and so are no movement.

import type { ListView } from '../../platform/list/anchored-list-props.ts'
import type { MessageRow } from './message-rows.ts'

/** A row in sight, and how far its upper edge lies below that of the viewport. */
export interface Landmark {
  readonly key: string
  readonly top: number
}

type Viewport = Pick<ListView, 'offset' | 'first' | 'last' | 'topOf'>

export function landmarkOf(rows: readonly MessageRow[], view: Viewport): Landmark | undefined {
  const index = Math.floor((view.first + view.last) / 2)
  const row = rows[index]
  return row && { key: row.key, top: view.topOf(index) - view.offset }
}

/** Points that the content moved down (positive: towards history); undefined where the landmark is out of sight. */
export function movedBy(landmark: Landmark, rows: readonly MessageRow[], view: Viewport): number | undefined {
  for (let index = Math.max(0, view.first); index <= Math.min(view.last, rows.length - 1); index++)
    if (rows[index]?.key === landmark.key) return view.topOf(index) - view.offset - landmark.top
  return undefined
}

/** So far in one direction, and it is meant. */
export const MEANT = 36

export interface Travel {
  readonly towards: 'history' | 'end'
  /** Points in the present direction. */
  readonly gone: number
}

/** The direction after a step; it changes only where the person went a way. */
export function travel(before: Travel, step: number): Travel {
  if (step === 0) return before
  const gone = Math.sign(step) === Math.sign(before.gone) ? before.gone + step : step
  const towards = gone > MEANT ? 'history' : gone < -MEANT ? 'end' : before.towards
  return { towards, gone }
}

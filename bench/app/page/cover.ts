// Whether a person sees rows or an empty surface. Pure.

import type { ListPlaces } from './rows.ts'

/** An uncovered stripe of this height is a blank: more than a row of one line with the gap beside it. */
export const BLANK_STRIPE = 80

/** The highest stripe of the viewport, in points, in which no row stands. */
export function widestStripe({ top, bottom, rows }: ListPlaces): number {
  let covered_to = top
  let widest = 0
  for (const row of rows) {
    widest = Math.max(widest, row.top - covered_to)
    covered_to = Math.max(covered_to, row.bottom)
  }
  return Math.max(widest, bottom - covered_to)
}

/** No list at all is as blank as one without rows. */
export const isBlank = (places: ListPlaces | undefined): boolean => places === undefined || widestStripe(places) > BLANK_STRIPE

// The place of a list: what stays where it is while rows are measured, added or taken away. Pure.

/** Where rows stand; `RowOffsets` knows. */
interface Offsets {
  readonly count: number
  readonly total: number
  topOf(index: number): number
  indexAt(offset: number): number
}

export type Place =
  /** Follows the end. */
  | { readonly type: 'end' }
  /** This row's upper edge is so far below the viewport's (negative: above it). */
  | { readonly type: 'row'; readonly key: string; readonly top: number }
  /** So far from the start, whatever the rows do. */
  | { readonly type: 'offset'; readonly offset: number }

export interface Range {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** Nearer to the end than this counts as there. */
export const END_WITHIN = 24
/** Rendered beyond the viewport, and how much of it must be left before the range moves. */
export const OVERSCAN = 900
const MARGIN = 350
/** The first time only what is seen, and a little: the rest is drawn once that is on the screen. */
export const FIRST_OVERSCAN = 120

/** Offset of the viewport's upper edge from the first row's that this place asks for. */
export function offsetOf(place: Place, offsets: Offsets, indexOf: (key: string) => number | undefined, height: number): number {
  if (place.type === 'offset') return place.offset
  const index = place.type === 'row' ? indexOf(place.key) : undefined
  if (place.type === 'end' || index === undefined) return offsets.total - height
  return offsets.topOf(index) - place.top
}

/** The rows to draw around an offset. Keeps `before` while it still covers the viewport with a margin. */
export function rangeAround(offset: number, height: number, offsets: Offsets, before?: Range, overscan = OVERSCAN): Range {
  const { count, total } = offsets
  const margin = Math.min(MARGIN, overscan / 2)
  const covers =
    before !== undefined &&
    before.end <= count &&
    (before.start === 0 || offsets.topOf(before.start) <= Math.min(offset, total - height) - margin) &&
    (before.end === count || offsets.topOf(before.end) >= offset + height + margin)
  if (covers) return before
  if (count === 0) return { start: 0, end: 0 }
  const within = Math.max(0, Math.min(offset, total - height))
  return { start: offsets.indexAt(within - overscan), end: offsets.indexAt(within + height + overscan) + 1 }
}

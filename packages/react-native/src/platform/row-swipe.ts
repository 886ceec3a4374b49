// How far a row goes with the finger, and what happens where it is let go. Offsets are along the line of reading: positive
// towards its end, which shows what lies at its start. Pure.

/** Pulled so far, what lies at the start is done. Further the row follows unwillingly. */
export const LEADING_FROM = 76
/** Two buttons at the end. */
export const PANEL_WIDTH = 160
/** A finger that moves less has tapped. */
export const SLOP = 10

export type SwipeEnd = 'leading' | 'open' | 'trailing' | 'closed'

/** @param pulled from where the row rests, in points */
export function swipeOffset(pulled: number, width: number): number {
  if (pulled > LEADING_FROM) return LEADING_FROM + (pulled - LEADING_FROM) * 0.25
  return Math.max(pulled, -width)
}

/** Most of the way does at once what the last button does. */
export function swipeEnd(offset: number, width: number): SwipeEnd {
  if (offset >= LEADING_FROM) return 'leading'
  if (-offset >= Math.max(width * 0.6, PANEL_WIDTH + 40)) return 'trailing'
  return -offset >= PANEL_WIDTH / 2 ? 'open' : 'closed'
}

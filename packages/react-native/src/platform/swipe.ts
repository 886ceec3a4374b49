// When a touch is a swipe towards the inside of the chat, and how far the message follows it. Pure; points.

export const LONG_PRESS_MS = 450
/** A finger that moves less stands still. */
export const SLOP = 10
const FAR_ENOUGH = 56
const FURTHEST = 84

export interface SwipeInput {
  readonly dx: number
  readonly dy: number
  /** 1: towards the right edge, -1: towards the left. */
  readonly inwards: 1 | -1
  /** It was one a moment ago: then its direction no longer matters. */
  readonly swiping: boolean
}

/** undefined: this is no swipe. */
export function swipeOf({ dx, dy, inwards, swiping }: SwipeInput): { readonly shift: number; readonly far_enough: boolean } | undefined {
  const inward = dx * inwards
  if (!swiping && (inward < SLOP || inward < Math.abs(dy) * 2)) return undefined
  const followed = Math.max(0, Math.min(FURTHEST, inward))
  return { shift: followed * inwards, far_enough: inward >= FAR_ENOUGH }
}

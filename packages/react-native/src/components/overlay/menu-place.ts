// Where a menu stands beside what opened it: under it, above it where there is no room below, and inside the window. Pure.

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Between a menu and its anchor, and between a menu and the window's edge. */
const GAP = 6
const EDGE = 8

/** The upper left corner, in points of the window. `rtl`: the menu's right edge follows the anchor's. */
export function menuPlace(anchor: Box, menu: Size, window: Size, rtl: boolean): { readonly left: number; readonly top: number } {
  const clamp = (value: number, limit: number) => Math.max(EDGE, Math.min(value, limit - EDGE))
  const fits_at_start = anchor.x + menu.width <= window.width - EDGE
  const fits_at_end = anchor.x + anchor.width - menu.width >= EDGE
  const at_end = rtl ? fits_at_end : !fits_at_start
  const left = at_end ? anchor.x + anchor.width - menu.width : anchor.x
  const below = anchor.y + anchor.height + GAP
  const above = anchor.y - GAP - menu.height
  const top = below + menu.height <= window.height - EDGE || above < EDGE ? below : above
  return { left: clamp(left, window.width - menu.width), top: clamp(top, window.height - menu.height) }
}

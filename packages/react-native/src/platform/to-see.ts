// How far to scroll so that a field is in sight, with as little movement as that takes. Pure; points.

/** Between the field and the edge. */
const ROOM = 12

/** @param field where it stands in what is scrolled. @param view what of it is in sight. */
export function toSee(
  field: { readonly top: number; readonly height: number },
  view: { readonly from: number; readonly height: number },
): number {
  const lowest = field.top + field.height + ROOM - view.height
  const highest = field.top - ROOM
  // Taller than there is room: its beginning.
  return Math.max(0, Math.min(Math.max(view.from, lowest), highest))
}

// When no menu and no sheet is open any more: each keeps the focus until it is gone, and gives it back then.

/** Frames in which none was seen: the last one gives the focus back a moment after it has left the page. */
const CALM = 3

/** Runs once. Returns what calls it off. @param but so many stay open: the one that asks stands in one itself */
export function afterOverlays(run: () => void, but = 0): () => void {
  let calm = 0
  let frame = requestAnimationFrame(look)
  function look(): void {
    calm = document.querySelectorAll('[aria-modal="true"]').length > but ? 0 : calm + 1
    if (calm === CALM) run()
    else frame = requestAnimationFrame(look)
  }
  return () => cancelAnimationFrame(frame)
}

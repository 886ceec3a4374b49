// When no menu and no sheet is open any more: each keeps the focus until it is gone, and gives it back then.

/** Runs once. Returns what calls it off. */
export function afterOverlays(run: () => void): () => void {
  let frame = requestAnimationFrame(look)
  function look(): void {
    frame = requestAnimationFrame(document.querySelector('[aria-modal="true"]') ? look : run)
  }
  return () => cancelAnimationFrame(frame)
}

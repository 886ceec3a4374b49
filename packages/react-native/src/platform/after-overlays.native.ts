// A phone's overlays hold no focus: two frames, until the one that was open has begun to go.

/** Runs once. Returns what calls it off. */
export function afterOverlays(run: () => void, _but = 0): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run)
  })
  return () => cancelAnimationFrame(frame)
}

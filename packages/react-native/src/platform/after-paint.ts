// For what must not hold up the next picture: a frame's own callbacks run before it is painted, a timer set in one after it.

/** Runs it once what is drawn now is on the screen; never where the returned function was called before. */
export function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

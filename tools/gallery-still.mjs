// Run in a page of the gallery before it is judged or pictured.

/** Fades are over, and two frames have passed without a change of the document. */
export const STILL = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  let changed = true
  const observer = new MutationObserver(() => { changed = true })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  while (changed) {
    changed = false
    await frame()
    await frame()
    const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations === 1)
    await Promise.allSettled(moving.map(({ finished }) => finished))
  }
  observer.disconnect()
})()`

// Where the focus goes when a field that had it gives way to the button that leads to it, which is drawn only then. Without
// this it falls to the page, and whoever works with keys starts from the top again.

/** To the first of these that can be seen, unless something else has it. Call it with the change that draws them. */
export function focusAfter(...test_ids: readonly string[]): void {
  // One frame later it is drawn.
  requestAnimationFrame(() => {
    if (document.activeElement && document.activeElement !== document.body) return
    for (const button of test_ids.flatMap((id) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)])) {
      // One that is hidden does not take it.
      button.focus({ preventScroll: true })
      if (document.activeElement === button) return
    }
  })
}

// Does what a hand would do in a scene of the gallery, step by step, each as soon as its part is there: opens a menu, taps,
// types. So pictures and checks see the states that only an act leads to.

import type { Step } from './play.native.ts'

export type { Step }

/** Returns the function that ends it. */
export function play(steps: readonly Step[]): () => void {
  let at = 0
  let frame = requestAnimationFrame(next)
  // Whoever takes a picture waits for it.
  Object.assign(globalThis, { gallery_playing: steps.length > 0 })
  return () => cancelAnimationFrame(frame)

  function next(): void {
    const step = steps[at]
    if (!step) {
      Object.assign(globalThis, { gallery_playing: false })
      return
    }
    const element = document.querySelector<HTMLElement>(`[data-testid="${step.test_id}"]`)
    if (element && isReady(element, step)) {
      act(element, step)
      at++
    }
    frame = requestAnimationFrame(next)
  }
}

/** Before a list stands at its end, a scroll would lead nowhere. */
function isReady({ scrollTop, ariaBusy }: HTMLElement, { how }: Step): boolean {
  if (how === 'settle') return ariaBusy !== 'true'
  return how !== 'scroll' || scrollTop > 400
}

function act(element: HTMLElement, { how, text = '' }: Step): void {
  const { x, y, width, height } = element.getBoundingClientRect()
  if (how === 'settle') return
  if (how === 'scroll') element.scrollBy(0, -400)
  else if (how === 'click') element.click()
  else if (how === 'menu') {
    const place = { bubbles: true, cancelable: true, clientX: x + width / 2, clientY: y + height / 2 }
    element.dispatchEvent(new MouseEvent('contextmenu', place))
  } else {
    element.focus()
    document.execCommand('insertText', false, text)
  }
}

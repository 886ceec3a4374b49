// Waits for a condition on a view, without a clock: it looks at every change and once at the start.

import type { View } from '@jobline/client'

export function until<T>(view: View<T>, holds: (snapshot: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let end: (() => void) | undefined
    let done = false
    const look = () => {
      const snapshot = view.getSnapshot()
      if (done || !holds(snapshot)) return
      done = true
      end?.()
      resolve(snapshot)
    }
    end = view.subscribe(look)
    look()
    if (done) end()
  })
}

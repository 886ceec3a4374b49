// Draws a component again before the next paint. React lets a state change of a scroll event wait for a
// later task, which leaves a blank stripe for a frame; a change of an external store does not wait.

import { useState, useSyncExternalStore } from 'react'

export function useRedraw(): () => void {
  const [store] = useState(createStore)
  useSyncExternalStore(store.subscribe, store.version, store.version)
  return store.redraw
}

function createStore() {
  const listeners = new Set<() => void>()
  let version = 0
  return {
    version: () => version,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    redraw() {
      version++
      for (const listener of listeners) listener()
    },
  }
}

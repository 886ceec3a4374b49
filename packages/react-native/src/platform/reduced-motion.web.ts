// Whether the person asked the browser for less motion. Known at once: a dialog that opens with a motion and then gives it up
// would wait for its end for ever, and never take the focus.

import { useSyncExternalStore } from 'react'

export const useReducedMotion = (): boolean => useSyncExternalStore(subscribe, isReduced, () => false)

const query = (): MediaQueryList => window.matchMedia('(prefers-reduced-motion: reduce)')
const isReduced = (): boolean => query().matches

function subscribe(listener: () => void): () => void {
  const asked = query()
  asked.addEventListener('change', listener)
  return () => asked.removeEventListener('change', listener)
}

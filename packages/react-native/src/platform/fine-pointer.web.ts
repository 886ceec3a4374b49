// Is there a mouse or the like, and with it most likely a keyboard?

import { useSyncExternalStore } from 'react'

const query = '(hover: hover) and (pointer: fine)'

export const hasFinePointer = (): boolean => window.matchMedia(query).matches

export const useFinePointer = (): boolean => useSyncExternalStore(subscribe, hasFinePointer, hasFinePointer)

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

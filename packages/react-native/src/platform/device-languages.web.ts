// The languages that the browser's owner reads, best first.

import { useSyncExternalStore } from 'react'

export function useDeviceLanguages(): readonly string[] {
  return useSyncExternalStore(subscribe, languages, () => NONE)
}

const NONE: readonly string[] = []

let known = NONE
/** The same array until it changes: a browser that makes believe it is elsewhere hands out a new one with every look. */
function languages(): readonly string[] {
  const now = navigator.languages ?? NONE
  if (now.join() !== known.join()) known = now
  return known
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('languagechange', listener)
  return () => window.removeEventListener('languagechange', listener)
}

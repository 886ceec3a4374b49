// The languages that the browser's owner reads, best first.

import { useSyncExternalStore } from 'react'

export function useDeviceLanguages(): readonly string[] {
  return useSyncExternalStore(subscribe, languages, () => NONE)
}

const NONE: readonly string[] = []

// The browser hands out the same array until it changes.
const languages = (): readonly string[] => navigator.languages ?? NONE

function subscribe(listener: () => void): () => void {
  window.addEventListener('languagechange', listener)
  return () => window.removeEventListener('languagechange', listener)
}

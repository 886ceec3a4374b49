// Whether the person told the browser or the system to save data. Chromium says so of the connection; others do not.

import { useSyncExternalStore } from 'react'

interface Connection extends EventTarget {
  readonly saveData?: boolean
}

export const useSystemSavesData = (): boolean => useSyncExternalStore(subscribe, savesData, () => false)

const connection = (): Connection | undefined => (navigator as { connection?: Connection }).connection
const savesData = (): boolean => connection()?.saveData === true

function subscribe(listener: () => void): () => void {
  const watched = connection()
  watched?.addEventListener('change', listener)
  return () => watched?.removeEventListener('change', listener)
}

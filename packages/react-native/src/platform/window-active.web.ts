// Is a person looking? In a browser: the document is visible and the window has the focus. A second
// monitor with the chat behind another window does not count as reading.

import { useSyncExternalStore } from 'react'

export function useWindowActive(): boolean {
  return useSyncExternalStore(subscribe, isActive, () => false)
}

const isActive = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

// Is a person looking? On a phone: the app is in the foreground. "inactive" (a call, the task switcher) is not.

import { useSyncExternalStore } from 'react'
import { AppState } from 'react-native'

export function useWindowActive(): boolean {
  return useSyncExternalStore(subscribe, isActive, isActive)
}

const isActive = (): boolean => AppState.currentState === 'active'

function subscribe(listener: () => void): () => void {
  const subscription = AppState.addEventListener('change', listener)
  return () => subscription.remove()
}

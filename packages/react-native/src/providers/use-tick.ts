// A light tap of the phone for what a finger has just done, where the person wants it.

import { useCallback } from 'react'
import { tick } from '../platform/haptics.ts'
import { usePreferences } from './preferences.tsx'

export function useTick(): () => void {
  const { haptics } = usePreferences().preferences
  return useCallback(() => {
    if (haptics) tick()
  }, [haptics])
}

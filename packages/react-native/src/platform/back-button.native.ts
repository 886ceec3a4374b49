// Android's back button, for what a screen has opened within itself and nothing else closes.

import { useEffect, useRef } from 'react'
import { BackHandler } from 'react-native'

/** For as long as it is drawn, the button does this and nothing more. */
export function useBackButton(onBack: () => void): void {
  const latest = useRef(onBack)
  latest.current = onBack
  useEffect(() => {
    const subscription = BackHandler.addEventListener('hardwareBackPress', () => {
      latest.current()
      return true
    })
    return () => subscription.remove()
  }, [])
}

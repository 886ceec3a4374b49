// Whether the person asked the phone for less motion.

import { useEffect, useState } from 'react'
import { AccessibilityInfo } from 'react-native'

/** The last answer: the system gives one only when asked, and what opens at once must not begin to move. */
let known = false

export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(known)
  useEffect(() => {
    let mounted = true
    void AccessibilityInfo.isReduceMotionEnabled().then((value) => {
      known = value
      if (mounted) setReduced(value)
    })
    const subscription = AccessibilityInfo.addEventListener('reduceMotionChanged', setReduced)
    return () => {
      mounted = false
      subscription.remove()
    }
  }, [])
  return reduced
}

// The present moment for words like "Yesterday": changes once a day at midnight and when the app comes
// back, never in between, so nothing renders for the clock's sake.

import { useEffect, useState } from 'react'
import { dayOf } from '../strings/time-words.ts'
import { useWindowActive } from './window-active.ts'

export function useToday(): number {
  const active = useWindowActive()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!active) return
    const present = Date.now()
    if (dayOf(present) !== dayOf(now)) setNow(present)
    const midnight = new Date(present)
    midnight.setHours(24, 0, 1, 0)
    const timer = setTimeout(() => setNow(Date.now()), midnight.getTime() - present)
    return () => clearTimeout(timer)
  }, [active, now])
  return now
}

// The present moment for words like "Yesterday", by the server's time: a phone's clock may be days off. Changes at midnight,
// when the app comes back and when a connection tells better, and only to another day: nothing renders for the clock's sake.

import { useChat } from '@jobline/react'
import { useEffect, useState } from 'react'
import { dayOf } from '../strings/time-words.ts'
import { useWindowActive } from './window-active.ts'

export function useToday(): number {
  const client = useChat()
  const active = useWindowActive()
  const [now, setNow] = useState(() => client.now())
  useEffect(() => {
    if (!active) return
    const look = () => {
      if (dayOf(client.now()) !== dayOf(now)) setNow(client.now())
    }
    look()
    const midnight = new Date(client.now())
    midnight.setHours(24, 0, 1, 0)
    const timer = setTimeout(look, midnight.getTime() - client.now())
    const unsubscribe = client.connection.subscribe(look)
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [client, active, now])
  return now
}

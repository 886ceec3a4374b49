// Whether a conversation is muted, as a value that changes when the time is over: a row must not stay muted until midnight.

import { useChat } from '@jobline/react'
import { useEffect, useState } from 'react'

/** The longest that a timer can wait, in ms; what ends later is looked at again then. */
const LONGEST_MS = 2_147_483_647

export function useMuted(muted_until: number | undefined): boolean {
  const client = useChat()
  const [, look] = useState(0)
  const left = muted_until === undefined ? 0 : muted_until - client.now()
  const muted = left > 0
  useEffect(() => {
    if (!muted || muted_until === undefined) return
    const wait = Math.min(Math.max(muted_until - client.now(), 0), LONGEST_MS)
    const timer = setTimeout(() => look((times) => times + 1), wait)
    return () => clearTimeout(timer)
  }, [client, muted, muted_until])
  return muted
}

// Asks the server for what changed because a person wants to be sure: busy while it asks, a word for screen readers when it
// is done, and a word for everybody when it could not be.

import { useChat } from '@jobline/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStrings } from '../../strings/use-strings.tsx'
import { useToasts } from '../overlay/toasts.tsx'

export interface Refresh {
  readonly busy: boolean
  /** For a live region. */
  readonly spoken: string
  readonly refresh: () => void
}

/** The same object until something of it changes. */
export function useRefresh(): Refresh {
  const client = useChat()
  const { conversations, list } = useStrings()
  const { show } = useToasts()
  const [busy, setBusy] = useState(false)
  const [spoken, setSpoken] = useState('')
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])
  const refresh = useCallback(() => {
    setBusy(true)
    // Emptied first: the same words are read again only where they changed.
    setSpoken('')
    client
      .refresh()
      .then(
        () => mounted.current && setSpoken(list.refreshed),
        () => mounted.current && show({ text: conversations.refresh_failed }),
      )
      .finally(() => mounted.current && setBusy(false))
  }, [client, conversations, list, show])
  return useMemo(() => ({ busy, spoken, refresh }), [busy, spoken, refresh])
}

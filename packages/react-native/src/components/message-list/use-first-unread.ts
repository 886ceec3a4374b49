// A chat opens at its first unread message, however many came meanwhile: what is before the part that was loaded is loaded
// until that message is there. Until then there is nothing to show, or what is shown does not count as read.

import type { ConversationItem, MessageListSnapshot } from '@jobline/client'
import { useEffect, useMemo, useRef, useState } from 'react'

/** Whoever has more than so many unread messages begins at the newest. */
const MOST = 1_000
/** On a slow network what is here is shown meanwhile. */
const PATIENCE_MS = 1_500

export interface FirstUnread {
  readonly messages: MessageListSnapshot
  /** The first unread message may still be before what is shown. */
  readonly is_looking: boolean
}

/** @param opens_elsewhere at a message that was looked for: the unread ones are no place to begin */
export function useFirstUnread(
  { state: { unread, read_seq } }: ConversationItem,
  messages: MessageListSnapshot,
  onLoadBefore: () => void,
  opens_elsewhere: boolean,
): FirstUnread {
  const { ready, items, more_before, loading_before, first_unread_id, error_code } = messages
  const [done, setDone] = useState(opens_elsewhere)
  // Taken once, when something unread is first known of.
  const read_before = useRef<number | undefined>(undefined)
  if (unread > 0) read_before.current ??= read_seq
  const first_seq = useMemo(() => items.find(({ seq }) => seq > 0)?.seq, [items])
  const is_missing =
    read_before.current !== undefined &&
    ready &&
    first_unread_id === undefined &&
    more_before &&
    first_seq !== undefined &&
    first_seq > read_before.current + 1
  const gives_up = items.length >= MOST || error_code !== undefined
  const is_looking = !done && is_missing && !gives_up
  useEffect(() => {
    if (done || !ready) return
    if (first_unread_id !== undefined || gives_up) setDone(true)
    else if (is_missing && !loading_before) onLoadBefore()
  }, [done, ready, first_unread_id, gives_up, is_missing, loading_before, onLoadBefore])
  const [shows, setShows] = useState(false)
  const hides = is_looking && !shows
  useEffect(() => {
    if (!ready || shows) return
    if (!hides) return setShows(true)
    const timer = setTimeout(() => setShows(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [ready, hides, shows])
  return { messages: useMemo(() => (hides ? { ...messages, ready: false } : messages), [hides, messages]), is_looking }
}

// A chat opens at its first unread message, however many came meanwhile: what is before the part that was loaded is loaded
// until that message is there. Until then there is nothing to show, or what is shown does not count as read.

import type { ConversationItem, MessageListSnapshot } from '@jobline/client'
import { useEffect, useMemo, useRef, useState } from 'react'

/** Whoever has more than so many unread messages begins at the newest. */
const MOST = 1_000

export interface FirstUnread {
  readonly messages: MessageListSnapshot
  /** The first unread message may still be before what is shown. */
  readonly is_looking: boolean
}

export function useFirstUnread(
  { state: { unread, read_seq } }: ConversationItem,
  messages: MessageListSnapshot,
  onLoadBefore: () => void,
): FirstUnread {
  const { ready, items, more_before, loading_before, first_unread_id, error_code } = messages
  const [done, setDone] = useState(false)
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
  const was_shown = useRef(false)
  if (ready && !is_looking) was_shown.current = true
  const hides = is_looking && !was_shown.current
  return { messages: useMemo(() => (hides ? { ...messages, ready: false } : messages), [hides, messages]), is_looking }
}

// What tells the client that messages were seen. A conversation that its person marks as unread while it stands open beside
// the list stays so: nothing counts as seen any more until they turn to it again, by wheel, finger, key or click, or open it anew.

import { useChat } from '@jobline/react'
import { useCallback, useMemo, useRef } from 'react'

export interface Seen {
  readonly onSeen: (seq: number) => void
  /** Props of the box around the messages and the composer: the person is at it. */
  readonly box: object
}

export function useSeen(conversation_id: string): Seen {
  const client = useChat()
  const isMarked = useCallback(
    () => client.conversation(conversation_id).getSnapshot()?.state.marked_unread === true,
    [client, conversation_id],
  )
  // Opened marked: to open it is to look.
  const may_clear = useRef<boolean | undefined>(undefined)
  may_clear.current ??= isMarked()
  const seen_seq = useRef(0)

  const onSeen = useCallback(
    (seq: number) => {
      seen_seq.current = seq
      if (isMarked() && !may_clear.current) return
      may_clear.current = false
      client.markRead(conversation_id, seq)
    },
    [client, conversation_id, isMarked],
  )
  const box = useMemo(() => {
    const turnTo = () => {
      if (!isMarked()) return
      may_clear.current = true
      if (seen_seq.current > 0) onSeen(seen_seq.current)
      else client.setMarkedUnread(conversation_id, false)
    }
    return { onPointerDown: turnTo, onTouchStart: turnTo, onWheel: turnTo, onKeyDown: turnTo }
  }, [client, conversation_id, isMarked, onSeen])
  return { onSeen, box }
}

// Does what a person asks of a row, and says so where the row itself does not show it. What hides a row can be undone.

import type { ConversationItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { useCallback, useMemo } from 'react'
import { keepFocusNear } from '../../platform/row-focus.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { useToasts } from '../overlay/toasts.tsx'
import { type ConversationAct, type MuteSpan, mutedUntil } from './conversation-acts.ts'

/** For as long as an archived row can be brought back by one tap. */
const UNDO_SHOWS_MS = 7_000

export interface ConversationActs {
  /** All but `mute`, which needs a span. */
  readonly act: (conversation: ConversationItem, act: Exclude<ConversationAct, 'mute'>) => void
  readonly mute: (conversation: ConversationItem, span: MuteSpan) => void
}

/** The same object between renders. */
export function useConversationActs(): ConversationActs {
  const client = useChat()
  const { list } = useStrings()
  const { show } = useToasts()

  const act = useCallback<ConversationActs['act']>(
    ({ id, last_seq }, what) => {
      switch (what) {
        case 'mark_read':
          client.setMarkedUnread(id, false)
          client.markRead(id, last_seq)
          break
        case 'mark_unread':
          client.setMarkedUnread(id, true)
          break
        case 'pin':
        case 'unpin':
          client.setPinned(id, what === 'pin')
          show({ text: what === 'pin' ? list.did_pin : list.did_unpin })
          break
        case 'unmute':
          client.setMuted(id, null)
          show({ text: list.did_unmute })
          break
        case 'archive':
        case 'unarchive': {
          const archived = what === 'archive'
          keepFocusNear(id)
          client.setArchived(id, archived)
          show({
            text: archived ? list.did_archive : list.did_unarchive,
            action: { label: list.undo, onPress: () => client.setArchived(id, !archived) },
            lasts_ms: UNDO_SHOWS_MS,
          })
        }
      }
    },
    [client, list, show],
  )
  const mute = useCallback<ConversationActs['mute']>(
    ({ id }, span) => {
      client.setMuted(id, mutedUntil(span, client.now()))
      show({ text: list.did_mute })
    },
    [client, list, show],
  )
  return useMemo(() => ({ act, mute }), [act, mute])
}

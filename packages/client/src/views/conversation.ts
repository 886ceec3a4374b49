// A conversation as a row of the list and the header of a chat: the stored row joined with what waits and who types.

import type { Conversation } from '@jobline/protocol'
import { isChange, isSend, type OutboxItem } from '../outbox/outbox-state.ts'
import type { Replica } from '../sync/replica.ts'
import type { Typing } from '../sync/typing.ts'
import { changesOf, type MessageItems, othersMarks } from './message-item.ts'
import type { ConversationItem, MessageItem } from './view.ts'

export interface ConversationItems {
  /** The same object until row, preview or typing change. */
  get(conversation_id: string): ConversationItem | undefined
}

interface Known {
  readonly conversation: Conversation
  readonly line: readonly OutboxItem[]
  readonly item: ConversationItem
}

export function createConversationItems(user_id: string, replica: Replica, typing: Typing, items: MessageItems): ConversationItems {
  const memo = new Map<string, Known>()

  function previewOf(conversation: Conversation, line: readonly OutboxItem[]): MessageItem | undefined {
    const changes = line.filter(isChange)
    const waiting = line.filter(isSend).pop()
    if (waiting) return items.waiting(waiting, changesOf(changes, waiting.id))
    const last = conversation.last_message
    return last && items.stored(last, othersMarks(conversation, user_id), changesOf(changes, last.id))
  }
  return {
    get(conversation_id) {
      const conversation = replica.conversations.get(conversation_id)?.conversation
      if (!conversation) {
        memo.delete(conversation_id)
        return undefined
      }
      const line = replica.line(conversation_id)
      const typing_user_ids = typing.others(conversation_id)
      let known = memo.get(conversation_id)
      // Asked of thousands at every change, of whom one has changed: for the others nothing is made.
      if (known?.conversation !== conversation || known.line !== line || known.item.typing_user_ids !== typing_user_ids) {
        const preview = previewOf(conversation, line)
        const last_activity_at = Math.max(conversation.last_activity_at, preview?.seq === 0 ? preview.sent_at : 0)
        known = { conversation, line, item: { ...conversation, last_activity_at, preview, typing_user_ids } }
        memo.set(conversation_id, known)
      }
      return known.item
    },
  }
}

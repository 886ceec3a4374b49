// A conversation as a row of the list and the header of a chat: the stored row joined with what waits and who types.

import type { Conversation } from '@jobline/protocol'
import { isChange, isSend } from '../outbox/outbox-state.ts'
import type { Replica } from '../sync/replica.ts'
import type { Typing } from '../sync/typing.ts'
import { sameFields } from './create-view.ts'
import { changesOf, type MessageItems, othersMarks } from './message-item.ts'
import type { ConversationItem, MessageItem } from './view.ts'

export interface ConversationItems {
  /** The same object until row, preview or typing change. */
  get(conversation_id: string): ConversationItem | undefined
}

export function createConversationItems(user_id: string, replica: Replica, typing: Typing, items: MessageItems): ConversationItems {
  const memo = new Map<string, ConversationItem>()

  function previewOf(conversation: Conversation): MessageItem | undefined {
    const line = replica.line(conversation.id)
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
      const preview = previewOf(conversation)
      const last_activity_at = Math.max(conversation.last_activity_at, preview?.seq === 0 ? preview.sent_at : 0)
      const typing_user_ids = typing.others(conversation_id)
      const item = sameFields<ConversationItem>(memo.get(conversation_id), { ...conversation, last_activity_at, preview, typing_user_ids })
      memo.set(conversation_id, item)
      return item
    },
  }
}

// A bubble's data out of a stored message or a waiting one, with the tick computed from the others' watermarks.
// Items keep their identity until message or tick change, so that a list re-renders one row. Rules: G5, CH-6.

import type { Conversation, Message } from '@jobline/protocol'
import type { OutboxItem } from '../outbox/outbox-state.ts'
import type { DeliveryStatus, MessageItem } from './view.ts'

/** How far the others are: with several of them, the one who is furthest behind counts. */
export interface OthersMarks {
  readonly delivered_seq: number
  readonly read_seq: number
}

export function othersMarks({ members }: Conversation, user_id: string): OthersMarks {
  const others = members.filter((member) => member.user_id !== user_id)
  const present = others.filter(({ removed_at }) => removed_at === undefined)
  const counted = present.length > 0 ? present : others
  if (counted.length === 0) return { delivered_seq: 0, read_seq: 0 }
  return {
    delivered_seq: Math.min(...counted.map((member) => Math.max(member.delivered_seq, member.shown_read_seq))),
    read_seq: Math.min(...counted.map(({ shown_read_seq }) => shown_read_seq)),
  }
}

export interface MessageItems {
  stored(message: Message, marks: OthersMarks): MessageItem
  waiting(item: OutboxItem): MessageItem
}

/** One memo per client: the same message is the same object in the list's preview and in the chat. */
export function createMessageItems(user_id: string): MessageItems {
  const of_messages = new WeakMap<Message, MessageItem>()
  const of_waiting = new WeakMap<OutboxItem, MessageItem>()
  return {
    stored(message, { delivered_seq, read_seq }) {
      const is_own = message.sender_id === user_id
      const known = of_messages.get(message)
      const status: DeliveryStatus | undefined = !is_own
        ? undefined
        : message.seq <= read_seq
          ? 'read'
          : message.seq <= delivered_seq
            ? 'delivered'
            : 'sent'
      if (known && known.status === status) return known
      const item: MessageItem = status ? { ...message, is_own, status } : { ...message, is_own }
      of_messages.set(message, item)
      return item
    },
    waiting(waiting) {
      const known = of_waiting.get(waiting)
      if (known) return known
      const { id, conversation_id, text, reply_to_id, sent_at, state, error_code } = waiting
      const item: MessageItem = {
        id,
        conversation_id,
        seq: 0,
        rev: 0,
        kind: 'text',
        sender_id: user_id,
        text,
        ...(reply_to_id === undefined ? {} : { reply_to_id }),
        sent_at,
        created_at: sent_at,
        is_own: true,
        status: state,
        ...(error_code === undefined ? {} : { error_code }),
      }
      of_waiting.set(waiting, item)
      return item
    },
  }
}

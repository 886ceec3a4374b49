// A bubble's data out of a stored message or a waiting one, with the tick computed from the others' watermarks.
// Items keep their identity until message or tick change, so that a list re-renders one row. Rules: G5, CH-6.

import type { Conversation, Message } from '@jobline/protocol'
import type { ChangeItem, SendItem } from '../outbox/outbox-state.ts'
import { sameArray } from './create-view.ts'
import type { DeliveryStatus, MessageItem } from './view.ts'

/** How far the others are: with several of them, the one who is furthest behind counts. */
export interface OthersMarks {
  readonly delivered_seq: number
  readonly read_seq: number
}

export function othersMarks(conversation: Conversation | undefined, user_id: string): OthersMarks {
  const others = (conversation?.members ?? []).filter((member) => member.user_id !== user_id)
  const present = others.filter(({ removed_at }) => removed_at === undefined)
  const counted = present.length > 0 ? present : others
  if (counted.length === 0) return { delivered_seq: 0, read_seq: 0 }
  return {
    delivered_seq: Math.min(...counted.map((member) => Math.max(member.delivered_seq, member.shown_read_seq))),
    read_seq: Math.min(...counted.map(({ shown_read_seq }) => shown_read_seq)),
  }
}

const NO_CHANGES: readonly ChangeItem[] = []

/** Those of one message, in the order they were made. */
export const changesOf = (changes: readonly ChangeItem[], message_id: string): readonly ChangeItem[] =>
  changes.length === 0 ? NO_CHANGES : changes.filter((change) => change.message_id === message_id)

export interface MessageItems {
  stored(message: Message, marks: OthersMarks, changes: readonly ChangeItem[]): MessageItem
  waiting(item: SendItem, changes: readonly ChangeItem[]): MessageItem
}

interface Known {
  readonly status: DeliveryStatus | undefined
  readonly changes: readonly ChangeItem[]
  readonly item: MessageItem
}

/** One memo per client: the same message is the same object in the list's preview and in the chat. */
export function createMessageItems(user_id: string): MessageItems {
  const memo = new WeakMap<Message | SendItem, Known>()

  function remember(of: Message | SendItem, status: DeliveryStatus | undefined, changes: readonly ChangeItem[], make: () => MessageItem) {
    const known = memo.get(of)
    if (known && known.status === status && sameArray(known.changes, changes) === known.changes) return known.item
    const item = changes.reduce((shown, change) => overlay(shown, change, user_id), make())
    memo.set(of, { status, changes, item })
    return item
  }
  return {
    stored(message, { delivered_seq, read_seq }, changes) {
      const is_own = message.sender_id === user_id
      const status = !is_own ? undefined : message.seq <= read_seq ? 'read' : message.seq <= delivered_seq ? 'delivered' : 'sent'
      return remember(message, status, changes, () => ({ ...message, is_own, status }))
    },
    waiting: (waiting, changes) =>
      remember(waiting, waiting.state, changes, () => {
        const { place, state, suspect_seq, ...its } = waiting
        return { ...its, seq: 0, rev: 0, kind: 'text', sender_id: user_id, created_at: its.sent_at, is_own: true, status: state }
      }),
  }
}

/** The message as it will be once the change is done. One that was refused is told, and changes nothing. */
function overlay(item: MessageItem, waiting: ChangeItem, user_id: string): MessageItem {
  const { conversation_id, message_id, place, sent_at, ...change } = waiting
  if (change.state === 'failed') return { ...item, change }
  switch (waiting.kind) {
    case 'edit':
      return { ...item, change, text: waiting.text, edited_at: sent_at }
    case 'delete':
      return { ...item, change, text: undefined, reactions: undefined, deleted_at: sent_at }
    case 'reaction': {
      const { emoji, active } = waiting
      const others = (item.reactions ?? []).map((reaction) => ({
        ...reaction,
        user_ids: reaction.user_ids.filter((other) => reaction.emoji !== emoji || other !== user_id),
      }))
      const own = others.find((reaction) => reaction.emoji === emoji)
      if (active && own) own.user_ids.push(user_id)
      else if (active) others.push({ emoji, user_ids: [user_id] })
      return { ...item, change, reactions: others.filter(({ user_ids }) => user_ids.length > 0) }
    }
  }
}

// Cache in memory: for tests, for runtimes without storage, and where a browser refuses its own. Keeps the port's
// order and conditions; what it holds ends with the process.

import type { Message } from '@jobline/protocol'
import { advanceItem, type OutboxItem } from '../../outbox/outbox-state.ts'
import type { Cache, CacheChange, ConversationRow, Meta } from '../cache.ts'

export function createMemoryCache(): Cache {
  let meta: Meta = {}
  const conversations = new Map<string, ConversationRow>()
  const messages = new Map<string, Map<string, Message>>()
  const outbox = new Map<string, OutboxItem>()

  function apply(change: CacheChange): void {
    if (change.clear) {
      conversations.clear()
      messages.clear()
    }
    for (const id of change.removed_ids ?? []) {
      conversations.delete(id)
      messages.delete(id)
    }
    for (const id of change.emptied_ids ?? []) messages.delete(id)
    for (const row of change.conversations ?? []) {
      if (row.conversation.rev >= (conversations.get(row.id)?.conversation.rev ?? 0)) conversations.set(row.id, row)
    }
    for (const message of change.messages ?? []) {
      const stored = messages.get(message.conversation_id) ?? new Map<string, Message>()
      messages.set(message.conversation_id, stored)
      if (message.rev > (stored.get(message.id)?.rev ?? 0)) stored.set(message.id, message)
    }
    for (const item of change.outbox_added ?? []) outbox.set(item.id, item)
    for (const item of change.outbox_changed ?? []) if (outbox.has(item.id)) outbox.set(item.id, item)
    for (const id of change.outbox_removed_ids ?? []) outbox.delete(id)
    meta = { ...meta, ...change.meta }
  }
  const line = () => [...outbox.values()].sort((a, b) => a.place - b.place)

  return {
    load: async () => ({ meta, conversations: [...conversations.values()], outbox: line() }),
    messages: async (conversation_id, before_seq, limit) =>
      [...(messages.get(conversation_id)?.values() ?? [])]
        .filter((message) => message.seq < before_seq)
        .sort((a, b) => a.seq - b.seq)
        .slice(-limit),
    write: async (changes) => changes.forEach(apply),
    outbox: async () => line(),
    async claim(ids) {
      const there: OutboxItem[] = []
      for (const id of ids) {
        const item = outbox.get(id)
        const claimed = item && advanceItem(item, 'attempt')
        if (!claimed) continue
        outbox.set(id, claimed)
        there.push(claimed)
      }
      return there
    },
    async revise(item) {
      const stored = outbox.get(item.id)
      if (!stored || stored.state === 'sending') return false
      outbox.set(item.id, item)
      return true
    },
    async discard(id) {
      const item = outbox.get(id)
      if (!item || advanceItem(item, 'discard')) return false
      return outbox.delete(id)
    },
    async wipe() {
      meta = {}
      for (const kept of [conversations, messages, outbox]) kept.clear()
    },
    close: async () => {},
  }
}

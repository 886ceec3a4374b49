// After a restore from a backup the server may have lost messages that it acknowledged. This device's own ones go back
// to the outbox under the same id. Owns the question which they are; it must not send. Rule: SYNC-4.

import type { DownFrame } from '@jobline/protocol'
import type { Connection } from '../connection/connection.ts'
import type { OutboxItem } from '../outbox/outbox-state.ts'
import type { Replica } from './replica.ts'

/** Own messages of one conversation that are looked at: what a backup of the same day can have missed. */
const SUSPECTS = 200

/** Own stored messages, as outbox items that wait for the answer. They are added in the step that drops the messages. */
export async function suspects(replica: Replica, user_id: string): Promise<OutboxItem[]> {
  const found: OutboxItem[] = []
  for (const { id: conversation_id } of replica.conversations.values()) {
    for (const message of await replica.stored(conversation_id, SUSPECTS)) {
      const { id, seq, kind, sender_id, text, reply_to_id, sent_at } = message
      if (sender_id !== user_id || kind !== 'text' || text === undefined || replica.item(id)) continue
      // Older than anything that waits, and in their own order.
      const place = seq - 1e15
      found.push({ id, conversation_id, text, reply_to_id, sent_at, place, state: 'sending', suspect_seq: seq })
    }
  }
  return found
}

/**
 * A backup holds the beginning of each conversation: once one suspect is found in its place, all before it are there.
 * So it asks from the newest back, and as far as something was lost.
 */
export async function recoverLost(world: { readonly connection: Pick<Connection, 'request'>; readonly replica: Replica }): Promise<void> {
  const { connection, replica } = world
  const waiting = replica.line().filter(({ suspect_seq }) => suspect_seq !== undefined)
  for (const conversation_id of new Set(waiting.map((item) => item.conversation_id))) {
    const items = waiting.filter((item) => item.conversation_id === conversation_id)
    const seqOf = (item: OutboxItem) => item.suspect_seq ?? 0
    let lost = items.sort((a, b) => seqOf(a) - seqOf(b))
    const known: string[] = []
    for (let before_seq = Math.max(...items.map(seqOf)) + 1; replica.conversations.has(conversation_id); ) {
      const request = { type: 'history', conversation_id, before_seq } as const
      const page = (await connection.request(request)) as DownFrame<'history'>
      const there = new Set(page.messages.map(({ id }) => id))
      const last_known = lost.filter(({ id }) => there.has(id)).pop()
      if (last_known) {
        const end = lost.indexOf(last_known) + 1
        known.push(...lost.slice(0, end).map(({ id }) => id))
        lost = lost.slice(end)
      }
      before_seq = page.messages[0]?.seq ?? 0
      if (last_known || !page.more_before || lost.every((item) => seqOf(item) >= before_seq)) break
    }
    const outbox_changed = lost.filter(({ id }) => replica.item(id)).map((item) => ({ ...item, suspect_seq: undefined }))
    await replica.commit({ outbox_removed_ids: known, outbox_changed })
  }
}

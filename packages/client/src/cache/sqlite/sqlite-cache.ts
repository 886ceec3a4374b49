// Cache on SQLite, for phones: one file a person. Every method is one transaction on one connection, and every commit is
// flushed (`synchronous=FULL`): the writer above collects what comes in a burst, so that a flush is paid per burst, and an
// outbox that may be lost with the power would be none. Versions: migrations.ts; damage and lack of space: kept-file.ts.

import type { Message } from '@jobline/protocol'
import { advanceItem, type OutboxItem } from '../../outbox/outbox-state.ts'
import type { Cache, CacheChange, ConversationRow } from '../cache.ts'
import { createKeptFile } from './kept-file.ts'
import type { SqlDatabase, SqlFile } from './sql-database.ts'
import { ADD_ITEM, deleteIds, put, putMeta, readMeta, readRows } from './stored-rows.ts'

export type { SqlDatabase, SqlFile, SqlValue } from './sql-database.ts'

export function createSqliteCache(file: SqlFile): Cache {
  const kept = createKeptFile(file)
  const { transaction } = kept

  return {
    load: () =>
      kept.load(async (database) => {
        const conversations = await readRows<ConversationRow>(database, 'SELECT row, sum FROM conversations')
        return { meta: await readMeta(database), conversations, outbox: await outboxOf(database) }
      }),
    messages: (conversation_id, before_seq, limit) =>
      transaction('DEFERRED', async (database) => {
        const newest_first = 'SELECT row, sum FROM messages WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?'
        return (await readRows<Message>(database, newest_first, [conversation_id, before_seq, limit])).reverse()
      }),
    write: (changes) =>
      transaction('IMMEDIATE', async (database) => {
        for (const change of changes) await apply(database, kept.isPart() ? unsentOf(change) : change)
      }),
    outbox: () => transaction('DEFERRED', outboxOf),
    claim: (ids) =>
      transaction('IMMEDIATE', async (database) => {
        const stored = await itemsOf(database, ids)
        const claimed = ids.flatMap((id) => stored.get(id) ?? []).flatMap((item) => advanceItem(item, { type: 'attempt' }) ?? [])
        await put(database, REPLACE_ITEM, claimed)
        return claimed
      }),
    revise: (item) =>
      transaction('IMMEDIATE', async (database) => {
        const stored = (await itemsOf(database, [item.id])).get(item.id)
        if (!stored || stored.state === 'sending') return false
        await put(database, REPLACE_ITEM, [item])
        return true
      }),
    discard: (id) =>
      transaction('IMMEDIATE', async (database) => {
        const item = (await itemsOf(database, [id])).get(id)
        if (!item || advanceItem(item, { type: 'discard' })) return false
        await deleteIds(database, 'outbox', 'id', [id])
        return true
      }),
    wipe: kept.wipe,
    close: kept.close,
  }
}

// What is stored already is judged by its own text. `WHERE true` tells SQLite that `ON CONFLICT` is no join.
const PUT_CONVERSATION = `INSERT INTO conversations SELECT json ->> 'id', json ->> 'row', json ->> 'sum' FROM input WHERE true
  ON CONFLICT (id) DO UPDATE SET row = excluded.row, sum = excluded.sum
  WHERE excluded.row ->> '$.conversation.rev' >= conversations.row ->> '$.conversation.rev'`
const PUT_MESSAGE = `INSERT INTO messages
  SELECT json ->> 'id', json ->> 'row' ->> 'conversation_id', json ->> 'row' ->> 'seq', json ->> 'row', json ->> 'sum' FROM input WHERE true
  ON CONFLICT (id) DO UPDATE SET conversation_id = excluded.conversation_id, seq = excluded.seq, row = excluded.row, sum = excluded.sum
  WHERE excluded.row ->> 'rev' > messages.row ->> 'rev'`
const REPLACE_ITEM = `${ADD_ITEM} WHERE json ->> 'id' IN (SELECT id FROM outbox)`

async function apply(database: SqlDatabase, change: CacheChange): Promise<void> {
  const removed = change.removed_ids ?? []
  if (change.clear) await database.exec('DELETE FROM conversations; DELETE FROM messages')
  await deleteIds(database, 'conversations', 'id', removed)
  await deleteIds(database, 'messages', 'conversation_id', [...removed, ...(change.emptied_ids ?? [])])
  await put(database, PUT_CONVERSATION, change.conversations)
  await put(database, PUT_MESSAGE, change.messages)
  await put(database, ADD_ITEM, change.outbox_added)
  await put(database, REPLACE_ITEM, change.outbox_changed)
  await deleteIds(database, 'outbox', 'id', change.outbox_removed_ids)
  if (change.meta) await putMeta(database, change.meta)
}

/** What may be written to a file that lacks the rest. */
const unsentOf = ({ outbox_added, outbox_changed, outbox_removed_ids }: CacheChange): CacheChange => ({
  outbox_added,
  outbox_changed,
  outbox_removed_ids,
})

async function outboxOf(database: SqlDatabase): Promise<OutboxItem[]> {
  const items = await readRows<OutboxItem>(database, 'SELECT row, sum FROM outbox')
  return items.sort((a, b) => a.place - b.place)
}

async function itemsOf(database: SqlDatabase, ids: readonly string[]): Promise<Map<string, OutboxItem>> {
  const sql = 'SELECT row, sum FROM outbox WHERE id IN (SELECT value FROM json_each(?))'
  const items = await readRows<OutboxItem>(database, sql, [JSON.stringify(ids)])
  return new Map(items.map((item) => [item.id, item]))
}

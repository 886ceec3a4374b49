// Cache on SQLite, for phones: one file a person. Every method is one transaction on one connection, and every commit is
// flushed (`synchronous=FULL`): the writer above collects what comes in a burst, so that a flush is paid per burst, and an
// outbox that may be lost with the power would be none. Versions: migrations.ts; damage and lack of space: kept-file.ts.

import type { Message } from '@jobline/protocol'
import { advanceItem, type OutboxItem } from '../../outbox/outbox-state.ts'
import { type Cache, type CacheChange, type ConversationRow, holdsRows } from '../cache.ts'
import { createKeptFile } from './kept-file.ts'
import type { SqlDatabase, SqlFile } from './sql-database.ts'
import { ADD_ITEM, deleteIds, put, putMeta, readMeta, readRows } from './stored-rows.ts'

export type { SqlDatabase, SqlFile, SqlValue } from './sql-database.ts'

export function createSqliteCache(file: SqlFile): Cache {
  /** The outbox as it is on disk: a file that turns out to be damaged while it is in use loses nothing of it. */
  let items: Map<string, OutboxItem> | undefined
  const kept = createKeptFile(file, () => items && [...items.values()])
  const { transaction } = kept
  const know = (changed: readonly OutboxItem[] = []) => {
    for (const item of changed) items?.set(item.id, item)
  }
  const forget = (ids: readonly string[] = []) => {
    for (const id of ids) items?.delete(id)
  }

  return {
    async load() {
      items = undefined
      const snapshot = await kept.load(async (database) => {
        const conversations = await readRows<ConversationRow>(database, 'SELECT row, sum FROM conversations')
        return { meta: await readMeta(database), conversations, outbox: await outboxOf(database) }
      })
      items = new Map(snapshot.outbox.map((item) => [item.id, item]))
      return snapshot
    },
    messages: (conversation_id, before_seq, limit) =>
      transaction('DEFERRED', async (database) => {
        const newest_first = 'SELECT row, sum FROM messages WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?'
        return (await readRows<Message>(database, newest_first, [conversation_id, before_seq, limit])).reverse()
      }),
    async write(changes) {
      await transaction('IMMEDIATE', async (database) => {
        // A file that lacks the rest must not be told how far the device has synced.
        if (kept.isPart() && changes.some(holdsRows)) throw new Error('The file was rebuilt: rows come with the next start.')
        for (const change of changes) await apply(database, change)
      })
      for (const { outbox_added, outbox_changed, outbox_removed_ids } of changes) {
        know(outbox_added)
        know(outbox_changed?.filter(({ id }) => items?.has(id)))
        forget(outbox_removed_ids)
      }
    },
    outbox: () => transaction('DEFERRED', outboxOf),
    async claim(ids) {
      const claimed = await transaction('IMMEDIATE', async (database) => {
        const stored = await itemsOf(database, ids)
        const there = ids.flatMap((id) => stored.get(id) ?? []).flatMap((item) => advanceItem(item, 'attempt') ?? [])
        await put(database, REPLACE_ITEM, there)
        return there
      })
      know(claimed)
      return claimed
    },
    async revise(item) {
      const revised = await transaction('IMMEDIATE', async (database) => {
        const stored = (await itemsOf(database, [item.id])).get(item.id)
        if (!stored || stored.state === 'sending') return false
        await put(database, REPLACE_ITEM, [item])
        return true
      })
      if (revised) know([item])
      return revised
    },
    async discard(id) {
      const discarded = await transaction('IMMEDIATE', async (database) => {
        const item = (await itemsOf(database, [id])).get(id)
        if (!item || advanceItem(item, 'discard')) return false
        await deleteIds(database, 'outbox', 'id', [id])
        return true
      })
      if (discarded) forget([id])
      return discarded
    },
    async wipe() {
      items = new Map()
      await kept.wipe()
    },
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

async function outboxOf(database: SqlDatabase): Promise<OutboxItem[]> {
  const items = await readRows<OutboxItem>(database, 'SELECT row, sum FROM outbox')
  return items.sort((a, b) => a.place - b.place)
}

async function itemsOf(database: SqlDatabase, ids: readonly string[]): Promise<Map<string, OutboxItem>> {
  const sql = 'SELECT row, sum FROM outbox WHERE id IN (SELECT value FROM json_each(?))'
  const items = await readRows<OutboxItem>(database, sql, [JSON.stringify(ids)])
  return new Map(items.map((item) => [item.id, item]))
}

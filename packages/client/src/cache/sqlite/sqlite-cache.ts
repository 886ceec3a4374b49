// Cache on SQLite, for phones: one file a person. Every method is one transaction on one connection, and every commit is
// flushed (`synchronous=FULL`): the writer above collects what comes in a burst, so that a flush is paid per burst, and an
// outbox that may be lost with the power would be none. Versions: migrations.ts.

import type { Message } from '@jobline/protocol'
import { advanceItem, type OutboxItem } from '../../outbox/outbox-state.ts'
import type { Cache, CacheChange, ConversationRow, Meta } from '../cache.ts'
import { migrate } from './migrations.ts'
import type { SqlDatabase, SqlFile } from './sql-database.ts'
import { deleteIds, put, readRows, storedRow } from './stored-rows.ts'

export type { SqlDatabase, SqlFile, SqlValue } from './sql-database.ts'

/** WAL: a reader never waits. Apple's fsync stops short of the disk without `fullfsync`; elsewhere that says nothing. */
const SETTINGS = 'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON'

/**
 * Who has the file now, in this process. A second connection that waited inside SQLite would hold up the very thread
 * on which the first one has to end its transaction.
 */
const turns = new Map<string, Promise<unknown>>()

export function createSqliteCache(file: SqlFile): Cache {
  let database: SqlDatabase | undefined

  async function open(): Promise<SqlDatabase> {
    if (database) return database
    const opened = await file.open()
    try {
      await opened.exec(SETTINGS)
      await migrate(opened)
    } catch (error) {
      await opened.close().catch(() => {})
      throw error
    }
    database = opened
    return opened
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = (turns.get(file.name) ?? Promise.resolve()).then(work)
    turns.set(
      file.name,
      done.catch(() => {}),
    )
    return done
  }
  /** Runs `work` in one transaction. */
  function run<T>(kind: 'DEFERRED' | 'IMMEDIATE', work: (database: SqlDatabase) => Promise<T>): Promise<T> {
    return inTurn(async () => {
      const database = await open()
      await database.exec(`BEGIN ${kind}`)
      try {
        const result = await work(database)
        await database.exec('COMMIT')
        return result
      } catch (error) {
        // SQLite may have ended it by itself.
        await database.exec('ROLLBACK').catch(() => {})
        throw error
      }
    })
  }
  async function close(): Promise<void> {
    const closing = database
    database = undefined
    await closing?.close()
  }

  return {
    load: () =>
      run('DEFERRED', async (database) => {
        const conversations = await readRows<ConversationRow>(database, 'SELECT row, sum FROM conversations')
        return { meta: await metaOf(database), conversations, outbox: await outboxOf(database) }
      }),
    messages: (conversation_id, before_seq, limit) =>
      run('DEFERRED', async (database) => {
        const newest_first = 'SELECT row, sum FROM messages WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?'
        return (await readRows<Message>(database, newest_first, [conversation_id, before_seq, limit])).reverse()
      }),
    write: (changes) =>
      run('IMMEDIATE', async (database) => {
        for (const change of changes) await apply(database, change)
      }),
    outbox: () => run('DEFERRED', outboxOf),
    claim: (ids) =>
      run('IMMEDIATE', async (database) => {
        const stored = await itemsOf(database, ids)
        const claimed = ids.flatMap((id) => stored.get(id) ?? []).flatMap((item) => advanceItem(item, { type: 'attempt' }) ?? [])
        await put(database, REPLACE_ITEM, claimed)
        return claimed
      }),
    revise: (item) =>
      run('IMMEDIATE', async (database) => {
        const stored = (await itemsOf(database, [item.id])).get(item.id)
        if (!stored || stored.state === 'sending') return false
        await put(database, REPLACE_ITEM, [item])
        return true
      }),
    discard: (id) =>
      run('IMMEDIATE', async (database) => {
        const item = (await itemsOf(database, [id])).get(id)
        if (!item || advanceItem(item, { type: 'discard' })) return false
        await deleteIds(database, 'outbox', 'id', [id])
        return true
      }),
    wipe: () =>
      inTurn(async () => {
        await close()
        await file.remove()
      }),
    close: () => inTurn(close),
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
const ADD_ITEM = `INSERT OR REPLACE INTO outbox SELECT json ->> 'id', json ->> 'row', json ->> 'sum' FROM input`
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
  if (change.meta) {
    const { row, sum } = storedRow({ ...(await metaOf(database)), ...change.meta })
    await database.run(`INSERT OR REPLACE INTO meta VALUES ('meta', ?, ?)`, [row, sum])
  }
}

const metaOf = async (database: SqlDatabase): Promise<Meta> => (await readRows<Meta>(database, 'SELECT row, sum FROM meta'))[0] ?? {}

async function outboxOf(database: SqlDatabase): Promise<OutboxItem[]> {
  const items = await readRows<OutboxItem>(database, 'SELECT row, sum FROM outbox')
  return items.sort((a, b) => a.place - b.place)
}

async function itemsOf(database: SqlDatabase, ids: readonly string[]): Promise<Map<string, OutboxItem>> {
  const sql = 'SELECT row, sum FROM outbox WHERE id IN (SELECT value FROM json_each(?))'
  const items = await readRows<OutboxItem>(database, sql, [JSON.stringify(ids)])
  return new Map(items.map((item) => [item.id, item]))
}

// One SQLite file that is there whatever happens to it: opened and migrated when it is first needed, rebuilt when it is
// damaged, relieved of old messages when it is full. It knows the tables, and nothing of what the cache's methods mean.
// Rules: G7 (the outbox is carried over, or its loss is written down).

import type { OutboxItem } from '../../outbox/outbox-state.ts'
import { isOwnSchema, migrate, NewerSchema } from './migrations.ts'
import { isPassing, isWhole, type Salvaged, salvage } from './salvage.ts'
import type { SqlDatabase, SqlFile } from './sql-database.ts'
import { ADD_ITEM, DamagedRow, deleteIds, put, putMeta } from './stored-rows.ts'

/** WAL: a reader never waits. Apple's fsync stops short of the disk without `fullfsync`; elsewhere that says nothing. */
const SETTINGS = 'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON'
/** Messages of a conversation that stay when space is needed: what a screen shows first. */
export const KEPT_MESSAGES = 50
/** Messages that are shed in one transaction: its log needs space too. */
const SHED_AT_ONCE = 200

/**
 * Who has a file now, in this process. A second connection that waited inside SQLite would hold up the very thread on
 * which the first one has to end its transaction.
 */
const turns = new Map<string, Promise<unknown>>()

export interface KeptFile {
  /** Runs `work` in one transaction, after everything that was asked for before. A damaged or full file is seen to, and `work` run again. */
  transaction<T>(kind: 'DEFERRED' | 'IMMEDIATE', work: (database: SqlDatabase) => Promise<T>): Promise<T>
  /** The same for the first look at the whole file. From here on `isPart` is false. */
  load<T>(work: (database: SqlDatabase) => Promise<T>): Promise<T>
  /** It was rebuilt since it was loaded: it lacks what the device knows, so it must not be told how far the device has synced. */
  isPart(): boolean
  wipe(): Promise<void>
  close(): Promise<void>
}

/** `unsent`: the outbox as this process knows it, undefined before it was loaded. It is the only one that uses the file. */
export function createKeptFile(file: SqlFile, unsent: () => readonly OutboxItem[] | undefined): KeptFile {
  /** Holds what was salvaged while the file itself is made anew. */
  const rescue = file.beside('-rescue')
  let database: SqlDatabase | undefined
  let is_part = false

  async function openFile(at: SqlFile, fill: (database: SqlDatabase) => Promise<void>): Promise<SqlDatabase> {
    const opened = await at.open()
    try {
      await opened.exec(SETTINGS)
      await migrate(opened, () => fill(opened))
      return opened
    } catch (error) {
      await opened.close().catch(() => {})
      throw error
    }
  }
  async function open(): Promise<SqlDatabase> {
    if (database) return database
    let is_new = false
    database = await openFile(file, async (fresh) => {
      is_new = true
      const { items, lost_unsent } = await rescued()
      await put(fresh, ADD_ITEM, items)
      if (lost_unsent) await putMeta(fresh, { lost_unsent })
    })
    if (is_new) await rescue.remove()
    return database
  }
  async function rescued(): Promise<Salvaged> {
    let is_new = false
    const opened = await openFile(rescue, async () => {
      is_new = true
    })
    await opened.close()
    return is_new ? { items: [], lost_unsent: false } : salvage(rescue)
  }

  /** Killed at any point, the next start finds the damaged file, or no file and the whole rescue. */
  async function rebuild(): Promise<void> {
    await close()
    const known = unsent()
    const { items, lost_unsent } = known ? { items: known, lost_unsent: false } : await salvage(file)
    await rescue.remove()
    const opened = await openFile(rescue, async (fresh) => {
      await put(fresh, ADD_ITEM, items)
      await putMeta(fresh, { lost_unsent })
    })
    await opened.close()
    await file.remove()
  }

  /** What the server can give again goes, the newest of every conversation excepted. */
  async function shed(database: SqlDatabase): Promise<void> {
    // Into the file with what is in the log, whose space is used again from its beginning.
    const restartLog = () => database.exec('PRAGMA wal_checkpoint(RESTART)')
    await restartLog()
    for (let left = 1; left > 0; ) {
      const old = await database.all<{ readonly id: string }>(OLD_MESSAGES, [KEPT_MESSAGES, SHED_AT_ONCE])
      await deleteIds(
        database,
        'messages',
        'id',
        old.map(({ id }) => id),
      )
      await restartLog()
      left = old.length
    }
  }

  async function attempt<T>(kind: 'DEFERRED' | 'IMMEDIATE', work: (database: SqlDatabase) => Promise<T>): Promise<T> {
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
  }
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = (turns.get(file.name) ?? Promise.resolve()).then(work)
    turns.set(
      file.name,
      done.catch(() => {}),
    )
    return done
  }
  async function close(): Promise<void> {
    const closing = database
    database = undefined
    await closing?.close()
  }

  return {
    isPart: () => is_part,
    transaction: (kind, work) =>
      inTurn(async () => {
        try {
          return await attempt(kind, work)
        } catch (error) {
          if (isFull(error)) await shed(await open())
          else if (isDamaged(error)) {
            await rebuild()
            is_part = true
          } else throw error
          return attempt(kind, work)
        }
      }),
    load: (work) =>
      inTurn(async () => {
        is_part = false
        try {
          return await attempt('DEFERRED', async (database) => {
            if (!(await isOwnSchema(database))) throw new DamagedRow('The schema is damaged.')
            // Hidden rows of a conversation show as a hole and are asked for; these would never be missed.
            for (const table of ['outbox', 'conversations', 'meta']) {
              if (!(await isWhole(database, table))) throw new DamagedRow(`The table ${table} is damaged.`)
            }
            return work(database)
          })
        } catch (error) {
          if (error instanceof NewerSchema || isPassing(error)) throw error
          await rebuild()
          return attempt('DEFERRED', work)
        }
      }),
    wipe: () =>
      inTurn(async () => {
        await close()
        // The rescue first: it must not come back as the outbox of a file that is made anew.
        await rescue.remove()
        await file.remove()
      }),
    close: () => inTurn(close),
  }
}

const OLD_MESSAGES = `SELECT id FROM
  (SELECT id, row_number() OVER (PARTITION BY conversation_id ORDER BY seq DESC) AS place FROM messages)
  WHERE place > ? ORDER BY place DESC LIMIT ?`

const words = (error: unknown) => (error instanceof Error ? error.message : String(error))
const isFull = (error: unknown) => /database or disk is full/i.test(words(error))
/**
 * While the file is in use only what SQLite itself calls damage: a row that breaks a rule is the caller's fault. `readonly` is
 * what it says of a file whose head names a format of the future.
 */
const isDamaged = (error: unknown) =>
  error instanceof DamagedRow || /malformed|not a database|corrupt|readonly database/i.test(words(error))

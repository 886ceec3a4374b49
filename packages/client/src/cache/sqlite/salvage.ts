// What can still be read of a damaged file's outbox, row by row from both ends, since one page that cannot be read ends
// a query. The rest of the file is the server's and is not worth the trouble.

import type { OutboxItem } from '../../outbox/outbox-state.ts'
import type { Meta } from '../cache.ts'
import type { SqlDatabase, SqlFile } from './sql-database.ts'
import { readMeta, readRow, type StoredRow } from './stored-rows.ts'

export interface Salvaged {
  readonly items: readonly OutboxItem[]
  /** Something unsent was there, or may have been there, that is not among the items. */
  readonly lost_unsent: boolean
}

const FROM_THE_START = 'SELECT rowid AS place, row, sum FROM outbox NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT 1'
const FROM_THE_END = 'SELECT rowid AS place, row, sum FROM outbox NOT INDEXED WHERE rowid < ? ORDER BY rowid DESC LIMIT 1'

export async function salvage(file: SqlFile): Promise<Salvaged> {
  let database: SqlDatabase | undefined
  try {
    database = await file.open()
    return await salvageFrom(database)
  } catch (error) {
    if (isPassing(error)) throw error
    return { items: [], lost_unsent: true }
  } finally {
    await database?.close().catch(() => {})
  }
}

async function salvageFrom(database: SqlDatabase): Promise<Salvaged> {
  const items = new Map<string, OutboxItem>()
  const is_sound = await isWhole(database, 'outbox')
  const is_read = await readAlong(database, FROM_THE_START, 0, items)
  const meta = await readMeta(database).catch((): Meta => ({}))
  const lost_unsent = meta.lost_unsent === true
  if (is_sound && is_read) return { items: [...items.values()], lost_unsent }
  await readAlong(database, FROM_THE_END, Number.MAX_SAFE_INTEGER, items)
  return { items: [...items.values()], lost_unsent: true }
}

/** false: not every row could be read. */
async function readAlong(database: SqlDatabase, sql: string, start: number, items: Map<string, OutboxItem>): Promise<boolean> {
  let is_whole = true
  try {
    for (let place = start; ; ) {
      const [stored] = await database.all<StoredRow & { readonly place: number }>(sql, [place])
      if (!stored) return is_whole
      // A damaged page may answer with any place: only what lies ahead is a step.
      if (!Number.isSafeInteger(stored.place) || (start === 0 ? stored.place <= place : stored.place >= place)) return false
      place = stored.place
      try {
        const item = readRow<OutboxItem>(stored)
        items.set(item.id, item)
      } catch {
        is_whole = false
      }
    }
  } catch (error) {
    if (isPassing(error)) throw error
    return false
  }
}

/** It says nothing of the file: what cannot be read now may be read later, and must not be deleted for it. */
export const isPassing = (error: unknown) =>
  /disk is full|locked|busy|disk i\/o|unable to open|out of memory|interrupted/i.test(
    error instanceof Error ? error.message : String(error),
  )

/** Compares the table with its index: a row that a damaged page hides raises no error by itself. */
export async function isWhole(database: SqlDatabase, table: string): Promise<boolean> {
  const answers = await database.all<{ readonly integrity_check: string }>(`PRAGMA integrity_check(${table})`, []).catch(() => [])
  return answers.length === 1 && answers[0]?.integrity_check === 'ok'
}

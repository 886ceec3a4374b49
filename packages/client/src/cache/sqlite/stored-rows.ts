// Rows as JSON text with a checksum: written many at a time in one statement, and believed only as they were written.
// A damaged disk can hand back a row that still reads well; a place or a `rev` out of such a row would mislead the sync.

import type { Meta } from '../cache.ts'
import type { SqlDatabase, SqlValue } from './sql-database.ts'

export class DamagedRow extends Error {
  override readonly name = 'DamagedRow'
}

/** `put` with this adds items to the outbox. */
export const ADD_ITEM = `INSERT OR REPLACE INTO outbox SELECT json ->> 'id', json ->> 'row', json ->> 'sum' FROM input`

export interface StoredRow {
  readonly row: string
  readonly sum: number
}

/**
 * Runs `sql` over these rows: a statement on the table `input`, whose one column `json` holds {id, row, sum}.
 * One call into the driver, however many rows there are.
 */
export async function put(database: SqlDatabase, sql: string, rows: readonly { readonly id: string }[] = []): Promise<void> {
  if (rows.length === 0) return
  const input = rows.map((row) => ({ id: row.id, ...storedRow(row) }))
  await database.run(`WITH input (json) AS (SELECT value FROM json_each(?)) ${sql}`, [JSON.stringify(input)])
}

/** Merged into what is kept. */
export async function putMeta(database: SqlDatabase, meta: Meta): Promise<void> {
  const { row, sum } = storedRow({ ...(await readMeta(database)), ...meta })
  await database.run(`INSERT OR REPLACE INTO meta VALUES ('meta', ?, ?)`, [row, sum])
}

export const readMeta = async (database: SqlDatabase): Promise<Meta> =>
  (await readRows<Meta>(database, 'SELECT row, sum FROM meta'))[0] ?? {}

export async function deleteIds(database: SqlDatabase, table: string, column: string, ids: readonly string[] = []): Promise<void> {
  if (ids.length === 0) return
  await database.run(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)])
}

export async function readRows<T>(database: SqlDatabase, sql: string, params: readonly SqlValue[] = []): Promise<T[]> {
  return (await database.all<StoredRow>(sql, params)).map(readRow<T>)
}

function storedRow(value: unknown): StoredRow {
  const row = JSON.stringify(value)
  return { row, sum: checksum(row) }
}

export function readRow<T>({ row, sum }: StoredRow): T {
  if (typeof row !== 'string' || checksum(row) !== sum) throw new DamagedRow('A row is not as it was written.')
  return JSON.parse(row) as T
}

/** FNV-1a: any one changed character changes it. */
function checksum(text: string): number {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return sum >>> 0
}

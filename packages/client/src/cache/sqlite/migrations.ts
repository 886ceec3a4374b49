// What the tables of the SQLite cache look like, and how they came to: each step stays as it was released, and
// `packages/client/tests/fixtures` keeps a file of every version. Rows are JSON text with a checksum, beside them the
// columns that a query needs.

import type { SqlDatabase } from './sql-database.ts'

/** Step n brings a database of version n to n + 1. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, row TEXT NOT NULL, sum INTEGER NOT NULL);
   CREATE TABLE conversations (id TEXT PRIMARY KEY, row TEXT NOT NULL, sum INTEGER NOT NULL);
   CREATE TABLE messages (
     id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, seq INTEGER NOT NULL, row TEXT NOT NULL, sum INTEGER NOT NULL
   );
   CREATE INDEX messages_by_seq ON messages (conversation_id, seq);
   CREATE TABLE outbox (id TEXT PRIMARY KEY, row TEXT NOT NULL, sum INTEGER NOT NULL);`,
]

export const SCHEMA_VERSION = MIGRATIONS.length
/** The version stands in the file's head twice, once plain and once with this beside it: one damaged byte cannot forge it. */
const APPLICATION = 0x4a4c0000

/** Written by a newer release: it is left as it is. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema'
}

/** Brings the file to the newest version, all steps or none. */
export async function migrate(database: SqlDatabase, steps = MIGRATIONS): Promise<void> {
  const [version, application] = [await pragma(database, 'user_version'), await pragma(database, 'application_id')]
  if (version === steps.length && application === APPLICATION + version) return
  if (application !== (version === 0 ? 0 : APPLICATION + version)) throw new Error('The file is damaged: its version is not its own.')
  if (version > steps.length) throw new NewerSchema(`The file is of version ${version}, this release knows ${steps.length}.`)
  await database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(version)) await database.exec(step)
    await database.exec(`PRAGMA user_version = ${steps.length}; PRAGMA application_id = ${APPLICATION + steps.length}`)
    await database.exec('COMMIT')
  } catch (error) {
    await database.exec('ROLLBACK').catch(() => {})
    throw error
  }
}

async function pragma(database: SqlDatabase, name: 'user_version' | 'application_id'): Promise<number> {
  const [row] = await database.all<Record<string, number>>(`PRAGMA ${name}`, [])
  return row?.[name] ?? 0
}

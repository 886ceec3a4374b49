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

/** Brings the file to the newest version, all steps or none; `fill` belongs to the step that makes a file anew. */
export async function migrate(database: SqlDatabase, fill?: () => Promise<void>, steps = MIGRATIONS): Promise<void> {
  const { version, application } = await versionOf(database)
  if (version === steps.length && application === APPLICATION + version) return
  if (application !== (version === 0 ? 0 : APPLICATION + version)) throw new Error('The file is damaged: its version is not its own.')
  if (version > steps.length) throw new NewerSchema(`The file is of version ${version}, this release knows ${steps.length}.`)
  await database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(version)) await database.exec(step)
    if (version === 0) await fill?.()
    await database.exec(`PRAGMA user_version = ${steps.length}; PRAGMA application_id = ${APPLICATION + steps.length}`)
    await database.exec('COMMIT')
  } catch (error) {
    await database.exec('ROLLBACK').catch(() => {})
    throw error
  }
}

/**
 * The tables say of themselves what the steps made them, spaces aside. One letter less, and SQLite knows a table by other
 * columns: nothing of it is damaged, and nothing of it can be used. A step that alters a table is to be followed here.
 */
export async function isOwnSchema(database: SqlDatabase): Promise<boolean> {
  const found = await database.all<{ readonly sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL', [])
  return bare(found.map(({ sql }) => sql)) === bare(MIGRATIONS.flatMap((step) => step.split(';')))
}
const bare = (statements: readonly string[]) =>
  statements
    .map((statement) => statement.replace(/\s+/g, ''))
    .filter((statement) => statement !== '')
    .sort()
    .join()

async function versionOf(database: SqlDatabase): Promise<{ readonly version: number; readonly application: number }> {
  const [version] = await database.all<{ readonly user_version: number }>('PRAGMA user_version', [])
  const [application] = await database.all<{ readonly application_id: number }>('PRAGMA application_id', [])
  return { version: version?.user_version ?? 0, application: application?.application_id ?? 0 }
}

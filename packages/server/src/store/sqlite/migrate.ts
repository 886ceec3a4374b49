// Brings a database file to the newest schema, one numbered step and one transaction at a time. An
// interrupted step leaves the version before it; a file from a newer release is refused, never touched.

import type { Database } from 'bun:sqlite'
import { init } from './migrations/001-init.ts'
import { people } from './migrations/002-people.ts'
import { search } from './migrations/003-search.ts'

/** Oldest first; the position is the version that a step leads to. */
const MIGRATIONS: readonly string[] = [init, people, search]

export const SCHEMA_VERSION = MIGRATIONS.length

export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema'
}

export function migrate(db: Database, uuid: () => string): void {
  const { user_version: version } = db.query<{ user_version: number }, []>('PRAGMA user_version').get() ?? { user_version: 0 }
  if (version > SCHEMA_VERSION) {
    throw new UnknownSchema(`unable to open the database; its schema is version ${version} and this release knows up to ${SCHEMA_VERSION}`)
  }
  for (let next = version; next < SCHEMA_VERSION; next++) {
    db.transaction(() => {
      db.run(MIGRATIONS[next] as string)
      if (next === 0) db.query('INSERT INTO meta (name, value) VALUES (?, ?)').run('epoch', uuid())
      db.run(`PRAGMA user_version = ${next + 1}`)
    }).immediate()
  }
}

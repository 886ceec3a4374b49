// The driver of Bun's own SQLite under the client's SQLite cache: a phone's storage in tests and in client processes
// that are killed.

import { Database } from 'bun:sqlite'
import { rm } from 'node:fs/promises'
import type { SqlFile, SqlValue } from '@jobline/client/sqlite'

/** `createSqliteCache(bunSqlFile(path))` is a cache that survives its process. */
export function bunSqlFile(path: string): SqlFile {
  return {
    name: path,
    async open() {
      const database = new Database(path, { create: true })
      return {
        exec: async (sql) => void database.run(sql),
        run: async (sql, params) => void database.query(sql).run(...params),
        all: async <Row>(sql: string, params: readonly SqlValue[]) => database.query(sql).all(...params) as Row[],
        close: async () => database.close(),
      }
    },
    beside: (suffix) => bunSqlFile(path + suffix),
    async remove() {
      for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true })
    },
  }
}

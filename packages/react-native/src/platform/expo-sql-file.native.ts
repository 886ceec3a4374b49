// expo-sqlite under the client's SQLite cache: a file in the app's own folder. Not run in tests, which drive the same SQL
// through Bun's SQLite; what is here is the translation of one driver.

import type { SqlFile, SqlValue } from '@jobline/client/sqlite'
import { deleteDatabaseAsync, openDatabaseAsync } from 'expo-sqlite'

export function expoSqlFile(name: string): SqlFile {
  return {
    name,
    async open() {
      // A connection of its own: the library shares one by name, and would close it for both.
      const database = await openDatabaseAsync(name, { useNewConnection: true })
      return {
        exec: (sql) => database.execAsync(sql),
        run: async (sql, params) => void (await database.runAsync(sql, [...params])),
        all: <Row>(sql: string, params: readonly SqlValue[]) => database.getAllAsync<Row>(sql, [...params]),
        close: () => database.closeAsync(),
      }
    },
    beside: (suffix) => expoSqlFile(name + suffix),
    async remove() {
      for (const suffix of ['', '-wal', '-shm', '-journal']) await deleteDatabaseAsync(name + suffix).catch(unlessMissing)
    },
  }
}

function unlessMissing(error: unknown): void {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (!/not.?found/i.test(`${code} ${message}`)) throw error
}

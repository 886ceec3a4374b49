// Where a phone keeps a person's chats: SQLite, one file a person.

import type { Cache } from '@jobline/client'
import { createSqliteCache } from '@jobline/client/sqlite'
import { expoSqlFile } from './expo-sql-file.native.ts'

export const deviceCache = (user_id: string): Cache => createSqliteCache(expoSqlFile(`jobline/${fileName(user_id)}.db`))

/** Any id as a path that no other id has, also where case does not count, in parts that every file system takes. */
const fileName = (id: string): string => {
  const points = [...id].map((letter) => letter.codePointAt(0)?.toString(16)).join('-')
  return points.match(/.{1,180}/g)?.join('/') ?? 'nobody'
}

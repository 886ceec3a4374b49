// One process per data folder. The lock is SQLite's own on a small file beside the database: the kernel
// lets go of it when the process dies, however it dies.

import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export class DataInUse extends Error {
  override readonly name = 'DataInUse'
}

/** Returns the function that lets go. Throws DataInUse. */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const lock = new Database(join(folder, 'jobline.lock'), { create: true })
  try {
    lock.run('PRAGMA busy_timeout = 0')
    lock.run('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new DataInUse(`unable to use ${folder}; another jobline process is using it`)
  }
  return () => lock.close()
}

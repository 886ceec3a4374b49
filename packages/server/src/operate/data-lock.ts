// One process per data folder. The lock is SQLite's own on a small file beside the database: the kernel
// lets go of it when the process dies, however it dies.

import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export class DataInUse extends Error {
  override readonly name = 'DataInUse'
}

/** It cannot be made, or nothing can be written in it. */
export class DataUnusable extends Error {
  override readonly name = 'DataUnusable'
}

/** Returns the function that lets go. Throws DataInUse, DataUnusable. */
export function lockDataFolder(folder: string): () => void {
  const lock = openLock(folder)
  try {
    lock.run('PRAGMA busy_timeout = 0')
    lock.run('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new DataInUse(`unable to use ${folder}; another jobline process is using it`)
  }
  return () => lock.close()
}

function openLock(folder: string): Database {
  try {
    mkdirSync(folder, { recursive: true })
    return new Database(join(folder, 'jobline.lock'), { create: true })
  } catch (error) {
    throw new DataUnusable(`unable to use ${folder} as the data folder; ${error instanceof Error ? error.message : String(error)}`)
  }
}

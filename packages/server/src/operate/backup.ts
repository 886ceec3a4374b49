// Copies of the database. A backup may be made while the server runs; a restore may not, and gives the
// database a new epoch, so that every client notices and resyncs instead of trusting positions that
// no longer mean the same.

import { Database } from 'bun:sqlite'
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../store/sqlite/migrate.ts'
import { DATABASE_FILE } from '../store/sqlite/sqlite-store.ts'
import { lockDataFolder } from './data-lock.ts'

export class BackupFailed extends Error {
  override readonly name = 'BackupFailed'
}

/** Writes one consistent copy to `file`, which must not exist. Throws BackupFailed. */
export function backup(data_dir: string, file: string): void {
  const source = join(data_dir, DATABASE_FILE)
  if (!existsSync(source)) throw new BackupFailed(`unable to back up; there is no database in ${data_dir}`)
  if (existsSync(file)) throw new BackupFailed(`unable to back up; ${file} exists already`)
  const db = new Database(source, { readonly: true })
  try {
    db.query('VACUUM INTO ?').run(file)
  } finally {
    db.close()
  }
}

export interface RestoreOptions {
  /** Replaces a database that is there. */
  readonly force: boolean
  /** Makes the new epoch. */
  readonly uuid?: () => string
}

/** Puts a backup in the place of the data folder's database. Throws BackupFailed, DataInUse. */
export function restore(data_dir: string, file: string, options: RestoreOptions): void {
  if (!existsSync(file)) throw new BackupFailed(`unable to restore; there is no file ${file}`)
  const unlock = lockDataFolder(data_dir)
  try {
    const target = join(data_dir, DATABASE_FILE)
    if (existsSync(target) && !options.force)
      throw new BackupFailed(`unable to restore; ${data_dir} holds a database already (--force replaces it)`)
    const incoming = `${target}.incoming`
    copyFileSync(file, incoming)
    try {
      prepare(incoming, options.uuid ?? randomUUID)
    } catch (error) {
      rmSync(incoming, { force: true })
      throw error
    }
    for (const leftover of [`${target}-wal`, `${target}-shm`]) rmSync(leftover, { force: true })
    renameSync(incoming, target)
  } finally {
    unlock()
  }
}

/** Checks the copy, brings its schema up to date and gives it a new epoch. */
function prepare(file: string, uuid: () => string): void {
  const db = new Database(file)
  try {
    const fault = faultOf(db)
    if (fault !== undefined) throw new BackupFailed(`unable to restore; the file is no sound backup (${fault})`)
    migrate(db, uuid)
    db.query("UPDATE meta SET value = ? WHERE name = 'epoch'").run(uuid())
  } finally {
    db.close()
  }
}

/** undefined: a sound database of ours. An empty file is a sound database too, but not one of ours. */
function faultOf(db: Database): string | undefined {
  try {
    const check = db.query<{ integrity_check: string }, []>('PRAGMA integrity_check').get()?.integrity_check
    if (check !== 'ok') return check ?? 'nothing could be checked'
    return db.query("SELECT 1 FROM meta WHERE name = 'epoch'").get() === null ? 'it holds no epoch' : undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

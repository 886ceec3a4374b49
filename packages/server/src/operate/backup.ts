// Copies of the database. A backup may be made while the server runs; a restore may not, and gives the
// database a new epoch, so that every client notices and resyncs instead of trusting positions that
// no longer mean the same.

import { Database } from 'bun:sqlite'
import { randomUUID } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { migrate } from '../store/sqlite/migrate.ts'
import { DATABASE_FILE } from '../store/sqlite/sqlite-store.ts'
import { lockDataFolder } from './data-lock.ts'

/** What SQLite may keep beside a database. */
const BESIDE = ['-wal', '-shm', '-journal'] as const

const SQLITE_HEAD = 'SQLite format 3\0'

export class BackupFailed extends Error {
  override readonly name = 'BackupFailed'
}

/** Writes one consistent copy to `file`, which must not exist, and does not before the copy is whole. Throws BackupFailed. */
export function backup(data_dir: string, file: string): void {
  const source = join(data_dir, DATABASE_FILE)
  if (!existsSync(source)) throw new BackupFailed(`unable to back up; there is no database in ${data_dir}`)
  if (existsSync(file)) throw new BackupFailed(`unable to back up; ${file} exists already`)
  const partial = `${file}.partial`
  try {
    // What an interrupted backup has left.
    removeAll(partial)
    const db = new Database(source, { readonly: true })
    try {
      db.query('VACUUM INTO ?').run(partial)
    } finally {
      db.close()
    }
    sync(partial)
    renameSync(partial, file)
    sync(dirname(file))
  } catch (error) {
    removeAll(partial)
    throw failed('back up', error)
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
    refuseHalves(file, target)
    const incoming = `${target}.incoming`
    // A log that an interrupted restore has left would be read into the new copy.
    removeAll(incoming)
    try {
      copy(file, incoming)
      prepare(incoming, options.uuid ?? randomUUID)
      completeOld(target)
    } catch (error) {
      removeAll(incoming)
      throw error
    }
    for (const end of BESIDE) rmSync(target + end, { force: true })
    sync(data_dir)
    renameSync(incoming, target)
    sync(data_dir)
  } finally {
    unlock()
  }
}

/** A copy is one file. What else may belong to a database would be left behind, with the newest messages in it. */
function refuseHalves(file: string, target: string): void {
  const [its, old] = [statSync(file), statSync(target, { throwIfNoEntry: false })]
  if (its.dev === old?.dev && its.ino === old.ino)
    throw new BackupFailed(`unable to restore; ${file} is the database itself (jobline backup makes a copy)`)
  // SQLite follows links, and looks for the log where they lead.
  const real = realpathSync(file)
  for (const end of ['-wal', '-journal']) {
    if ((statSync(real + end, { throwIfNoEntry: false })?.size ?? 0) > 0)
      throw new BackupFailed(
        `unable to restore; ${file} is not whole without ${real + end} (jobline backup makes one file of a data folder)`,
      )
  }
}

function copy(file: string, incoming: string): void {
  try {
    copyFileSync(file, incoming)
  } catch (error) {
    throw failed('restore', error)
  }
}

/**
 * Makes the database that is to be replaced one file without a log, so that its replacement is one rename: whenever that is
 * interrupted, the folder holds all of the old one or all of the new one, and never the log of one beside the other.
 */
function completeOld(target: string): void {
  if (!existsSync(target)) return
  // Where it is none it is not even opened: SQLite throws the log of such a file away.
  if (!isDatabase(target) || !mergeLog(target)) keepDamaged(target)
}

function isDatabase(file: string): boolean {
  const head = new Uint8Array(SQLITE_HEAD.length)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, head)
  } finally {
    closeSync(handle)
  }
  return new TextDecoder().decode(head) === SQLITE_HEAD
}

/** Whether all of it can be read. Its head alone says nothing: a log can be merged into a file whose middle is gone. */
function mergeLog(file: string): boolean {
  const db = new Database(file)
  try {
    db.run('PRAGMA busy_timeout = 1000')
    const merged = db.query<{ busy: number }, []>('PRAGMA wal_checkpoint(TRUNCATE)').get()
    if (merged?.busy !== 0) throw new BackupFailed('unable to restore; another program has the database open')
    return db.query<{ quick_check: string }, []>('PRAGMA quick_check(1)').get()?.quick_check === 'ok'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // A disk that does not give it back is the very reason to restore.
    if (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return false
    throw failed('restore', error)
  } finally {
    db.close()
  }
}

/**
 * What cannot be read is not thrown away: it stays beside the new one, with its log. The log first: beside no database it would be
 * nobody's. Then a link, so that the database is never nowhere.
 */
function keepDamaged(target: string): void {
  const kept = `${target}.damaged-${Date.now()}`
  if (existsSync(`${target}-wal`)) renameSync(`${target}-wal`, `${kept}-wal`)
  try {
    linkSync(target, kept)
  } catch {
    // A file system without links.
    renameSync(target, kept)
  }
}

/** A database and what SQLite keeps beside it. */
function removeAll(file: string): void {
  for (const end of ['', ...BESIDE]) rmSync(file + end, { force: true })
}

function failed(what: 'back up' | 'restore', error: unknown): BackupFailed {
  return error instanceof BackupFailed ? error : new BackupFailed(`unable to ${what}; ${error instanceof Error ? error.message : error}`)
}

/** The bytes of a file, or the names in a folder, are on disk when this returns. */
function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
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

// What a backup and a restore leave where they cannot be finished, and which files are no copy at all.

import { Database } from 'bun:sqlite'
import { afterEach, expect, test } from 'bun:test'
import { randomBytes, randomUUID } from 'node:crypto'
import { copyFileSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BackupFailed, backup, DATABASE_FILE, restore, SqliteStore } from '@jobline/server'

const CLI = join(import.meta.dir, '..', 'src', 'cli.ts')

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-backup-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder with a database of so many bytes and more. */
async function aFolder(bytes = 0): Promise<string> {
  const folder = newFolder()
  await new SqliteStore({ path: join(folder, DATABASE_FILE), uuid: randomUUID }).close()
  const db = new Database(join(folder, DATABASE_FILE))
  db.run('CREATE TABLE filler (bytes BLOB)')
  for (let filled = 0; filled < bytes; filled += 3_000) db.query('INSERT INTO filler VALUES (?)').run(randomBytes(3_000))
  db.run('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  return folder
}

function aCopyOf(folder: string): string {
  const copy = join(newFolder(), 'copy.db')
  backup(folder, copy)
  return copy
}

/** On a disk that takes no file of more than some 200 kB. */
async function joblineWithoutRoom(...args: string[]) {
  const limited = ['sh', '-c', 'ulimit -f 400; exec "$@"', 'sh', process.execPath, CLI, ...args]
  const child = Bun.spawn(limited, { cwd: newFolder(), stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  return { said: await new Response(child.stderr).text(), code: await child.exited }
}

const BIG = 2_000_000

test('a backup for which there is no room says so, and leaves nothing under the name that it was given', async () => {
  const data_dir = await aFolder(BIG)
  const copies = newFolder()
  const copy = join(copies, 'copy.db')
  const { said, code } = await joblineWithoutRoom('backup', '--data', data_dir, '--to', copy)
  expect(code).toBe(1)
  expect(said.trim()).toMatch(/^unable to back up; [^\n]*$/)
  expect(readdirSync(copies)).toEqual([])
  backup(data_dir, copy)
  expect(readdirSync(copies)).toEqual(['copy.db'])
})

test('what an interrupted backup has left does not hinder the next one', async () => {
  const data_dir = await aFolder()
  const copies = newFolder()
  for (const end of ['', '-journal']) writeFileSync(join(copies, `copy.db.partial${end}`), 'half a copy')
  backup(data_dir, join(copies, 'copy.db'))
  expect(readdirSync(copies)).toEqual(['copy.db'])
  restore(newFolder(), join(copies, 'copy.db'), { force: false })
})

test('a restore for which there is no room says so, and leaves the folder as it was', async () => {
  const copy = aCopyOf(await aFolder(BIG))
  const data_dir = await aFolder()
  const before = readFileSync(join(data_dir, DATABASE_FILE))
  const { said, code } = await joblineWithoutRoom('restore', '--data', data_dir, '--from', copy, '--force')
  expect(code).toBe(1)
  expect(said.trim()).toMatch(/^unable to restore; [^\n]*$/)
  expect(readdirSync(data_dir).filter((name) => name.includes('incoming'))).toEqual([])
  expect(readFileSync(join(data_dir, DATABASE_FILE))).toEqual(before)
})

test('a file with a log beside it is no copy: restored alone, its newest messages would be missing', async () => {
  const folder = await aFolder()
  const db = new Database(join(folder, DATABASE_FILE))
  db.run("INSERT INTO filler VALUES ('stands in the log only')")
  const copies = newFolder()
  for (const end of ['', '-wal']) copyFileSync(join(folder, `${DATABASE_FILE}${end}`), join(copies, `copied${end}`))
  db.close()
  symlinkSync(join(copies, 'copied'), join(copies, 'named'))
  const target = await aFolder()
  for (const name of ['copied', 'named']) {
    const file = join(copies, name)
    expect(() => restore(target, file, { force: true }), name).toThrow(BackupFailed)
    expect(() => restore(target, file, { force: true }), name).toThrow('jobline backup')
  }
  // Made one file, as it is told, it has everything.
  const moved = newFolder()
  for (const end of ['', '-wal']) copyFileSync(join(copies, `copied${end}`), join(moved, `${DATABASE_FILE}${end}`))
  restore(target, aCopyOf(moved), { force: true })
  const restored = new Database(join(target, DATABASE_FILE))
  expect(restored.query('SELECT bytes FROM filler').all()).toEqual([{ bytes: 'stands in the log only' }])
  restored.close()
})

test('a database is not restored from itself, whatever it is called', async () => {
  const data_dir = await aFolder()
  const names = newFolder()
  symlinkSync(join(data_dir, DATABASE_FILE), join(names, 'link'))
  linkSync(join(data_dir, DATABASE_FILE), join(names, 'hard-link'))
  for (const file of [join(data_dir, DATABASE_FILE), join(names, 'link'), join(names, 'hard-link')]) {
    expect(() => restore(data_dir, file, { force: true }), file).toThrow('itself')
  }
})

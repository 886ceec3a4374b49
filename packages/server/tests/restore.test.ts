// What a restore does with the database that it replaces. That it may be killed at any moment is shown in tests/chaos.

import { Database } from 'bun:sqlite'
import { afterEach, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BackupFailed, backup, DATABASE_FILE, restore, SqliteStore } from '@jobline/server'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-restore-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const open = (folder: string) => new SqliteStore({ path: join(folder, DATABASE_FILE), uuid: randomUUID })

async function aCopy(): Promise<{ copy: string; epoch: string }> {
  const folder = newFolder()
  const store = open(folder)
  const { epoch } = store
  await store.close()
  const copy = join(newFolder(), 'copy.db')
  backup(folder, copy)
  return { copy, epoch }
}

test('a damaged database gives way to the copy, and stays beside it with its log', async () => {
  const { copy, epoch } = await aCopy()
  const folder = newFolder()
  writeFileSync(join(folder, DATABASE_FILE), 'no database at all, '.repeat(500))
  writeFileSync(join(folder, `${DATABASE_FILE}-wal`), 'and a log')
  restore(folder, copy, { force: true })
  const store = open(folder)
  expect(store.epoch).not.toBe(epoch)
  await store.close()
  const kept = readdirSync(folder).filter((name) => name.includes('.damaged-'))
  expect(kept).toHaveLength(2)
  const [file = '', log = ''] = kept.sort()
  expect(log).toBe(`${file}-wal`)
  expect(readFileSync(join(folder, file), 'utf8')).toStartWith('no database at all')
  expect(readFileSync(join(folder, log), 'utf8')).toBe('and a log')
})

test('a database of which only the middle is damaged stays beside the new one too', async () => {
  const { copy } = await aCopy()
  const folder = newFolder()
  await open(folder).close()
  const path = join(folder, DATABASE_FILE)
  const db = new Database(path)
  db.run('CREATE TABLE filler (bytes BLOB)')
  for (let count = 0; count < 100; count++) db.query('INSERT INTO filler VALUES (?)').run(randomBytes(3_000))
  db.run('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  const bytes = readFileSync(path)
  // Its head, its schema and its end are whole.
  bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 10 * 4_096)
  writeFileSync(path, bytes)
  restore(folder, copy, { force: true })
  const [kept = ''] = readdirSync(folder).filter((name) => /\.damaged-\d+$/.test(name))
  expect(readFileSync(join(folder, kept)).equals(bytes)).toBe(true)
  await open(folder).close()
})

const tracer = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true'])
if (tracer.status !== 0) console.warn('SKIPPED: a disk that cannot be read needs strace')

test.skipIf(tracer.status !== 0)('a database that its disk does not give back is replaced all the same, and kept', async () => {
  const { copy } = await aCopy()
  const folder = newFolder()
  await open(folder).close()
  const path = join(folder, DATABASE_FILE)
  const cli = join(import.meta.dir, '..', 'src', 'cli.ts')
  const faults = ['-e', 'trace=pread64', '-e', 'inject=pread64:error=EIO:when=3+', '-P', path]
  const restoring = [process.execPath, cli, 'restore', '--data', folder, '--from', copy, '--force']
  const { status, stderr } = spawnSync('strace', ['-f', '-qq', '-o', join(newFolder(), 'trace'), ...faults, ...restoring], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(readdirSync(folder).filter((name) => /\.damaged-\d+$/.test(name))).toHaveLength(1)
  await open(folder).close()
})

test('a sound database is replaced and not kept', async () => {
  const { copy } = await aCopy()
  const folder = newFolder()
  await open(folder).close()
  restore(folder, copy, { force: true })
  await open(folder).close()
  expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toEqual([])
})

test('a database that another program reads is not replaced', async () => {
  const { copy } = await aCopy()
  const folder = newFolder()
  const { epoch } = open(folder)
  const reader = new Database(join(folder, DATABASE_FILE))
  reader.run('BEGIN')
  reader.query('SELECT * FROM meta').all()
  expect(() => restore(folder, copy, { force: true })).toThrow('another program')
  expect(() => restore(folder, copy, { force: true })).toThrow(BackupFailed)
  reader.run('COMMIT')
  expect(reader.query("SELECT value FROM meta WHERE name = 'epoch'").get()).toEqual({ value: epoch })
  reader.close()
})

test('what an interrupted restore has left does not reach the next one', async () => {
  const { copy } = await aCopy()
  const folder = newFolder()
  for (const end of ['', '-wal', '-journal']) writeFileSync(join(folder, `${DATABASE_FILE}.incoming${end}`), 'half a copy')
  restore(folder, copy, { force: false })
  await open(folder).close()
  expect(readdirSync(folder).filter((name) => name.includes('incoming'))).toEqual([])
})

// Files of every released version, files of a release to come, and a process that is killed while it migrates or
// rebuilds one.

import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteCache } from '@jobline/client/sqlite'
import { bunSqlFile } from '@jobline/testkit'
import { migrate, SCHEMA_VERSION } from '../src/cache/sqlite/migrations.ts'
import { conversationRow, sendItem, storedMessage } from './cache-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'jobline-versions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const newPath = () => join(folder, `${++files}.db`)
const cacheOf = (path: string) => createSqliteCache(bunSqlFile(path))

const FIXTURES = join(import.meta.dir, 'fixtures')
const conversation = conversationRow('c1', 2)
const items = [sendItem('a', 1, { text: 'first \u{1F44D}' }), sendItem('b', 2, { text: 'second', state: 'sending' })]
const meta = { epoch: 'e', cursor: 'c', device_id: 'd' }
const full = { conversations: [conversation], messages: [storedMessage('c1', 1), storedMessage('c1', 2)], outbox_added: items, meta }

/** As `PRAGMA` and `INSERT` statements, so that a fixture can be read in a diff. */
function dump(path: string): string {
  const database = new Database(path)
  const lines = ['user_version', 'application_id'].map((name) => {
    const [value] = Object.values(database.query(`PRAGMA ${name}`).get() as Record<string, number>)
    return `PRAGMA ${name} = ${value};`
  })
  const schema = database.query('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid').all() as { sql: string }[]
  for (const { sql } of schema) lines.push(`${sql.replace(/\s+/g, ' ')};`)
  for (const table of ['meta', 'conversations', 'messages', 'outbox']) {
    for (const row of database.query(`SELECT * FROM ${table} ORDER BY 1`).values() as (string | number)[][]) {
      lines.push(
        `INSERT INTO ${table} VALUES (${row.map((value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value)).join(', ')});`,
      )
    }
  }
  database.close()
  return `${lines.join('\n')}\n`
}

describe('the file of a phone through the versions', () => {
  const released = readdirSync(FIXTURES).filter((name) => /^sqlite-\d+\.sql$/.test(name))

  test('OF-1 G7 there is a file of every version, and this release opens it with everything in it', async () => {
    const newest = newPath()
    const cache = cacheOf(newest)
    await cache.write([full])
    await cache.close()
    const fixture = join(FIXTURES, `sqlite-${SCHEMA_VERSION}.sql`)
    // A new version brings its own file; those that were released stay as they are.
    if (process.env.JOBLINE_WRITE_FIXTURES) writeFileSync(fixture, dump(newest))
    expect(released.length).toBe(SCHEMA_VERSION)
    for (const name of released) {
      const path = newPath()
      const database = new Database(path)
      database.run(readFileSync(join(FIXTURES, name), 'utf8'))
      database.close()
      const opened = cacheOf(path)
      expect(await opened.load()).toEqual({ meta, conversations: full.conversations, outbox: items })
      expect(await opened.messages('c1', 10, 10)).toEqual(full.messages)
      await opened.close()
    }
  })

  test('G7 a file of a newer release is refused and left as it is', async () => {
    const path = newPath()
    const cache = cacheOf(path)
    await cache.write([full])
    await cache.close()
    const database = new Database(path)
    database.run(`PRAGMA user_version = ${SCHEMA_VERSION + 1}; PRAGMA application_id = ${0x4a4c0000 + SCHEMA_VERSION + 1}`)
    database.close()
    const before = dump(path)
    const older = cacheOf(path)
    expect(await older.load().catch((error: Error) => error.name)).toBe('NewerSchema')
    expect(await older.write([full]).catch((error: Error) => error.name)).toBe('NewerSchema')
    await older.close()
    expect(dump(path)).toBe(before)
    // Signing out deletes it all the same.
    await older.wipe()
    expect((await cacheOf(path).load()).outbox).toEqual([])
  })

  test('a migration that stops in the middle has not begun', async () => {
    const path = newPath()
    const cache = cacheOf(path)
    await cache.write([full])
    await cache.close()
    const database = await bunSqlFile(path).open()
    const steps = [...Array.from({ length: SCHEMA_VERSION }, () => ''), 'ALTER TABLE outbox ADD COLUMN more TEXT', 'no SQL at all']
    const before = dump(path)
    const failed = await migrate(database, undefined, steps).then(
      () => false,
      () => true,
    )
    expect(failed).toBe(true)
    await database.close()
    expect(dump(path)).toBe(before)
  })

  /** Kills a process at each of its calls in turn; afterwards the whole outbox must be there, and told of if it is not. */
  async function killEverywhere(prepare: (path: string) => Promise<void>, control = ''): Promise<{ calls: number; lost: number }> {
    const program = join(import.meta.dir, 'sqlite-killed-program.ts')
    let lost = 0
    for (let call = 1; ; call++) {
      const path = newPath()
      await prepare(path)
      const child = Bun.spawn([process.execPath, program, path, String(call), control], { stderr: 'inherit' })
      await child.exited
      const cache = cacheOf(path)
      const loaded = await cache.load()
      await cache.close()
      if (loaded.outbox.length < items.length) lost++
      if (child.signalCode === null || (control && lost > 0)) return { calls: call - 1, lost }
    }
  }

  test('G7 killed at any step of a rebuild, the next start has the whole outbox', async () => {
    const damaged = async (path: string) => {
      const cache = cacheOf(path)
      await cache.write([full])
      await cache.close()
      const database = new Database(path)
      // A conversation's row that is not what was written: the file is rebuilt, and its outbox can be read.
      database.run(`UPDATE conversations SET row = replace(row, 'open', 'shut')`)
      database.close()
    }
    const { calls, lost } = await killEverywhere(damaged)
    console.log(`killed at ${calls} steps of a rebuild, outbox lost ${lost} times`)
    expect(calls).toBeGreaterThan(20)
    expect(lost).toBe(0)
    // The control: with nothing put aside before the file is deleted, one of these kills loses the outbox.
    expect((await killEverywhere(damaged, 'control')).lost).toBe(1)
  }, 120_000)
})

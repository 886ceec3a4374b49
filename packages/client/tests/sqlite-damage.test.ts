// What happens to the phone's cache when its file is cut short or its bytes change: it always opens, what is not whole
// is fetched again, and the outbox is there or its loss is told.

import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteCache } from '@jobline/client/sqlite'
import { bunSqlFile, chooseSeed, SeededRandom } from '@jobline/testkit'
import { conversationRow, sendItem, storedMessage } from './cache-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'jobline-damage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'cache.db')

const conversations = ['c1', 'c2', 'c3'].map((id) => conversationRow(id, 100))
const messages = conversations.flatMap(({ id }) => Array.from({ length: 100 }, (_, index) => storedMessage(id, index + 1)))
const outbox = Array.from({ length: 40 }, (_, index) =>
  sendItem(`item-${index}`, index + 1, { text: `unsent number ${index}`.repeat(1 + index * 3) }),
)
const meta = { epoch: 'e', cursor: 'c', device_id: 'd' }

const written = new Set([...conversations, ...messages, ...outbox].map((row) => JSON.stringify(row)))

async function wholeFile(): Promise<Buffer> {
  const cache = createSqliteCache(bunSqlFile(path))
  await cache.wipe()
  // In halves, so that both lie at the beginning and at the end of the file.
  await cache.write([{ outbox_added: outbox.slice(0, 20), messages: messages.slice(0, 150), meta }])
  await cache.write([{ outbox_added: outbox.slice(20), messages: messages.slice(150), conversations }])
  await cache.close()
  return readFileSync(path)
}
const whole = await wholeFile()

function place(bytes: Uint8Array): void {
  for (const suffix of ['-wal', '-shm', '-rescue']) rmSync(path + suffix, { force: true })
  writeFileSync(path, bytes)
}

let kept_items = 0
/** Opens what was placed, and says what became of it after checking that nothing is passed off as something else. */
async function open(name: string): Promise<'as it was' | 'outbox kept' | 'loss told'> {
  const cache = createSqliteCache(bunSqlFile(path))
  const loaded = await cache.load()
  const seen: object[] = [...loaded.outbox, ...loaded.conversations]
  const is_whole = loaded.conversations.length === conversations.length
  // Without all of its rows it must ask for everything again.
  if (!is_whole) expect(loaded.meta.cursor, name).toBeUndefined()
  if (loaded.outbox.length < outbox.length) expect(loaded.meta.lost_unsent, name).toBe(true)
  for (const { id } of conversations) seen.push(...(await cache.messages(id, 1_000, 1_000)))
  for (const row of seen) if (!written.has(JSON.stringify(row))) expect(row, `${name}: nobody wrote this`).toBeUndefined()
  await cache.write([{ outbox_added: [sendItem('afterwards', 1_000)], messages: [storedMessage('c1', 101)] }])
  await cache.close()
  const again = createSqliteCache(bunSqlFile(path))
  expect((await again.outbox()).length, name).toBe(loaded.outbox.length + 1)
  await again.close()
  kept_items += loaded.outbox.length
  if (loaded.meta.lost_unsent) return 'loss told'
  return is_whole ? 'as it was' : 'outbox kept'
}

function flipped(offset: number, mask: number): Buffer {
  const bytes = Buffer.from(whole)
  bytes[offset] = (bytes[offset] as number) ^ mask
  return bytes
}

describe('a damaged file of the phone', () => {
  test('G7 cut short anywhere, it opens, and the outbox is there or its loss is told', async () => {
    // SQLite takes a file of one byte, like an empty one, for a new one.
    const offsets = Array.from({ length: 120 }, (_, index) => 2 + Math.floor((index * (whole.length - 2)) / 120))
    const outcomes: Record<string, number> = {}
    kept_items = 0
    for (const offset of offsets) {
      place(whole)
      truncateSync(path, offset)
      const outcome = await open(`cut at ${offset}`)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    console.log(`cut short at ${offsets.length} places of ${whole.length} bytes:`, JSON.stringify(outcomes), `items kept: ${kept_items}`)
    expect(outcomes['loss told'] ?? 0).toBeGreaterThan(0)
  }, 120_000)

  test('G7 with any one byte changed, it opens, and the outbox is there or its loss is told', async () => {
    const random = new SeededRandom(chooseSeed())
    const header = Array.from({ length: 112 }, (_, offset) => offset)
    const anywhere = Array.from({ length: 150 }, () => random.between(0, whole.length - 1))
    const outcomes: Record<string, number> = {}
    kept_items = 0
    let unnoticed_by_sqlite = 0
    for (const offset of [...header, ...anywhere]) {
      const mask = 1 << random.between(0, 7)
      place(flipped(offset, mask))
      if (readsOtherWords()) unnoticed_by_sqlite++
      place(flipped(offset, mask))
      const outcome = await open(`byte ${offset} xor ${mask}`)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    console.log(
      `changed ${header.length + anywhere.length} single bytes:`,
      JSON.stringify(outcomes),
      'unnoticed by SQLite:',
      unnoticed_by_sqlite,
    )
    // The control: SQLite alone would have handed out words that nobody wrote.
    expect(unnoticed_by_sqlite).toBeGreaterThan(0)
    for (const outcome of ['as it was', 'outbox kept', 'loss told']) expect(outcomes[outcome] ?? 0).toBeGreaterThan(0)
  }, 120_000)
})

test('G7 with any letter of its schema changed, it opens, and goes on as a whole one does', async () => {
  for (const table of ['messages', 'outbox', 'conversations', 'meta']) {
    const start = whole.indexOf(`CREATE TABLE ${table}`)
    expect(start).toBeGreaterThan(0)
    const end = whole.indexOf(')', start)
    for (let offset = start; offset <= end; offset++) {
      place(flipped(offset, 1))
      await open(`the schema of ${table}, byte ${offset - start}`)
    }
  }
}, 120_000)

/** What the outbox table says to one who believes it. */
function readsOtherWords(): boolean {
  try {
    const database = new Database(path)
    const rows = database.query('SELECT row FROM outbox').all() as { row: string }[]
    database.close()
    return rows.some(({ row }) => !written.has(row))
  } catch {
    return false
  }
}

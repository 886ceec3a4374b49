// A phone without space: SQLite refuses to grow the file, and the cache makes room of what the server can give again.

import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteCache, type SqlFile } from '@jobline/client/sqlite'
import { bunSqlFile } from '@jobline/testkit'
import { conversationRow, sendItem, storedMessage } from './cache-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'jobline-space-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

/** A file that SQLite itself keeps from growing beyond this many pages. */
function smallFile(pages: number): SqlFile {
  const file = bunSqlFile(join(folder, `${++files}.db`))
  const open = async () => {
    const database = await file.open()
    await database.exec(`PRAGMA max_page_count = ${pages}`)
    return database
  }
  return { ...file, open }
}
const many = (id: string, count: number) => Array.from({ length: count }, (_, index) => storedMessage(id, index + 1))
const words = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: Error) => error.message,
  )

test('OF-1 a full phone gives up old messages of each conversation, never what is unsent, and goes on', async () => {
  const cache = createSqliteCache(smallFile(80))
  await cache.write([{ conversations: [conversationRow('c1', 400), conversationRow('c2', 30)], messages: many('c2', 30) }])
  await cache.write([{ outbox_added: [sendItem('first', 1)], meta: { cursor: 'c' } }])
  for (let seq = 1; seq <= 2_000; seq += 50) {
    await cache.write([{ messages: Array.from({ length: 50 }, (_, index) => storedMessage('c1', seq + index)) }])
  }
  await cache.write([{ outbox_added: [sendItem('last', 2)] }])
  const { outbox, conversations, meta } = await cache.load()
  expect([outbox.map(({ id }) => id), conversations.length, meta.cursor]).toEqual([['first', 'last'], 2, 'c'])
  const [c1, c2] = await Promise.all(['c1', 'c2'].map((id) => cache.messages(id, 10_000, 10_000)))
  expect([c1?.at(-1)?.seq, c2?.length]).toEqual([2_000, 30])
  // Some are gone (the control: all of them would not have fitted), and what is left is one piece.
  expect(c1?.length).toBeLessThan(2_000)
  expect(c1?.length).toBeGreaterThanOrEqual(50)
  expect((c1?.at(-1)?.seq ?? 0) - (c1?.[0]?.seq ?? 0) + 1).toBe(c1?.length ?? 0)
  await cache.close()
})

test('OF-1 where even that is not enough it rejects, and has changed nothing', async () => {
  const cache = createSqliteCache(smallFile(40))
  await cache.write([{ outbox_added: [sendItem('first', 1)], messages: many('c1', 20) }])
  expect(await words(cache.write([{ outbox_added: [sendItem('huge', 2, { text: 'x'.repeat(400_000) })] }]))).toContain('full')
  const { outbox } = await cache.load()
  expect(outbox.map(({ id }) => id)).toEqual(['first'])
  expect((await cache.messages('c1', 100, 100)).length).toBe(20)
  await cache.write([{ outbox_added: [sendItem('small', 3)] }])
  await cache.close()
})

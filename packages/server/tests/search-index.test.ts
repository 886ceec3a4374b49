// The index of search in the embedded store: what stands in it, how far it is, and that whatever happened to the file it goes on from there.

import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, DATABASE_FILE, restore, SqliteStore } from '@jobline/server'
import { TestClock } from '@jobline/testkit'
import { addMessage, openConversation, touchMessage } from '@jobline/testkit/contracts/store-scenery'
import { keepIndex } from '../src/domain/search/index-keeper.ts'
import { Search } from '../src/domain/search/search.ts'

const open = (folder: string) => new SqliteStore({ path: join(folder, DATABASE_FILE), uuid: randomUUID })

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-search-'))
  try {
    await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** By hand, beside the store. */
function within<T>(folder: string, run: (db: Database) => T): T {
  const db = new Database(join(folder, DATABASE_FILE))
  try {
    return run(db)
  } finally {
    db.close()
  }
}

const inIndex = (folder: string, key: string) =>
  within(folder, (db) =>
    db.query<{ n: number }, [string]>('SELECT rowid AS n FROM message_search WHERE message_search MATCH ?').all(`"${key}"`),
  )

async function indexAll(store: SqliteStore): Promise<void> {
  while (store.unindexed > 0) await store.indexMessages()
}

async function count(store: SqliteStore, user_id: string, key: string, conversation_id?: string): Promise<number> {
  const seen = new Set<string>()
  for (let before: number | undefined; ; ) {
    const { rows, next } = await store.searchMessages(user_id, { keys: [key], conversation_id, before, limit: 100 })
    for (const { message } of rows) if (message.text?.split(' ').includes(key)) seen.add(message.id)
    if (next === undefined) return seen.size
    before = next
  }
}

async function fill(store: SqliteStore, conversation_id: string, texts: readonly string[]): Promise<void> {
  for (let first = 0; first < texts.length; first += 500) {
    await store.transact([{ conversation_ids: [conversation_id] }], (unit) => {
      for (const text of texts.slice(first, first + 500)) addMessage.within(unit, conversation_id, { sender_id: 'ana', text })
    })
  }
}

test('SEARCH-5 a deleted or edited message is out of the index with the commit that did it, and nothing of its text ever stood there', () =>
  withFolder(async (folder) => {
    const store = open(folder)
    const id = await openConversation(store)
    const row = await addMessage(store, id, { sender_id: 'ana', text: 'apple turquoise' })
    const kept = await addMessage(store, id, { sender_id: 'ana', text: 'apple' })
    await indexAll(store)
    expect(inIndex(folder, 'apple')).toHaveLength(2)
    expect(inIndex(folder, 'turquois')).toHaveLength(1)
    expect(inIndex(folder, 'turquoise')).toEqual([])
    await touchMessage(store, row, { text: 'berry' })
    expect([inIndex(folder, 'apple'), inIndex(folder, 'turqu'), inIndex(folder, 'berry')].map((found) => found.length)).toEqual([1, 0, 1])
    await touchMessage(store, row, { text: null, deleted_at: 5 })
    await touchMessage(store, kept, { reactions: '[]' })
    expect([inIndex(folder, 'apple'), inIndex(folder, 'berry')].map((found) => found.length)).toEqual([1, 0])
    await store.close()
    within(folder, (db) => expect(() => db.query('SELECT * FROM message_search_content')).toThrow('no such table'))
  }))

test('SEARCH-5 a database of a release before search, and one of other keys, are indexed anew and searched meanwhile', () =>
  withFolder(async (folder) => {
    for (const age of ['before search', 'other keys']) {
      let store = open(folder)
      const id = await openConversation(store, { job_id: age })
      await fill(
        store,
        id,
        Array.from({ length: 300 }, () => 'apple'),
      )
      await indexAll(store)
      const all = await count(store, 'ana', 'apple')
      await store.close()
      within(folder, (db) => {
        if (age === 'other keys') return db.run("UPDATE meta SET value = '0' WHERE name = 'search_keys'")
        db.run('DROP TABLE message_search')
        db.run("DELETE FROM meta WHERE name LIKE 'search%'")
        return db.run('PRAGMA user_version = 2')
      })
      store = open(folder)
      expect(store.unindexed).toBe(all)
      expect(inIndex(folder, 'apple')).toEqual([])
      expect(await count(store, 'ana', 'apple')).toBe(all)
      await store.indexMessages()
      expect(store.unindexed).toBe(all - 256)
      expect(await count(store, 'ana', 'apple')).toBe(all)
      await indexAll(store)
      expect(inIndex(folder, 'apple')).toHaveLength(all)
      expect(await count(store, 'ana', 'apple')).toBe(all)
      await store.close()
    }
  }))

test('SEARCH-5 after a crash, and after a restore, the index goes on from where the file is', () =>
  withFolder(async (folder) => {
    const store = open(folder)
    const id = await openConversation(store)
    await fill(
      store,
      id,
      Array.from({ length: 400 }, () => 'apple'),
    )
    await store.indexMessages()
    const crashed = mkdtempSync(join(folder, 'crashed-'))
    for (const ending of ['', '-wal']) copyFileSync(join(folder, DATABASE_FILE + ending), join(crashed, DATABASE_FILE + ending))
    backup(folder, join(folder, 'copy.db'))
    await indexAll(store)
    await store.close()
    restore(folder, join(folder, 'copy.db'), { force: true })
    for (const place of [crashed, folder]) {
      const found = open(place)
      expect(found.unindexed).toBe(400 - 256)
      expect(await count(found, 'ben', 'apple')).toBe(400)
      await fill(found, id, ['apple'])
      await indexAll(found)
      expect(await count(found, 'ben', 'apple')).toBe(401)
      expect(inIndex(place, 'apple')).toHaveLength(401)
      await found.close()
    }
  }))

test('SEARCH-6 somebody with many messages is told all of them in bounded steps, indexed or not', () =>
  withFolder(async (folder) => {
    const store = open(folder)
    const ids = [await openConversation(store), await openConversation(store, { job_id: 'job-2', client_id: 'sam' })]
    const texts = (n: number) => Array.from({ length: n }, (_, index) => (index % 50 === 0 ? 'apple' : 'berry'))
    for (const id of [...ids, ...ids]) await fill(store, id, texts(2_000))
    const look = async () => [
      await count(store, 'ana', 'apple'),
      await count(store, 'ana', 'apple', ids[0]),
      await count(store, 'ben', 'apple'),
      await count(store, 'ana', 'cedar'),
      await count(store, 'ana', 'berry'),
    ]
    const expected = [160, 80, 80, 0, 8_000 - 160]
    expect(await look()).toEqual(expected)
    for (let slice = 0; slice < 10; slice++) await store.indexMessages()
    expect(await look()).toEqual(expected)
    await indexAll(store)
    expect(await look()).toEqual(expected)
    // A word that nobody used is no reason to go through everything at once.
    const step = await store.searchMessages('ana', { keys: ['cedar'], limit: 100 })
    expect(step.rows).toEqual([])
    expect(step.next).toBeGreaterThan(3_000)
    await store.close()
  }))

test('SEARCH-6 how much there is to look through is counted once for all steps of a page', () =>
  withFolder(async (folder) => {
    let queries = 0
    const store = new SqliteStore({ path: join(folder, DATABASE_FILE), uuid: randomUUID, onQuery: () => queries++ })
    const id = await openConversation(store)
    await fill(
      store,
      id,
      Array.from({ length: 13_000 }, () => 'berry'),
    )
    await indexAll(store)
    let steps = 0
    const afterInput = (run: () => void) => {
      steps++
      queueMicrotask(run)
    }
    queries = 0
    expect(await new Search(store, { afterInput }).messages('ana', { q: 'cedar' })).toEqual({ hits: [] })
    expect(steps).toBeGreaterThan(2)
    // One for each step, the first one included, and one for the sum.
    expect(queries).toBe(steps + 1 + 1)
    await store.close()
  }))

test('a slice of long texts is a short one', () =>
  withFolder(async (folder) => {
    const store = open(folder)
    const id = await openConversation(store)
    await fill(
      store,
      id,
      Array.from({ length: 20 }, () => 'apple '.repeat(1_300).trim()),
    )
    await store.indexMessages()
    expect(store.unindexed).toBe(20 - 9)
    await indexAll(store)
    expect(inIndex(folder, 'apple')).toHaveLength(20)
    await store.close()
  }))

test('few messages wait for their slice, many do not, and a store that fails is left alone for a while', async () => {
  const clock = new TestClock()
  const store = { unindexed: 0, slices: 0, fails: false }
  const failures: unknown[] = []
  const stop = keepIndex(
    Object.assign(store, {
      indexMessages: async () => {
        store.slices++
        if (store.fails) throw new Error('unable to store')
        store.unindexed = Math.max(0, store.unindexed - 256)
      },
    }),
    clock,
    (error) => failures.push(error),
  )
  /** Ticks one by one, each with time for its slice to end. */
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 50) {
      clock.advance(50)
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
  await pass(5_000)
  expect(store.slices).toBe(0)
  store.unindexed = 1
  await pass(50)
  expect([store.slices, store.unindexed]).toEqual([1, 0])
  store.unindexed = 3
  await pass(1_900)
  expect(store.slices).toBe(1)
  await pass(100)
  expect([store.slices, store.unindexed]).toEqual([2, 0])
  store.unindexed = 1_000
  await pass(150)
  expect([store.slices, store.unindexed]).toEqual([5, 232])
  store.fails = true
  store.unindexed = 1_000
  await pass(8_000)
  expect([store.slices, failures.length]).toEqual([6, 1])
  store.fails = false
  await pass(5_000)
  expect(store.unindexed).toBe(0)
  stop()
  store.unindexed = 1_000
  await pass(5_000)
  expect(store.unindexed).toBe(1_000)
})

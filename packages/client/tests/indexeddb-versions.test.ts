// The browser's database through its versions, and what a browser may do to it: refuse it, fill up, lose it, hand it to
// a tab that signs out.

import 'fake-indexeddb/auto'
import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cache, createChatClient } from '@jobline/client'
import { createIndexedDbCache, databaseName } from '@jobline/client/indexeddb'
import { MIGRATIONS } from '../src/cache/indexeddb/open-database.ts'
import { conversationRow, sendItem, storedMessage } from './cache-rows.ts'

interface Dump {
  readonly version: number
  readonly stores: Readonly<Record<string, readonly object[]>>
}
const FIXTURES = join(import.meta.dir, 'fixtures')
const released = readdirSync(FIXTURES)
  .filter((name) => /^indexeddb-\d+\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as Dump)

let people = 0
const newPerson = () => `person-${++people}`
const cacheOf = (user_id: string): Cache => createIndexedDbCache({ user_id, namespace: 'versions' })
const nameOf = (user_id: string) => databaseName({ user_id, namespace: 'versions' })

/** As a release of that version left it. */
function restore(name: string, { version, stores }: Dump, as_version = version): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, as_version)
    request.onupgradeneeded = () => {
      const { result: database, transaction } = request
      for (const migrate of MIGRATIONS.slice(0, version)) migrate(database, transaction as IDBTransaction)
      for (const [store, rows] of Object.entries(stores)) {
        for (const row of rows) transaction?.objectStore(store).put(row, store === 'meta' ? 'meta' : undefined)
      }
    }
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
}
const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: Error) => error.name,
  )

describe("the browser's database through the versions", () => {
  test('OF-1 G7 there is a dump of every version, and this release opens it with everything in it', async () => {
    expect(released.map(({ version }) => version).sort()).toEqual(MIGRATIONS.map((_, index) => index + 1))
    for (const dump of released) {
      const person = newPerson()
      await restore(nameOf(person), dump)
      const cache = cacheOf(person)
      const { meta, conversations, outbox } = await cache.load()
      expect([meta, conversations] as unknown).toEqual([dump.stores.meta?.[0], dump.stores.conversations])
      // Version 1 knew sends alone and did not say so.
      expect(outbox as unknown).toEqual(dump.stores.outbox?.map((item) => ({ kind: 'send', ...item })))
      expect((await cache.messages('c1', 10, 10)) as unknown).toEqual(dump.stores.messages)
      await cache.close()
    }
  })

  test('G7 a migration that stops in the middle has not begun', async () => {
    const [first] = released as [Dump]
    const person = newPerson()
    await restore(nameOf(person), first)
    const real = IDBCursor.prototype.update
    let updates = 0
    IDBCursor.prototype.update = function (value) {
      if (++updates === 2) throw new Error('The tab was closed.')
      return real.call(this, value)
    }
    try {
      expect(await failing(cacheOf(person).load())).not.toBe('nothing')
    } finally {
      IDBCursor.prototype.update = real
    }
    expect(updates).toBe(2)
    const cache = cacheOf(person)
    expect((await cache.load()).outbox.map(({ id, kind }) => `${kind} ${id}`)).toEqual(
      first.stores.outbox?.map((item) => `send ${(item as { id: string }).id}`) ?? [],
    )
    await cache.close()
  })

  test('G7 a database of a newer release is refused, left as it is, and chatted without', async () => {
    const [first] = released as [Dump]
    const person = newPerson()
    await restore(nameOf(person), first, 99)
    expect(await failing(cacheOf(person).load())).toBe('VersionError')
    const client = createChatClient({ url: 'http://localhost:9', user_id: person, cache: cacheOf(person), getToken: async () => '' })
    const list = client.conversations()
    await new Promise<void>((resolve) => {
      list.subscribe(() => list.getSnapshot().ready && resolve())
      if (list.getSnapshot().ready) resolve()
    })
    expect(client.connection.getSnapshot().storage).toBe('session')
    await client.close()
    await restore(nameOf(person), first, 99)
    const opened = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(nameOf(person))
      request.onsuccess = () => resolve(request.result)
    })
    const kept = opened.transaction('outbox').objectStore('outbox').count()
    const count = await new Promise<number>((resolve) => {
      kept.onsuccess = () => resolve(kept.result)
    })
    expect(count as number | undefined).toBe(first.stores.outbox?.length)
    opened.close()
    // Signing out deletes it all the same.
    await cacheOf(person).wipe()
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(nameOf(person))
  })
})

describe('a browser with no space', () => {
  /** Refuses every write while there are more than `most` messages. */
  async function withSpaceFor(most: number, work: () => Promise<void>): Promise<void> {
    const real = IDBObjectStore.prototype.put
    let stored = 0
    IDBObjectStore.prototype.put = function (value, key) {
      if (stored > most) throw new DOMException('No space.', 'QuotaExceededError')
      if (this.name === 'messages') stored++
      return real.call(this, value, key)
    }
    const remove = IDBObjectStore.prototype.delete
    IDBObjectStore.prototype.delete = function (key) {
      if (this.name === 'messages') stored--
      return remove.call(this, key)
    }
    try {
      await work()
    } finally {
      IDBObjectStore.prototype.put = real
      IDBObjectStore.prototype.delete = remove
    }
  }
  const many = (id: string, count: number) => Array.from({ length: count }, (_, index) => storedMessage(id, index + 1))

  test('OF-1 gives up old messages of each conversation, never what is unsent, and then keeps what it was asked to', async () => {
    const cache = cacheOf(newPerson())
    await withSpaceFor(279, async () => {
      await cache.write([
        { conversations: [conversationRow('c1', 200), conversationRow('c2', 80)], messages: [...many('c1', 200), ...many('c2', 80)] },
      ])
      await cache.write([{ outbox_added: [sendItem('a', 1)] }])
    })
    expect((await cache.outbox()).map(({ id }) => id)).toEqual(['a'])
    const left = await Promise.all(['c1', 'c2'].map((id) => cache.messages(id, 1_000, 1_000)))
    expect(left.map((messages) => [messages[0]?.seq, messages.length])).toEqual([
      [151, 50],
      [31, 50],
    ])
    await cache.close()
  })

  test('OF-1 rejects where even that is not enough, and has changed nothing', async () => {
    const cache = cacheOf(newPerson())
    await withSpaceFor(9, async () => {
      await cache.write([{ messages: many('c1', 10) }])
      expect(await failing(cache.write([{ outbox_added: [sendItem('a', 1)] }]))).toBe('QuotaExceededError')
    })
    expect([await cache.outbox(), (await cache.messages('c1', 100, 100)).length]).toEqual([[], 10])
    await cache.close()
  })
})

describe('a database that is lost', () => {
  test('another tab signs out: this one keeps what is unsent, and no mark that would hide the rest from the next start', async () => {
    const person = newPerson()
    const mine = cacheOf(person)
    await mine.load()
    await mine.write([{ conversations: [conversationRow('c1', 1), conversationRow('c2', 1)], meta: { epoch: 'e', cursor: '1' } }])
    await cacheOf(person).wipe()
    const refused = await mine
      .write([{ conversations: [conversationRow('c1', 2)], meta: { cursor: '2' } }])
      .catch((error: Error) => error.message)
    expect(refused).toContain('new')
    await mine.write([{ outbox_added: [sendItem('a', 1)] }])
    await mine.close()
    expect(await cacheOf(person).load()).toEqual({ meta: {}, conversations: [], outbox: [sendItem('a', 1)] })
  })

  test('G7 a browser that replaced a damaged database says so, and the loss is told until it was read', async () => {
    const person = newPerson()
    Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', { value: 'total', configurable: true })
    try {
      expect((await cacheOf(person).load()).meta).toEqual({ lost_unsent: true })
    } finally {
      Reflect.deleteProperty(IDBVersionChangeEvent.prototype, 'dataLoss')
    }
    const cache = cacheOf(person)
    const client = createChatClient({ url: 'http://localhost:9', user_id: person, cache, getToken: async () => '' })
    const { connection } = client
    const changes: unknown[] = []
    await new Promise<void>((resolve) => {
      connection.subscribe(() => {
        changes.push(connection.getSnapshot().lost_unsent)
        if (connection.getSnapshot().lost_unsent) resolve()
      })
    })
    client.acknowledgeLoss()
    expect(connection.getSnapshot().lost_unsent).toBe(undefined)
    await client.close()
    expect((await cacheOf(person).load()).meta.lost_unsent).toBe(undefined)
  })

  test('a browser that never answers is taken to have refused, and one that answers late is let go', async () => {
    const person = newPerson()
    const real = { open: IDBFactory.prototype.open, after: globalThis.setTimeout }
    let late: IDBOpenDBRequest | undefined
    IDBFactory.prototype.open = function (name, version) {
      const request = real.open.call(this, name, version)
      late = request
      // Its events are held back.
      return Object.create(IDBOpenDBRequest.prototype, {}) as IDBOpenDBRequest
    }
    // All patience is over at once.
    globalThis.setTimeout = ((run: () => void) => queueMicrotask(run)) as unknown as typeof setTimeout
    let refused: unknown
    try {
      refused = await cacheOf(person)
        .load()
        .catch((error: Error) => error.message)
    } finally {
      IDBFactory.prototype.open = real.open
      globalThis.setTimeout = real.after
    }
    expect(refused).toBe('The browser does not open its storage.')
    expect(late).toBeDefined()
  })
})

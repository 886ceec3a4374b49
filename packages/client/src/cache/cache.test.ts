// The contract of the port on both adapters of this package.

import 'fake-indexeddb/auto'
import { describe, expect, test } from 'bun:test'
import { testCache } from '@jobline/testkit/contracts/cache-contract'
import { createIndexedDbCache, databaseName } from './indexeddb/indexeddb-cache.ts'
import { createMemoryCache } from './memory/memory-cache.ts'

const runner = { describe, test, expect: (value: unknown) => expect(value) }

testCache('memory', { create: createMemoryCache, ...runner })

let databases = 0
const names = new WeakMap<object, string>()
function open(user_id: string) {
  const cache = createIndexedDbCache({ user_id, namespace: 'contract' })
  names.set(cache, user_id)
  return cache
}
testCache('IndexedDB', { create: () => open(`user-${++databases}`), reopen: (cache) => open(names.get(cache) as string), ...runner })

describe('IndexedDB', () => {
  test('another person sees nothing', async () => {
    const mine = open('mine')
    await mine.write([{ meta: { epoch: 'e' } }])
    expect((await open('yours').load()).meta).toEqual({})
    expect(databaseName({ user_id: 'a' })).not.toBe(databaseName({ user_id: 'b' }))
  })

  test('G7 what touches the outbox is written with strict durability, and the rest is not', async () => {
    const used: (string | undefined)[] = []
    const real = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === 'readwrite') used.push(options?.durability)
      return real.call(this, stores, mode, options)
    }
    try {
      const cache = open('durable')
      await cache.write([
        { outbox_added: [{ kind: 'send', id: 'a', conversation_id: 'c', text: 't', sent_at: 1, place: 1, state: 'queued' }] },
      ])
      await cache.claim(['a'])
      await cache.write([{ meta: { cursor: '1' } }])
      expect(used).toEqual(['strict', 'strict', 'default'])
    } finally {
      IDBDatabase.prototype.transaction = real
    }
  })

  test('a step that fails in the middle leaves nothing of itself', async () => {
    const cache = open('atomic')
    await cache.write([{ meta: { cursor: '1' } }])
    const broken = { id: 'x' } as never
    const failed = await cache.write([{ meta: { cursor: '2' } }, { conversations: [broken] }]).then(
      () => false,
      () => true,
    )
    expect(failed).toBe(true)
    expect((await cache.load()).meta).toEqual({ cursor: '1' })
  })

  test('a newer version in another tab is not held up, and this one opens again afterwards', async () => {
    const cache = open('upgrade')
    await cache.write([{ meta: { cursor: '1' } }])
    const name = databaseName({ user_id: 'upgrade', namespace: 'contract' })
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = () => resolve()
      request.onblocked = () => reject(new Error('blocked'))
    })
    expect((await cache.load()).meta).toEqual({})
  })
})

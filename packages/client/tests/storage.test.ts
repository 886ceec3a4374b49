// What the client says of this device's storage, and what it does without it.

import { expect, test } from 'bun:test'
import { type Cache, createChatClient, createMemoryCache } from '@jobline/client'
import { CONVERSATION } from './example-data.ts'
import { until } from './until.ts'

const clientOf = (cache: Cache) => createChatClient({ url: 'http://localhost:9', user_id: 'me', cache, getToken: async () => '' })
const refused = async () => {
  throw new Error('refused')
}

test('OF-1 a device without space says so, refuses what it cannot keep, and takes that back once it keeps again', async () => {
  let is_full = false
  const memory = createMemoryCache()
  const client = clientOf({ ...memory, write: (changes) => (is_full ? refused() : memory.write(changes)) })
  const { connection } = client
  await client.send(CONVERSATION, 'kept')
  expect(connection.getSnapshot()).toMatchObject({ storage: 'kept', waiting: 1, failed: 0 })
  is_full = true
  expect(await client.send(CONVERSATION, 'not kept').catch((error) => error.code)).toBe('storage_full')
  expect(connection.getSnapshot()).toMatchObject({ storage: 'full', waiting: 1 })
  is_full = false
  await client.send(CONVERSATION, 'kept again')
  expect(connection.getSnapshot()).toMatchObject({ storage: 'kept', waiting: 2 })
  await client.close()
})

test('storage that opens at the second try is used, and one that never does is done without', async () => {
  let tries = 0
  const memory = createMemoryCache()
  const second = clientOf({ ...memory, load: () => (++tries === 1 ? refused() : memory.load()) })
  await second.send(CONVERSATION, 'kept')
  expect([tries, second.connection.getSnapshot().storage, (await memory.outbox()).length]).toEqual([2, 'kept', 1])
  await second.close()

  tries = 0
  let wiped = 0
  const load = () => {
    tries++
    return refused()
  }
  const never = clientOf({ ...memory, load, wipe: async () => void wiped++ })
  await until(never.connection, ({ storage }) => storage === 'session')
  await never.send(CONVERSATION, 'for now')
  expect([tries, never.connection.getSnapshot().waiting, (await memory.outbox()).length]).toEqual([2, 1, 1])
  // What an earlier session kept goes with the sign-out all the same.
  await never.signOut()
  expect(wiped).toBe(1)
})

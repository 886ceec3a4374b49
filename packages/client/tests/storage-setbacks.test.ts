// A device's storage that fails in the middle of a session: what was done is not lost, not done twice, and nothing is told
// as stored that is not.

import { Database } from 'bun:sqlite'
import { afterEach, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bunSqlFile } from '@jobline/testkit'
import { createCacheWriter } from '../src/cache/cache-writer.ts'
import { createSqliteCache } from '../src/cache/sqlite/sqlite-cache.ts'
import { createMemoryCache } from '../src/index.ts'
import { conversationRow, sendItem } from './cache-rows.ts'
import { settle } from './client-clock.ts'
import { CONVERSATION, ME, message } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import { aWorld, endWorlds, texts } from './scripted-world.ts'
import { until } from './until.ts'

const folders: string[] = []
afterEach(async () => {
  await endWorlds()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const newPath = () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-setback-'))
  folders.push(folder)
  return join(folder, 'kept.db')
}
const damage = (path: string, sql: string) => {
  const disk = new Database(path)
  disk.run(sql)
  disk.close()
}

test('G7 an unsent message whose row is damaged while the app runs is sent all the same', async () => {
  const path = newPath()
  const cache = createSqliteCache(bunSqlFile(path))
  const { world, socket } = await openedChat(1, aWorld({ cache }))
  socket.close()
  await world.client.send(CONVERSATION, 'one')
  await world.client.send(CONVERSATION, 'two')
  await cache.outbox()
  damage(path, `UPDATE outbox SET sum = sum + 1 WHERE row LIKE '%one%'`)
  const again = await world.server.redialled()
  again.hello()
  const first = await again.take('chat_message')
  expect([first.text, (await again.take('chat_message')).text]).toEqual(['one', 'two'])
})

test('G5 after a rebuild in mid-session nothing is told as delivered that is not on disk', async () => {
  const path = newPath()
  const cache = createSqliteCache(bunSqlFile(path))
  const { world, socket } = await openedChat(1, aWorld({ cache }))
  while ((await cache.messages(CONVERSATION, 10, 10)).length === 0) await settle()
  damage(path, `UPDATE messages SET row = replace(row, 'text 1', 'text 7')`)
  expect(await cache.messages(CONVERSATION, 10, 10)).toEqual([])
  socket.say({ type: 'chat_message', message: message(2) })
  await until(world.client.connection, ({ storage }) => storage === 'full')
  await world.clock.advance(5_000)
  expect([texts(world.client), socket.count('delivery_receipt')]).toEqual([['text 1', 'text 2'], 0])
})

test('G7 an error that passes while a damaged file is read deletes nothing', async () => {
  const path = newPath()
  const first = createSqliteCache(bunSqlFile(path))
  await first.load()
  await first.write([{ conversations: [conversationRow('c1', 1)], outbox_added: [sendItem('unsent', 1)] }])
  await first.close()
  damage(path, `UPDATE conversations SET row = replace(row, 'c1', 'c2')`)
  const real = bunSqlFile(path)
  let opened = 0
  const unlucky = createSqliteCache({
    ...real,
    async open() {
      if (++opened === 2) throw new Error('unable to open database file')
      return real.open()
    },
  })
  expect(await unlucky.load().catch((error: Error) => error.message)).toContain('unable to open')
  await unlucky.close()
  const { meta, outbox } = await createSqliteCache(bunSqlFile(path)).load()
  expect([outbox.map(({ id }) => id), meta.lost_unsent]).toEqual([['unsent'], undefined])
})

test('G2 on a disk that takes no rows an acknowledged change leaves the outbox all the same', async () => {
  const cache = createMemoryCache()
  await cache.write([
    { outbox_added: [{ kind: 'edit', id: 'e', conversation_id: 'c', message_id: 'm', text: 't', sent_at: 1, place: 1, state: 'sending' }] },
  ])
  const real = cache.write
  cache.write = async (changes) => {
    if (changes.some(({ conversations }) => conversations)) throw new Error('full')
    return real(changes)
  }
  const writer = createCacheWriter(cache)
  const stored = await writer.write({ conversations: [], messages: [message(1)], outbox_removed_ids: ['e'] }).then(
    () => true,
    () => false,
  )
  expect([stored, await cache.outbox(), writer.isRefused()]).toEqual([false, [], true])
})

test('a disk that takes no rows is not asked about them over and over', async () => {
  const cache = createMemoryCache()
  const real = cache.write
  let fails = false
  cache.write = async (changes) => {
    if (fails && changes.some(({ conversations }) => conversations)) throw new Error('full')
    return real(changes)
  }
  const { world, socket } = await openedChat(1, aWorld({ cache }))
  fails = true
  socket.say({ type: 'chat_message', message: message(2) })
  await settle()
  const after = world.clock.after.bind(world.clock)
  let timers = 0
  world.clock.after = (ms, run) => {
    if (ms >= 1_000 && ms < 2_000) timers++
    return after(ms, run)
  }
  world.client.setPinned(CONVERSATION, true)
  await socket.ackRef('member_state')
  await world.clock.advance(60_000)
  expect(timers).toBeLessThan(3)
})

test('an act that is acknowledged while the disk is asked for it does not come back', async () => {
  const cache = createMemoryCache()
  const { world, socket } = await openedChat(1, aWorld({ cache }))
  const id = await world.client.send(CONVERSATION, 'first')
  socket.ack(await socket.take('chat_message'), 2, 2)
  await settle()
  await world.client.delete(CONVERSATION, id)
  await world.clock.advance(5_000)
  const asked = await socket.take('message_delete')
  const claim = cache.claim
  cache.claim = async (ids) => {
    const there = await claim(ids)
    await settle()
    return there
  }
  const undone = world.client.undoDelete(CONVERSATION, id)
  await new Promise((resolve) => setImmediate(resolve))
  const deleted = message(2, { id, rev: 3, sender_id: ME, text: undefined, deleted_at: 9 })
  socket.say({ type: 'ack', ref: asked.ref, id, conversation_id: CONVERSATION, seq: 2, rev: 3, message: deleted })
  expect(await undone).toBe(false)
  await world.clock.advance(30_000)
  expect(world.client.connection.getSnapshot().waiting).toBe(0)
})

test('G6 after signing out nothing is kept any more, whoever asks for it', async () => {
  const path = newPath()
  const { world } = await openedChat(1, aWorld({ cache: createSqliteCache(bunSqlFile(path)) }))
  const leaving = world.client.signOut()
  world.client.setDraft(CONVERSATION, 'half a sentence')
  await leaving
  expect(await world.client.send(CONVERSATION, 'secret').catch((error) => error.code)).toBe('storage_full')
  expect(await createSqliteCache(bunSqlFile(path)).load()).toEqual({ meta: {}, conversations: [], outbox: [] })
})

test('G5 what was acknowledged while the disk took nothing at all does not come back from it with the next connection', async () => {
  const cache = createMemoryCache()
  const { world, socket } = await openedChat(1, aWorld({ cache }))
  await world.client.send(CONVERSATION, 'acknowledged')
  const sent = await socket.take('chat_message')
  const real = cache.write
  cache.write = () => Promise.reject(new Error('full'))
  socket.ack(sent, 2, 2)
  await settle()
  cache.write = real
  expect((await cache.outbox()).map(({ id }) => id)).toEqual([sent.id])
  socket.close()
  const again = await world.server.redialled()
  await again.welcome([])
  await settle()
  expect([again.count('chat_message'), world.client.connection.getSnapshot().waiting]).toEqual([0, 0])
})

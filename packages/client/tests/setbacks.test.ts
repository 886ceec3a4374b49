// What the simulation found: clocks that jump, disks that refuse a write, databases that are replaced. Each is one small
// story against a scripted server.

import { afterEach, expect, test } from 'bun:test'
import { createMemoryCache } from '../src/index.ts'
import { settle } from './client-clock.ts'
import { CONVERSATION, conversation, ME, message, messageId } from './example-data.ts'
import { openedChat as opened } from './opened-chat.ts'
import { aWorld, endWorlds, items, statuses, texts } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

/** A disk that refuses writes while told so. */
function failingCache() {
  const cache = createMemoryCache()
  const disk = {
    ...cache,
    fails: false,
    async write(changes: Parameters<typeof cache.write>[0]) {
      if (disk.fails) throw new Error('full')
      await cache.write(changes)
    },
  }
  return disk
}

test('G5 SYNC-4 a read mark of a database that was replaced is not told to its successor', async () => {
  const { world, socket } = await opened(2)
  socket.say({ type: 'chat_message', message: message(3) })
  socket.close()
  world.client.markRead(CONVERSATION, 3)
  const again = await world.server.redialled()
  await again.welcome([conversation(3, { last_message: message(3, { id: messageId(3, 'b') }) })], { epoch: 'epoch-2', reset: true })
  await world.clock.advance(1_000)
  expect(again.count('read_receipt')).toBe(0)
})

test('READ-7 marks are told although the clock was set back by a day', async () => {
  const { world, socket } = await opened()
  socket.say({ type: 'chat_message', message: message(2) })
  world.client.markRead(CONVERSATION, 2)
  await socket.ackRef('read_receipt')
  world.clock.jump(-86_400_000)
  socket.say({ type: 'chat_message', message: message(3) })
  world.client.markRead(CONVERSATION, 3)
  await world.clock.advance(2_000)
  expect((await socket.take('read_receipt')).seq).toBe(3)
})

test('SEND-11 a message sent under a clock that jumped ahead is kept with the time that the server keeps', async () => {
  const { world, socket } = await opened()
  const server_now = world.clock.now()
  world.clock.jump(3_600_000)
  await world.client.send(CONVERSATION, 'from the future')
  const { id, conversation_id } = await socket.take('chat_message')
  socket.say({ type: 'ack', id, conversation_id, seq: 2, rev: 2, created_at: server_now })
  expect(items(world.client).at(-1)?.sent_at).toBe(server_now + 60_000)
})

test('SYNC-2 G4 after a write that the disk refused no later cursor is stored', async () => {
  const cache = failingCache()
  const { world, socket } = await opened(1, aWorld({ cache }))
  cache.fails = true
  socket.say({ type: 'chat_message', message: message(2) })
  await settle()
  cache.fails = false
  const refreshed = world.client.refresh()
  socket.answerSync(await socket.take('sync'), [conversation(3)], { cursor: 'beyond' })
  await refreshed
  await settle()
  expect((await cache.load()).meta.cursor).toBe('c1')
  // A message that has to be kept is kept all the same.
  await world.client.send(CONVERSATION, 'mine')
  expect((await cache.outbox()).length).toBe(1)
})

test('G5 what the disk refused is not told as delivered, whatever comes after it', async () => {
  const cache = failingCache()
  const { world, socket } = await opened(1, aWorld({ cache }))
  cache.fails = true
  socket.say({ type: 'chat_message', message: message(2) })
  await settle()
  cache.fails = false
  socket.say({ type: 'chat_message', message: message(3) })
  await world.clock.advance(1_000)
  expect(texts(world.client)).toEqual(['text 1', 'text 2', 'text 3'])
  expect(socket.count('delivery_receipt')).toBe(0)
})

test('G7 messages that arrive in a page before their acks do not fill the window of what is under way', async () => {
  const { world, socket } = await opened()
  for (let number = 2; number <= 40; number++) {
    await world.client.send(CONVERSATION, `mine ${number}`)
    const { id } = await socket.take('chat_message')
    socket.say({ type: 'chat_message', message: message(number, { id, sender_id: ME, text: `mine ${number}` }) })
    await settle()
  }
  expect(world.client.connection.getSnapshot().waiting).toBe(0)
})

test('G4 a window whose newest messages the disk has lost is filled by the server', async () => {
  const { world, socket } = await opened(4)
  await settle()
  await world.client.close()
  socket.close()
  const { conversations, meta } = await world.cache.load()
  const kept = await world.cache.messages(CONVERSATION, 100, 100)
  await world.cache.wipe()
  await world.cache.write([{ conversations, meta, messages: kept.filter(({ seq }) => seq < 4) }])
  const again = world.restart()
  again.client.messages(CONVERSATION).subscribe(() => {})
  await (await again.server.dialled()).welcome()
  await settle()
  expect(texts(again.client)).toEqual(['text 4'])
})

test('STATE-3 a message that was on its way when I archived does not bring the conversation back', async () => {
  const { world, socket } = await opened()
  world.client.setArchived(CONVERSATION, true)
  socket.say({ type: 'chat_message', message: message(2) })
  await socket.ackRef('member_state')
  await settle()
  expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.archived_at).toBeDefined()
})

test('AUTH-5 a clock that was set ahead does not ask for token after token', async () => {
  let asked = 0
  const getToken = async () => `token-${++asked}`
  const { world, socket } = await opened(1, aWorld({ getToken }))
  const expires_at = world.clock.now() + 3_600_000
  world.clock.jump(86_400_000)
  socket.say({ type: 'ack', expires_at })
  for (let round = 0; round < 40; round++) {
    await world.clock.advance(100)
    if (socket.count('auth') === 0) continue
    await socket.take('auth')
    socket.say({ type: 'ack', expires_at })
  }
  expect(asked).toBeLessThan(5)
})

test('WS-4 a dead socket is found although the clock was set ahead between a ping and its pong', async () => {
  const { world, socket } = await opened()
  world.server.answers_pings = false
  await world.clock.advance(9_000)
  await socket.take('ping')
  world.clock.jump(3_600_000)
  socket.say({ type: 'pong', now: world.clock.now() })
  // Silence from here on.
  await world.clock.advance(30_000)
  expect(socket.is_closed).toBe(true)
})

test('G7 a reaction to an own message goes out once a page has brought the message', async () => {
  const { world, socket } = await opened()
  const id = await world.client.send(CONVERSATION, 'mine')
  await socket.take('chat_message')
  await world.client.react(CONVERSATION, id, '👍', true)
  socket.say({ type: 'chat_message', message: message(2, { id, sender_id: ME, text: 'mine' }) })
  expect((await socket.take('reaction')).message_id).toBe(id)
})

test('SYNC-4 rows of a database that was replaced before the first page came are dropped, too', async () => {
  const world = aWorld()
  world.client.messages(CONVERSATION).subscribe(() => {})
  const socket = await world.server.dialled()
  socket.hello()
  socket.say({ type: 'conversation', conversation: conversation(2) })
  await settle()
  socket.close()
  const again = await world.server.redialled()
  const other = message(2, { id: messageId(2, 'b'), text: 'of the backup' })
  await again.welcome([conversation(2, { last_message: other })], { epoch: 'epoch-2' })
  await settle()
  expect(texts(world.client)).toEqual(['of the backup'])
})

test('G5 a tick stays when the first page did not come before the connection was lost', async () => {
  const world = aWorld()
  world.client.messages(CONVERSATION).subscribe(() => {})
  const socket = await world.server.dialled()
  socket.hello()
  socket.say({ type: 'conversation', conversation: conversation(1) })
  for (const one of [message(2, { sender_id: ME }), message(3)]) socket.say({ type: 'chat_message', message: one })
  await settle()
  expect(statuses(world.client)).toEqual(['sent'])
  socket.close()
  await (await world.server.redialled()).welcome([conversation(3)])
  await settle()
  expect(statuses(world.client)).toEqual(['sent'])
})

test('G2 G7 other words for a message that was stored before its sender was taken out follow it as an edit', async () => {
  const { world, socket } = await opened()
  const id = await world.client.send(CONVERSATION, 'first words')
  await socket.take('chat_message')
  // Stored; its ack is lost, and meanwhile this person is not in it any more.
  socket.close()
  const again = await world.server.redialled()
  await again.welcome()
  again.refuse(await again.take('chat_message'), 'not_found', false)
  await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.status === 'failed')
  await world.client.edit(CONVERSATION, id, 'last words')
  expect(texts(world.client)).toEqual(['text 1', 'last words'])
  // In it again: the message comes with a page.
  again.say({ type: 'chat_message', message: message(2, { id, sender_id: ME, text: 'first words' }) })
  const asked = await again.take('message_edit')
  expect([asked.message_id, asked.text, again.count('chat_message')]).toEqual([id, 'last words', 0])
})

test('G4 a message that the disk has lost between others is fetched when the person scrolls there', async () => {
  const cache = createMemoryCache()
  const held = Array.from({ length: 80 }, (_, index) => message(index + 1))
  const range = { first_seq: 1, last_seq: 80, rev: 80, ahead_seqs: [], ahead_revs: [] }
  const row = { id: CONVERSATION, conversation: conversation(80, { state: { read_seq: 80, unread: 0 } }), row_rev: 80, range }
  await cache.write([
    { conversations: [row], messages: held.filter(({ seq }) => seq !== 30), meta: { epoch: 'epoch-1', cursor: 'c1', device_id: 'd' } },
  ])
  const world = aWorld({ cache })
  world.client.messages(CONVERSATION).subscribe(() => {})
  const socket = await world.server.dialled()
  await socket.welcome()
  await settle()
  const loaded = world.client.loadBefore(CONVERSATION)
  const asked = await socket.take('history')
  expect(asked.before_seq).toBe(31)
  const page = held.slice(0, 30)
  socket.say({
    type: 'history',
    ref: asked.ref,
    conversation_id: CONVERSATION,
    messages: page,
    up_to_rev: 80,
    more_before: false,
    more_after: true,
  })
  await loaded
  expect(items(world.client).length).toBe(80)
})

test('READ-5 STATE-4 half a screen of what was read before takes the mark away, and counts nothing again', async () => {
  const { world } = await opened(3)
  world.client.setMarkedUnread(CONVERSATION, true)
  world.client.markRead(CONVERSATION, 1)
  const { unread, marked_unread } = world.client.conversation(CONVERSATION).getSnapshot()?.state ?? {}
  expect([unread, marked_unread]).toEqual([0, undefined])
})

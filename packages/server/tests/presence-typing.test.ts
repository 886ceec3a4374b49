// Who is there and who is typing: never stored, never queued, and only between people who share a conversation.

import { expect, test } from 'bun:test'
import { eg, startTestServer, TestClock, type TestServer, type TestSocket } from '@jobline/testkit'

async function clocked(environment: Record<string, string> = {}) {
  const clock = new TestClock()
  const server = await startTestServer({ clock, environment })
  const conversation_id = await server.openConversation()
  return { clock, server, conversation_id, [Symbol.asyncDispose]: () => server.stop() }
}

const watch = async (socket: TestSocket, ...user_ids: string[]) => {
  socket.send({ type: 'presence_watch', user_ids })
  return Promise.all(user_ids.map((id) => socket.next('presence', ({ user_id }) => user_id === id)))
}

/** Closes, and waits until the server has noticed. */
async function leave(server: TestServer, socket: TestSocket): Promise<void> {
  const sockets = async () => Number(/^jobline_sockets (\d+)$/m.exec((await server.call<string>('GET', '/metrics')).body)?.[1])
  const before = await sockets()
  socket.close()
  while ((await sockets()) === before);
}

test('RT-5 PRESENCE-1 PRESENCE-2 online at once, offline five seconds after the last socket, with when it was', async () => {
  await using room = await clocked()
  const { clock, server } = room
  const watcher = await server.connect(eg.worker.id)
  expect(await watch(watcher, eg.client.id)).toEqual([{ type: 'presence', user_id: eg.client.id, online: false }])
  const [phone, laptop] = [await server.connect(eg.client.id), await server.connect(eg.client.id)]
  expect(await watcher.next('presence')).toEqual({ type: 'presence', user_id: eg.client.id, online: true })
  await leave(server, phone)
  clock.advance(6_000)
  await watcher.settle()
  expect(watcher.received).toEqual([])
  const gone_at = clock.now()
  await leave(server, laptop)
  clock.advance(4_000)
  await watcher.settle()
  expect(watcher.received).toEqual([])
  expect(await watch(watcher, eg.client.id)).toEqual([{ type: 'presence', user_id: eg.client.id, online: true }])
  clock.advance(1_000)
  expect(await watcher.next('presence')).toEqual({ type: 'presence', user_id: eg.client.id, online: false, last_seen_at: gone_at })
  await server.restart()
  const later = await server.connect(eg.worker.id)
  expect(await watch(later, eg.client.id)).toEqual([{ type: 'presence', user_id: eg.client.id, online: false, last_seen_at: gone_at }])
})

test('PRESENCE-2 who comes back within five seconds was never away', async () => {
  await using room = await clocked()
  const { clock, server } = room
  const watcher = await server.connect(eg.worker.id)
  const first = await server.connect(eg.client.id)
  await watch(watcher, eg.client.id)
  await leave(server, first)
  clock.advance(4_000)
  await server.connect(eg.client.id)
  clock.advance(20_000)
  await watcher.settle()
  expect(watcher.received).toEqual([])
})

test('PRESENCE-3 strangers, existing or not, online or not, all look alike', async () => {
  await using room = await clocked()
  const { clock, server } = room
  const stranger = await server.connect(eg.stranger.id)
  await server.integrate('PUT', `/api/integration/users/${eg.stranger.id}/`, { name: eg.stranger.name })
  const worker = await server.connect(eg.worker.id)
  const told = await watch(stranger, eg.worker.id, eg.client.id, 'nobody')
  for (const { online, last_seen_at } of told) expect([online, last_seen_at]).toEqual([false, undefined])
  await leave(server, worker)
  clock.advance(10_000)
  await stranger.settle()
  expect(stranger.received).toEqual([])
  expect(await watch(stranger, eg.worker.id)).toEqual([{ type: 'presence', user_id: eg.worker.id, online: false }])
})

test('PRESENCE-1 a new watch replaces the one before; more than 50 are refused', async () => {
  await using room = await clocked()
  const { clock, server } = room
  await server.openConversation({ job_id: 'job-2', client_id: 'client-2' })
  const watcher = await server.connect(eg.worker.id)
  await watch(watcher, eg.client.id)
  await watch(watcher, 'client-2')
  await server.connect(eg.client.id)
  const second = await server.connect('client-2')
  expect(await watcher.next('presence')).toMatchObject({ user_id: 'client-2', online: true })
  await watcher.settle()
  expect(watcher.received).toEqual([])
  watcher.send({ type: 'presence_watch', user_ids: Array.from({ length: 51 }, (_, index) => `user-${index}`) })
  expect(await watcher.next('error')).toMatchObject({ code: 'bad_request' })
  watcher.send({ type: 'presence_watch', user_ids: [] })
  await watcher.settle()
  await leave(server, second)
  clock.advance(10_000)
  await watcher.settle()
  expect(watcher.received).toEqual([])
})

test('PRESENCE-4 on the door of a conversation the others are watched without asking', async () => {
  await using room = await clocked()
  const { server, conversation_id } = room
  const door = await server.connect(eg.worker.id, { conversation_id })
  expect(await door.next('presence')).toEqual({ type: 'presence', user_id: eg.client.id, online: false })
  await server.connect(eg.client.id)
  expect(await door.next('presence')).toEqual({ type: 'presence', user_id: eg.client.id, online: true })
})

test('CH-7 RT-3 AC-2 TYPING-1 TYPING-2 typing reaches the others’ sockets, not my own; a stop without a start reaches nobody', async () => {
  await using room = await clocked()
  const { server, conversation_id } = room
  const [worker, mine] = [await server.connect(eg.worker.id), await server.connect(eg.worker.id)]
  const [wide, door] = [await server.connect(eg.client.id), await server.connect(eg.client.id, { conversation_id })]
  await door.next('presence')
  const type = (is_typing: boolean) => worker.send({ type: 'typing', conversation_id, is_typing })
  type(false)
  type(true)
  type(true)
  type(false)
  type(false)
  await worker.settle()
  for (const socket of [wide, door]) {
    await socket.settle()
    expect(socket.received).toEqual(
      [true, true, false].map((is_typing) => ({ type: 'typing', conversation_id, user_id: eg.worker.id, is_typing })),
    )
  }
  for (const socket of [worker, mine]) {
    await socket.settle()
    expect(socket.received).toEqual([])
  }
})

test('TYPING-1 G6 typing in a conversation one is not in is dropped without a word', async () => {
  await using room = await clocked()
  const { server, conversation_id } = room
  const [stranger, client] = [await server.connect(eg.stranger.id), await server.connect(eg.client.id)]
  for (const is_typing of [true, false]) stranger.send({ type: 'typing', conversation_id, is_typing })
  stranger.send({ type: 'typing', conversation_id: eg.uuid(), is_typing: true })
  await stranger.settle()
  await client.settle()
  expect([stranger.received, client.received]).toEqual([[], []])
  stranger.send({ type: 'typing', conversation_id, is_typing: 'yes' })
  expect(await stranger.next('error')).toMatchObject({ code: 'bad_request', path: '/is_typing' })
})

test('TYPING-5 when the socket that said so goes away, the server says stop for it, once', async () => {
  await using room = await clocked()
  const { server, conversation_id } = room
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  worker.send({ type: 'typing', conversation_id, is_typing: true })
  await client.next('typing')
  await leave(server, worker)
  expect(await client.next('typing')).toMatchObject({ user_id: eg.worker.id, is_typing: false })
  const again = await server.connect(eg.worker.id)
  again.send({ type: 'typing', conversation_id, is_typing: true })
  await client.next('typing')
  again.send({ type: 'typing', conversation_id, is_typing: false })
  await client.next('typing')
  await leave(server, again)
  await client.settle()
  expect(client.received).toEqual([])
})

test('TYPING-1 LIMIT-4 typing that comes too often is dropped, and a stop always passes', async () => {
  await using room = await clocked({ JOBLINE_RATE_TYPING: '2/1' })
  const { clock, server, conversation_id } = room
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  const type = (is_typing: boolean) => worker.send({ type: 'typing', conversation_id, is_typing })
  for (let round = 0; round < 20; round++) type(true)
  type(false)
  await worker.settle()
  await client.settle()
  expect(client.received.map((frame) => frame.type === 'typing' && frame.is_typing)).toEqual([true, true, false])
  expect(worker.received).toEqual([])
  clock.advance(1_000)
  type(true)
  await client.next('typing', ({ is_typing }) => is_typing)
})

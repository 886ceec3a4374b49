// A socket's life as far as tokens and time decide it. Time is the test's own.

import { expect, test } from 'bun:test'
import { eg, startTestServer, TestClock, type TestServer, TestSocket } from '@jobline/testkit'

const MINUTE_MS = 60_000

async function clocked() {
  const clock = new TestClock()
  const server = await startTestServer({ clock })
  const conversation_id = await server.openConversation()
  return { clock, server, conversation_id, [Symbol.asyncDispose]: () => server.stop() }
}

const say = (server: TestServer, conversation_id: string) =>
  server.call('POST', `/api/conversations/${conversation_id}/messages/`, { user_id: eg.client.id, body: eg.send() })

/** Told nothing more and closed. */
const expectClosed = async (socket: TestSocket, code: number) => expect(await socket.closed).toMatchObject({ code })

test('AUTH-4 who brings no token has five seconds, then is told and closed', async () => {
  await using room = await clocked()
  const { clock, server } = room
  const [late, early] = [await TestSocket.dial(`${server.ws_url}/ws/`), await TestSocket.dial(`${server.ws_url}/ws/`)]
  const bad = await TestSocket.dial(`${server.ws_url}/ws/`)
  clock.advance(4_000)
  early.send({ type: 'auth', token: await server.token(eg.worker.id) })
  expect(await early.next('hello')).toMatchObject({ user_id: eg.worker.id, protocol: 2 })
  bad.send({ type: 'auth', token: 'not a token' })
  expect(await bad.next('error')).toMatchObject({ code: 'unauthorized' })
  await expectClosed(bad, 4001)
  clock.advance(1_000)
  expect(await late.next('error')).toMatchObject({ code: 'unauthorized' })
  await expectClosed(late, 4001)
  await early.settle()
})

test('AUTH-4 before a token only auth and hello are taken', async () => {
  await using room = await clocked()
  const { server, conversation_id } = room
  for (const frame of [
    { type: 'ping' },
    { type: 'sync' },
    { type: 'chat_message', conversation_id, ...eg.send() },
    { type: 'typing', conversation_id, is_typing: true },
  ]) {
    const socket = await TestSocket.dial(`${server.ws_url}/ws/`)
    socket.send({ type: 'hello', protocol: 1 })
    socket.send(frame)
    expect(await socket.next('error')).toMatchObject({ code: 'unauthorized' })
    socket.close()
  }
})

test('WS-5 AUTH-5 AUTH-7 a token that runs out closes with 4001; a fresh one in time keeps the socket', async () => {
  await using room = await clocked()
  const { clock, server, conversation_id } = room
  const token = await server.token(eg.worker.id, { lifetime_ms: MINUTE_MS })
  const [kept, lost] = [await TestSocket.dial(`${server.ws_url}/ws/`, { token }), await TestSocket.dial(`${server.ws_url}/ws/`, { token })]
  const { expires_at } = await kept.next('hello')
  expect(expires_at).toBe(clock.now() + MINUTE_MS)
  clock.advance(40_000)
  for (const socket of [kept, lost]) await socket.settle()
  kept.send({ type: 'auth', token: await server.token(eg.worker.id, { lifetime_ms: MINUTE_MS }) })
  expect(await kept.next('ack')).toEqual({ type: 'ack', expires_at: clock.now() + MINUTE_MS })
  clock.advance(19_000)
  for (const socket of [kept, lost]) await socket.settle()
  clock.advance(5_000)
  expect(await lost.next('error')).toMatchObject({ code: 'token_expired' })
  await expectClosed(lost, 4001)
  expect((await say(server, conversation_id)).status).toBe(201)
  await kept.next('chat_message')
  clock.advance(40_000)
  await expectClosed(kept, 4001)
})

test('AUTH-6 the token of another user on a live socket: unauthorized and closed', async () => {
  await using room = await clocked()
  const socket = await room.server.connect(eg.worker.id)
  socket.send({ type: 'auth', token: await room.server.token(eg.client.id) })
  expect(await socket.next('error')).toMatchObject({ code: 'unauthorized' })
  await expectClosed(socket, 4001)
})

test('AUTH-5 two tokens in one breath are one hello and one ack, and each announcement comes once', async () => {
  await using room = await clocked()
  const { server, conversation_id } = room
  for (const path of ['/ws/', `/ws/chat/${conversation_id}/`]) {
    const socket = await TestSocket.dial(`${server.ws_url}${path}`)
    const token = await server.token(eg.worker.id)
    socket.send({ type: 'auth', token })
    socket.send({ type: 'auth', token })
    await socket.next('hello')
    await socket.next('ack')
    await say(server, conversation_id)
    await socket.next('chat_message')
    await socket.settle()
    expect(socket.received.filter(({ type }) => type !== 'presence')).toEqual([])
    socket.close()
  }
})

test('AUTH-2 a token that lives longer than 24 h is refused, however it words it', async () => {
  await using room = await clocked()
  const { clock, server } = room
  const day_ms = 24 * 60 * MINUTE_MS
  const ask = async (token: string) => (await server.call('GET', '/api/me/', { token })).status
  expect(await ask(await server.token(eg.worker.id, { lifetime_ms: day_ms }))).toBe(200)
  expect(await ask(await server.token(eg.worker.id, { lifetime_ms: day_ms + 1_000 }))).toBe(401)
  expect(await ask(await server.token(eg.worker.id, { lifetime_ms: MINUTE_MS, now: clock.now() + 365 * day_ms }))).toBe(401)
})

test('AUTH-8 INT-7 revoked by time: every earlier token is refused and its sockets are cut, a later one is let in, also after a restart', async () => {
  await using room = await clocked()
  const { clock, server, conversation_id } = room
  const old = await server.token(eg.worker.id)
  const sockets = [await server.connect(eg.worker.id), await server.connect(eg.worker.id, { conversation_id })]
  const other = await server.connect(eg.client.id)
  clock.advance(10_000)
  const answer = await server.integrate<{ revoked_at: number }>('POST', `/api/integration/users/${eg.worker.id}/revoke/`, {})
  expect(answer.revoked_at).toBe(clock.now())
  for (const socket of sockets) await expectClosed(socket, 4003)
  await other.settle()
  const refused = async () => (await server.call('GET', '/api/me/', { token: old })).body
  expect(await refused()).toMatchObject({ code: 'token_revoked' })
  const again = await TestSocket.dial(`${server.ws_url}/ws/`)
  again.send({ type: 'auth', token: old })
  expect(await again.next('error')).toMatchObject({ code: 'token_revoked' })
  await expectClosed(again, 4003)
  clock.advance(1_000)
  const fresh = await server.connect(eg.worker.id)
  await fresh.settle()
  await server.restart()
  expect(await refused()).toMatchObject({ code: 'token_revoked' })
  await (await server.connect(eg.worker.id)).settle()
})

test('AUTH-8 revoked by jti: that token and its sockets, no other', async () => {
  await using room = await clocked()
  const { server } = room
  const [phone, laptop] = [await server.token(eg.worker.id, { jti: 'phone' }), await server.token(eg.worker.id, { jti: 'laptop' })]
  const [first, second] = [
    await TestSocket.dial(`${server.ws_url}/ws/`, { token: phone }),
    await TestSocket.dial(`${server.ws_url}/ws/`, { token: laptop }),
  ]
  for (const socket of [first, second]) await socket.next('hello')
  await server.integrate('POST', `/api/integration/users/${eg.worker.id}/revoke/`, { jti: 'phone' })
  await expectClosed(first, 4003)
  await second.settle()
  expect((await server.call('GET', '/api/me/', { token: phone })).status).toBe(401)
  expect((await server.call('GET', '/api/me/', { token: laptop })).status).toBe(200)
  const unknown = await server.call('POST', '/api/integration/users/nobody/revoke/', { token: server.service_key, body: {} })
  expect(unknown.status).toBe(404)
})

test('AUTH-8 a socket that went over to a later token outlives the revocation of the earlier one', async () => {
  await using room = await clocked()
  const { server } = room
  const socket = await TestSocket.dial(`${server.ws_url}/ws/`, { token: await server.token(eg.worker.id, { jti: 'first' }) })
  await socket.next('hello')
  socket.send({ type: 'auth', token: await server.token(eg.worker.id, { jti: 'second' }) })
  await socket.next('ack')
  await server.integrate('POST', `/api/integration/users/${eg.worker.id}/revoke/`, { jti: 'first' })
  await socket.settle()
  await server.integrate('POST', `/api/integration/users/${eg.worker.id}/revoke/`, { jti: 'second' })
  await expectClosed(socket, 4003)
})

test('CONN-9 who sends nothing but answers pings stays; who sends frames stays without pings', async () => {
  await using room = await clocked()
  const { clock, server, conversation_id } = room
  const quiet = await server.connect(eg.worker.id)
  for (let minute = 0; minute < 3; minute++) {
    for (const step_ms of [25_000, 25_000, 10_000]) {
      clock.advance(step_ms)
      // The pong of the library below travels before this request's answer: both cross the same loop twice.
      await server.call('GET', '/healthz')
      await server.call('GET', '/healthz')
    }
  }
  await say(server, conversation_id)
  await quiet.next('chat_message')
})

test('CONN-10 pong tells the server’s clock', async () => {
  await using room = await clocked()
  const socket = await room.server.connect(eg.worker.id)
  socket.send({ type: 'ping' })
  expect(await socket.next('pong')).toEqual({ type: 'pong', now: room.clock.now() })
})

test('AUTH-9 the subprotocol is answered by its name alone', async () => {
  await using room = await clocked()
  const { server } = room
  const token = await server.token(eg.worker.id)
  const socket = await TestSocket.dial(`${server.ws_url}/ws/`, { protocols: ['jobline.v1', `jobline.token.${token}`] })
  await socket.next('hello')
  expect(socket.protocol).toBe('jobline.v1')
  const address = await TestSocket.dial(`${server.ws_url}/ws/?token=${token}`)
  address.send({ type: 'sync' })
  expect(await address.next('error')).toMatchObject({ code: 'unauthorized' })
})

test('CONN-3 what is announced after hello arrives: a conversation opened right then is told', async () => {
  await using server = await startTestServer()
  const worker = await server.connect(eg.worker.id)
  const conversation_id = await server.openConversation()
  expect(await worker.next('conversation')).toMatchObject({
    conversation: { id: conversation_id, rev: 1, last_seq: 1, state: { unread: 0 } },
  })
})

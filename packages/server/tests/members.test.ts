// Who is in a conversation and who no longer is; what only one member sees.

import { expect, test } from 'bun:test'
import type { Conversation, MemberState, SyncPage } from '@jobline/protocol'
import { eg, startTestServer, TestClock, TestSocket } from '@jobline/testkit'

async function talk(options: Parameters<typeof startTestServer>[0] = {}) {
  const server = await startTestServer(options)
  const conversation_id = await server.openConversation()
  const remove = (user_id: string) =>
    server.integrate<{ removed_at: number }>('DELETE', `/api/integration/conversations/${conversation_id}/members/${user_id}/`)
  return { server, conversation_id, remove, [Symbol.asyncDispose]: () => server.stop() }
}

test('INT-6 CONN-8 who is taken out is told, their door is closed with 4004, the others keep the row and get a system message', async () => {
  await using room = await talk()
  const { server, conversation_id, remove } = room
  const wide = await server.connect(eg.worker.id)
  const door = await server.connect(eg.worker.id, { conversation_id })
  const client = await server.connect(eg.client.id)
  const { removed_at } = await remove(eg.worker.id)
  expect(await remove(eg.worker.id)).toEqual({ removed_at })
  expect(await wide.next('removed')).toEqual({ type: 'removed', conversation_id })
  await door.next('removed')
  expect(await door.closed).toMatchObject({ code: 4004 })
  expect(await client.next('chat_message')).toMatchObject({
    message: { seq: 2, rev: 2, kind: 'system', event: { name: 'member_removed', user_id: eg.worker.id } },
  })
  const { conversation } = await client.next('conversation')
  expect(conversation.rev).toBe(3)
  expect(conversation.members.find(({ user_id }) => user_id === eg.worker.id)).toMatchObject({ removed_at })
  await client.settle()
  expect(client.received.filter(({ type }) => type !== 'presence')).toEqual([])
})

test('G6 a former member hears nothing more, by socket, REST or sync, and cannot come back through a door', async () => {
  await using room = await talk()
  const { server, conversation_id, remove } = room
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  const before = eg.send()
  await client.ask({ type: 'chat_message', conversation_id, ...before })
  const start = await worker.ask<'sync'>({ type: 'sync' })
  await remove(eg.worker.id)
  await worker.next('removed')
  worker.received.length = 0
  const after = eg.send()
  await client.ask({ type: 'chat_message', conversation_id, ...after })
  await client.ask({ type: 'message_edit', message_id: before.id, text: 'edited' })
  await client.ask({ type: 'reaction', message_id: after.id, emoji: '👍', active: true })
  await client.ask({ type: 'read_receipt', conversation_id, seq: 3 })
  client.send({ type: 'typing', conversation_id, is_typing: true })
  await client.settle()
  await worker.settle()
  expect(worker.received).toEqual([])
  for (const frame of [
    { type: 'catch_up', conversation_id, after_rev: 0 },
    { type: 'history', conversation_id },
    { type: 'read_receipt', conversation_id, seq: 1 },
    { type: 'read_receipt', message_id: before.id },
    { type: 'delivery_receipt', conversation_id, seq: 1 },
    { type: 'member_state', conversation_id, archived: true },
    { type: 'reaction', message_id: before.id, emoji: '👍', active: true },
    { type: 'chat_message', conversation_id, ...eg.send() },
  ]) {
    expect(await worker.ask(frame), frame.type).toMatchObject({ type: 'error', code: 'not_found' })
  }
  const back = await TestSocket.dial(`${server.ws_url}/ws/chat/${conversation_id}/`, { token: await server.token(eg.worker.id) }).catch(
    () => undefined,
  )
  if (back) expect(await back.closed).toMatchObject({ code: 4004 })
  const told = await worker.ask<'sync'>({ type: 'sync', epoch: start.epoch, cursor: start.cursor })
  expect(told).toMatchObject({ conversations: [], removed_ids: [conversation_id] })
  await client.ask({ type: 'chat_message', conversation_id, ...eg.send() })
  const later = await worker.ask<'sync'>({ type: 'sync', epoch: told.epoch, cursor: told.cursor })
  expect(later.removed_ids ?? []).toEqual([])
  const list = await server.call<{ conversations: Conversation[] }>('GET', '/api/conversations/?filter=all', { user_id: eg.worker.id })
  expect(list.body.conversations).toEqual([])
})

test('G6 INT-6 of sends and a removal that share a commit the former member gets the sends before it and none after', async () => {
  let holding = false
  const held: (() => void)[] = []
  await using room = await talk({ ports: { afterInput: (run) => (holding ? held.push(run) : setImmediate(run)) } })
  const { server, conversation_id, remove } = room
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  holding = true
  client.send({ type: 'chat_message', conversation_id, ...eg.send({ text: 'before' }) })
  await client.settle()
  const removed = remove(eg.worker.id)
  // Another connection: the removal is in the queue once this later request has been answered.
  for (let turn = 0; turn < 5; turn++) await server.call('GET', '/healthz')
  client.send({ type: 'chat_message', conversation_id, ...eg.send({ text: 'after' }) })
  worker.send({ type: 'chat_message', conversation_id, ...eg.send({ text: 'too late' }) })
  for (const socket of [client, worker]) await socket.settle()
  holding = false
  for (const run of held) run()
  await removed
  for (const socket of [client, worker]) await socket.settle()
  expect(
    worker.received.map((frame) => ('message' in frame && typeof frame.message === 'object' ? frame.message.text : frame.type)),
  ).toEqual(['error', 'before', 'removed'])
  expect(worker.received[0]).toMatchObject({ code: 'not_found' })
  const texts = client.received.flatMap((frame) => (frame.type === 'chat_message' ? [frame.message.text] : []))
  expect(texts).toEqual([undefined])
})

test('PRESENCE-3 who is taken out of the only shared conversation sees nothing more of the other, nor the other of them', async () => {
  const clock = new TestClock()
  await using room = await talk({ clock })
  const { server, remove } = room
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  worker.send({ type: 'presence_watch', user_ids: [eg.client.id] })
  client.send({ type: 'presence_watch', user_ids: [eg.worker.id] })
  for (const socket of [worker, client]) expect(await socket.next('presence')).toMatchObject({ online: true })
  await remove(eg.worker.id)
  await worker.next('removed')
  const second = await server.connect(eg.client.id)
  for (const socket of [second, client]) {
    socket.close()
    await socket.closed
  }
  await server.call('GET', '/healthz')
  clock.advance(10_000)
  await worker.settle()
  expect(worker.received.filter(({ type }) => type === 'presence')).toEqual([])
  worker.send({ type: 'presence_watch', user_ids: [eg.client.id] })
  expect(await worker.next('presence')).toEqual({ type: 'presence', user_id: eg.client.id, online: false })
})

test('STATE-1 STATE-2 CV-4 my own state reaches my other sockets and nobody else; what is left out stays, null takes away', async () => {
  await using room = await talk()
  const { server, conversation_id } = room
  const [phone, laptop] = [await server.connect(eg.worker.id), await server.connect(eg.worker.id)]
  const client = await server.connect(eg.client.id)
  const muted_until = Date.now() + 3_600_000
  expect(await phone.ask({ type: 'member_state', conversation_id, pinned: true, muted_until, draft: 'half a' })).toMatchObject({
    type: 'ack',
    conversation_id,
  })
  expect(await laptop.next('member_state')).toEqual({
    type: 'member_state',
    state: { conversation_id, read_seq: 0, unread: 0, pinned_at: expect.any(Number), muted_until, draft: 'half a' },
  })
  await phone.ask({ type: 'member_state', conversation_id, muted_until: null, marked_unread: true })
  const { state } = await laptop.next('member_state')
  expect(state).toEqual({ conversation_id, read_seq: 0, unread: 0, pinned_at: expect.any(Number), draft: 'half a', marked_unread: true })
  // Changes nothing: told to nobody.
  await phone.ask({ type: 'member_state', conversation_id, pinned: true })
  await phone.ask({ type: 'member_state', conversation_id, draft: '' })
  expect((await laptop.next('member_state')).state.draft).toBeUndefined()
  const rest = await server.call<{ state: MemberState }>('PATCH', `/api/conversations/${conversation_id}/state/`, {
    user_id: eg.worker.id,
    body: { pinned: false },
  })
  expect(rest.body.state.pinned_at).toBeUndefined()
  for (const socket of [phone, laptop]) expect(await socket.next('member_state')).toMatchObject({ state: rest.body.state })
  for (const socket of [phone, laptop, client]) {
    await socket.settle()
    expect(socket.received).toEqual([])
  }
  const theirs = await server.call<{ conversation: Conversation }>('GET', `/api/conversations/${conversation_id}/`, {
    user_id: eg.client.id,
  })
  expect(theirs.body.conversation).toMatchObject({ rev: 1, state: { unread: 0 } })
})

test('STATE-3 a message of a person brings an archived conversation back for all who archived it, one of the system does not', async () => {
  await using room = await talk()
  const { server, conversation_id } = room
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  for (const socket of [worker, client]) await socket.ask({ type: 'member_state', conversation_id, archived: true })
  const ids = async (filter: string, user_id: string = eg.client.id) =>
    (
      await server.call<{ conversations: Conversation[] }>('GET', `/api/conversations/?filter=${filter}`, { user_id })
    ).body.conversations.map(({ id }) => id)
  expect([await ids('active'), await ids('archived')]).toEqual([[], [conversation_id]])
  const { id: _id, ...job } = eg.job({ version: 2, status: 'accepted' })
  await server.integrate('PUT', '/api/integration/jobs/job-1/', job)
  expect(await ids('archived')).toEqual([conversation_id])
  await worker.ask({ type: 'chat_message', conversation_id, ...eg.send() })
  const states = [await worker.next('member_state'), await client.next('member_state')]
  expect(states.map(({ state }) => [state.archived_at, state.unread])).toEqual([
    [undefined, 0],
    [undefined, 1],
  ])
  for (const user_id of [eg.worker.id, eg.client.id]) expect(await ids('active', user_id)).toEqual([conversation_id])
})

test('STATE-4 reading takes marked_unread away, also where there was nothing to read', async () => {
  await using room = await talk()
  const { server, conversation_id } = room
  const [phone, laptop] = [await server.connect(eg.worker.id), await server.connect(eg.worker.id)]
  const client = await server.connect(eg.client.id)
  await phone.ask({ type: 'read_receipt', conversation_id, seq: 1 })
  await client.next('read_receipt')
  await phone.ask({ type: 'member_state', conversation_id, marked_unread: true })
  await laptop.next('member_state', ({ state }) => state.marked_unread === true)
  const unread = await server.call<{ conversations: unknown[] }>('GET', '/api/conversations/?filter=unread', { user_id: eg.worker.id })
  expect(unread.body.conversations).toHaveLength(1)
  await phone.ask({ type: 'read_receipt', conversation_id, seq: 1 })
  expect((await laptop.next('member_state')).state.marked_unread).toBeUndefined()
  await client.settle()
  expect(client.received.filter(({ type }) => type === 'read_receipt')).toEqual([])
})

test('CONN-6 CONN-7 the door of one conversation speaks of that one alone', async () => {
  await using room = await talk()
  const { server, conversation_id } = room
  const other = await server.openConversation({ job_id: 'job-2' })
  const door = await server.connect(eg.worker.id, { conversation_id })
  const client = await server.connect(eg.client.id)
  const message = eg.send()
  await client.ask({ type: 'chat_message', conversation_id: other, ...message })
  await server.integrate('POST', `/api/integration/conversations/${other}/close/`)
  client.send({ type: 'typing', conversation_id: other, is_typing: true })
  await client.settle()
  await door.settle()
  expect(door.received.filter(({ type }) => type !== 'presence')).toEqual([])
  for (const frame of [
    { type: 'chat_message', ...eg.send() },
    { type: 'history' },
    { type: 'catch_up', after_rev: 0 },
    { type: 'read_receipt', seq: 1 },
    { type: 'read_receipt', message_id: message.id },
    { type: 'delivery_receipt', seq: 1 },
    { type: 'member_state', pinned: true },
    { type: 'message_delete', message_id: eg.uuid() },
  ]) {
    expect(await door.ask({ ...frame, conversation_id: other }), frame.type).toMatchObject({ type: 'error', code: 'not_found' })
  }
  expect(await door.ask({ type: 'chat_message', ...eg.send() })).toMatchObject({ type: 'ack', conversation_id })
  expect(await door.ask<'history'>({ type: 'history' })).toMatchObject({ conversation_id, more_before: false })
})

test('CV-1 the list goes by activity, in pages; a page of sync tells the same', async () => {
  await using room = await talk()
  const { server, conversation_id } = room
  const ids = [conversation_id]
  for (let index = 2; index <= 5; index++) ids.push(await server.openConversation({ job_id: `job-${index}` }))
  const client = await server.connect(eg.client.id)
  await client.ask({ type: 'chat_message', conversation_id: ids[1], ...eg.send() })
  const expected = [ids[1], ids[4], ids[3], ids[2], ids[0]]
  const told: (string | undefined)[] = []
  let cursor: string | undefined
  do {
    const query: string = cursor === undefined ? '?limit=2' : `?limit=2&cursor=${encodeURIComponent(cursor)}`
    const { body } = await server.call<{ conversations: Conversation[]; next_cursor?: string }>('GET', `/api/conversations/${query}`, {
      user_id: eg.client.id,
    })
    told.push(...body.conversations.map(({ id }) => id))
    cursor = body.next_cursor
  } while (cursor !== undefined)
  expect(told.slice(0, 1)).toEqual(expected.slice(0, 1))
  expect([...told].sort()).toEqual([...expected].sort())
  const page = await server.call<SyncPage>('GET', '/api/sync/', { user_id: eg.client.id })
  expect(page.body.conversations.map(({ id }) => id)).toEqual(told as string[])
  const bad = await server.call('GET', '/api/conversations/?cursor=nonsense', { user_id: eg.client.id })
  expect(bad).toMatchObject({ status: 400, body: { code: 'bad_request', path: '/cursor' } })
})

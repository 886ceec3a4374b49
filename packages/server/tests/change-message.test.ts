// Edits, deletions, reactions, and what they do to unread counts and revs.

import { expect, test } from 'bun:test'
import type { Conversation, MemberState, Message } from '@jobline/protocol'
import { eg, startTestServer, type TestServer, type TestSocket } from '@jobline/testkit'

async function say(socket: TestSocket, conversation_id: string, text = 'On my way up'): Promise<string> {
  const message = eg.send({ text })
  socket.send({ type: 'chat_message', conversation_id, ...message })
  await socket.next('ack', ({ id }) => id === message.id)
  return message.id
}

const stateOf = async (server: TestServer, conversation_id: string, user_id: string): Promise<MemberState> =>
  (await server.call<{ conversation: Conversation }>('GET', `/api/conversations/${conversation_id}/`, { user_id })).body.conversation.state

async function talk() {
  const server = await startTestServer()
  const conversation_id = await server.openConversation()
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  return { server, conversation_id, worker, client, [Symbol.asyncDispose]: () => server.stop() }
}

test('EDIT-1 EDIT-4 an edit takes the next rev, is told whole, and the same text again takes none', async () => {
  await using room = await talk()
  const { conversation_id, worker, client } = room
  const message_id = await say(worker, conversation_id, 'Monday')
  expect(await worker.ask({ type: 'message_edit', message_id, text: 'Tuesday' })).toMatchObject({
    type: 'ack',
    id: message_id,
    seq: 2,
    rev: 3,
  })
  expect(await worker.ask({ type: 'message_edit', message_id, text: 'Tuesday' })).toMatchObject({ type: 'ack', rev: 3 })
  await client.settle()
  expect(client.received).toMatchObject([
    { type: 'chat_message', message: { rev: 2, text: 'Monday' } },
    { type: 'message_update', message: { id: message_id, seq: 2, rev: 3, text: 'Tuesday', edited_at: expect.any(Number) } },
  ])
  await worker.settle()
  expect(worker.received).toEqual([])
})

test('EDIT-1 EDIT-2 who may change what: not theirs, not the system’s, not what is deleted, not a text that breaks the rules', async () => {
  await using room = await talk()
  const { server, conversation_id, worker, client } = room
  const message_id = await say(worker, conversation_id)
  const page = await server.call<{ messages: Message[] }>('GET', `/api/conversations/${conversation_id}/messages/`, {
    user_id: eg.worker.id,
  })
  const system_id = page.body.messages[0]?.id
  const stranger = await server.connect(eg.stranger.id)
  for (const type of ['message_edit', 'message_delete']) {
    expect(await client.ask({ type, message_id, text: 'x' })).toMatchObject({ code: 'not_yours' })
    expect(await client.ask({ type, message_id: system_id, text: 'x' })).toMatchObject({ code: 'not_yours' })
    expect(await stranger.ask({ type, message_id, text: 'x' })).toMatchObject({ code: 'not_found' })
    expect(await worker.ask({ type, message_id: eg.uuid(), text: 'x' })).toMatchObject({ code: 'not_found' })
  }
  expect(await worker.ask({ type: 'message_edit', message_id, text: ' \u200b ' })).toMatchObject({ code: 'text_empty', path: '/text' })
  expect(await worker.ask({ type: 'message_edit', message_id, text: 'x'.repeat(8_001) })).toMatchObject({ code: 'text_too_long' })
  await worker.ask({ type: 'message_delete', message_id })
  expect(await worker.ask({ type: 'message_edit', message_id, text: 'x' })).toMatchObject({ code: 'message_deleted' })
  expect(await client.ask({ type: 'reaction', message_id, emoji: '👍', active: true })).toMatchObject({ code: 'message_deleted' })
  expect(await client.ask({ type: 'reaction', message_id: system_id, emoji: '👍', active: true })).toMatchObject({ code: 'not_editable' })
})

test('EDIT-2 a deletion leaves the place and takes text and reactions; again it changes nothing', async () => {
  await using room = await talk()
  const { server, conversation_id, worker, client } = room
  const message_id = await say(worker, conversation_id)
  await client.ask({ type: 'reaction', message_id, emoji: '👍', active: true })
  expect(await worker.ask({ type: 'message_delete', message_id })).toMatchObject({ type: 'ack', seq: 2, rev: 4 })
  expect(await worker.ask({ type: 'message_delete', message_id })).toMatchObject({ type: 'ack', seq: 2, rev: 4 })
  const update = await client.next('message_update', ({ message }) => message.deleted_at !== undefined)
  expect(update.message).toEqual({
    id: message_id,
    conversation_id,
    seq: 2,
    rev: 4,
    kind: 'text',
    sender_id: eg.worker.id,
    sent_at: expect.any(Number),
    created_at: expect.any(Number),
    deleted_at: expect.any(Number),
  })
  const next = await server.call<{ message: Message }>('POST', `/api/conversations/${conversation_id}/messages/`, {
    user_id: eg.worker.id,
    body: eg.send(),
  })
  expect(next.body.message).toMatchObject({ seq: 3, rev: 5 })
})

test('EDIT-3 MF-4 reactions: on and off, once each, six of one person, in the order they came', async () => {
  await using room = await talk()
  const { conversation_id, worker, client } = room
  const message_id = await say(worker, conversation_id)
  const react = (socket: TestSocket, emoji: string, active = true) => socket.ask({ type: 'reaction', message_id, emoji, active })
  expect(await react(client, '👍')).toMatchObject({ type: 'ack', rev: 3 })
  expect(await react(client, '👍')).toMatchObject({ type: 'ack', rev: 3 })
  expect(await react(worker, '🎉')).toMatchObject({ rev: 4 })
  expect(await react(worker, '👍')).toMatchObject({ rev: 5 })
  const { message } = await client.next('message_update', (frame) => frame.message.rev === 5)
  expect(message.reactions).toEqual([
    { emoji: '👍', user_ids: [eg.client.id, eg.worker.id] },
    { emoji: '🎉', user_ids: [eg.worker.id] },
  ])
  expect(await react(client, '🎉', false)).toMatchObject({ type: 'ack', rev: 5 })
  expect(await react(client, '👍', false)).toMatchObject({ type: 'ack', rev: 6 })
  for (const emoji of ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣']) expect(await react(client, emoji)).toMatchObject({ type: 'ack' })
  expect(await react(client, '7️⃣')).toMatchObject({ code: 'too_many_reactions', retryable: false })
  expect(await react(client, '3️⃣', false)).toMatchObject({ type: 'ack' })
  expect(await react(client, '7️⃣')).toMatchObject({ type: 'ack' })
})

test('EDIT-6 in a closed conversation edits and reactions are refused, deleting works', async () => {
  await using room = await talk()
  const { server, conversation_id, worker, client } = room
  const message_id = await say(worker, conversation_id)
  await server.integrate('POST', `/api/integration/conversations/${conversation_id}/close/`)
  expect(await worker.ask({ type: 'message_edit', message_id, text: 'x' })).toMatchObject({ code: 'conversation_closed' })
  expect(await client.ask({ type: 'reaction', message_id, emoji: '👍', active: true })).toMatchObject({ code: 'conversation_closed' })
  expect(await worker.ask({ type: 'message_delete', message_id })).toMatchObject({ type: 'ack', rev: 5 })
})

test('ORDER-2 each step is acknowledged with its own rev, also where all of them share a commit', async () => {
  await using room = await talk()
  const { conversation_id, worker, client } = room
  const { id, text } = eg.send()
  // All five are on the wire before the first is stored.
  worker.send({ type: 'chat_message', conversation_id, id, text })
  worker.send({ type: 'message_edit', ref: 'e1', message_id: id, text: 'one' })
  worker.send({ type: 'message_edit', ref: 'e2', message_id: id, text: 'two' })
  worker.send({ type: 'reaction', ref: 'r1', message_id: id, emoji: '👍', active: true })
  worker.send({ type: 'message_delete', ref: 'd1', message_id: id })
  await worker.settle()
  await worker.next('ack', ({ ref }) => ref === undefined).then((ack) => expect(ack.rev).toBe(2))
  const revs = []
  for (const ref of ['e1', 'e2', 'r1', 'd1']) revs.push((await worker.next('ack', (ack) => ack.ref === ref)).rev)
  expect(revs).toEqual([3, 4, 5, 6])
  await client.settle()
  const told = client.received.map((frame) =>
    'message' in frame && typeof frame.message === 'object' ? [frame.type, frame.message.rev, frame.message.text] : [],
  )
  expect(told).toEqual([
    ['chat_message', 2, text],
    ['message_update', 3, 'one'],
    ['message_update', 4, 'two'],
    ['message_update', 5, 'two'],
    ['message_update', 6, undefined],
  ])
})

test('CV-3 AC-3 READ-5 READ-6 unread: not mine, not deleted, not the system’s, after my mark; sending does not move it', async () => {
  await using room = await talk()
  const { server, conversation_id, worker, client } = room
  const unread = async () => (await stateOf(server, conversation_id, eg.client.id)).unread
  const ids = []
  for (const text of ['two', 'three', 'four', 'five']) ids.push(await say(worker, conversation_id, text))
  await say(client, conversation_id, 'six is mine')
  await server.integrate('PUT', '/api/integration/jobs/job-1/', { ...eg.job({ version: 2, status: 'accepted' }), id: undefined })
  expect(await unread()).toBe(4)
  await worker.ask({ type: 'message_delete', message_id: ids[1] })
  expect(await unread()).toBe(3)
  await client.ask({ type: 'read_receipt', conversation_id, seq: 3 })
  expect(await unread()).toBe(2)
  // A deletion behind the mark takes nothing more away.
  await worker.ask({ type: 'message_delete', message_id: ids[0] })
  expect(await unread()).toBe(2)
  await worker.ask({ type: 'message_edit', message_id: ids[2], text: 'edited' })
  expect(await unread()).toBe(2)
  expect(await client.ask({ type: 'read_receipt', message_id: ids[2] })).toMatchObject({ seq: 4, conversation_id })
  expect(await unread()).toBe(1)
  // Backwards and beyond the end.
  expect(await client.ask({ type: 'read_receipt', conversation_id, seq: 1 })).toMatchObject({ seq: 4 })
  expect(await unread()).toBe(1)
  expect(await client.ask({ type: 'read_receipt', conversation_id, seq: 9_999 })).toMatchObject({ seq: 7 })
  expect(await stateOf(server, conversation_id, eg.client.id)).toMatchObject({ unread: 0, read_seq: 7 })
})

test('READ-3 READ-4 receipts by id or seq; what names nothing or something foreign is refused, what moves nothing is told to nobody', async () => {
  await using room = await talk()
  const { server, conversation_id, worker, client } = room
  const second = await server.openConversation({ job_id: 'job-2' })
  const elsewhere = await say(worker, second)
  await say(worker, conversation_id)
  const phone = await server.connect(eg.client.id, { conversation_id })
  expect(await client.ask({ type: 'read_receipt', conversation_id })).toMatchObject({ code: 'bad_request' })
  expect(await client.ask({ type: 'read_receipt', conversation_id, message_id: elsewhere })).toMatchObject({ code: 'not_found' })
  expect(await client.ask({ type: 'read_receipt', message_id: eg.uuid() })).toMatchObject({ code: 'not_found' })
  expect(await client.ask({ type: 'delivery_receipt', conversation_id, seq: 2 })).toMatchObject({ seq: 2 })
  expect(await client.ask({ type: 'delivery_receipt', conversation_id, seq: 1 })).toMatchObject({ seq: 2 })
  expect(await client.ask({ type: 'read_receipt', conversation_id, seq: 2 })).toMatchObject({ seq: 2 })
  expect(await client.ask({ type: 'read_receipt', conversation_id, seq: 2 })).toMatchObject({ seq: 2 })
  await worker.settle()
  expect(worker.received.filter(({ type }) => type !== 'conversation')).toEqual([
    { type: 'delivery_receipt', conversation_id, user_id: eg.client.id, seq: 2 },
    { type: 'read_receipt', conversation_id, user_id: eg.client.id, seq: 2 },
  ])
  await phone.settle()
  expect(phone.received.filter(({ type }) => type === 'member_state')).toMatchObject([{ state: { read_seq: 2, unread: 0 } }])
})

test('READ-2 reading implies delivery, and both are told', async () => {
  await using room = await talk()
  const { conversation_id, worker, client } = room
  await say(worker, conversation_id)
  await client.ask({ type: 'read_receipt', conversation_id, seq: 2 })
  expect(await worker.next('delivery_receipt')).toMatchObject({ user_id: eg.client.id, seq: 2 })
  expect(await worker.next('read_receipt')).toMatchObject({ user_id: eg.client.id, seq: 2 })
})

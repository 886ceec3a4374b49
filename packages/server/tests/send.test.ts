// Sending: one id, one message, one order, by whatever door it comes.

import { expect, test } from 'bun:test'
import type { Message } from '@jobline/protocol'
import { eg, startTestServer, type TestServer, type TestSocket } from '@jobline/testkit'

const history = async (server: TestServer, conversation_id: string, user_id: string = eg.client.id) =>
  (await server.call<{ messages: Message[] }>('GET', `/api/conversations/${conversation_id}/messages/?limit=100`, { user_id })).body
    .messages

const texts = (messages: readonly Message[]) => messages.flatMap(({ text }) => (text === undefined ? [] : [text]))

/** One send over a socket and its one answer. */
const send = (socket: TestSocket, frame: Readonly<Record<string, unknown>> & { id: string }) =>
  socket.ask({ type: 'chat_message', ...frame })

test('G2 SEND-4 SEND-10 the same send ten times, by both doors and REST, is one row and one announcement', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const wide = await server.connect(eg.worker.id)
  const narrow = await server.connect(eg.worker.id, { conversation_id })
  const other = await server.connect(eg.client.id)
  const message = eg.send({ text: 'I am at the gate.' })
  const statuses: number[] = []
  for (let round = 0; round < 4; round++) {
    wide.send({ type: 'chat_message', conversation_id, ...message })
    narrow.send({ type: 'chat_message', ...message })
    if (round >= 2) continue
    const path = `/api/conversations/${conversation_id}/messages/`
    statuses.push((await server.call('POST', path, { user_id: eg.worker.id, body: message })).status)
  }
  for (const socket of [wide, narrow, other]) await socket.settle()
  const acks = [...wide.received, ...narrow.received].filter((frame) => frame.type === 'ack')
  expect(acks).toHaveLength(8)
  expect(new Set(acks.map(({ seq, rev, created_at }) => `${seq} ${rev} ${created_at}`)).size).toBe(1)
  expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(1)
  expect(other.received.map(({ type }) => type)).toEqual(['chat_message'])
  const stored = await history(server, conversation_id)
  expect(stored.filter(({ id }) => id === message.id)).toHaveLength(1)
  expect(stored.at(-1)?.seq).toBe(2)
})

test('SEND-10 by REST: 201 when it is stored, 200 when it already was, and every socket of the members is told', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const mine = await server.connect(eg.worker.id)
  const theirs = await server.connect(eg.client.id)
  const body = eg.send()
  const path = `/api/conversations/${conversation_id}/messages/`
  const first = await server.call<{ message: Message }>('POST', path, { user_id: eg.worker.id, body })
  const second = await server.call<{ message: Message }>('POST', path, { user_id: eg.worker.id, body })
  expect([first.status, second.status]).toEqual([201, 200])
  expect(second.body).toEqual(first.body)
  for (const socket of [mine, theirs]) {
    await socket.settle()
    expect(socket.received).toEqual([{ type: 'chat_message', message: first.body.message }])
  }
})

test('SEND-3 the sending socket gets the ack alone, my other socket and theirs get the message', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const [phone, tablet] = [await server.connect(eg.worker.id), await server.connect(eg.worker.id, { conversation_id })]
  const theirs = await server.connect(eg.client.id)
  const message = eg.send()
  const ack = await send(phone, { conversation_id, ...message })
  expect(ack).toEqual({ type: 'ack', id: message.id, conversation_id, seq: 2, rev: 2, created_at: expect.any(Number) })
  expect(await tablet.next('chat_message')).toEqual(await theirs.next('chat_message'))
  await phone.settle()
  expect(phone.received).toEqual([])
})

test('SEND-4 a repeat is answered with the row as it is now: edited, deleted, and also in a closed conversation', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const message = eg.send({ text: 'Monday' })
  await send(worker, { conversation_id, ...message })
  worker.send({ type: 'message_edit', ref: 'e', message_id: message.id, text: 'Tuesday' })
  await worker.next('ack', ({ ref }) => ref === 'e')
  expect(await send(worker, { conversation_id, ...message })).toMatchObject({
    type: 'ack',
    seq: 2,
    rev: 3,
    message: { text: 'Tuesday', rev: 3 },
  })
  worker.send({ type: 'message_delete', ref: 'd', message_id: message.id })
  await worker.next('ack', ({ ref }) => ref === 'd')
  await server.integrate('POST', `/api/integration/conversations/${conversation_id}/close/`)
  const repeat = await send(worker, { conversation_id, ...message })
  expect(repeat).toMatchObject({ type: 'ack', seq: 2, message: { deleted_at: expect.any(Number) } })
  expect((repeat as { message?: Message }).message?.text).toBeUndefined()
  expect(await send(worker, { conversation_id, ...eg.send() })).toMatchObject({
    type: 'error',
    code: 'conversation_closed',
    retryable: false,
  })
})

test('SEND-5 an id in use in any other way is the same id_conflict, word for word, and changes nothing', async () => {
  await using server = await startTestServer()
  const first = await server.openConversation()
  const second = await server.openConversation({ job_id: 'job-2' })
  const foreign = await server.openConversation({ job_id: 'job-3', worker_id: eg.stranger.id })
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  const stranger = await server.connect(eg.stranger.id)
  const anchor = eg.send()
  await send(worker, { conversation_id: first, ...anchor })
  const message = eg.send({ text: 'mine' })
  await send(worker, { conversation_id: first, ...message })
  const withdrawn = eg.uuid()
  worker.send({ type: 'message_delete', ref: 'w', conversation_id: first, message_id: withdrawn })
  await worker.next('ack', ({ ref }) => ref === 'w')
  const answers = [
    await send(worker, { conversation_id: first, ...message, text: 'other words' }),
    await send(worker, { conversation_id: second, ...message }),
    await send(worker, { conversation_id: first, ...message, reply_to_id: anchor.id }),
    await send(client, { conversation_id: first, ...message }),
    await send(stranger, { conversation_id: foreign, ...message }),
    { ...(await send(stranger, { conversation_id: foreign, id: withdrawn, text: 'late' })), id: message.id },
  ]
  expect(answers[0]).toEqual({ type: 'error', id: message.id, code: 'id_conflict', message: expect.any(String), retryable: false })
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(texts(await history(server, first))).toEqual([anchor.text, 'mine'])
  expect(await history(server, second)).toHaveLength(1)
  expect(await history(server, foreign)).toHaveLength(1)
  const rest = await server.call('POST', `/api/conversations/${second}/messages/`, { user_id: eg.worker.id, body: message })
  expect(rest).toMatchObject({ status: 409, body: { code: 'id_conflict' } })
})

test('EDIT-5 SEND-9 a delete that comes before its send keeps the send out, by every door, also after a restart', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  let worker = await server.connect(eg.worker.id)
  const message = eg.send()
  worker.send({ type: 'message_delete', ref: 'd', conversation_id, message_id: message.id })
  expect(await worker.next('ack')).toMatchObject({ ref: 'd', id: message.id })
  expect(await send(worker, { conversation_id, ...message })).toMatchObject({ code: 'message_deleted', retryable: false })
  await server.restart()
  worker = await server.connect(eg.worker.id)
  expect(await send(worker, { conversation_id, ...message })).toMatchObject({ code: 'message_deleted' })
  const rest = await server.call('POST', `/api/conversations/${conversation_id}/messages/`, { user_id: eg.worker.id, body: message })
  expect(rest).toMatchObject({ status: 409, body: { code: 'message_deleted' } })
  expect(await history(server, conversation_id)).toHaveLength(1)
  // Without a conversation there is nothing to remember it by.
  worker.send({ type: 'message_delete', ref: 'x', message_id: eg.uuid() })
  expect(await worker.next('error')).toMatchObject({ ref: 'x', code: 'not_found' })
})

test('EDIT-5 deleting what is not mine to see looks like deleting the unknown, and does nothing to it', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const mine = await server.openConversation({ job_id: 'job-2', worker_id: eg.stranger.id })
  const worker = await server.connect(eg.worker.id)
  const stranger = await server.connect(eg.stranger.id)
  const message = eg.send({ text: 'not yours' })
  await send(worker, { conversation_id, ...message })
  stranger.send({ type: 'message_delete', ref: 'a', conversation_id: mine, message_id: message.id })
  stranger.send({ type: 'message_delete', ref: 'b', conversation_id: mine, message_id: eg.uuid() })
  const [known, unknown] = [await stranger.next('ack', ({ ref }) => ref === 'a'), await stranger.next('ack', ({ ref }) => ref === 'b')]
  expect(Object.keys(known).sort()).toEqual(Object.keys(unknown).sort())
  expect(texts(await history(server, conversation_id))).toEqual(['not yours'])
  expect(await send(worker, { conversation_id, ...message })).toMatchObject({ type: 'ack', seq: 2 })
})

test('ORDER-5 ORDER-6 pipelined sends keep their order; what names a missing one waits, and stores nothing', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  const [one, two, three] = [eg.uuid(), eg.uuid(), eg.uuid()]
  expect(await send(worker, { conversation_id, id: two, text: 'two', after_id: one })).toMatchObject({
    code: 'out_of_order',
    retryable: true,
  })
  worker.send({ type: 'chat_message', conversation_id, id: one, text: 'one' })
  worker.send({ type: 'chat_message', conversation_id, id: two, text: 'two', after_id: one })
  worker.send({ type: 'chat_message', conversation_id, id: three, text: 'three', after_id: two })
  await worker.next('ack', ({ id }) => id === three)
  expect(texts(await history(server, conversation_id))).toEqual(['one', 'two', 'three'])

  const foreign = eg.send()
  await send(client, { conversation_id, ...foreign })
  const second = await server.openConversation({ job_id: 'job-2' })
  const elsewhere = eg.send()
  await send(worker, { conversation_id: second, ...elsewhere })
  const answers = []
  for (const after_id of [foreign.id, elsewhere.id, eg.uuid()]) {
    const { id: _id, ...answer } = await send(worker, { conversation_id, ...eg.send(), after_id })
    answers.push(answer)
  }
  expect(answers).toEqual(Array(3).fill({ type: 'error', code: 'out_of_order', message: expect.any(String), retryable: true }))

  // A predecessor that its sender took back counts as gone by.
  const withdrawn = eg.uuid()
  worker.send({ type: 'message_delete', ref: 'd', conversation_id, message_id: withdrawn })
  expect(await send(worker, { conversation_id, ...eg.send(), after_id: withdrawn })).toMatchObject({ type: 'ack' })
})

test('ORDER-5 a predecessor that is refused for now takes those behind it along', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_RATE_CHANGES: '1/0.001' } })
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const [one, two, three] = [eg.uuid(), eg.uuid(), eg.uuid()]
  worker.send({ type: 'chat_message', conversation_id, id: one, text: 'one' })
  worker.send({ type: 'chat_message', conversation_id, id: two, text: 'two', after_id: one })
  worker.send({ type: 'chat_message', conversation_id, id: three, text: 'three', after_id: two })
  await worker.next('ack', ({ id }) => id === one)
  for (const id of [two, three]) {
    const refused = await worker.next('error', (frame) => frame.id === id)
    expect(refused).toMatchObject({ code: 'rate_limited', retryable: true })
    expect(refused.retry_after_ms).toBeGreaterThan(0)
  }
  expect(texts(await history(server, conversation_id))).toEqual(['one'])
})

test('SEND-7 a reply names a message of the same conversation, which may be deleted', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const second = await server.openConversation({ job_id: 'job-2' })
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  const [question, elsewhere, answer] = [eg.send(), eg.send(), eg.send()]
  await send(worker, { conversation_id, ...question })
  await send(worker, { conversation_id: second, ...elsewhere })
  for (const reply_to_id of [elsewhere.id, eg.uuid()]) {
    expect(await send(client, { conversation_id, ...eg.send(), reply_to_id })).toMatchObject({ code: 'not_found', path: '/reply_to_id' })
  }
  worker.send({ type: 'message_delete', ref: 'd', message_id: question.id })
  await worker.next('ack', ({ ref }) => ref === 'd')
  await send(client, { conversation_id, ...answer, reply_to_id: question.id })
  expect((await history(server, conversation_id)).at(-1)).toMatchObject({ id: answer.id, reply_to_id: question.id })
})

test('SEND-6 SEND-11 kind and event stay the server’s; sent_at is the device’s, cut where it runs ahead', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  for (const kind of ['system', 'image']) {
    expect(await send(worker, { conversation_id, ...eg.send(), kind })).toMatchObject({ code: 'bad_request', path: '/kind' })
  }
  const now = Date.now()
  await send(worker, {
    conversation_id,
    ...eg.send(),
    kind: 'text',
    event: { name: 'conversation_closed' },
    sender_id: eg.client.id,
    seq: 99,
  })
  await send(worker, { conversation_id, ...eg.send({ sent_at: 1_000 }) })
  await send(worker, { conversation_id, ...eg.send({ sent_at: now + 3_600_000 }) })
  const [plain, early, ahead] = (await history(server, conversation_id)).slice(-3)
  expect(plain).toMatchObject({ kind: 'text', sender_id: eg.worker.id, seq: 2 })
  expect(plain?.event).toBeUndefined()
  expect(plain?.sent_at).toBe(plain?.created_at as number)
  expect(early?.sent_at).toBe(1_000)
  expect(ahead?.sent_at).toBe((ahead?.created_at as number) + 60_000)
})

test('SEND-8 INT-5 a closed conversation takes no sends; reopened it does, and each step is told once with its own rev', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const set = (verb: 'close' | 'reopen') => server.integrate('POST', `/api/integration/conversations/${conversation_id}/${verb}/`)
  await set('close')
  await set('close')
  expect(await worker.next('chat_message')).toMatchObject({
    message: { kind: 'system', rev: 2, seq: 2, event: { name: 'conversation_closed' } },
  })
  expect(await worker.next('conversation')).toMatchObject({ conversation: { rev: 3, status: 'closed' } })
  expect(await send(worker, { conversation_id, ...eg.send() })).toMatchObject({ code: 'conversation_closed' })
  // Reading, marking and putting away go on.
  worker.send({ type: 'read_receipt', ref: 'r', conversation_id, seq: 2 })
  worker.send({ type: 'member_state', ref: 's', conversation_id, archived: true })
  for (const ref of ['r', 's']) await worker.next('ack', (frame) => frame.ref === ref)
  await set('reopen')
  expect(await worker.next('chat_message')).toMatchObject({ message: { rev: 4, seq: 3, event: { name: 'conversation_reopened' } } })
  expect(await worker.next('conversation')).toMatchObject({ conversation: { rev: 5, status: 'open' } })
  expect(await send(worker, { conversation_id, ...eg.send() })).toMatchObject({ type: 'ack', seq: 4, rev: 6 })
  await worker.settle()
  expect(worker.received).toMatchObject([{ type: 'member_state' }])
})

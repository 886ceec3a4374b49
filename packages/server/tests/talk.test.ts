// Two people talk: the whole server, real sockets, a real file.

import { expect, test } from 'bun:test'
import { eg, startTestServer } from '@jobline/testkit'

test('AC-1 RT-1 what one sends the other receives, and the sender is told where it stands', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id, { conversation_id })
  const id = eg.uuid()
  worker.send({ type: 'chat_message', conversation_id, id, text: 'I am at the gate.' })
  const ack = await worker.next('ack')
  const { message } = await client.next('chat_message')
  expect(ack).toMatchObject({ id, conversation_id, seq: 2, rev: 2 })
  expect(message).toMatchObject({ id, seq: 2, rev: 2, sender_id: eg.worker.id, text: 'I am at the gate.', kind: 'text' })
  await worker.settle()
  expect(worker.received).toEqual([])
})

test('RT-4 CV-3 receipts reach the other side, unread counts follow', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  for (const text of ['one', 'two', 'three']) worker.send({ type: 'chat_message', conversation_id, ...eg.send({ text }) })
  await client.next('chat_message', ({ message }) => message.text === 'three')
  const unread = async () =>
    (
      await server.call<{ conversation: { state: { unread: number } } }>('GET', `/api/conversations/${conversation_id}/`, {
        user_id: eg.client.id,
      })
    ).body.conversation.state.unread
  expect(await unread()).toBe(3)
  client.send({ type: 'delivery_receipt', conversation_id, seq: 4, ref: 'd' })
  expect(await worker.next('delivery_receipt')).toEqual({ type: 'delivery_receipt', conversation_id, user_id: eg.client.id, seq: 4 })
  client.send({ type: 'read_receipt', conversation_id, seq: 3, ref: 'r' })
  expect(await worker.next('read_receipt')).toEqual({ type: 'read_receipt', conversation_id, user_id: eg.client.id, seq: 3 })
  expect(await unread()).toBe(1)
  expect(await client.next('ack', ({ ref }) => ref === 'r')).toMatchObject({ conversation_id, seq: 3 })
})

test('JOB: a status change reaches the open chat live and leaves a system message in the same commit', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const { id, ...job } = eg.job({ version: 2, status: 'accepted' })
  await server.integrate('PUT', `/api/integration/jobs/${id}/`, job)
  expect(await worker.next('job')).toMatchObject({ conversation_id, rev: 2, job: { status: 'accepted', version: 2 } })
  const { message } = await worker.next('chat_message')
  expect(message).toMatchObject({ kind: 'system', seq: 2, rev: 3, event: { name: 'job_status_changed', from: 'open', to: 'accepted' } })
  const late = await server.integrate<{ applied: boolean }>('PUT', `/api/integration/jobs/${id}/`, { ...job, version: 1, status: 'open' })
  expect(late.applied).toBe(false)
})

test('TS-6 all is there after a restart, and the epoch with it', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const sent = await server.call<{ message: unknown }>('POST', `/api/conversations/${conversation_id}/messages/`, {
    user_id: eg.worker.id,
    body: eg.send(),
  })
  expect(sent.status).toBe(201)
  const { epoch } = server.running.store
  await server.restart()
  const page = await server.call<{ messages: unknown[] }>('GET', `/api/conversations/${conversation_id}/messages`, {
    user_id: eg.client.id,
  })
  expect(page.body.messages.at(-1)).toEqual(sent.body.message)
  expect(server.running.store.epoch).toBe(epoch)
})

// What one person may ask, and what is known of somebody after the server was away.

import { expect, test } from 'bun:test'
import { eg, startTestServer } from '@jobline/testkit'

test('LIMIT-4 LIMIT-6 pages asked for over a socket and over REST are charged to one account of the person, and to nobody else', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_RATE_REQUESTS: '3/0.001' } })
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  expect((await worker.ask<'sync'>({ type: 'sync' })).type).toBe('sync')
  expect((await worker.ask<'history'>({ type: 'history', conversation_id })).type).toBe('history')
  expect((await server.call('GET', '/api/conversations/', { user_id: eg.worker.id })).status).toBe(200)
  for (const frame of [{ type: 'sync' }, { type: 'catch_up', conversation_id, after_rev: 0 }, { type: 'history', conversation_id }]) {
    expect(await worker.ask(frame)).toMatchObject({ type: 'error', code: 'rate_limited', retryable: true })
  }
  worker.send({ type: 'presence_watch', user_ids: [eg.client.id] })
  expect(await worker.next('error')).toMatchObject({ code: 'rate_limited' })
  expect((await server.call('GET', '/api/sync/', { user_id: eg.worker.id })).status).toBe(429)
  // Sending is another account, and the other person has their own.
  expect((await worker.ask({ type: 'chat_message', conversation_id, ...eg.send() })).type).toBe('ack')
  expect((await client.ask<'sync'>({ type: 'sync' })).type).toBe('sync')
})

test('PRESENCE-2 who was online when the server stopped was last seen then', async () => {
  await using server = await startTestServer()
  await server.openConversation()
  await server.connect(eg.worker.id)
  const before = Date.now()
  await server.restart()
  const client = await server.connect(eg.client.id)
  client.send({ type: 'presence_watch', user_ids: [eg.worker.id] })
  const { online, last_seen_at } = await client.next('presence')
  expect(online).toBe(false)
  expect(last_seen_at).toBeGreaterThanOrEqual(before)
})

// A server that goes away on purpose: what was begun is finished first.

import { expect, test } from 'bun:test'
import { eg, startTestServer } from '@jobline/testkit'
import { refusal } from './refusal.ts'

test('CONN-11 before it goes the server answers what it has begun, tells each its own delay, and closes with 1001', async () => {
  const held: (() => void)[] = []
  let holding = false
  await using server = await startTestServer({
    environment: { JOBLINE_DRAIN: '10' },
    ports: {
      afterInput: (run) => (holding ? held.push(run) : setImmediate(run)),
      random: () => 0.5,
    },
  })
  const conversation_id = await server.openConversation()
  const [worker, client] = [await server.connect(eg.worker.id), await server.connect(eg.client.id)]
  holding = true
  const message = eg.send()
  worker.send({ type: 'chat_message', conversation_id, ...message })
  await worker.settle()
  const stopped = server.stop()
  const unready = await server.call('GET', '/readyz')
  expect(unready).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect((await server.call('GET', '/healthz')).status).toBe(200)
  expect(await refusal(server, await server.token(eg.worker.id))).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  holding = false
  for (const run of held) run()
  expect(await worker.next('ack')).toMatchObject({ id: message.id, seq: 2 })
  expect(await client.next('chat_message')).toMatchObject({ message: { id: message.id } })
  const delays = [(await worker.next('reconnect')).after_ms, (await client.next('reconnect')).after_ms]
  // The middle of each half.
  expect(delays.sort((a, b) => a - b)).toEqual([2_500, 7_500])
  for (const socket of [worker, client]) expect(await socket.closed).toMatchObject({ code: 1001 })
  await stopped
})

test('CONN-11 a request that was begun when the server goes is answered, and is stored', async () => {
  const held: (() => void)[] = []
  let holding = false
  await using server = await startTestServer({ ports: { afterInput: (run) => (holding ? held.push(run) : setImmediate(run)) } })
  const conversation_id = await server.openConversation()
  const path = `/api/conversations/${conversation_id}/messages/`
  const message = eg.send()
  holding = true
  const sent = server.call('POST', path, { user_id: eg.worker.id, body: message })
  while (held.length === 0) await server.call('GET', '/healthz')
  const stopped = server.running.stop()
  holding = false
  for (const run of held) run()
  expect(await sent).toMatchObject({ status: 201 })
  await stopped
})

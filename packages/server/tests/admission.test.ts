// Who is let in, and how many at once.

import { expect, test } from 'bun:test'
import { eg, startTestServer, TestSocket } from '@jobline/testkit'
import { refusal } from './refusal.ts'

test('LIMIT-7 G8 sockets that wait for their token are few, per address, and their places come free', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_WAITING_PER_ADDRESS: '3' } })
  const waiting = []
  for (let index = 0; index < 3; index++) waiting.push(await TestSocket.dial(`${server.ws_url}/ws/`))
  expect(await refusal(server)).toMatchObject({ status: 429, body: { code: 'too_many_sockets', retryable: true } })
  // One that brings its token does not wait.
  await (await server.connect(eg.worker.id)).settle()
  waiting[0]?.send({ type: 'auth', token: await server.token(eg.client.id) })
  await waiting[0]?.next('hello')
  const next = await TestSocket.dial(`${server.ws_url}/ws/`)
  next.send({ type: 'auth', token: 'bad' })
  await next.closed
  const last = await TestSocket.dial(`${server.ws_url}/ws/`)
  expect(await refusal(server)).toMatchObject({ status: 429 })
  last.close()
})

test('LIMIT-7 G8 all waiting sockets together are limited too', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_WAITING: '2', JOBLINE_WAITING_PER_ADDRESS: '10' } })
  for (let index = 0; index < 2; index++) await TestSocket.dial(`${server.ws_url}/ws/`)
  expect(await refusal(server)).toMatchObject({ status: 429, body: { code: 'too_many_sockets' } })
})

test('LIMIT-7 G8 one person has so many sockets and no more, by any way in; closing one makes room', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_SOCKETS_PER_USER: '2' } })
  const [first] = [await server.connect(eg.worker.id), await server.connect(eg.worker.id)]
  expect(await refusal(server, await server.token(eg.worker.id))).toMatchObject({
    status: 429,
    body: { code: 'too_many_sockets' },
  })
  const late = await TestSocket.dial(`${server.ws_url}/ws/`)
  late.send({ type: 'auth', token: await server.token(eg.worker.id) })
  expect(await late.next('error')).toMatchObject({ code: 'too_many_sockets', retryable: true })
  expect(await late.closed).toMatchObject({ code: 4029 })
  await (await server.connect(eg.client.id)).settle()
  first.close()
  await first.closed
  await (await server.connect(eg.worker.id)).settle()
})

test('LIMIT-4 new sockets from one address come at a rate', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_RATE_CONNECTS: '2/0.001' } })
  for (let index = 0; index < 2; index++) await server.connect(eg.worker.id)
  const refused = await refusal(server, await server.token(eg.worker.id))
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', retryable: true } })
  expect(Number(refused.retry_after)).toBeGreaterThan(0)
})

// Who is let in, and how many at once.

import { expect, test } from 'bun:test'
import { eg, startTestServer, TestClock, TestSocket } from '@jobline/testkit'
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

test('CONN-15 LIMIT-6 sockets over the rate of all get 503 and their turn; the question why gets the same, before any token is read', async () => {
  const clock = new TestClock()
  await using server = await startTestServer({
    clock,
    environment: { JOBLINE_RATE_ADMISSIONS: '2/1' },
    ports: { random: () => 0.25 },
  })
  const first = await server.connect(eg.worker.id)
  expect(await server.call('GET', '/api/me/', { user_id: eg.worker.id })).toMatchObject({ status: 200 })
  await server.connect(eg.client.id)
  const token = await server.token(eg.stranger.id)
  // A second each, and a part of one for chance.
  for (const place of [1, 2, 3]) {
    expect(await refusal(server, token)).toMatchObject({
      status: 503,
      retry_after: String(place + 1),
      body: { code: 'unavailable', retryable: true, retry_after_ms: place * 1_000 + 250 },
    })
  }
  const asked = await server.call('GET', '/api/me/', { token: 'not a token' })
  expect(asked).toMatchObject({ status: 503, body: { code: 'unavailable', retry_after_ms: 3_250 } })
  expect(asked.headers.get('retry-after')).toBe('4')
  // Who is in notices nothing, and nothing else is refused.
  await first.settle()
  expect((await server.call('GET', '/api/sync/', { user_id: eg.worker.id })).status).toBe(200)
  expect((await server.call<string>('GET', '/metrics')).body).toMatch(/^jobline_sockets_refused_total 3$/m)

  clock.advance(5_000)
  expect((await server.call('GET', '/api/me/', { token: 'not a token' })).status).toBe(401)
  await (await server.connect(eg.stranger.id)).settle()
})

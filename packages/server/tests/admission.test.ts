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

const BEHIND_PROXY = { JOBLINE_TRUSTED_PROXIES: '127.0.0.1' }
const from = (address: string) => ({ 'x-forwarded-for': address })
const hostOf = (network: number, host: number) => `2001:db8:1:${network.toString(16)}::${host.toString(16)}`

test('LIMIT-4 LIMIT-7 the addresses of one IPv6 network share one allowance, with a token or without', async () => {
  await using server = await startTestServer({
    environment: { ...BEHIND_PROXY, JOBLINE_RATE_CONNECTS: '5/0.001', JOBLINE_WAITING_PER_ADDRESS: '2' },
  })
  const token = await server.token(eg.worker.id)
  for (const host of [1, 2]) await TestSocket.dial(`${server.ws_url}/ws/`, { headers: from(hostOf(1, host)) })
  expect(await refusal(server, undefined, from(hostOf(1, 3)))).toMatchObject({ status: 429, body: { code: 'too_many_sockets' } })
  for (const host of [4, 5]) await TestSocket.dial(`${server.ws_url}/ws/`, { token, headers: from(hostOf(1, host)) })
  expect(await refusal(server, token, from(hostOf(1, 6)))).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  for (const host of [1, 2]) await TestSocket.dial(`${server.ws_url}/ws/`, { headers: from(hostOf(2, host)) })
})

test('LIMIT-6 CONN-15 whoever has no good token keeps nobody out, from however many networks', async () => {
  await using server = await startTestServer({
    environment: { ...BEHIND_PROXY, JOBLINE_RATE_ADMISSIONS: '2/0.001' },
  })
  const good = await server.token(eg.worker.id)
  for (const [network, token] of [undefined, 'junk', `${good.slice(0, -8)}forged00`, undefined, 'junk'].entries()) {
    const socket = await TestSocket.dial(`${server.ws_url}/ws/`, { headers: from(hostOf(network, 1)), ...(token ? { token } : {}) })
    if (token === undefined) socket.send({ type: 'auth', token: 'junk' })
    expect(await socket.closed).toMatchObject({ code: 4001 })
  }
  for (const user_id of [eg.worker.id, eg.client.id]) await (await server.connect(user_id)).settle()
  // The control: two people have spent it, so it was there to be spent.
  expect(await refusal(server, good)).toMatchObject({ status: 503 })
})

test('CONN-15 LIMIT-7 a token that comes by auth is no way around the rate of all', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_RATE_ADMISSIONS: '1/1' }, ports: { random: () => 0.25 } })
  await server.connect(eg.worker.id)
  const late = await TestSocket.dial(`${server.ws_url}/ws/`)
  late.send({ type: 'auth', token: await server.token(eg.client.id) })
  expect(await late.next('error')).toMatchObject({ code: 'unavailable', retryable: true, retry_after_ms: 1_250 })
  expect(await late.closed).toMatchObject({ code: 1001 })
})

test('CONN-15 LIMIT-4 people behind one address come back one by one, and the question why says so', async () => {
  const clock = new TestClock()
  await using server = await startTestServer({
    clock,
    environment: { ...BEHIND_PROXY, JOBLINE_RATE_CONNECTS: '1/1' },
    ports: { random: () => 0.25 },
  })
  const token = await server.token(eg.worker.id)
  const here = from('198.51.100.7')
  const askWhy = async (headers: Record<string, string>) => {
    const answer = await fetch(`${server.url}/api/me/`, { headers: { ...headers, authorization: `Bearer ${token}` } })
    const { code, retry_after_ms } = (await answer.json()) as { code?: string; retry_after_ms?: number }
    return { status: answer.status, code, retry_after_ms }
  }
  await TestSocket.dial(`${server.ws_url}/ws/`, { token, headers: here })
  expect(await askWhy(here)).toMatchObject({ status: 200 })
  for (const place of [1, 2, 3]) {
    expect((await refusal(server, token, here)).body).toMatchObject({ code: 'rate_limited', retry_after_ms: place * 1_000 + 250 })
  }
  for (let again = 0; again < 2; again++) {
    expect(await askWhy(here)).toEqual({ status: 429, code: 'rate_limited', retry_after_ms: 3_250 })
  }
  expect(await askWhy(from('198.51.100.8'))).toMatchObject({ status: 200 })
  clock.advance(5_000)
  expect(await askWhy(here)).toMatchObject({ status: 200 })
  await TestSocket.dial(`${server.ws_url}/ws/`, { token, headers: here })
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

// The storm at a small size and without a wall clock: what is counted here, `npm run prove -- storm` times.

import { expect, test } from 'bun:test'
import type { DownFrame } from '@jobline/protocol'
import { startTestServer, TestClock, type TestServer, TestSocket } from '@jobline/testkit'
import { fullestSecond, judgeStorm, quantile } from './storm-verdict.ts'

const PEOPLE = 200
const SPREAD_MS = 15_000

interface Visitor {
  readonly user_id: string
  readonly other_id: string
  readonly token: string
  cursor?: string
}

async function openPairs(server: TestServer, people: number): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  for (let pair = 0; pair < people / 2; pair++) {
    const [worker_id, client_id] = [`worker-${pair}`, `client-${pair}`]
    await server.openConversation({ worker_id, client_id })
    visitors.push({ user_id: worker_id, other_id: client_id, token: await server.token(worker_id, { jti: `of ${worker_id}` }) })
    visitors.push({ user_id: client_id, other_id: worker_id, token: await server.token(client_id) })
  }
  return visitors
}

/** What our client asks after each hello with a chat open: what changed, and whether the other is there. */
async function comeBack(server: TestServer, visitor: Visitor): Promise<{ socket: TestSocket; page: DownFrame<'sync'> }> {
  const socket = await TestSocket.dial(`${server.ws_url}/ws/`, { token: visitor.token })
  await socket.next('hello')
  const page = await socket.ask<'sync'>({ type: 'sync', ...(visitor.cursor === undefined ? {} : { cursor: visitor.cursor }) })
  visitor.cursor = page.cursor
  socket.send({ type: 'presence_watch', user_ids: [visitor.other_id] })
  await socket.next('presence')
  return { socket, page }
}

async function metric(server: TestServer, name: string): Promise<number> {
  const { body } = await server.call<string>('GET', '/metrics')
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)?.[1])
}

test('CONN-11 a server that goes sends two hundred clients away one by one: no second holds more than 15 % of them', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_DRAIN: String(SPREAD_MS / 1_000) } })
  const sockets: TestSocket[] = []
  for (let index = 0; index < PEOPLE; index++) sockets.push(await server.connect(`person-${index}`))
  const gone = server.running.stop()
  const delays = await Promise.all(sockets.map(async (socket) => (await socket.next('reconnect')).after_ms))
  for (const { code } of await Promise.all(sockets.map(({ closed }) => closed))) expect(code).toBe(1001)
  await gone
  delays.sort((a, b) => a - b)
  expect(delays[0]).toBeGreaterThanOrEqual(0)
  expect(delays.at(-1)).toBeLessThan(SPREAD_MS)
  expect(fullestSecond(delays) / PEOPLE).toBeLessThanOrEqual(0.15)
})

test('CONN-15 two hundred at once come in at the rate, each after the wait it was told, and whoever was in first stays in', async () => {
  const clock = new TestClock()
  await using server = await startTestServer({ clock, environment: { JOBLINE_RATE_ADMISSIONS: '20/10' } })
  const token = await server.token('somebody')
  const first = await server.connect('somebody')
  let refused = 0
  const knock = async (): Promise<number> => {
    try {
      await (await TestSocket.dial(`${server.ws_url}/ws/`, { token })).next('hello')
      return 0
    } catch {
      refused++
      const { status, body } = await server.call<{ retry_after_ms: number }>('GET', '/api/me/', { token })
      expect(status).toBe(503)
      return body.retry_after_ms
    }
  }
  const knocks = Array.from({ length: PEOPLE }, () => clock.now())
  const entered: number[] = []
  for (let at = knocks.pop(); at !== undefined; at = knocks.sort((a, b) => b - a).pop()) {
    clock.advance(Math.max(0, at - clock.now()))
    const wait_ms = await knock()
    if (wait_ms === 0) entered.push(clock.now())
    else knocks.push(clock.now() + wait_ms)
  }
  expect(entered).toHaveLength(PEOPLE)
  expect(fullestSecond(entered)).toBeLessThanOrEqual(20 + 10)
  expect(refused).toBeGreaterThanOrEqual(PEOPLE - 20)
  expect(refused).toBeLessThan(3 * PEOPLE)
  expect(await metric(server, 'jobline_sockets_refused_total')).toBe(refused)
  await first.settle()
})

test('CONN-15 G4 a client with nothing new costs two queries, with an open chat; one with something new costs more', async () => {
  await using server = await startTestServer()
  const visitors = await openPairs(server, 20)
  for (const visitor of visitors) (await comeBack(server, visitor)).socket.close()
  await server.restart()
  for (const visitor of visitors) {
    const before = await metric(server, 'jobline_store_queries_total')
    const { page } = await comeBack(server, visitor)
    expect(page.conversations).toEqual([])
    expect((await metric(server, 'jobline_store_queries_total')) - before).toBe(2)
  }
  // The control: were nothing counted, this would not be more either.
  const [visitor] = visitors as [Visitor]
  visitor.cursor = undefined
  const before = await metric(server, 'jobline_store_queries_total')
  await comeBack(server, visitor)
  expect((await metric(server, 'jobline_store_queries_total')) - before).toBeGreaterThan(2)
})

const calm = {
  kind: 'drain',
  people: 100,
  back_ms: Array.from({ length: 100 }, (_, index) => index * 100),
  down_ms: 1_000,
  gone_ms: 500,
  exit_code: 0,
  delays: Array.from({ length: 100 }, (_, index) => index * 100),
  closed: { 1001: 100 },
  ack_ms: [1],
  refused: { upgrades: 0, questions: 0 },
  queries: 200,
  sockets_opened: 100,
  failures: 0,
  cpu_ms: 1,
  rss: { server: 1, crowds: 1 },
  everybody_sent: true,
  problems: [],
} as const

const crash = {
  kind: 'kill',
  people: 5_000,
  back_ms: Array.from({ length: 5_000 }, (_, index) => (index / 600) * 1_000),
  sockets_opened: 5_000,
  refused: { upgrades: 4_400, questions: 4_400 },
} as const

test('CONN-15 a storm is judged by every one of its limits', () => {
  expect(judgeStorm(calm)).toEqual([])
  expect(judgeStorm({ ...calm, ...crash })).toEqual([])
  const all_at_once = Array.from({ length: 100 }, () => 500)
  for (const worse of [
    { back_ms: calm.back_ms.slice(1) },
    { back_ms: calm.back_ms.map((ms, index) => (index < 94 ? ms : 31_000)) },
    { back_ms: calm.back_ms.map((ms, index) => (index < 99 ? ms : 61_000)) },
    { back_ms: all_at_once },
    { delays: all_at_once },
    { delays: [] },
    { exit_code: 1 },
    { queries: 201 },
    { sockets_opened: 0, queries: 0 },
    { failures: 1 },
    { everybody_sent: false },
    { problems: ['somebody is offline'] },
    { ack_ms: [] },
    { ack_ms: Array.from({ length: 100 }, (_, index) => (index < 98 ? 1 : 501)) },
    { ...crash, refused: { upgrades: 0, questions: 0 } },
    { ...crash, back_ms: crash.back_ms.map((ms) => ms / 2) },
    { ...crash, ack_ms: [] },
  ]) {
    expect([worse, judgeStorm({ ...calm, ...worse }).length > 0]).toEqual([worse, true])
  }
})

test('the fullest second is found wherever it begins', () => {
  expect(fullestSecond([])).toBe(0)
  expect(fullestSecond([0, 900, 999, 1_000, 1_899])).toBe(4)
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2)
})

// Who is there while frames come in requests: whoever polls is, for a while, and nobody is told anything in an answer that
// they did not ask for.

import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import type { TestClock } from '@jobline/testkit'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame, WireSocket } from './wire-socket.ts'

let booted: BootedPlace
let market: Marketplace
let pair: Pair

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())
beforeEach(async () => {
  pair = await market.pair()
})

/** As the worker; the request itself must succeed. */
async function poll(...frames: unknown[]): Promise<Frame[]> {
  const { status, body } = await market.poll(pair.worker_id, ...frames)
  expect(status).toBe(200)
  return body.frames
}

/** Nobody is announced as come or gone, second by second. */
async function quietFor(clock: TestClock, watcher: WireSocket, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await clock.advance(1_000)
    watcher.send({ type: 'ping' })
    await watcher.next({ type: 'pong' })
  }
  expect(watcher.unread.filter(({ type }) => type === 'presence')).toEqual([])
}

test('POLL-8 PRESENCE-2 who polls is online until 65 s after the last request, seen at that moment', async () => {
  const place = await bootPlaceOfOurTime()
  try {
    const { worker_id, client_id } = await place.market.pair()
    const watcher = await place.market.socket(client_id)
    watcher.send({ type: 'presence_watch', user_ids: [worker_id] })
    expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: false })
    await place.market.poll(worker_id, { type: 'ping' })
    expect(await watcher.next({ type: 'presence' })).toMatchObject({ user_id: worker_id, online: true })
    await place.clock.advance(30_000)
    const seen_at = place.clock.now()
    await place.market.poll(worker_id, { type: 'ping' })
    await quietFor(place.clock, watcher, 64)
    await place.clock.advance(1_000)
    expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: false, last_seen_at: seen_at })
  } finally {
    await place.stop()
  }
})

for (const [title, is_open] of [
  ['who polled while a socket was open', true],
  ['who polled before a socket that was short', false],
] as const) {
  test(`POLL-8 PRESENCE-2 ${title} stays online when it closes, until 65 s after the request`, async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const { worker_id, client_id } = await place.market.pair()
      const watcher = await place.market.socket(client_id)
      watcher.send({ type: 'presence_watch', user_ids: [worker_id] })
      expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: false })
      const hasOneSocketLess = async () => /^jobline_sockets 1$/m.test((await place.market.request('GET', '/metrics')).text)
      const poll = () => place.market.poll(worker_id, { type: 'ping' })
      if (!is_open) await poll()
      const socket = await place.market.socket(worker_id)
      if (is_open) await poll()
      await place.clock.advance(1_000)
      const gone_at = place.clock.now()
      await socket.close()
      while (!(await hasOneSocketLess()));
      expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: true })
      await quietFor(place.clock, watcher, 63)
      await place.clock.advance(1_000)
      expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: false, last_seen_at: gone_at })
    } finally {
      await place.stop()
    }
  })
}

test('POLL-8 who polled and has a socket is not announced as gone when the time of the request has passed', async () => {
  const place = await bootPlaceOfOurTime()
  try {
    const { worker_id, client_id } = await place.market.pair()
    const watcher = await place.market.socket(client_id)
    await place.market.poll(worker_id, { type: 'ping' })
    const socket = await place.market.socket(worker_id)
    watcher.send({ type: 'presence_watch', user_ids: [worker_id] })
    expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: true })
    for (let round = 0; round < 4; round++) {
      await place.clock.advance(20_000)
      for (const each of [socket, watcher]) {
        each.send({ type: 'ping' })
        await each.next({ type: 'pong' })
      }
    }
    expect(watcher.unread.filter(({ type }) => type === 'presence')).toEqual([])
  } finally {
    await place.stop()
  }
})

test('POLL-5 PRESENCE-1 presence_watch tells how it is now, and later changes are told to nobody', async () => {
  const { worker_id, client_id } = pair
  const watch = () => poll({ type: 'presence_watch', user_ids: [client_id, 'nobody'] })
  const offline = [
    { type: 'presence', user_id: client_id, online: false },
    { type: 'presence', user_id: 'nobody', online: false },
  ]
  expect(await watch()).toEqual(offline)
  const socket = await market.socket(client_id)
  expect(await poll({ type: 'ping' })).toMatchObject([{ type: 'pong' }])
  expect(await watch()).toMatchObject([{ user_id: client_id, online: true }, offline[1]!])
  // Nor does a request leave a socket behind.
  const { text } = await market.request('GET', '/metrics')
  expect(text).toMatch(/^jobline_sockets 1$/m)
  await socket.close()
  expect((await poll({ type: 'presence_watch', user_ids: [worker_id] })).length).toBe(1)
})

test('POLL-5 who arrives while a request is being answered is not announced in it', async () => {
  const watched = await Promise.all(Array.from({ length: 20 }, () => market.pair()))
  const answers = await Promise.all(
    watched.map(async ({ worker_id, client_id, conversation_id }) => {
      const frames = [
        { type: 'presence_watch', user_ids: [client_id] },
        { type: 'chat_message', conversation_id, id: crypto.randomUUID(), text: 'Are you there?' },
      ]
      const [answer] = await Promise.all([market.poll(worker_id, ...frames), market.poll(client_id, { type: 'ping' })])
      return answer.body.frames.filter(({ type }: Frame) => type === 'presence').length
    }),
  )
  expect(answers).toEqual(watched.map(() => 1))
})

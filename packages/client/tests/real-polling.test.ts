// Two people talk though a middlebox breaks every upgrade of one of them: the whole client, the whole server, real requests.

import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eg, startTestServer, TestClock, type TestServer, UpgradeBlockingProxy, type UpgradeFate } from '@jobline/testkit'
import { fetchHttp } from '../src/connection/platform-ports.ts'
import { type ChatClient, type ChatClientOptions, createChatClient, createMemoryCache } from '../src/index.ts'
import { aClient, endAll, endLater, isLive, isOffline, lastStatus, PATIENCE_MS, shows, texts, watch } from './real-world.ts'
import { until } from './until.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  await endAll()
})
setDefaultTimeout(PATIENCE_MS)

/** Waits and pauses of the client take a twentieth of their time; what it asks is asked as often as before. */
const FAST = 20
const hurry = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms / FAST)
    return () => clearTimeout(timer)
  },
}

interface Place {
  readonly server: TestServer
  readonly box: UpgradeBlockingProxy
  readonly id: string
  /** Behind the box. */
  readonly worker: ChatClient
  /** On a socket. */
  readonly client: ChatClient
}

async function aPlace(upgrades: UpgradeFate, rest: Partial<ChatClientOptions> = {}): Promise<Place> {
  const server = endLater(await startTestServer())
  const box = await UpgradeBlockingProxy.start(server.port)
  open.push(() => box.stop())
  box.upgrades = upgrades
  const id = await server.openConversation()
  const worker = createChatClient({
    url: box.url,
    user_id: eg.worker.id,
    cache: createMemoryCache(),
    getToken: () => server.token(eg.worker.id),
    ...rest,
    ports: { clock: hurry, ...rest.ports },
  })
  open.push(() => worker.close())
  const client = aClient(server, eg.client.id)
  watch(worker, id)
  watch(client, id)
  return { server, box, id, worker, client }
}
const isBy = (client: ChatClient, transport: string) =>
  until(client.connection, (shown) => shown.state === 'live' && shown.transport === transport)
const readAll = ({ id }: Place, client: ChatClient) => client.markRead(id, client.messages(id).getSnapshot().items.at(-1)?.seq ?? 0)

describe('a middlebox that breaks upgrades', () => {
  for (const fate of ['strip', 'bad_gateway', 'bad_request', 'page', 'hang', 'swallow'] as const) {
    test(`POLL-9 WS-2 the chat works, both ways, where it does this: ${fate}`, async () => {
      const place = await aPlace(fate)
      const { id, worker, client, box } = place
      await Promise.all([isBy(worker, 'polling'), isLive(client)])
      await worker.send(id, 'Can you hear me?')
      await shows(client, id, ['Can you hear me?'])
      await client.send(id, 'Loud and clear')
      await shows(worker, id, ['Can you hear me?', 'Loud and clear'])
      expect(box.counts.passed).toBe(0)
      expect(box.counts.upgrades).toBeGreaterThanOrEqual(2)
    })
  }

  test('control: a box that lets upgrades pass is not asked by requests', async () => {
    const { worker, box } = await aPlace('pass')
    await isBy(worker, 'socket')
    expect([box.counts.passed, box.counts.requests]).toEqual([1, 0])
  })

  test('POLL-1 AC-3 CH-6 edits, reactions, ticks and presence arrive by requests, and go out by them', async () => {
    const place = await aPlace('strip')
    const { id, worker, client } = place
    const presence = worker.presence(eg.client.id)
    presence.subscribe(() => {})
    await Promise.all([isBy(worker, 'polling'), isLive(client)])
    await until(presence, ({ online }) => online)
    const mine = await worker.send(id, 'mine')
    await shows(client, id, ['mine'])
    await until(worker.messages(id), () => lastStatus(worker, id) === 'delivered')
    readAll(place, client)
    await until(worker.messages(id), () => lastStatus(worker, id) === 'read')
    const theirs = await client.send(id, 'theirs')
    await shows(worker, id, ['mine', 'theirs'])
    readAll(place, worker)
    await until(client.messages(id), () => lastStatus(client, id) === 'read')

    await client.edit(id, theirs, 'theirs, edited')
    await shows(worker, id, ['mine', 'theirs, edited'])
    await client.react(id, mine, '👍', true)
    await until(worker.messages(id), ({ items }) => items.some((item) => item.reactions?.[0]?.emoji === '👍'))
    await worker.edit(id, mine, 'mine, edited')
    await worker.react(id, theirs, '🎉', true)
    await shows(client, id, ['mine, edited', 'theirs, edited'])
    await until(client.messages(id), ({ items }) => items.some((item) => item.reactions?.[0]?.emoji === '🎉'))
  })

  test('G2 G7 OF-2 what was queued without a network is sent by requests, in order and once', async () => {
    const place = await aPlace('strip')
    const { id, worker, client, box, server } = place
    await Promise.all([isBy(worker, 'polling'), isLive(client)])
    box.is_captive = true
    box.cut()
    await isOffline(worker)
    const expected = Array.from({ length: 45 }, (_, index) => `line ${index}`)
    for (const text of expected) await worker.send(id, text)
    await client.send(id, 'meanwhile')
    box.is_captive = false
    await isBy(worker, 'polling')
    await until(worker.connection, ({ waiting }) => waiting === 0)
    await shows(client, id, ['meanwhile', ...expected])
    await shows(worker, id, ['meanwhile', ...expected])
    const { body } = await server.call<{ messages: unknown[] }>('GET', `/api/conversations/${id}/messages/?limit=100`, {
      user_id: eg.client.id,
    })
    // The system's first message, and each of these.
    expect(body.messages.length).toBe(47)
  })

  test('POLL-9 when upgrades pass again it returns to the socket, in the middle of talk, with nothing lost or twice', async () => {
    const { id, worker, client, box } = await aPlace('bad_gateway')
    await Promise.all([isBy(worker, 'polling'), isLive(client)])
    const expected: string[] = []
    const say = async (from: ChatClient, text: string) => {
      await from.send(id, text)
      expected.push(text)
    }
    for (let index = 0; index < 10; index++) await say(worker, `before ${index}`)
    box.upgrades = 'pass'
    for (let index = 0; index < 10; index++) {
      await say(worker, `between ${index}`)
      await until(client.messages(id), () => texts(client, id).includes(`between ${index}`))
    }
    worker.reconnect()
    for (let index = 0; index < 10; index++) await say(worker, `after ${index}`)
    await isBy(worker, 'socket')
    await shows(client, id, expected)
    await client.send(id, 'answer')
    await shows(worker, id, [...expected, 'answer'])
    await shows(client, id, [...expected, 'answer'])
  })
})

test('WS-5 a token that ends is renewed while it polls', async () => {
  const clock = new TestClock()
  const server = endLater(await startTestServer({ clock }))
  const box = await UpgradeBlockingProxy.start(server.port)
  open.push(() => box.stop())
  const id = await server.openConversation()
  const asked: string[] = []
  const worker = createChatClient({
    url: box.url,
    user_id: eg.worker.id,
    cache: createMemoryCache(),
    getToken(reason) {
      asked.push(reason)
      return server.token(eg.worker.id, { lifetime_ms: asked.length === 1 ? 60_000 : 3_600_000 })
    },
    ports: { clock: hurry },
  })
  open.push(() => worker.close())
  const client = aClient(server, eg.client.id)
  watch(client, id)
  await Promise.all([isBy(worker, 'polling'), isLive(client)])
  // A minute of the client's waits is three seconds here; a renewal is due after three quarters of it.
  await until(worker.connection, () => asked.length === 2)
  expect(asked).toEqual(['start', 'expiring'])
  await isBy(worker, 'polling')
  clock.advance(120_000)
  await worker.send(id, 'with the fresh one')
  await shows(client, id, ['with the fresh one'])
  expect(asked).toEqual(['start', 'expiring'])
})

test('the token goes to no other address, wherever a redirect points', async () => {
  const seen: (string | null)[] = []
  const elsewhere = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch(request) {
      seen.push(request.headers.get('authorization'))
      return Response.json({ frames: [], epoch: 'e' })
    },
  })
  const here = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => Response.redirect(elsewhere.url.href, 307) })
  open.push(async () => void (await Promise.all([here.stop(true), elsewhere.stop(true)])))
  await expect(fetchHttp.request('POST', `${here.url}api/frames/`, 'a-token', '{"frames":[]}')).rejects.toThrow()
  await expect(fetchHttp.request('GET', `${here.url}api/me/`, 'a-token')).rejects.toThrow()
  expect(seen).toEqual([])
  // Control: what is asked directly is answered.
  expect(await fetchHttp.request('POST', elsewhere.url.href, 'a-token', '{"frames":[]}')).toMatchObject({
    status: 200,
    body: { frames: [] },
  })
  expect(seen).toEqual(['Bearer a-token'])
})

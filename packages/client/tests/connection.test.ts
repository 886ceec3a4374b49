// Connecting, staying connected and giving up, against a scripted server.

import { afterEach, describe, expect, test } from 'bun:test'
import { ChatError, type TokenReason } from '../src/index.ts'
import { settle } from './client-clock.ts'
import { CONVERSATION, conversation } from './example-data.ts'
import { aWorld, endWorlds } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

const stateOf = ({ client }: ReturnType<typeof aWorld>) => client.connection.getSnapshot().state

describe('the way to live', () => {
  test('WS-1 WS-2 OF-5 one value goes connecting, syncing, live, offline', async () => {
    const world = aWorld()
    const seen: string[] = [stateOf(world)]
    world.client.connection.subscribe(() => seen.push(stateOf(world)))
    const socket = await world.server.dialled()
    expect([socket.url, socket.token]).toEqual(['wss://chat.example/ws/', 'a-token'])
    await socket.welcome()
    await settle()
    socket.close()
    expect(seen).toEqual(['connecting', 'syncing', 'live', 'offline'])
    expect(world.client.connection.getSnapshot().retry_at).toBe(world.clock.now() + 500)
  })

  test('CONN-5 it introduces itself, as the same device after a restart', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    socket.hello()
    const first = await socket.take('hello')
    await world.client.close()
    const again = await world.restart().server.dialled()
    again.hello()
    expect(await again.take('hello')).toEqual(first)
    expect(first.device_id).toBeString()
  })
})

describe('losing it', () => {
  test('WS-3 CONN-12 the first retry comes within a second, later ones within 30 s, and it never gives up', async () => {
    const world = aWorld({ random: 0.999 })
    const waits: number[] = []
    ;(await world.server.dialled()).close()
    for (let attempt = 0; attempt < 20; attempt++) {
      await settle()
      waits.push((world.client.connection.getSnapshot().retry_at ?? 0) - world.clock.now())
      ;(await world.server.redialled()).close()
    }
    expect(waits[0]).toBeLessThan(1_000)
    expect(Math.max(...waits)).toBeLessThan(30_000)
    expect(waits.at(-1)).toBeGreaterThan(29_000)
  })

  test('a server that greets and cuts is not hammered', async () => {
    const world = aWorld({ random: 0.999 })
    const waits: number[] = []
    for (let attempt = 0; attempt < 6; attempt++) {
      const socket = attempt === 0 ? await world.server.dialled() : await world.server.redialled()
      socket.hello()
      socket.close()
      waits.push((world.client.connection.getSnapshot().retry_at ?? 0) - world.clock.now())
    }
    expect(waits[5]).toBeGreaterThan(20_000)
  })

  test('WS-3 at once when the network comes back, when the app does, and when the person asks', async () => {
    const world = aWorld({ random: 0.999 })
    const socket = await world.server.dialled()
    for (const wake of [() => world.online(true), () => world.foreground(true), () => world.client.reconnect()]) {
      const current = world.server.sockets.at(-1) ?? socket
      current.close()
      await settle()
      const before = world.server.sockets.length
      wake()
      await settle()
      expect(world.server.sockets.length).toBe(before + 1)
    }
  })

  test('CONN-11 it comes back after the delay that the server chose', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    socket.say({ type: 'reconnect', after_ms: 7_000 })
    socket.close(1001)
    expect(world.client.connection.getSnapshot().retry_at).toBe(world.clock.now() + 7_000)
  })

  test('a dial that never ends is given up after 20 s', async () => {
    const world = aWorld()
    await world.server.dialled()
    await world.clock.advance(19_999)
    expect(stateOf(world)).toBe('connecting')
    await world.clock.advance(2)
    expect(stateOf(world)).toBe('offline')
  })
})

describe('heartbeat', () => {
  test('WS-4 a half-open socket is found within 15 s in the foreground', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    world.server.answers_pings = false
    await world.clock.advance(14_100)
    expect(stateOf(world)).toBe('offline')
    expect(socket.is_closed).toBe(true)
  })

  test('WS-4 also while an answer is awaited', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    await settle()
    world.server.answers_pings = false
    const asked = world.client.refresh().catch(() => {})
    await socket.take('sync')
    await world.clock.advance(14_100)
    expect(stateOf(world)).toBe('offline')
    await asked
  })

  test('WS-4 a link that was slow to greet may be busy with one answer for longer', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await world.clock.advance(1_500)
    await socket.welcome()
    await settle()
    world.server.answers_pings = false
    const asked = world.client.refresh().catch(() => {})
    await socket.take('sync')
    await world.clock.advance(38_900)
    expect(stateOf(world)).toBe('live')
    await world.clock.advance(200)
    expect(stateOf(world)).toBe('offline')
    await asked
  })

  test('CONN-9 a quiet socket that answers stays, in the background with fewer pings', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    await world.clock.advance(600_000)
    expect(stateOf(world)).toBe('live')
    world.foreground(false)
    let pings = 0
    const receive = socket.receive.bind(socket)
    socket.receive = (text) => {
      if (text.includes('"ping"')) pings++
      receive(text)
    }
    await world.clock.advance(300_000)
    expect(stateOf(world)).toBe('live')
    expect(pings).toBeLessThanOrEqual(13)
    expect(pings).toBeGreaterThanOrEqual(11)
  })

  test('a slow link is measured, not cut: four round trips', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    world.server.answers_pings = false
    await world.clock.advance(9_000)
    await socket.take('ping')
    await world.clock.advance(4_000)
    socket.say({ type: 'pong', now: world.clock.now() })
    await world.clock.advance(9_000)
    await socket.take('ping')
    await world.clock.advance(15_900)
    expect(stateOf(world)).toBe('live')
    await world.clock.advance(200)
    expect(stateOf(world)).toBe('offline')
  })

  test('a link that is still taking bytes is alive', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    world.server.answers_pings = false
    socket.buffered = 100_000
    await world.clock.advance(9_000)
    for (let left = 90_000; left > 50_000; left -= 10_000) {
      socket.buffered = left
      await world.clock.advance(5_000)
      expect(stateOf(world)).toBe('live')
    }
    await world.clock.advance(5_001)
    expect(stateOf(world)).toBe('offline')
  })

  test('a deadline that fires late, in a device that slept, asks again instead of cutting', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    world.server.answers_pings = false
    await world.clock.advance(9_000)
    await socket.take('ping')
    world.clock.sleep(1_800_000)
    world.server.answers_pings = true
    await world.clock.advance(10)
    await world.clock.advance(60_000)
    expect(stateOf(world)).toBe('live')
  })

  test('coming back to the foreground, a dead socket is found within 5 s', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    world.foreground(false)
    world.server.answers_pings = false
    await world.clock.advance(1_000)
    world.foreground(true)
    await world.clock.advance(5_001)
    expect(stateOf(world)).toBe('offline')
  })

  test('a clock that is set back does not stop the heartbeat', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome()
    world.clock.jump(-86_400_000)
    world.server.answers_pings = false
    await world.clock.advance(14_001)
    expect(stateOf(world)).toBe('offline')
  })
})

describe('tokens', () => {
  test('WS-5 a cut for an expired token brings a fresh one at once', async () => {
    const reasons: TokenReason[] = []
    const world = aWorld({
      async getToken(reason) {
        reasons.push(reason)
        return `token-${reasons.length}`
      },
    })
    const socket = await world.server.dialled()
    await socket.welcome()
    await world.clock.advance(20_000)
    socket.close(4001)
    const again = await world.server.dialled()
    expect([again.token, ...reasons]).toEqual(['token-2', 'start', 'refused'])
  })

  test('a token is used again after a cut, while it lasts', async () => {
    const reasons: TokenReason[] = []
    const getToken = async (reason: TokenReason) => {
      reasons.push(reason)
      return 'a-token'
    }
    const world = aWorld({ getToken })
    const socket = await world.server.dialled()
    await socket.welcome()
    socket.close()
    await (await world.server.redialled()).welcome()
    expect(reasons).toEqual(['start'])
  })

  test('WS-5 AUTH-5 a fresh token goes up on the live socket before the old one ends', async () => {
    let tokens = 0
    const world = aWorld({ getToken: async () => `token-${++tokens}` })
    const socket = await world.server.dialled()
    socket.hello({ expires_at: world.clock.now() + 300_000 })
    socket.answerSync(await socket.take('sync'), [conversation()])
    await world.clock.advance(239_000)
    expect(socket.count('auth')).toBe(0)
    await world.clock.advance(2_000)
    expect((await socket.take('auth')).token).toBe('token-2')
    expect(stateOf(world)).toBe('live')
  })

  test('a backend that is down is asked again; one that refuses signs out, and the person may try again', async () => {
    let answer: () => Promise<string> = () => Promise.reject(new Error('fetch failed'))
    const world = aWorld({ getToken: () => answer() })
    await settle()
    expect(stateOf(world)).toBe('offline')
    answer = () => Promise.reject(new ChatError('unauthorized', false, 'no session'))
    await world.clock.advance(2_000)
    expect(stateOf(world)).toBe('signed_out')
    answer = async () => 'a-token'
    world.client.reconnect()
    await (await world.server.dialled()).welcome()
    await until(world.client.connection, ({ state }) => state === 'live')
  })

  test('WS-5 an error page in place of a token is asked for again, at the start and at a renewal', async () => {
    const page = '<html>\n502 Bad Gateway</html>'
    const answers = [page, 'token-1', page, 'token-2']
    const world = aWorld({ getToken: async () => answers.shift() ?? 'token-3' })
    await settle()
    expect([stateOf(world), world.server.sockets.length]).toEqual(['offline', 0])
    const socket = await world.server.redialled()
    expect(socket.token).toBe('token-1')
    socket.hello({ expires_at: world.clock.now() + 300_000 })
    socket.answerSync(await socket.take('sync'), [conversation()])
    await world.clock.advance(241_000)
    expect(socket.count('auth')).toBe(0)
    await world.clock.advance(20_000)
    expect((await socket.take('auth')).token).toBe('token-2')
  })

  test('4003 signs out, 4026 stops: neither dials again', async () => {
    for (const [code, state] of [
      [4003, 'signed_out'],
      [4026, 'stopped'],
    ] as const) {
      const world = aWorld()
      const socket = await world.server.dialled()
      await socket.welcome()
      socket.close(code)
      await world.clock.advance(120_000)
      expect([stateOf(world), world.server.sockets.length]).toEqual([state, 1])
    }
  })
})

describe('an upgrade that was refused without a word', () => {
  const cases = [
    ['401 brings a fresh token', { status: 401, body: { code: 'token_expired' } }, 'connecting'],
    ['a revoked token signs out', { status: 401, body: { code: 'token_revoked' } }, 'signed_out'],
    ['403 stops', { status: 403, body: { code: 'origin_refused' } }, 'stopped'],
    ['426 stops', { status: 426, body: { code: 'protocol_unsupported' } }, 'stopped'],
    ['a captive portal is offline', { status: 200, body: undefined }, 'offline'],
    ['another server’s JSON is offline', { status: 403, body: { error: 'blocked by policy' } }, 'offline'],
    ['a server that is there is tried again', { status: 200, body: { epoch: 'e' } }, 'offline'],
  ] as const
  for (const [title, answer, state] of cases) {
    test(title, async () => {
      const world = aWorld()
      world.http.answer = answer
      ;(await world.server.dialled()).close()
      await settle()
      expect(stateOf(world)).toBe(state)
    })
  }

  test('503 is waited out as long as Retry-After says', async () => {
    const world = aWorld()
    world.http.answer = { status: 503, retry_after: '12', body: { code: 'unavailable' } }
    ;(await world.server.dialled()).close()
    await settle()
    expect(world.client.connection.getSnapshot().retry_at).toBe(world.clock.now() + 12_000)
  })
})

test('refresh rejects where the server cannot be reached', async () => {
  const world = aWorld()
  expect(await world.client.refresh().catch((error) => [error.code, error.retryable])).toEqual(['unavailable', true])
})

test('after close nothing dials, and nothing is deleted', async () => {
  const world = aWorld()
  await (await world.server.dialled()).welcome([conversation(1)])
  await until(world.client.connection, ({ state }) => state === 'live')
  await world.client.close()
  world.online(true)
  world.client.reconnect()
  await world.clock.advance(120_000)
  expect(world.server.sockets.length).toBe(1)
  expect((await world.cache.load()).conversations[0]?.id).toBe(CONVERSATION)
})

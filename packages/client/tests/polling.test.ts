// Going over to requests and back, against a scripted server on the test's clock.

import { afterEach, describe, expect, test } from 'bun:test'
import { settle } from './client-clock.ts'
import { CONVERSATION, conversation } from './example-data.ts'
import type { ScriptedRequest } from './scripted-server.ts'
import { aWorld, endWorlds, statuses, type World, type WorldOptions } from './scripted-world.ts'

afterEach(endWorlds)

const ME_ANSWER = { status: 200, body: { epoch: 'epoch-1' } }
const stateOf = ({ client }: World) => client.connection.getSnapshot()
const typesOf = ({ frames }: ScriptedRequest) => frames.map(({ type }) => type)

/** What a request asks is answered as by a server on which nothing happened. */
function answer(world: World, request: ScriptedRequest, rows = [conversation()]): void {
  request.answer(
    ...request.frames.flatMap((frame) => {
      if (frame.type === 'hello') return world.server.greeting()
      if (frame.type === 'sync')
        return { type: 'sync', ref: frame.ref, epoch: 'epoch-1', cursor: 'c1', more: false, conversations: rows } as const
      if (frame.type === 'chat_message') {
        const { id, conversation_id } = frame
        return { type: 'ack', id, conversation_id, seq: 1, rev: 1, created_at: world.clock.now() } as const
      }
      return 'ref' in frame && frame.ref ? ({ type: 'ack', ref: frame.ref } as const) : []
    }),
  )
}

/** Two sockets that never open, and the requests that follow. */
async function fallenBack(options?: WorldOptions): Promise<World> {
  const world = aWorld(options)
  world.http.answer = ME_ANSWER
  ;(await world.server.dialled()).close()
  await settle()
  ;(await world.server.redialled()).close()
  answer(world, await world.server.asked())
  answer(world, await world.server.asked())
  await settle()
  return world
}

describe('over to requests', () => {
  test('POLL-9 WS-2 after two dials that brought nothing while REST answered, and the state says so', async () => {
    const world = aWorld()
    world.http.answer = ME_ANSWER
    ;(await world.server.dialled()).close()
    await settle()
    expect(stateOf(world)).toMatchObject({ state: 'offline', transport: 'socket' })
    ;(await world.server.redialled()).close()
    const hello = await world.server.asked()
    expect([hello.url, hello.token, typesOf(hello)]).toEqual(['https://chat.example/api/frames/', 'a-token', ['hello']])
    expect(stateOf(world)).toMatchObject({ state: 'connecting', transport: 'polling' })
    answer(world, hello)
    answer(world, await world.server.asked())
    await settle()
    expect(stateOf(world)).toMatchObject({ state: 'live', transport: 'polling' })
  })

  test('control: where REST does not answer either, it keeps to sockets', async () => {
    const world = aWorld()
    ;(await world.server.dialled()).close()
    for (let round = 0; round < 5; round++) (await world.server.redialled()).close()
    expect([world.server.requests.length, stateOf(world).transport]).toEqual([0, 'socket'])
  })

  test('POLL-9 it asks every 3 s while somebody looks, every 30 s otherwise, at once on return, one request at a time', async () => {
    const world = await fallenBack()
    const before = world.server.requests.length
    for (let round = 0; round < 4; round++) {
      await world.clock.advance(3_000)
      const request = await world.server.asked()
      expect(typesOf(request)).toEqual(['sync'])
      // A slow answer makes it wait, not ask twice.
      await world.clock.advance(2_000)
      answer(world, request)
      await settle()
    }
    expect(world.server.requests.length - before).toBe(4)
    world.foreground(false)
    await world.clock.advance(3_000)
    answer(world, await world.server.asked())
    await world.clock.advance(29_900)
    expect(world.server.requests.length - before).toBe(5)
    await world.clock.advance(100)
    answer(world, await world.server.asked())
    await settle()
    world.foreground(true)
    await settle()
    expect(world.server.requests.length - before).toBe(7)
    answer(world, await world.server.asked())
    await settle()
    expect(stateOf(world).state).toBe('live')
  })

  test('POLL-1 what is sent while a request is under way goes together in the next, in order', async () => {
    const world = await fallenBack()
    world.client.messages(CONVERSATION).subscribe(() => {})
    await world.client.send(CONVERSATION, 'first')
    const first = await world.server.asked()
    for (let index = 0; index < 40; index++) await world.client.send(CONVERSATION, `text ${index}`)
    answer(world, first)
    const sent: string[] = []
    while (sent.length < 40) {
      const request = await world.server.asked()
      for (const frame of request.frames) if (frame.type === 'chat_message') sent.push(frame.text)
      answer(world, request)
      await settle()
    }
    // The scripted server finds fault with two requests at a time.
    expect(sent).toEqual(Array.from({ length: 40 }, (_, index) => `text ${index}`))
    expect(new Set(statuses(world.client))).toEqual(new Set(['sent']))
  })

  test('a request without an answer is a lost connection, and nothing of the outbox is lost with it', async () => {
    const world = await fallenBack()
    await world.client.send(CONVERSATION, 'still here')
    const request = await world.server.asked()
    request.fail()
    await settle()
    expect(stateOf(world)).toMatchObject({ state: 'offline', transport: 'polling', waiting: 1 })
    await world.clock.advance(1_000)
    answer(world, await world.server.asked())
    for (let round = 0; stateOf(world).waiting > 0 && round < 5; round++) {
      answer(world, await world.server.asked())
      await settle()
    }
    expect(stateOf(world)).toMatchObject({ state: 'live', waiting: 0 })
  })

  const answers = [
    ['401 brings a fresh token', { status: 401, body: { code: 'token_expired' } }, 'connecting'],
    ['a revoked token signs out', { status: 401, body: { code: 'token_revoked' } }, 'signed_out'],
    ['a captive portal is no answer', { status: 200, body: undefined }, 'offline'],
    ['another server’s JSON is no answer', { status: 200, body: { frames: 'none' } }, 'offline'],
  ] as const
  for (const [title, reply, state] of answers) {
    test(title, async () => {
      const asked: string[] = []
      const world = await fallenBack({
        getToken: (reason) => {
          asked.push(reason)
          return asked.length === 1 ? Promise.resolve('a-token') : new Promise(() => {})
        },
      })
      for (let second = 0; second < 12; second += 3) {
        await world.clock.advance(3_000)
        answer(world, await world.server.asked())
        await settle()
      }
      await world.clock.advance(3_000)
      ;(await world.server.asked()).reply(reply)
      await settle()
      expect(stateOf(world).state).toBe(state)
      expect(asked).toEqual(state === 'connecting' ? ['start', 'refused'] : ['start'])
    })
  }

  test('429 and 503 are waited out as long as Retry-After says', async () => {
    const world = await fallenBack()
    await world.clock.advance(3_000)
    ;(await world.server.asked()).reply({ status: 503, retry_after: '12', body: { code: 'unavailable' } })
    await settle()
    expect(stateOf(world).retry_at).toBe(world.clock.now() + 12_000)
  })
})

describe('tokens', () => {
  test('WS-5 a fresh one is greeted with before the old one ends, and the requests go on with it', async () => {
    let tokens = 0
    const world = aWorld({ getToken: async () => `token-${++tokens}` })
    world.http.answer = ME_ANSWER
    ;(await world.server.dialled()).close()
    await settle()
    ;(await world.server.redialled()).close()
    const hello = await world.server.asked()
    hello.answer(world.server.greeting({ expires_at: world.clock.now() + 300_000 }))
    let old_asked = 0
    for (;;) {
      const request = await world.server.askedLater()
      if (request.token === 'token-2') {
        expect(typesOf(request)).toEqual(['hello'])
        answer(world, request)
        break
      }
      old_asked++
      answer(world, request)
      await settle()
    }
    expect(old_asked).toBeGreaterThan(50)
    // What the old requests had under way is nobody's any more.
    let next = await world.server.askedLater()
    while (next.token !== 'token-2') next = await world.server.askedLater()
    expect(typesOf(next)).toEqual(['sync'])
    answer(world, next)
    await settle()
    expect(stateOf(world)).toMatchObject({ state: 'live', transport: 'polling' })
  })
})

test('G6 a fresh token that is somebody else’s signs out, and nothing was asked in their name', async () => {
  let tokens = 0
  const world = aWorld({ getToken: async () => `token-${++tokens}` })
  world.http.answer = ME_ANSWER
  ;(await world.server.dialled()).close()
  await settle()
  ;(await world.server.redialled()).close()
  const hello = await world.server.asked()
  hello.answer(world.server.greeting({ expires_at: world.clock.now() + 300_000 }))
  for (;;) {
    const request = await world.server.askedLater()
    if (request.token === 'token-2') {
      request.answer(world.server.greeting({ user_id: 'somebody-else' }))
      break
    }
    answer(world, request)
    await settle()
  }
  await world.clock.advance(60_000)
  expect(stateOf(world).state).toBe('signed_out')
  expect(world.server.requests.filter(({ token }) => token === 'token-2').map(typesOf)).toEqual([['hello']])
})

describe('back to the socket', () => {
  test('POLL-9 a socket is tried when live, every three minutes and on return, beside the requests', async () => {
    const world = await fallenBack()
    const dialled = () => world.server.sockets.length
    expect(dialled()).toBe(3)
    world.server.sockets.at(-1)?.close()
    expect(stateOf(world).state).toBe('live')
    for (let waited = 0; waited < 180_000; waited += 3_000) {
      expect(dialled()).toBe(3)
      await world.clock.advance(3_000)
      answer(world, await world.server.asked())
      await settle()
    }
    expect(dialled()).toBe(4)
    world.online(true)
    await settle()
    expect(dialled()).toBe(5)
    answer(world, await world.server.asked())
    await settle()
    expect(stateOf(world)).toMatchObject({ state: 'live', transport: 'polling' })
  })

  test('POLL-9 one that greets takes over; what was under way is asked again, and nothing is asked by requests any more', async () => {
    const world = await fallenBack()
    await world.client.send(CONVERSATION, 'under way')
    const request = await world.server.asked()
    const socket = world.server.sockets[2]
    if (!socket) throw new Error('no socket was tried')
    await socket.welcome([conversation()])
    await settle()
    expect(stateOf(world)).toMatchObject({ state: 'live', transport: 'socket' })
    const again = await socket.take('chat_message')
    expect([again.text, again.id]).toEqual(['under way', (request.frames[0] as { id?: string }).id ?? ''])
    // The answer to the request comes late and is nobody's.
    answer(world, request)
    socket.ack(again, 1, 1)
    const asked = world.server.requests.length
    await world.clock.advance(60_000)
    expect([world.server.requests.length, stateOf(world).waiting]).toEqual([asked, 0])
  })
})

// Every code of the error table is provoked through a real door, and answers as the table says: status, retryable,
// sentence, shape. A code without a way to provoke it fails the test; so does one that stands here and is not in the table.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { ERRORS, type ErrorCode, type ErrorInfo } from '@jobline/protocol'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Answer, Marketplace, Pair } from './marketplace.ts'
import { signToken } from './sign-token.ts'
import { type Frame, UpgradeRefused, WireSocket } from './wire-socket.ts'

const newId = () => crypto.randomUUID()

let booted: BootedPlace
let market: Marketplace
let pair: Pair
let socket: WireSocket

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
  pair = await market.pair()
  socket = await market.socket(pair.worker_id)
})
afterAll(() => booted.stop())

const messages = ({ conversation_id } = pair) => `/api/conversations/${conversation_id}/messages/`
const post = (body: unknown, of = pair) => market.as(of.worker_id, 'POST', messages(of), body)
const say = (fields: Record<string, unknown>) =>
  socket.say({ conversation_id: pair.conversation_id, id: newId(), text: 'Hello', ...fields })

async function stored(text = 'Hello', of = pair): Promise<string> {
  const id = newId()
  await post({ id, text }, of)
  return id
}

async function upgradeRefusal(headers: Record<string, string>, there = market, user_id = pair.worker_id): Promise<Answer> {
  const refused = await WireSocket.open(there.door, { token: there.token(user_id), headers }).catch((error: unknown) => error)
  if (!(refused instanceof UpgradeRefused)) throw new Error('the upgrade was not refused')
  const body = JSON.parse(refused.text)
  return { status: refused.status, text: refused.text, body, headers: new Headers() }
}

/** The place of its own that some refusals need, and the frame or answer it gives. */
async function elsewhere(
  environment: Record<string, string>,
  provoke: (there: Marketplace, people: Pair) => Promise<Answer | Frame>,
): Promise<Answer | Frame> {
  const place = await bootPlace({ environment })
  try {
    return await provoke(place.market, await place.market.pair())
  } finally {
    await place.stop()
  }
}

/** How to be refused: over REST (an Answer) or on a socket (a Frame). */
const PROVOKED: Partial<Record<ErrorCode, Record<string, () => Promise<Answer | Frame>>>> = {
  bad_json: {
    rest: () => post('{"id":'),
    socket: async () => {
      socket.sendText('{"type":')
      return socket.next({ type: 'error' })
    },
  },
  bad_request: { rest: () => post({ id: 'mine', text: 'Hello' }), socket: () => say({ text: 5 }) },
  unknown_type: { socket: () => socket.ask({ type: 'shout' }) },
  too_deep: {
    rest: () => post(`{"x":${'['.repeat(20)}${']'.repeat(20)}}`),
    socket: () => say({ x: [[[[[[[[[1]]]]]]]]] }),
  },
  too_large: { rest: () => post(`"${'x'.repeat(70_000)}"`) },
  text_empty: { rest: () => post({ id: newId(), text: ' ' }), socket: () => say({ text: '' }) },
  text_too_long: { rest: () => post({ id: newId(), text: 'x'.repeat(8_001) }), socket: () => say({ text: 'x'.repeat(8_001) }) },
  text_invalid: { rest: () => post({ id: newId(), text: '\u0007' }), socket: () => say({ text: 'a\u0000' }) },
  unauthorized: {
    rest: () => market.request('GET', '/api/me/'),
    socket: async () => {
      const stranger = await WireSocket.open(market.door)
      stranger.send({ type: 'auth', token: 'nonsense' })
      return stranger.next({ type: 'error' })
    },
  },
  token_expired: {
    rest: () => market.request('GET', '/api/me/', { token: market.token(pair.worker_id, { iat: 1_000, exp: 2_000 }) }),
    socket: async () =>
      (await WireSocket.open(market.door, { token: market.token(pair.worker_id, { iat: 1_000, exp: 2_000 }) })).next({ type: 'error' }),
  },
  token_revoked: {
    rest: async () => {
      const person = await market.person('Rosa')
      const token = market.token(person, { jti: 'lost-phone' })
      await market.tell('POST', `/users/${person}/revoke/`, { jti: 'lost-phone' })
      return market.request('GET', '/api/me/', { token })
    },
  },
  origin_refused: { upgrade: () => upgradeRefusal({ origin: 'https://elsewhere.example' }) },
  demo_only: { rest: () => market.request('GET', '/api/demo/') },
  not_found: {
    rest: () => market.as(pair.worker_id, 'GET', `/api/conversations/${newId()}/`),
    socket: () => socket.ask({ type: 'history', conversation_id: newId() }),
  },
  method_not_allowed: { rest: () => market.as(pair.worker_id, 'DELETE', '/api/conversations/') },
  unsupported_media_type: {
    rest: () =>
      market.request('POST', messages(), { token: market.token(pair.worker_id), body: '{}', headers: { 'content-type': 'text/plain' } }),
  },
  blocked: {
    rest: async () => {
      const blocking = await market.pair()
      await market.as(blocking.worker_id, 'PUT', `/api/blocks/${blocking.client_id}/`)
      return post({ id: newId(), text: 'Hello' }, blocking)
    },
    socket: async () => {
      const blocking = await market.pair()
      await market.as(blocking.worker_id, 'PUT', `/api/blocks/${blocking.client_id}/`)
      const wire = await market.socket(blocking.worker_id, blocking.conversation_id)
      return wire.say({ id: newId(), text: 'Hello' })
    },
  },
  not_yours: {
    rest: async () => market.as(pair.client_id, 'PATCH', `/api/messages/${await stored()}/`, { text: 'Changed' }),
    socket: async () => {
      const id = newId()
      await market.as(pair.client_id, 'POST', messages(), { id, text: 'Hello' })
      return socket.ask({ type: 'message_delete', message_id: id })
    },
  },
  conversation_closed: {
    rest: async () => {
      const closed = await market.pair()
      await market.tell('POST', `/conversations/${closed.conversation_id}/close/`)
      return post({ id: newId(), text: 'Too late' }, closed)
    },
  },
  message_deleted: {
    rest: async () => {
      const id = await stored()
      await market.as(pair.worker_id, 'DELETE', `/api/messages/${id}/`)
      return market.as(pair.worker_id, 'PATCH', `/api/messages/${id}/`, { text: 'Changed' })
    },
    'socket, deleted before it came': async () => {
      const id = newId()
      const { conversation_id } = pair
      await socket.ask({ type: 'message_delete', conversation_id, message_id: id })
      return say({ id })
    },
  },
  not_editable: {
    rest: async () => {
      const { body } = await market.as(pair.worker_id, 'GET', `${messages()}?after_seq=0&limit=1`)
      expect(body.messages[0].kind).toBe('system')
      return market.as(pair.worker_id, 'PUT', `/api/messages/${body.messages[0].id}/reactions/`, { emoji: '👍', active: true })
    },
  },
  too_many_reactions: {
    socket: async () => {
      const message_id = await stored()
      for (const emoji of ['👍', '👎', '😀', '😮', '😢', '🎉'])
        expect(await socket.ask({ type: 'reaction', message_id, emoji, active: true })).toMatchObject({ type: 'ack' })
      return socket.ask({ type: 'reaction', message_id, emoji: '🔧', active: true })
    },
  },
  id_conflict: {
    rest: async () => post({ id: await stored(), text: 'Other words' }),
    socket: async () => say({ id: await stored(), text: 'Other words' }),
  },
  out_of_order: { rest: () => post({ id: newId(), text: 'Two', after_id: newId() }), socket: () => say({ after_id: newId() }) },
  rate_limited: {
    rest: () =>
      elsewhere({ JOBLINE_RATE_REQUESTS: '3/1' }, async (there, { worker_id }) => {
        for (let count = 0; count < 3; count++) await there.as(worker_id, 'GET', '/api/me/')
        const answer = await there.as(worker_id, 'GET', '/api/me/')
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        return answer
      }),
    socket: () =>
      elsewhere({ JOBLINE_RATE_CHANGES: '3/1' }, async (there, { worker_id, conversation_id }) => {
        const wire = await there.socket(worker_id, conversation_id)
        for (let count = 0; count < 3; count++) await wire.say({ id: newId(), text: 'Hello' })
        return wire.say({ id: newId(), text: 'Hello' })
      }),
  },
  too_many_sockets: {
    upgrade: () =>
      elsewhere({ JOBLINE_SOCKETS_PER_USER: '1' }, async (there, { worker_id }) => {
        await there.socket(worker_id)
        return upgradeRefusal({}, there, worker_id)
      }),
    'socket, by auth': () =>
      elsewhere({ JOBLINE_SOCKETS_PER_USER: '1' }, async (there, { worker_id }) => {
        await there.socket(worker_id)
        const second = await WireSocket.open(there.door)
        second.send({ type: 'auth', token: there.token(worker_id) })
        const error = await second.next({ type: 'error' })
        expect((await second.closed).code).toBe(4029)
        return error
      }),
  },
}

/** Those that no client can provoke, and why. */
const ELSEWHERE: Partial<Record<ErrorCode, string>> = {
  protocol_unsupported: 'no version is older than the oldest served yet: the first to be dropped brings its test',
  internal: 'needs a fault of the server itself: packages/server',
  unavailable: 'while starting and draining: packages/server',
  storage_full: 'needs a full disk: packages/server, by a store that refuses',
}

describe('ERR-3: the table and this list are the same', () => {
  test('every code is provoked here, or it is said why not', () => {
    expect([...Object.keys(PROVOKED), ...Object.keys(ELSEWHERE)].sort()).toEqual(Object.keys(ERRORS).sort())
  })
})

describe('ERR-2 ERR-3 ERR-4 ERR-5 REST-4: every code answers as the table says', () => {
  const cases = Object.entries(PROVOKED).flatMap(([code, ways]) => Object.entries(ways).map(([door, provoke]) => ({ code, door, provoke })))

  test.each(cases)('$code by $door', async ({ code, provoke }) => {
    const { status, message, retryable }: ErrorInfo = ERRORS[code as ErrorCode]
    const refusal = await provoke()
    const fields = 'headers' in refusal ? refusal.body : refusal
    if ('headers' in refusal) expect(refusal.status).toBe(status)
    else expect(refusal.type).toBe('error')
    expect(fields).toMatchObject({ code, message, retryable })
    const known = ['type', 'ref', 'id', 'code', 'message', 'retryable', 'retry_after_ms', 'path']
    expect(Object.keys(fields).filter((field) => !known.includes(field))).toEqual([])
    if (code === 'rate_limited') expect(fields.retry_after_ms).toBeGreaterThan(0)
  })

  test('REST-3: a method that a path does not have names those it has', async () => {
    const answer = await market.as(pair.worker_id, 'DELETE', '/api/conversations/')
    expect(answer.headers.get('allow')).toContain('GET')
  })

  test('CONN-13: an origin that is the server’s own passes', async () => {
    const own = await WireSocket.live(market.door, { token: market.token(pair.worker_id), headers: { origin: market.place.origin } })
    await own.close()
  })
})

describe('AUTH-1 AUTH-2: tokens that are no tokens', () => {
  const seconds = () => Math.floor(market.place.now() / 1_000)
  const good = () => ({ sub: pair.worker_id, iat: seconds(), exp: seconds() + 60 })
  const TOKENS: Record<string, () => string> = {
    'no sub': () => market.token(pair.worker_id, { sub: undefined }),
    'an empty sub': () => market.token(''),
    'a sub that is a number': () => market.token(pair.worker_id, { sub: 5 }),
    'a sub that is too long': () => market.token('x'.repeat(129)),
    'no exp': () => market.token(pair.worker_id, { exp: undefined }),
    'an exp that is a word': () => market.token(pair.worker_id, { exp: 'tomorrow' }),
    'two days of life': () => market.token(pair.worker_id, { exp: seconds() + 172_800 }),
    'a hundred years of life': () => market.token(pair.worker_id, { exp: seconds() + 3_155_760_000 }),
    'a life that began tomorrow': () => market.token(pair.worker_id, { iat: seconds() + 86_400, exp: seconds() + 90_000 }),
    'alg none with a signature': () => signToken(good(), market.place.jwt_secret, { alg: 'none', typ: 'JWT' }),
    'alg in capitals and small letters': () => signToken(good(), market.place.jwt_secret, { alg: 'hs256', typ: 'JWT' }),
    'alg HS512 with an HS256 signature': () => signToken(good(), market.place.jwt_secret, { alg: 'HS512', typ: 'JWT' }),
    'no alg': () => signToken(good(), market.place.jwt_secret, { typ: 'JWT' }),
    'an unknown critical header': () => signToken(good(), market.place.jwt_secret, { alg: 'HS256', crit: ['b64'], b64: false }),
    'its signature cut off': () => market.token(pair.worker_id).split('.').slice(0, 2).join('.'),
    'an empty signature': () => `${market.token(pair.worker_id).split('.').slice(0, 2).join('.')}.`,
    'its last letter changed': () => market.token(pair.worker_id).replace(/.{2}$/, 'xx'),
    'the claims of another': () => {
      const [head, , signature] = market.token(pair.worker_id).split('.')
      return [head, market.token(pair.client_id).split('.')[1], signature].join('.')
    },
    'the service key': () => market.place.service_key,
    'nothing like a token': () => 'a.b.c',
  }

  test.each(Object.keys(TOKENS))('%s', async (name) => {
    const answer = await market.request('GET', '/api/me/', { token: TOKENS[name]!() })
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized'])
  })

  test('control: the same without the fault is taken', async () => {
    expect((await market.request('GET', '/api/me/', { token: signToken(good(), market.place.jwt_secret) })).status).toBe(200)
  })
})

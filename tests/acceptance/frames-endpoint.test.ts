// Frames in requests, for where no socket gets through: the same rules as on the door of everything, in order, bounded,
// and safe to repeat.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { MAX_POLL_ANSWER_BYTES } from '@jobline/protocol'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame } from './wire-socket.ts'

const newId = () => crypto.randomUUID()

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
const aSend = (text: string, fields: object = {}) => ({
  type: 'chat_message',
  conversation_id: pair.conversation_id,
  id: newId(),
  text,
  ...fields,
})
async function stored(): Promise<Frame[]> {
  const { body } = await market.as(pair.client_id, 'GET', `/api/conversations/${pair.conversation_id}/messages/?limit=100`)
  return body.messages.filter(({ kind }: Frame) => kind === 'text')
}
const textsOf = (rows: readonly Frame[]) => rows.map(({ text }) => text)

describe('the same frames', () => {
  test('POLL-1 REST-3 every kind is answered as on a socket, each by its own id or ref', async () => {
    const { conversation_id } = pair
    const send = aSend('First')
    const [ack] = await poll(send)
    // The first message is the system's: the conversation was opened.
    expect(ack).toMatchObject({ type: 'ack', id: send.id, conversation_id, seq: 2 })
    const answers = await poll(
      { type: 'ping' },
      { type: 'message_edit', ref: 'e', message_id: send.id, text: 'Edited' },
      { type: 'reaction', ref: 'r', message_id: send.id, emoji: '👍', active: true },
      { type: 'read_receipt', ref: 'w', conversation_id, seq: 2 },
      { type: 'delivery_receipt', ref: 'd', conversation_id, seq: 2 },
      { type: 'member_state', ref: 's', conversation_id, pinned: true },
      { type: 'sync', ref: 'y' },
      { type: 'catch_up', ref: 'k', conversation_id, after_rev: 0 },
      { type: 'history', ref: 'h', conversation_id },
      { type: 'message_delete', ref: 'x', message_id: send.id },
    )
    const told = Object.fromEntries(answers.map(({ ref = 'pong', type }) => [ref, type]))
    expect(told).toEqual({
      pong: 'pong',
      e: 'ack',
      r: 'ack',
      w: 'ack',
      d: 'ack',
      s: 'ack',
      y: 'sync',
      k: 'catch_up',
      h: 'history',
      x: 'ack',
    })
    const page = answers.find(({ ref }) => ref === 'h')!
    expect(page.messages.at(-1)).toMatchObject({ text: 'Edited', reactions: [{ emoji: '👍' }] })
    expect(await stored()).toMatchObject([{ id: send.id, deleted_at: expect.any(Number) }])
  })

  test('POLL-1 SEND-10 sockets of both people get what a request has stored, the sender’s own included', async () => {
    const [own, other] = [await market.socket(pair.worker_id), await market.socket(pair.client_id)]
    const send = aSend('To everybody')
    await poll(send, { type: 'read_receipt', conversation_id: pair.conversation_id, seq: 1 })
    for (const socket of [own, other]) expect((await socket.next({ type: 'chat_message' })).message.id).toBe(send.id)
    expect(await other.next({ type: 'read_receipt' })).toMatchObject({ user_id: pair.worker_id, seq: 1 })
    expect(await own.next({ type: 'member_state' })).toMatchObject({ state: { read_seq: 1 } })
    await Promise.all([own.close(), other.close()])
  })

  test('POLL-2 hello is answered with hello, an old version and auth with an error', async () => {
    const token = market.token(pair.worker_id)
    const { body } = await market.request('POST', '/api/frames/', { token, body: { frames: [{ type: 'hello', protocol: 1 }] } })
    const me = await market.request('GET', '/api/me/', { token })
    expect(body.frames).toEqual([
      {
        type: 'hello',
        protocol: 2,
        user_id: pair.worker_id,
        epoch: me.body.epoch,
        now: expect.any(Number),
        expires_at: expect.any(Number),
      },
    ])
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
    expect(body.frames[0].expires_at).toBe(exp * 1_000)
    // A token of somebody else inside changes nothing about who asks.
    const [refused, page] = await poll({ type: 'auth', token: market.token(pair.client_id) }, { type: 'sync', ref: 'y' })
    expect(refused).toMatchObject({ type: 'error', code: 'bad_request', path: '/type' })
    expect(page!.conversations[0].state.read_seq).toBe(0)
  })

  test('POLL-5 TYPING-1 TYPING-2 typing goes to the others, its end as well, and nobody else is told', async () => {
    const [own, other, stranger] = [
      await market.socket(pair.worker_id),
      await market.socket(pair.client_id),
      await market.socket((await market.pair()).client_id),
    ]
    const { conversation_id } = pair
    for (const is_typing of [true, false]) {
      expect(await poll({ type: 'typing', conversation_id, is_typing })).toEqual([])
      expect(await other.next({ type: 'typing' })).toEqual({ type: 'typing', conversation_id, user_id: pair.worker_id, is_typing })
    }
    const outside = await market.poll((await market.pair()).worker_id, { type: 'typing', conversation_id, is_typing: false })
    expect(outside.body).toEqual({ frames: [] })
    for (const socket of [own, other, stranger]) {
      await socket.alive()
      expect(socket.unread.filter(({ type }) => type === 'typing')).toEqual([])
      await socket.close()
    }
  })
})

describe('bad input', () => {
  test('POLL-3 a broken frame is answered by an error, and the others are carried out', async () => {
    const [before, after] = [aSend('Before'), aSend('After')]
    const answers = await poll(before, null, 7, 'ping', [], {}, { type: 'nonsense', ref: 'n' }, { type: 'catch_up', ref: 'c' }, after)
    const errors = answers.filter(({ type }) => type === 'error').map(({ code, ref, path }) => [code, ref, path])
    expect(errors).toEqual([
      ...Array.from({ length: 4 }, () => ['bad_request', undefined, '']),
      ['bad_request', undefined, '/type'],
      ['unknown_type', 'n', undefined],
      ['bad_request', 'c', expect.any(String)],
    ])
    expect(answers.filter(({ type }) => type === 'ack').map(({ id }) => id)).toEqual([before.id, after.id])
    expect(textsOf(await stored())).toEqual(['Before', 'After'])
  })

  test('POLL-1 POLL-3 LIMIT-1 LIMIT-2 a body that is not such a list is refused whole, and nothing of it is done', async () => {
    const deep = JSON.parse('['.repeat(9) + ']'.repeat(9))
    const bodies: [unknown, number, string][] = [
      [undefined, 400, 'bad_request'],
      [{}, 400, 'bad_request'],
      [{ frames: {} }, 400, 'bad_request'],
      [{ frames: [] }, 400, 'bad_request'],
      [{ frames: Array.from({ length: 33 }, () => aSend('One too many')) }, 400, 'bad_request'],
      ['{"frames":[{"type":"ping"}', 400, 'bad_json'],
      [{ frames: [aSend('Deep'), deep] }, 400, 'too_deep'],
      [{ frames: [aSend('Large'), { type: 'ping', filler: 'x'.repeat(65_536) }] }, 413, 'too_large'],
    ]
    for (const [body, status, code] of bodies) {
      const answer = await market.as(pair.worker_id, 'POST', '/api/frames/', body)
      expect([answer.status, answer.body.code]).toEqual([status, code])
    }
    const many = await market.poll(pair.worker_id, ...Array.from({ length: 32 }, () => ({ type: 'ping' })))
    expect(many.body.frames.length).toBe(32)
    expect(await stored()).toEqual([])
  })

  test('POLL-3 AUTH-3 without a token that is good nothing is done', async () => {
    const expired = market.token(pair.worker_id, { iat: 1_700_000_000, exp: 1_700_000_060 })
    for (const [token, code] of [
      [undefined, 'unauthorized'],
      [expired, 'token_expired'],
      [market.place.service_key, 'unauthorized'],
    ] as const) {
      const answer = await market.request('POST', '/api/frames/', { token, body: { frames: [aSend('No')] } })
      expect([answer.status, answer.body.code]).toEqual([401, code])
    }
    expect(await stored()).toEqual([])
  })
})

describe('order and repeats', () => {
  test('POLL-4 ORDER-5 ORDER-6 a batch is stored in its order, each after the one it names', async () => {
    const batch: Record<string, unknown>[] = []
    for (let index = 0; index < 32; index++) {
      const before = batch.at(-1)
      batch.push(aSend(`Line ${index}`, before ? { after_id: before.id } : {}))
    }
    const answers = await poll(...batch)
    expect(answers.map(({ type, seq }) => [type, seq])).toEqual(batch.map((_, index) => ['ack', index + 2]))
    expect(textsOf(await stored())).toEqual(batch.map(({ text }) => text as string))
  })

  test('POLL-4 ORDER-5 what follows a refused one does not overtake it', async () => {
    const first = aSend('   ')
    const second = aSend('Second', { after_id: first.id })
    const answers = await poll(first, second)
    expect(answers.map(({ id, code }) => [id, code])).toEqual(
      expect.arrayContaining([
        [first.id, 'text_empty'],
        [second.id, 'out_of_order'],
      ]),
    )
    expect(await stored()).toEqual([])
  })

  test('POLL-4 SEND-4 G2 the same batch twice, and three at once, make one message of each', async () => {
    const batch = Array.from({ length: 5 }, (_, index) => aSend(`Once ${index}`))
    const first = await poll(...batch)
    const second = await poll(...batch)
    expect(second.map(({ id, seq }) => [id, seq])).toEqual(first.map(({ id, seq }) => [id, seq]))
    expect(second.every(({ message }) => message !== undefined)).toBe(true)
    const another = Array.from({ length: 5 }, (_, index) => aSend(`At once ${index}`))
    const together = await Promise.all([poll(...another), poll(...another), poll(...another)])
    expect(new Set(together.map((answers) => JSON.stringify(answers.map(({ id, seq }) => [id, seq])))).size).toBe(1)
    expect((await stored()).length).toBe(10)
    // Control: other ids are other messages.
    await poll(...batch.map((frame) => ({ ...frame, id: newId() })))
    expect((await stored()).length).toBe(15)
  })
})

describe('bounds', () => {
  test('POLL-6 LIMIT-4 frames, changes and pages in requests are charged like those of sockets', async () => {
    const strict = await bootPlaceOfOurTime({
      JOBLINE_RATE_FRAMES: '10/1',
      JOBLINE_RATE_CHANGES: '4/1',
      JOBLINE_RATE_REQUESTS: '6/1',
    })
    try {
      const { worker_id, client_id, conversation_id } = await strict.market.pair()
      const codes = async (user_id: string, ...frames: object[]) =>
        (await strict.market.poll(user_id, ...frames)).body.frames.map(({ code, type }: Frame) => code ?? type)
      const send = () => ({ type: 'chat_message', conversation_id, id: newId(), text: 'Quick' })
      const sends = await codes(worker_id, ...Array.from({ length: 6 }, send))
      expect(sends.toSorted()).toEqual(['ack', 'ack', 'ack', 'ack', 'rate_limited', 'rate_limited'])
      // The same person's socket has nothing left either.
      const socket = await strict.market.socket(worker_id)
      expect(await socket.say(send())).toMatchObject({ code: 'rate_limited', retry_after_ms: 1_000 })
      await socket.close()
      // Four frames of ten are left; the request before took one of six, this one takes one and a page each.
      const pages = await codes(worker_id, ...Array.from({ length: 6 }, (_, index) => ({ type: 'sync', ref: `${index}` })))
      expect(pages).toEqual(['sync', 'sync', 'sync', 'sync', 'rate_limited', 'rate_limited'])
      // The third request of the worker's is over the rate of requests: nothing of it is done.
      const whole = await strict.market.poll(worker_id, { type: 'ping' })
      expect([whole.status, whole.body.code, whole.headers.get('retry-after')]).toEqual([429, 'rate_limited', '1'])
      // Control: somebody else is not charged for it.
      expect(await codes(client_id, send())).toEqual(['ack'])
    } finally {
      await strict.stop()
    }
  })

  test('POLL-2 a greeting is charged to the rate of new sockets', async () => {
    const strict = await bootPlaceOfOurTime({ JOBLINE_RATE_CONNECTS: '2/1' })
    try {
      const { worker_id } = await strict.market.pair()
      const greet = () => strict.market.poll(worker_id, { type: 'hello', protocol: 1 })
      expect([(await greet()).status, (await greet()).status]).toEqual([200, 200])
      const third = await greet()
      expect([third.status, third.body.code]).toEqual([429, 'rate_limited'])
      expect(third.body.retry_after_ms).toBeGreaterThanOrEqual(1_000)
      await expect(strict.market.socket(worker_id)).rejects.toThrow('429')
      expect((await strict.market.poll(worker_id, { type: 'ping' })).status).toBe(200)
      await strict.clock.advance(1_000)
      expect((await greet()).status).toBe(200)
    } finally {
      await strict.stop()
    }
  })

  test('POLL-7 G8 an answer stops taking pages when it is large, and everything else is still answered', async () => {
    const { conversation_id } = pair
    const text = 'é'.repeat(8_000)
    for (let round = 0; round < 16; round++) await poll(...Array.from({ length: 3 }, () => aSend(text)))
    const send = aSend('Small')
    const pages = Array.from({ length: 20 }, (_, index) => ({ type: 'history', ref: `h${index}`, conversation_id }))
    const { body, text: raw } = await market.poll(pair.worker_id, ...pages, send)
    const answers: Frame[] = body.frames
    const given = answers.filter(({ type }) => type === 'history')
    const refused = answers.filter(({ code }) => code === 'rate_limited')
    const page_bytes = Buffer.byteLength(JSON.stringify(given[0]))
    expect(given.length).toBe(Math.ceil(MAX_POLL_ANSWER_BYTES / page_bytes))
    expect(given.length + refused.length).toBe(20)
    expect(refused.every(({ retry_after_ms, retryable }) => retry_after_ms === 0 && retryable)).toBe(true)
    expect(Buffer.byteLength(raw)).toBeLessThan(MAX_POLL_ANSWER_BYTES + page_bytes + 10_000)
    expect(answers.some(({ id, type }) => id === send.id && type === 'ack')).toBe(true)
  })
})

// What a broken or hostile client sends: each is answered with a coded error on a living connection, or with a clean
// close code, and somebody else on the same server notices nothing.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import { codeOf } from './matrix-cast.ts'
import { RawSocket, textFrame } from './raw-socket.ts'
import { WireSocket } from './wire-socket.ts'

const newId = () => crypto.randomUUID()
const MESSAGE = '0b9d7c1e-52b4-4d0e-8d2c-3a1f0e9b7c55'

let booted: BootedPlace
let market: Marketplace
let pair: Pair
/** The one who misbehaves. */
let socket: WireSocket
let peer: WireSocket
/** Two people who have nothing to do with it. */
let bystanders: readonly [WireSocket, WireSocket]

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
  const others = await market.pair()
  bystanders = [
    await market.socket(others.worker_id, others.conversation_id),
    await market.socket(others.client_id, others.conversation_id),
  ]
})
afterAll(() => booted.stop())

beforeEach(async () => {
  pair = await market.pair()
  socket = await market.socket(pair.worker_id, pair.conversation_id)
  peer = await market.socket(pair.client_id, pair.conversation_id)
})

/** Other people's talk goes on, and nothing strange arrived there or at the other end of the conversation. */
afterEach(async () => {
  const [one, other] = bystanders
  const id = newId()
  expect(await one.say({ id, text: 'All quiet here' })).toMatchObject({ type: 'ack' })
  expect((await other.next({ type: 'chat_message' })).message.id).toBe(id)
  for (const quiet of [one, other, peer]) {
    await quiet.alive()
    expect(quiet.unread.filter(({ type }) => type !== 'presence')).toEqual([])
  }
  await Promise.all([socket.close(), peer.close()])
})

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const send = (fields: object) => JSON.stringify({ type: 'chat_message', id: MESSAGE, text: 'Hello', ...fields })

/** Each with the code it is answered with, and where that says the fault is. */
const BAD_FRAMES: readonly (readonly [name: string, text: string, code: string, path?: string])[] = [
  ['nothing', '', 'bad_json'],
  ['white space', '  \n', 'bad_json'],
  ['broken JSON', '{"type":"ping"', 'bad_json'],
  ['JSON with something behind it', '{"type":"ping"}}', 'bad_json'],
  ['JSON with a comment', '{"type":"ping"/* hello */}', 'bad_json'],
  ['NaN', '{"type":"read_receipt","seq":NaN}', 'bad_json'],
  ['a byte order mark', '\ufeff{"type":"ping"}', 'bad_json'],
  ['null', 'null', 'bad_request'],
  ['a number', '42', 'bad_request'],
  ['a string', '"ping"', 'bad_request'],
  ['a list', '[{"type":"ping"}]', 'bad_request'],
  ['no type', '{}', 'bad_request', '/type'],
  ['a type that is a number', '{"type":5}', 'bad_request', '/type'],
  ['a type that is null', '{"type":null}', 'bad_request', '/type'],
  ['an unknown type', '{"type":"subscribe"}', 'unknown_type'],
  ['an empty type', '{"type":""}', 'unknown_type'],
  ['a type of every object', '{"type":"constructor"}', 'unknown_type'],
  ['the prototype as type', '{"type":"__proto__"}', 'unknown_type'],
  ['a frame that only the server sends', '{"type":"ack","id":"x"}', 'unknown_type'],
  ['text that is a number', send({ text: 5 }), 'bad_request', '/text'],
  ['text that is null', send({ text: null }), 'bad_request', '/text'],
  ['text that is a list', send({ text: ['Hello'] }), 'bad_request', '/text'],
  ['text that is missing', send({ text: undefined }), 'bad_request'],
  ['an id that is a number', send({ id: 5 }), 'bad_request', '/id'],
  ['an id that is no UUID', send({ id: 'mine' }), 'bad_request', '/id'],
  ['an id in capitals', send({ id: MESSAGE.toUpperCase() }), 'bad_request', '/id'],
  ['a conversation that is a list', send({ conversation_id: [] }), 'bad_request', '/conversation_id'],
  ['a time before 1970', send({ sent_at: -1 }), 'bad_request', '/sent_at'],
  ['a time with a fraction', send({ sent_at: 1.5 }), 'bad_request', '/sent_at'],
  ['a time beyond all calendars', send({ sent_at: 1e300 }), 'bad_request', '/sent_at'],
  ['kind: "system"', send({ kind: 'system' }), 'bad_request', '/kind'],
  ['a system message with its event', send({ kind: 'system', event: { name: 'conversation_closed' } }), 'bad_request', '/kind'],
  ['kind: "image"', send({ kind: 'image' }), 'bad_request', '/kind'],
  ['a watermark below zero', '{"type":"read_receipt","seq":-1}', 'bad_request', '/seq'],
  ['a watermark beyond all numbers', '{"type":"delivery_receipt","seq":9007199254740993}', 'bad_request', '/seq'],
  ['a receipt of nothing', '{"type":"read_receipt"}', 'bad_request'],
  ['typing that is a word', '{"type":"typing","is_typing":"yes"}', 'bad_request', '/is_typing'],
  ['a draft that is too long', JSON.stringify({ type: 'member_state', draft: 'x'.repeat(8_001) }), 'bad_request', '/draft'],
  [
    'presence of too many',
    JSON.stringify({ type: 'presence_watch', user_ids: Array.from({ length: 51 }, (_, n) => `u${n}`) }),
    'bad_request',
    '/user_ids',
  ],
  ['a page of too many', '{"type":"history","limit":1000000}', 'bad_request', '/limit'],
  ['a page both before and after', '{"type":"history","before_seq":5,"after_seq":1}', 'bad_request'],
  ['a cursor that is garbage', '{"type":"sync","cursor":"%%% not a cursor"}', 'bad_request', '/cursor'],
  ['9 levels', `{"type":"ping","x":${nested(8)}}`, 'too_deep'],
  ['64 levels of lists', `{"type":"ping","x":${nested(63)}}`, 'too_deep'],
  ['64 levels of objects', `${'{"x":'.repeat(63)}{}${'}'.repeat(63)}`, 'too_deep'],
  ['20,000 levels', `{"type":"ping","x":${nested(20_000)}}`, 'too_deep'],
  ['text that is too long', send({ text: 'x'.repeat(8_001) }), 'text_too_long', '/text'],
  ['text of 60 kB', send({ text: 'x'.repeat(60_000) }), 'text_too_long', '/text'],
  ['text of NUL', send({ text: 'a\u0000b' }), 'text_invalid', '/text'],
  [
    'text of half a character',
    '{"type":"chat_message","id":"0b9d7c1e-52b4-4d0e-8d2c-3a1f0e9b7c55","text":"\\ud83d"}',
    'text_invalid',
    '/text',
  ],
  ['text of nothing', send({ text: '' }), 'text_empty', '/text'],
  ['text of invisible things', send({ text: ' \u200b\u2060\n' }), 'text_empty', '/text'],
]

describe('CONN-2 CONN-4 ERR-6 ERR-8 LIMIT-2 TEXT-1 TEXT-3 TEXT-4 SEND-6 READ-3: a bad frame gets its code and the socket lives', () => {
  test.each(BAD_FRAMES.map(([name, text, code, path]) => ({ name, text, code, path })))('$name', async ({ text, code, path }) => {
    socket.sendText(text)
    const error = await socket.next({ type: 'error' })
    expect(error).toMatchObject({ code, retryable: false, ...(path === undefined ? {} : { path }) })
    expect(error.message).toMatch(/^[A-Z].+\.$/)
    await socket.alive()
    expect(socket.unread.filter(({ type }) => type !== 'presence')).toEqual([])
  })

  test('8 levels are taken', async () => {
    socket.sendText(`{"type":"ping","x":${nested(7)}}`)
    await socket.next({ type: 'pong' })
  })

  test('CONN-4: fields nobody knows are ignored, even dangerous ones', async () => {
    const text = `{"type":"chat_message","id":"${newId()}","text":"Hello","seq":7,"sender_id":"${pair.client_id}","__proto__":{"polluted":true},"created_at":1}`
    socket.sendText(text)
    const ack = await socket.next({ type: 'ack' })
    const { message } = await peer.next({ type: 'chat_message' })
    expect(message).toMatchObject({ seq: ack.seq, sender_id: pair.worker_id, kind: 'text' })
    expect(message.created_at).toBeGreaterThan(1)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('ERR-2: ref and id come back as far as they could be read', async () => {
    socket.sendText('{"type":"message_edit","ref":"r1","message_id":5,"text":"x"}')
    expect(await socket.next({ type: 'error' })).toMatchObject({ code: 'bad_request', ref: 'r1' })
    socket.sendText(send({ text: 5 }))
    expect(await socket.next({ type: 'error' })).toMatchObject({ code: 'bad_request', id: MESSAGE })
    socket.sendText(JSON.stringify({ type: 'message_edit', ref: 'x'.repeat(10_000), message_id: MESSAGE, text: 'x' }))
    expect(await socket.next({ type: 'error' })).not.toHaveProperty('ref')
  })
})

describe('LIMIT-1 LIMIT-3: what ends the socket, with its close code', () => {
  test('a frame of 65,537 bytes: 1009; one of 65,536 is read', async () => {
    const padded = (bytes: number) => `{"type":"ping","x":"${'x'.repeat(bytes - 22)}"}`
    expect(padded(65_536)).toHaveLength(65_536)
    socket.sendText(padded(65_536))
    await socket.next({ type: 'pong' })
    socket.sendText(padded(65_537))
    expect((await socket.closed).code).toBe(1009)
  })

  test('many fragments that are too large together: 1009, or cut off', async () => {
    const raw = await RawSocket.open(market.doorOf(pair.conversation_id), market.token(pair.worker_id))
    const part = Buffer.alloc(16_384, 'x')
    raw.write(textFrame(part, { final: false }))
    for (let count = 0; count < 8; count++) raw.write(textFrame(part, { opcode: 0, final: false }))
    expect([1009, 1006]).toContain(await raw.closeCode)
  })

  test('a binary frame: 1003', async () => {
    socket.sendBinary(Buffer.from('{"type":"ping"}'))
    expect((await socket.closed).code).toBe(1003)
  })

  test.each([
    ['half a character', [0xc3]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a lone continuation', [0x80]],
  ])('bytes that are not UTF-8, %s: 1007, or cut off', async (_name, bytes) => {
    socket.sendTextBytes(Buffer.concat([Buffer.from('{"type":"ping","x":"'), Buffer.from(bytes), Buffer.from('"}')]))
    expect([1007, 1006]).toContain((await socket.closed).code)
    expect(socket.texts.map((text) => JSON.parse(text).type)).not.toContain('pong')
  })

  test('a frame without a mask, which no client may send: closed', async () => {
    const raw = await RawSocket.open(market.doorOf(pair.conversation_id), market.token(pair.worker_id))
    raw.write(textFrame(Buffer.from('{"type":"ping"}'), { masked: false }))
    expect([1002, 1006]).toContain(await raw.closeCode)
  })

  test('a reserved opcode: closed', async () => {
    const raw = await RawSocket.open(market.doorOf(pair.conversation_id), market.token(pair.worker_id))
    raw.write(textFrame(Buffer.from('?'), { opcode: 5 }))
    expect([1002, 1006]).toContain(await raw.closeCode)
  })
})

describe('LIMIT-1 LIMIT-2 ERR-3 REST-1: the same over REST', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    market.request('POST', `/api/conversations/${pair.conversation_id}/messages/`, { token: market.token(pair.worker_id), body, headers })

  test.each([
    ['broken JSON', '{"id":', 400, 'bad_json'],
    ['a list', '[]', 400, 'bad_request'],
    ['wrong types', send({ text: 5 }), 400, 'bad_request'],
    ['kind: "system"', send({ kind: 'system' }), 400, 'bad_request'],
    ['64 levels', `{"x":${nested(63)}}`, 400, 'too_deep'],
    ['20,000 levels', `{"x":${nested(20_000)}}`, 400, 'too_deep'],
    ['a body of 65,537 bytes', `"${'x'.repeat(65_535)}"`, 413, 'too_large'],
    ['a body of 200 kB', `"${'x'.repeat(200_000)}"`, 413, 'too_large'],
    ['text that is too long', send({ text: 'x'.repeat(8_001) }), 422, 'text_too_long'],
    ['text of nothing', send({ text: ' ' }), 422, 'text_empty'],
    ['text of NUL', send({ text: '\u0000' }), 422, 'text_invalid'],
  ] as const)('%s', async (_name, body, status, code) => {
    const answer = await post(body)
    expect([answer.status, answer.body?.code]).toEqual([status, code])
  })

  test('a body of 10 MB is not even read', async () => {
    expect((await post(`"${'x'.repeat(10_000_000)}"`)).status).toBe(413)
  })

  test('another media type', async () => {
    const answer = await post(send({}), { 'content-type': 'text/plain' })
    expect([answer.status, answer.body?.code]).toEqual([415, 'unsupported_media_type'])
  })

  test('bytes that are not UTF-8', async () => {
    const response = await fetch(`${market.place.origin}/api/conversations/${pair.conversation_id}/messages/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${market.token(pair.worker_id)}`, 'content-type': 'application/json' },
      body: Buffer.concat([Buffer.from(`{"id":"${newId()}","text":"`), Buffer.from([0xc3]), Buffer.from('"}')]),
    })
    expect([response.status, codeOf(await response.text())]).toEqual([400, 'bad_json'])
  })

  test.each(['limit=0', 'limit=101', 'limit=ten', 'limit=1e1', 'limit=', 'before_seq=-1', 'before_seq=1.5', 'after_seq=1&before_seq=5'])(
    'a query of %s',
    async (query) => {
      const answer = await market.as(pair.worker_id, 'GET', `/api/conversations/${pair.conversation_id}/messages/?${query}`)
      expect([answer.status, answer.body?.code]).toEqual([400, 'bad_request'])
    },
  )

  test.each(['%00', '..%2f..%2fetc%2fpasswd', '%ff', "'%20or%201=1", 'x'.repeat(3_000), '%F0%9F%91%8D'])(
    'an id in the path of %s',
    async (id) => {
      const answer = await market.as(pair.worker_id, 'GET', `/api/conversations/${id}/`)
      expect([answer.status, answer.body?.code]).toEqual([404, 'not_found'])
    },
  )
})

describe('LIMIT-4 LIMIT-6: too much, too fast', () => {
  test('10,000 frames at once: rate_limited with a wait, then 4029; nobody else waits', async () => {
    const strict = await bootPlace({ environment: { JOBLINE_RATE_FRAMES: '1500/150', JOBLINE_RATE_CHANGES: '1000/20' } })
    try {
      const them = await strict.market.pair()
      const others = await strict.market.pair()
      const flood = await strict.market.socket(them.worker_id, them.conversation_id)
      const calm = await strict.market.socket(others.worker_id, others.conversation_id)
      for (let count = 0; count < 10_000; count++) flood.send({ type: 'ping' })
      expect(await calm.say({ id: newId(), text: 'Still here' })).toMatchObject({ type: 'ack' })

      const error = await flood.next({ type: 'error' })
      expect(error).toMatchObject({ code: 'rate_limited', retryable: true })
      expect(error.retry_after_ms).toBeGreaterThan(0)
      expect((await flood.closed).code).toBe(4029)

      const again = await strict.market.socket(them.worker_id, them.conversation_id)
      expect(await again.say({ id: newId(), text: 'Sorry' })).toMatchObject({ type: 'ack' })
    } finally {
      await strict.stop()
    }
  })

  test('broken frames without end: 4029', async () => {
    for (let count = 0; count < 1_000; count++) socket.sendText('{')
    expect((await socket.closed).code).toBe(4029)
  })

  test('sends beyond the rate are refused one by one, stored never, and pass later', async () => {
    const strict = await bootPlaceOfOurTime({ JOBLINE_RATE_CHANGES: '10/1' })
    try {
      const them = await strict.market.pair()
      const wire = await strict.market.socket(them.worker_id, them.conversation_id)
      const ids = Array.from({ length: 15 }, newId)
      const answers = await Promise.all(ids.map((id) => wire.say({ id, text: 'Again and again' })))
      const refused = answers.filter(({ type }) => type === 'error')
      expect(refused.map(({ code }) => code)).toEqual(Array(5).fill('rate_limited'))
      const { body } = await strict.market.as(them.client_id, 'GET', `/api/conversations/${them.conversation_id}/messages/`)
      expect(body.messages.filter(({ kind }: { kind: string }) => kind === 'text')).toHaveLength(10)

      strict.clock.advance(Math.max(...refused.map(({ retry_after_ms }) => retry_after_ms)))
      expect(await wire.say({ id: refused[0]!.id, text: 'Again and again' })).toMatchObject({ type: 'ack' })
    } finally {
      await strict.stop()
    }
  })
})

describe('CONN-9 AUTH-4: time, by a clock of our own', () => {
  test('one byte every 5 s is no frame: closed with 4008 after 60 s', async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const them = await place.market.pair()
      const raw = await RawSocket.open(place.market.doorOf(them.conversation_id), place.market.token(them.worker_id))
      const bytes = textFrame(Buffer.from(JSON.stringify({ type: 'ping', padding: 'x'.repeat(100) })))
      for (let sent = 0; sent < 11; sent++) {
        raw.write(bytes.subarray(sent, sent + 1))
        place.clock.advance(5_000)
      }
      expect(raw.isClosed).toBe(false)
      raw.write(bytes.subarray(11, 12))
      place.clock.advance(5_000)
      expect(await raw.closeCode).toBe(4008)
    } finally {
      await place.stop()
    }
  })

  test('the server pings after 25 s, and a client that answers lives on', async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const them = await place.market.pair()
      const raw = await RawSocket.open(place.market.doorOf(them.conversation_id), place.market.token(them.worker_id))
      for (let round = 0; round < 5; round++) {
        place.clock.advance(25_000)
        await raw.nextPing()
        raw.write(textFrame(Buffer.alloc(0), { opcode: 0xa }))
        // The pong is in when the answer to what was sent behind it is.
        raw.write(textFrame(Buffer.from('{"type":"ping"}')))
        await raw.nextText((text) => text.includes('"pong"'))
      }
      expect(raw.isClosed).toBe(false)
      place.clock.advance(60_000)
      expect(await raw.closeCode).toBe(4008)
    } finally {
      await place.stop()
    }
  })

  test('no token within 5 s: closed with 4001', async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const them = await place.market.pair()
      const wire = await WireSocket.open(place.market.doorOf(them.conversation_id))
      wire.send({ type: 'hello', protocol: 1 })
      place.clock.advance(5_000)
      expect((await wire.closed).code).toBe(4001)
    } finally {
      await place.stop()
    }
  })
})

describe('G8 LIMIT-5: one who does not read', () => {
  test('is cut off with 4030 or 1006, while others go on, and finds everything again', async () => {
    const place = await bootPlace({ environment: { JOBLINE_BUFFERED_BYTES: '65536' } })
    try {
      const them = await place.market.pair()
      const sleeper = await RawSocket.open(place.market.doorOf(them.conversation_id), place.market.token(them.client_id))
      sleeper.pause()
      const writer = await place.market.socket(them.worker_id, them.conversation_id)
      const text = 'x'.repeat(8_000)
      let sent = 0
      const gone = () => place.market.request('GET', '/metrics').then(({ text: metrics }) => /^jobline_sockets 1$/m.test(metrics))
      while (!(await gone())) {
        if (sent > 4_000) throw new Error('32 MB are waiting for somebody who does not read')
        await Promise.all(Array.from({ length: 50 }, () => writer.say({ id: newId(), text })))
        sent += 50
      }
      sleeper.resume()
      expect([4030, 1006]).toContain(await sleeper.closeCode)

      const { body } = await place.market.as(them.client_id, 'GET', `/api/conversations/${them.conversation_id}/`)
      expect(body.conversation.last_seq).toBe(sent + 1)
    } finally {
      await place.stop()
    }
  }, 60_000)
})

describe('AUTH-6: two tokens at once', () => {
  test('auth twice in one breath, for two people, does not make two people of one socket', async () => {
    const other = await market.pair()
    const wire = await WireSocket.open(market.door)
    wire.send({ type: 'auth', token: market.token(pair.worker_id) })
    wire.send({ type: 'auth', token: market.token(other.worker_id) })
    expect((await wire.closed).code).toBe(4001)
    const hellos = wire.texts.map((text) => JSON.parse(text)).filter(({ type }) => type === 'hello')
    expect(hellos.length).toBeLessThanOrEqual(1)
  })

  test('auth twice in one breath for one person: one hello, one ack', async () => {
    const wire = await WireSocket.open(market.door)
    const token = market.token(pair.worker_id)
    wire.send({ type: 'auth', token })
    wire.send({ type: 'auth', token })
    await wire.next({ type: 'hello' })
    await wire.next({ type: 'ack' })
    await wire.alive()
    expect(wire.texts.map((text) => JSON.parse(text).type)).toEqual(['hello', 'ack', 'pong'])
    await wire.close()
  })
})

// A person reports another, and the marketplace reads it: once, bounded, with what was said as it stood, and with a word to
// nobody else. From docs/protocol.md alone.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'

let booted: BootedPlace
let market: Marketplace
let pair: Pair
/** The one who reports, and the one who is reported. */
let anna: string
let ben: string
/** Where the list stood before this test. */
let cursor: string | undefined

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())
beforeEach(async () => {
  pair = await market.pair()
  ;[anna, ben] = [pair.worker_id, pair.client_id]
  for (let page = await list(cursor); page.next_cursor !== undefined; page = await list(cursor)) cursor = page.next_cursor
})

const newId = () => crypto.randomUUID()
const list = async (after = cursor, limit = 100) =>
  (await market.tell('GET', `/reports/?limit=${limit}${after === undefined ? '' : `&cursor=${after}`}`)).body
const pathOf = ({ conversation_id } = pair) => `/api/conversations/${conversation_id}/`
const report = (fields: object = {}, user_id = anna, of = pair, there = market) =>
  there.as(user_id, 'POST', `${pathOf(of)}reports/`, { id: newId(), reason: 'scam', message_ids: [], ...fields })

async function send(user_id: string, text: string, of = pair) {
  const { body } = await market.as(user_id, 'POST', `${pathOf(of)}messages/`, { id: newId(), text })
  return body.message
}

describe('REPORT-1: what may be reported', () => {
  test('everything that is said of it comes to the marketplace', async () => {
    const [mine, theirs] = [await send(anna, 'Hello'), await send(ben, 'Pay me outside of the app.')]
    const id = newId()
    const note = 'Line one\nline two, 日本語'
    const { status, body } = await report({ id, reason: 'off_platform_payment', note, message_ids: [theirs.id, mine.id] })
    expect([status, body]).toEqual([201, { report_id: id, created_at: expect.any(Number) }])
    const { reports, next_cursor } = await list()
    expect(reports).toEqual([
      {
        id,
        conversation_id: pair.conversation_id,
        job_id: pair.job_id,
        reporter_id: anna,
        reported_user_id: ben,
        reason: 'off_platform_payment',
        note,
        messages: [theirs, mine],
        created_at: body.created_at,
      },
    ])
    expect((await list(next_cursor)).reports).toEqual([])
  })

  test.each(['spam', 'scam', 'harassment', 'off_platform_payment', 'inappropriate', 'other'])(
    '%s, without a note and without messages',
    async (reason) => {
      expect((await report({ reason })).status).toBe(201)
      const [told] = (await list()).reports
      expect(told).toMatchObject({ reason, messages: [] })
      expect(told).not.toHaveProperty('note')
    },
  )

  test.each([
    ['no reason', { reason: undefined }, ''],
    ['an unknown reason', { reason: 'boring' }, '/reason'],
    ['an id that is no UUID', { id: 'mine' }, '/id'],
    ['no id', { id: undefined }, ''],
    ['no list of messages', { message_ids: undefined }, ''],
    ['21 messages', { message_ids: Array.from({ length: 21 }, newId) }, '/message_ids'],
    ['a message twice', { message_ids: [pairless(), pairless()] }, '/message_ids'],
    ['a message that is no id', { message_ids: ['x'] }, '/message_ids/0'],
    ['a note of 1,001 characters', { note: 'x'.repeat(1_001) }, '/note'],
    ['an empty note', { note: '' }, '/note'],
    ['a note that is a number', { note: 5 }, '/note'],
  ])('%s is a bad request', async (_name, fields, path) => {
    const { status, body } = await report(fields)
    expect([status, body.code]).toEqual([400, 'bad_request'])
    if (path !== '') expect(body.path).toBe(path)
  })

  test.each(['a\u0000b', '\ud83d'])('a note with a character that is none: %j', async (note) => {
    expect((await report({ note })).body).toMatchObject({ code: 'text_invalid', path: '/note' })
    expect((await list()).reports).toEqual([])
  })

  test('1,000 characters and 20 messages are taken', async () => {
    const message_ids: string[] = []
    for (let count = 0; count < 20; count++) message_ids.push((await send(ben, `Number ${count}`)).id)
    expect((await report({ note: '😀'.repeat(1_000), message_ids })).status).toBe(201)
    expect((await list()).reports[0].messages).toHaveLength(20)
  })

  test('ERR-7: a message of another conversation is as unknown as one that does not exist, also where the reporter is in both', async () => {
    const own = await send(ben, 'Hello')
    const second = { ...pair, conversation_id: await market.conversation(await market.job('Paint the door'), anna, ben) }
    const foreign = await send(ben, 'Elsewhere', second)
    const others = await market.pair()
    const stranger = (await market.as(others.client_id, 'POST', `${pathOf(others)}messages/`, { id: newId(), text: 'Secret' })).body.message
    const answers = await Promise.all([foreign.id, stranger.id, newId()].map((id) => report({ message_ids: [own.id, id] })))
    for (const { status, text, body } of answers) {
      expect([status, text]).toEqual([404, answers[0]!.text])
      expect(body).toMatchObject({ code: 'not_found', path: '/message_ids/1' })
    }
    expect((await list()).reports).toEqual([])
  })

  test('nobody is told, no rev moves, and a closed conversation can be reported too', async () => {
    await market.tell('POST', `/conversations/${pair.conversation_id}/close/`)
    const sockets = [await market.socket(anna), await market.socket(ben)]
    const look = async () => (await market.as(ben, 'GET', `${pathOf()}changes/?after_rev=0`)).text
    const before = await look()
    expect((await report()).status).toBe(201)
    for (const socket of sockets) {
      await socket.alive()
      expect(socket.unread).toEqual([])
    }
    expect(await look()).toBe(before)
  })
})

describe('REPORT-2: once', () => {
  test('again is the same answer and no second report', async () => {
    const { id: message_id } = await send(ben, 'Hello')
    const fields = { id: newId(), note: 'Look', message_ids: [message_id] }
    const first = await report(fields)
    const [again, more] = await Promise.all([report(fields), report(fields)])
    for (const { status, body } of [again, more]) expect([status, body]).toEqual([200, first.body])
    expect((await list()).reports).toHaveLength(1)
  })

  test('at once it is one, too', async () => {
    const fields = { id: newId() }
    const answers = await Promise.all(Array.from({ length: 5 }, () => report(fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await list()).reports).toHaveLength(1)
  })

  test('the id used for anything else is a conflict, which tells nothing', async () => {
    const id = newId()
    await report({ id })
    const others = await market.pair()
    const answers = [
      await report({ id, reason: 'spam' }),
      await report({ id, note: 'More' }),
      await report({ id, message_ids: [(await send(ben, 'Hello')).id] }),
      await report({ id }, ben),
      await report({ id }, others.worker_id, others),
    ]
    for (const { status, text, body } of answers) {
      expect([status, body.code]).toEqual([409, 'id_conflict'])
      expect(text).toBe(answers[0]!.text)
    }
    expect((await list()).reports).toHaveLength(1)
  })
})

describe('REPORT-3: the evidence stays', () => {
  test('as it stood, after an edit, a deletion, a reaction, and after both have left', async () => {
    const message = await send(ben, 'Pay me outside of the app.')
    await report({ message_ids: [message.id] })
    await market.as(ben, 'PATCH', `/api/messages/${message.id}/`, { text: 'I said nothing.' })
    await market.as(ben, 'PUT', `/api/messages/${message.id}/reactions/`, { emoji: '👍', active: true })
    expect((await list()).reports[0].messages).toEqual([message])
    await market.as(ben, 'DELETE', `/api/messages/${message.id}/`)
    for (const user_id of [anna, ben]) await market.tell('DELETE', `/conversations/${pair.conversation_id}/members/${user_id}/`)
    expect((await list()).reports[0].messages).toEqual([message])
    // Who is out can report no more.
    expect((await report()).body.code).toBe('not_found')
  })

  test('of a deleted one what is left, of an edited one what it says now', async () => {
    const [gone, changed] = [await send(ben, 'Gone'), await send(ben, 'Before')]
    const { body: deleted } = await market.as(ben, 'DELETE', `/api/messages/${gone.id}/`)
    const { body: edited } = await market.as(ben, 'PATCH', `/api/messages/${changed.id}/`, { text: 'After' })
    await report({ message_ids: [gone.id, changed.id] })
    expect((await list()).reports[0].messages).toEqual([deleted.message, edited.message])
  })

  test('BLOCK-6 BLOCK-8: of a withheld one what it says; of one that was edited meanwhile what the reporter knows', async () => {
    const known = await send(ben, 'As I know it')
    await market.as(anna, 'PUT', `/api/blocks/${ben}/`)
    const withheld = await send(ben, 'You cannot get rid of me.')
    const { body } = await market.as(ben, 'PATCH', `/api/messages/${known.id}/`, { text: 'I said nothing.' })
    await report({ message_ids: [known.id, withheld.id] })
    expect((await list()).reports[0].messages).toEqual([
      { ...known, rev: body.message.rev },
      { ...withheld, withheld: true },
    ])
    // The reporter is told no more than before.
    expect((await market.as(anna, 'GET', `${pathOf()}messages/`)).text).not.toContain('You cannot')
  })

  test('it is kept over a restart', async () => {
    const place = await bootPlace()
    try {
      const there = await place.market.pair()
      await report({ reason: 'spam' }, there.worker_id, there, place.market)
      const all = async () => (await place.market.tell('GET', '/reports/')).body
      const before = await all()
      await place.restart()
      expect(await all()).toEqual(before)
      expect(before.reports).toHaveLength(1)
    } finally {
      await place.stop()
    }
  })
})

describe('REPORT-4: the marketplace reads', () => {
  test('in pages of any size, the oldest first, each once; the last cursor goes on later', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      ids.push(newId())
      await report({ id: ids.at(-1) })
    }
    for (const limit of [1, 2, 5, 100]) {
      const told: string[] = []
      let at = cursor
      for (let page = await list(at, limit); page.reports.length > 0; page = await list(at, limit)) {
        expect(page.reports.length).toBeLessThanOrEqual(limit)
        told.push(...page.reports.map(({ id }: { id: string }) => id))
        at = page.next_cursor
      }
      expect(told).toEqual(ids)
      expect(await list(at, limit)).toEqual({ reports: [] })
    }
    const end = (await list(cursor, 100)).next_cursor
    await report({ id: newId(), reason: 'spam' })
    expect((await list(end)).reports).toMatchObject([{ reason: 'spam' }])
  })

  test('a page of much is cut short, and nothing of it is left out', async () => {
    const message_ids: string[] = []
    for (let count = 0; count < 20; count++) message_ids.push((await send(ben, 'x'.repeat(8_000))).id)
    for (let count = 0; count < 16; count++) await report({ message_ids })
    const first = await list(cursor, 100)
    expect(first.reports.length).toBeGreaterThan(10)
    expect(first.reports.length).toBeLessThan(16)
    expect(first.reports.length + (await list(first.next_cursor, 100)).reports.length).toBe(16)
  })

  test('a cursor of another database begins anew with the oldest, one of an older release goes on where it can', async () => {
    await report({ id: newId() })
    await report({ id: newId() })
    const oldest = await list('r.0', 2)
    const [, epoch, n] = oldest.next_cursor.split('.')
    expect((await market.as(anna, 'GET', '/api/me/')).body.epoch).toBe(epoch)
    for (const elsewhere of [`r.another-epoch.${n}`, 'r.another-epoch.999999', 'r.999999', `r.${epoch}.999999`]) {
      expect(await list(elsewhere, 2)).toEqual(oldest)
    }
    expect(await list(`r.${n}`, 3)).toEqual(await list(oldest.next_cursor, 3))
  })

  test.each(['r.-1', '17', 'r.x', '%20'])('INT-1: a cursor that is none of ours is a bad request: %s', async (bad) => {
    const answer = await market.request('GET', `/api/integration/reports/?cursor=${bad}`, { token: market.place.service_key })
    expect([answer.status, answer.body.code, answer.body.path]).toEqual([400, 'bad_request', '/cursor'])
  })
})

test('REPORT-5 LIMIT-4 too many of one person are refused for a while; others are not', async () => {
  const place = await bootPlaceOfOurTime({ JOBLINE_RATE_REPORTS: '3/0.1' })
  try {
    const there = await place.market.pair()
    const one = () => report({}, there.worker_id, there, place.market)
    for (let count = 0; count < 3; count++) expect((await one()).status).toBe(201)
    const refused = await one()
    expect([refused.status, refused.body]).toMatchObject([429, { code: 'rate_limited', retry_after_ms: 10_000 }])
    expect((await report({}, there.client_id, there, place.market)).status).toBe(201)
    place.clock.advance(10_000)
    expect((await one()).status).toBe(201)
  } finally {
    await place.stop()
  }
})

function pairless(): string {
  return '0b9d7c1e-52b4-4d0e-8d2c-3a1f0e9b7c55'
}

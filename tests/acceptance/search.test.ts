// Searching messages, told from outside by docs/protocol.md alone: what is found, what never is, and by whom.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, type BootedPlaceOfOurTime, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Answer, Marketplace, Pair } from './marketplace.ts'

const newId = () => crypto.randomUUID()

let booted: BootedPlace
let market: Marketplace
let pair: Pair

beforeAll(async () => {
  booted = await bootPlace({ environment: { JOBLINE_RATE_SEARCHES: '100000/100000' } })
  market = booted.market
})
afterAll(() => booted.stop())

beforeEach(async () => {
  pair = await market.pair()
})

interface Part {
  readonly text: string
  readonly hit?: true
}

const ask = (user_id: string, q: string, more: Record<string, string> = {}): Promise<Answer> =>
  market.as(user_id, 'GET', `/api/search/?${new URLSearchParams({ q, ...more })}`)

async function send(text: string, { from = pair.worker_id, to = pair.conversation_id, id = newId() } = {}): Promise<string> {
  const { status } = await market.as(from, 'POST', `/api/conversations/${to}/messages/`, { id, text })
  expect(status).toBe(201)
  return id
}

/** Ids of what is found, page by page to the end. */
async function found(user_id: string, q: string, more: Record<string, string> = {}): Promise<string[]> {
  const ids: string[] = []
  let page: Record<string, string> = {}
  for (;;) {
    const { status, body } = await ask(user_id, q, { ...more, ...page })
    expect(status).toBe(200)
    for (const hit of body.hits) ids.push(hit.message.id)
    if (body.next_cursor === undefined) return ids
    page = { cursor: body.next_cursor }
  }
}

async function partsOf(text: string, q: string): Promise<Part[]> {
  const id = await send(text)
  const { body } = await ask(pair.worker_id, q)
  return body.hits.find((hit: { message: { id: string } }) => hit.message.id === id).parts
}

/** Lets the server's time pass until its index has everything. */
async function indexAll({ market: here, clock }: BootedPlaceOfOurTime): Promise<void> {
  for (;;) {
    clock.advance(60_000)
    const metrics = await here.request('GET', '/metrics')
    if (metrics.text.includes('\njobline_search_unindexed 0\n')) return
  }
}

const marked = (parts: readonly Part[]) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')

describe('CV-5 SEARCH-1: what is found', () => {
  test('every word begins a word of the text, in any order; both people find it, whole and as it is', async () => {
    const id = await send('I can start painting on Tuesday')
    for (const q of ['start', 'paint', 'tues start', 'Tuesday PAINTING', 'i can']) {
      expect(await found(pair.worker_id, q)).toEqual([id])
      expect(await found(pair.client_id, q)).toEqual([id])
    }
    for (const q of ['ainting', 'starts', 'paint wednesday', 'paintings']) expect(await found(pair.worker_id, q)).toEqual([])
    const { body } = await ask(pair.client_id, 'paint')
    const one = await market.as(pair.client_id, 'GET', `/api/messages/${id}/`)
    expect(body.hits[0].message).toEqual(one.body.message)
  })

  test('the newest first, over all my conversations or in one', async () => {
    const job = await market.job('Another job')
    const other = await market.conversation(job, pair.worker_id, await market.person('Lia'))
    const ids = [await send('paint one'), await send('paint two', { to: other }), await send('no match'), await send('paint three')]
    expect(await found(pair.worker_id, 'paint')).toEqual([ids[3]!, ids[1]!, ids[0]!])
    expect(await found(pair.worker_id, 'paint', { conversation_id: other })).toEqual([ids[1]!])
    expect(await found(pair.worker_id, 'paint', { conversation_id: pair.conversation_id })).toEqual([ids[3]!, ids[0]!])
    expect(await found(pair.client_id, 'paint')).toEqual([ids[3]!, ids[0]!])
  })

  test('SEARCH-6: pages of any size tell every hit once, in order; the last has no cursor', async () => {
    const ids: string[] = []
    for (let n = 0; n < 11; n++) ids.unshift(await send(`brush number ${n}`))
    for (const limit of ['1', '3', '11', '100']) expect(await found(pair.client_id, 'brush', { limit })).toEqual(ids)
    const { body } = await ask(pair.client_id, 'brush', { limit: '4' })
    expect(body.hits).toHaveLength(4)
    // What arrives meanwhile is newer than the cursor and not on the next page.
    await send('brush again')
    const next = await ask(pair.client_id, 'brush', { limit: '4', cursor: body.next_cursor })
    expect(next.body.hits.map((hit: { message: { id: string } }) => hit.message.id)).toEqual(ids.slice(4, 8))
  })
})

describe('CV-5 SEARCH-2: words', () => {
  test.each([
    ['mañana', 'manana'],
    ['manana', 'MAÑANA'],
    ['An\u0303o nuevo', 'ano'],
    ['Ang bahay ay nasa Parañaque', 'paranaq'],
    ['STRASSE Ünter', 'unter'],
    ['أريد مُحَمَّد غدًا', 'محمد'],
    ['أريد', 'اريد'],
    ['שָׁלוֹם', 'שלום'],
    ['Привет, как дела', 'дел'],
    ['ΟΔΟΣ', 'οδος'],
    ['明日の修理は何時ですか', '修理'],
    ['พรุ่งนี้ซ่อมบ้าน', 'บ้าน'],
    ['ok 👍🏽', '👍'],
    ['👨‍👩‍👧 family', '👩'],
    ['call 0917-555-0199', '555'],
    ['mail juan@example.com', 'juan@example.com'],
    ["don't", "don't"],
    ['pay ５００ pesos', '500'],
    ['x', 'x'],
    ['𐐷𐐲𐑌 and 𝐁𝐨𝐥𝐝', 'bold'],
  ])('%s is found by %s', async (text, q) => {
    const id = await send(text)
    expect(await found(pair.client_id, q)).toEqual([id])
    expect(await found(pair.client_id, `${q}qqq`)).toEqual([])
  })

  test('SEARCH-3: the eleventh word does not count, nor does one said twice', async () => {
    const id = await send('a b c d e f g h i j')
    expect(await found(pair.worker_id, 'a b c d e f g h i j zzz')).toEqual([id])
    expect(await found(pair.worker_id, 'a a a a b b b b zzz')).toEqual([])
  })
})

describe('CV-5 SEARCH-3: a question is words and nothing more', () => {
  const WORDLESS = [
    '"',
    '*',
    '""""',
    "'",
    '()',
    '-',
    '^',
    '+',
    '.',
    ':',
    '\\',
    '%',
    '_',
    '{}',
    '/* */',
    '--',
    ';',
    '؟',
    '…',
    ' \t\n',
    '\u202e',
    '\ufffd',
  ]
  test.each(WORDLESS)('%j finds nothing', async (q) => {
    await send(`everything ${q} that there is`)
    const { status, body } = await ask(pair.worker_id, q)
    expect([status, body]).toEqual([200, { hits: [] }])
  })

  test.each([
    'NEAR(paint brush)',
    '"paint brush"',
    'paint* OR brush',
    'keys: paint',
    'paint AND brush',
    'NOT paint',
    'paint) OR (brush',
    '{keys} : paint',
    '^paint',
    "paint'; DROP TABLE messages; --",
    '@paint #brush',
    'paint + brush',
    '-paint',
    'paint\u0000brush',
    '‮paint‬',
  ])('%j is the words in it', async (q) => {
    const both = await send('paint brush')
    const words = q.normalize('NFKD').match(/[a-z]+/gi)!
    const all = await send(`Words: ${words.join(' ')}`)
    const ids = await found(pair.worker_id, q)
    expect(ids).toContain(all)
    expect(ids.includes(both)).toBe(words.every((word) => ['paint', 'brush'].includes(word.toLowerCase())))
  })

  test.each([
    ['very long words', 'x'.repeat(200)],
    ['a hundred words', 'ab '.repeat(66).trim()],
    ['half a character', '%ED%A0%BD'],
    ['right to left', 'مرحبا '.repeat(30).trim()],
    ['two hundred emoji', '👍'.repeat(200)],
  ])('%s are taken', async (_name, q) => {
    const { status } = await market.as(pair.worker_id, 'GET', `/api/search/?q=${q.startsWith('%') ? q : encodeURIComponent(q)}`)
    expect(status).toBe(200)
  })

  test.each([
    ['no question', '', '/q'],
    ['an empty question', '?q=', '/q'],
    ['one that is too long', `?q=${'x'.repeat(201)}`, '/q'],
    ['a page of too many', '?q=a&limit=101', '/limit'],
    ['a page of none', '?q=a&limit=0', '/limit'],
    ['a conversation that is no id', '?q=a&conversation_id=mine', '/conversation_id'],
    ['an empty cursor', '?q=a&cursor=', '/cursor'],
    ['SEARCH-6: a cursor that is garbage', '?q=a&cursor=%27%20OR%201', '/cursor'],
    ['SEARCH-6: a cursor of another epoch', '?q=a&cursor=b1946ac9-2492-4234-8c62-35b4d2611184.5', '/cursor'],
  ])('%s is refused', async (_name, query, path) => {
    const { status, body } = await market.as(pair.worker_id, 'GET', `/api/search/${query}`)
    expect([status, body.code]).toEqual([400, 'bad_request'])
    if (query !== '') expect(body.path).toBe(path)
  })
})

describe('CV-5 G6 SEARCH-4: what is never found', () => {
  test('deleted messages, and system messages', async () => {
    const id = await send('canary of a message')
    const { id: kept } = { id: await send('canary that stays') }
    expect(await found(pair.client_id, 'canary')).toEqual([kept, id])
    expect((await market.as(pair.worker_id, 'DELETE', `/api/messages/${id}/`)).status).toBe(200)
    expect(await found(pair.client_id, 'canary')).toEqual([kept])
    await market.tell('POST', `/conversations/${pair.conversation_id}/close/`)
    for (const q of ['conversation', 'closed', 'conversation_closed']) expect(await found(pair.client_id, q)).toEqual([])
  })

  test('what strangers say, whatever they ask; and a member finds it', async () => {
    const id = await send('canary between us')
    const stranger = await market.pair()
    expect(await found(stranger.worker_id, 'canary')).toEqual([])
    expect(await found(await market.person('Otto'), 'canary')).toEqual([])
    expect(await found(pair.client_id, 'canary')).toEqual([id])
    const foreign = await ask(stranger.worker_id, 'canary', { conversation_id: pair.conversation_id })
    const missing = await ask(stranger.worker_id, 'canary', { conversation_id: newId() })
    expect([foreign.status, foreign.body.code, foreign.text]).toEqual([404, 'not_found', missing.text])
  })

  test('what is said where one was taken out, before or since', async () => {
    const before = await send('canary before')
    expect(await found(pair.client_id, 'canary')).toEqual([before])
    await market.tell('DELETE', `/conversations/${pair.conversation_id}/members/${pair.client_id}/`)
    const after = await send('canary after')
    expect(await found(pair.client_id, 'canary')).toEqual([])
    expect((await ask(pair.client_id, 'canary', { conversation_id: pair.conversation_id })).status).toBe(404)
    expect(await found(pair.worker_id, 'canary')).toEqual([after, before])
  })
})

describe.each([
  ['before anything is indexed', false],
  ['with everything indexed', true],
] as const)('CV-5 SEARCH-5: what was acknowledged is known, %s', (_name, indexed) => {
  test('the new message, the edited one by its new words alone, the deleted one no more', async () => {
    const place = await bootPlaceOfOurTime({ JOBLINE_RATE_SEARCHES: '100000/100000' })
    try {
      const { market: here } = place
      const two = await here.pair()
      const index = async () => {
        if (indexed) await indexAll(place)
      }
      const look = async (q: string) =>
        (await here.as(two.client_id, 'GET', `/api/search/?q=${q}`)).body.hits.map((hit: { message: { id: string } }) => hit.message.id)
      const id = newId()
      const path = `/api/messages/${id}/`
      await here.as(two.worker_id, 'POST', `/api/conversations/${two.conversation_id}/messages/`, { id, text: 'turquoise' })
      expect(await look('turq')).toEqual([id])
      await index()
      expect(await look('turq')).toEqual([id])
      expect((await here.as(two.client_id, 'PUT', `${path}reactions/`, { emoji: '👍', active: true })).status).toBe(200)
      expect(await look('turq')).toEqual([id])
      expect((await here.as(two.worker_id, 'PATCH', path, { text: 'magenta' })).status).toBe(200)
      expect([await look('turq'), await look('mag')]).toEqual([[], [id]])
      await index()
      expect([await look('turq'), await look('mag')]).toEqual([[], [id]])
      expect((await here.as(two.worker_id, 'DELETE', path)).status).toBe(200)
      expect(await look('mag')).toEqual([])
      await index()
      expect(await look('mag')).toEqual([])
    } finally {
      await place.stop()
    }
  })

  test('G6 SEARCH-4 BLOCK-6 BLOCK-8: what is withheld from somebody is not found by them, also after the block; its sender finds it', async () => {
    const place = await bootPlaceOfOurTime({ JOBLINE_RATE_SEARCHES: '100000/100000' })
    try {
      const { market: here } = place
      const two = await here.pair()
      const say = async (text: string) => {
        const id = newId()
        const path = `/api/conversations/${two.conversation_id}/messages/`
        expect((await here.as(two.worker_id, 'POST', path, { id, text })).status).toBe(201)
        return id
      }
      const look = async (user_id: string, q: string) =>
        (await here.as(user_id, 'GET', `/api/search/?q=${q}`)).body.hits.map((hit: { message: { id: string } }) => hit.message.id)
      const block = (method: string) => here.as(two.client_id, method, `/api/blocks/${two.worker_id}/`)
      const before = await say('turquoise')
      expect((await block('PUT')).status).toBe(200)
      const withheld = await say('turquoise again')
      // An edit that is withheld: the other goes on seeing the words of before.
      await here.as(two.worker_id, 'PATCH', `/api/messages/${before}/`, { text: 'magenta' })
      const check = async () => {
        expect([await look(two.worker_id, 'turq'), await look(two.worker_id, 'magenta')]).toEqual([[withheld], [before]])
        expect([await look(two.client_id, 'turq'), await look(two.client_id, 'magenta')]).toEqual([[before], []])
      }
      await check()
      if (indexed) await indexAll(place)
      await check()
      expect((await block('DELETE')).status).toBe(200)
      await check()
      const after = await say('turquoise at last')
      if (indexed) await indexAll(place)
      expect(await look(two.client_id, 'turq')).toEqual([after, before])
    } finally {
      await place.stop()
    }
  })
})

test('CV-5 SEARCH-5: a server that was started anew finds what the one before it stored', async () => {
  const place = await bootPlace()
  try {
    const two = await place.market.pair()
    await place.market.as(two.worker_id, 'POST', `/api/conversations/${two.conversation_id}/messages/`, { id: newId(), text: 'turquoise' })
    await place.restart()
    const { body } = await place.market.as(two.client_id, 'GET', '/api/search/?q=turq')
    expect(body.hits).toHaveLength(1)
  } finally {
    await place.stop()
  }
})

describe('CV-5 SEARCH-7: parts', () => {
  test.each([
    ['I can start on Tuesday', 'tues', 'I can start on [Tues]day'],
    ['Año nuevo', 'ano', '[Año] nuevo'],
    ['An\u0303o nuevo', 'an', '[An\u0303]o nuevo'],
    ['paint the painted paint', 'paint', '[paint] the [paint]ed [paint]'],
    ['one two one', 'two on', '[on]e [two] [on]e'],
    ['明日の修理は', '修理', '明日の[修理]は'],
    ['ok 👍🏽!', '👍', 'ok [👍🏽]!'],
    ['the 👨‍👩‍👧 came', '👩', 'the [👨‍👩‍👧] came'],
    [' tabs\tand\n\n  lines ', 'lines', 'tabs and [lines]'],
  ])('%j by %j', async (text, q, expected) => {
    expect(marked(await partsOf(text, q))).toBe(expected)
  })

  test('a long text is cut on both sides, around the first hit', async () => {
    const parts = await partsOf(`${'lorem ipsum '.repeat(100)}turquoise ${'dolor sit '.repeat(100)}`, 'turquoise')
    const line = parts.map(({ text }) => text).join('')
    expect(line).toMatch(/^…(lorem|ipsum) .*turquoise .*(dolor|sit)…$/)
    expect(line.length).toBeGreaterThan(90)
    expect(line.length).toBeLessThan(125)
    expect(parts.filter(({ hit }) => hit)).toEqual([{ text: 'turquoise', hit: true }])
  })

  test.each([
    ['pairs', '😀'.repeat(500)],
    ['families', '👨‍👩‍👧'.repeat(300)],
    ['letters with accents', 'e\u0301'.repeat(1_000)],
    ['one letter with a thousand accents', `e${'\u0301'.repeat(1_000)}`],
    ['a word without end', 'abc'.repeat(1_000)],
  ])('%s are not cut through', async (_name, filling) => {
    const parts = await partsOf(`${filling} turquoise ${filling}`, 'turquoise')
    const line = parts.map(({ text }) => text).join('')
    expect(line).toContain('turquoise')
    expect(line.isWellFormed()).toBe(true)
    const whole = new Set([...new Intl.Segmenter().segment(filling)].map(({ segment }) => segment))
    if (!filling.startsWith('e\u0301\u0301')) {
      for (const { segment } of new Intl.Segmenter().segment(line)) expect(whole.has(segment) || /^[turquoise …]$/.test(segment)).toBe(true)
    }
  })
})

test('SEARCH-8 LIMIT-4: searches have a rate of their own, each person theirs', async () => {
  const strict = await bootPlace({ environment: { JOBLINE_RATE_SEARCHES: '2/0.001' } })
  try {
    const two = await strict.market.pair()
    const search = (user_id: string) => strict.market.as(user_id, 'GET', '/api/search/?q=paint')
    expect([(await search(two.worker_id)).status, (await search(two.worker_id)).status]).toEqual([200, 200])
    const refused = await search(two.worker_id)
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited'])
    expect(refused.body.retry_after_ms).toBeGreaterThan(0)
    expect((await search(two.client_id)).status).toBe(200)
    expect((await strict.market.as(two.worker_id, 'GET', '/api/conversations/')).status).toBe(200)
  } finally {
    await strict.stop()
  }
})

test('SEARCH-9: one message by its id, as it is now, for those who are in its conversation', async () => {
  const id = await send('Before')
  const path = `/api/messages/${id}/`
  await market.as(pair.worker_id, 'PATCH', path, { text: 'After' })
  const page = await market.as(pair.client_id, 'GET', `/api/conversations/${pair.conversation_id}/messages/`)
  const { body } = await market.as(pair.client_id, 'GET', path)
  expect(body).toEqual({ message: page.body.messages.at(-1) })
  expect(body.message).toMatchObject({ id, text: 'After' })
  await market.as(pair.worker_id, 'DELETE', path)
  expect((await market.as(pair.client_id, 'GET', path)).body.message.deleted_at).toBeGreaterThan(0)
  const stranger = await market.pair()
  for (const address of [path, `/api/messages/${newId()}/`, '/api/messages/mine/']) {
    const { status, body: refusal } = await market.as(stranger.worker_id, 'GET', address)
    expect([status, refusal.code]).toEqual([404, 'not_found'])
  }
})

// Search against the scripted server: what waits for a key, whose answer counts, and what the device finds by itself.

import { afterEach, describe, expect, test } from 'bun:test'
import type { Message } from '@jobline/protocol'
import type { Inside } from '../src/index.ts'
import { createSearch, type Search } from '../src/search/index.ts'
import { scanDevice } from '../src/search/scan-device.ts'
import { wordsOf } from '../src/search/words.ts'
import { settle } from './client-clock.ts'
import { ANOTHER, CONVERSATION, conversation, ME, member, message, messageId } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import type { ScriptedAnswer } from './scripted-server.ts'
import { endWorlds, type World } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

const REST_MS = 250
const hit = (seq: number, text: string, changes: Partial<Message> = {}) => ({
  message: message(seq, { text, ...changes }),
  parts: [{ text, hit: true }],
})
const found = (search: Search) => search.getSnapshot().messages.map(({ message }) => message.text)
const told = (search: Search) => {
  const { state, source } = search.getSnapshot()
  return `${state} ${source}`
}

/** Live, with a search that somebody looks at. */
async function aSearch(options: Parameters<typeof createSearch>[1] = {}) {
  const { world, socket } = await openedChat(3)
  const search = createSearch(world.client, options)
  const seen: string[] = []
  search.subscribe(() => seen.push(told(search)))
  return { world, socket, search, seen }
}
/** Types, rests, and takes the question. */
async function look(world: World, search: Search, query: string): Promise<ScriptedAnswer> {
  search.setQuery(query)
  await world.clock.advance(REST_MS)
  return world.server.restAsked()
}

describe('asking the server', () => {
  test('asks once the keys have rested, for what was typed last', async () => {
    const { world, search } = await aSearch()
    for (const query of ['k', 'ki', 'kit']) {
      search.setQuery(query)
      await world.clock.advance(REST_MS - 1)
    }
    expect([world.server.rest_asked.length, told(search)]).toEqual([0, 'searching server'])
    await world.clock.advance(1)
    const asked = await world.server.restAsked()
    expect([asked.method, asked.path]).toEqual(['GET', '/api/search/?q=kit'])
    asked.answer({ hits: [hit(2, 'kitchen')] })
    await until(search, ({ state }) => state === 'done')
    expect(search.getSnapshot()).toMatchObject({ source: 'server', more: false, query: 'kit' })
    expect(search.getSnapshot().messages[0]).toMatchObject({ parts: [{ text: 'kitchen', hit: true }], conversation: { id: CONVERSATION } })
  })

  test('what was found stays while the next is looked for; a late answer to the one before is dropped', async () => {
    const { world, search } = await aSearch()
    const first = await look(world, search, 'kit')
    first.answer({ hits: [hit(2, 'kitchen')] })
    await until(search, ({ state }) => state === 'done')
    const second = await look(world, search, 'sin')
    const third = await look(world, search, 'sink')
    expect([found(search), told(search)]).toEqual([['kitchen'], 'searching server'])
    third.answer({ hits: [hit(1, 'sink')] })
    await until(search, ({ state }) => state === 'done')
    second.answer({ hits: [hit(3, 'since')] })
    await settle()
    expect(found(search)).toEqual(['sink'])
  })

  test('nothing to look for is idle at once, and so is a question under way', async () => {
    const { world, search } = await aSearch()
    const asked = await look(world, search, 'kit')
    search.setQuery(' … ')
    expect(search.getSnapshot()).toMatchObject({ state: 'idle', messages: [], conversations: [], query: ' … ' })
    asked.answer({ hits: [hit(2, 'kitchen')] })
    await settle()
    expect([found(search), told(search)]).toEqual([[], 'idle server'])
  })

  test('another blank is not another question', async () => {
    const { world, search } = await aSearch()
    ;(await look(world, search, 'kit')).answer({ hits: [] })
    await until(search, ({ state }) => state === 'done')
    search.setQuery('kit ')
    await world.clock.advance(REST_MS)
    expect([world.server.rest_asked.length, search.getSnapshot().query, told(search)]).toEqual([1, 'kit ', 'done server'])
  })

  test('one conversation alone; more with the cursor, each message once', async () => {
    const { world, search } = await aSearch({ conversation_id: CONVERSATION })
    const asked = await look(world, search, 'a b')
    expect(asked.path).toBe(`/api/search/?q=a%20b&conversation_id=${CONVERSATION}`)
    asked.answer({ hits: [hit(3, 'three'), hit(2, 'two')], next_cursor: 'n/2' })
    await until(search, ({ more }) => more)
    const loading = search.loadMore()
    const more = await world.server.restAsked()
    expect(more.path).toBe(`/api/search/?q=a%20b&conversation_id=${CONVERSATION}&cursor=n%2F2`)
    more.answer({ hits: [hit(2, 'two'), hit(1, 'one')] })
    await loading
    expect([found(search), search.getSnapshot().more]).toEqual([['three', 'two', 'one'], false])
    expect(search.getSnapshot().conversations).toEqual([])
  })

  test('pages without a hit are passed over, and a server that brings nothing else is not asked for ever', async () => {
    const { world, search } = await aSearch()
    ;(await look(world, search, 'kit')).answer({ hits: [], next_cursor: 'c1' })
    ;(await world.server.restAsked()).answer({ hits: [hit(2, 'kitchen')], next_cursor: 'c2' })
    await until(search, ({ state }) => state === 'done')
    expect([found(search), search.getSnapshot().more]).toEqual([['kitchen'], true])
    const loading = search.loadMore()
    for (let page = 3; page < 8; page++) {
      const asked = await world.server.restAsked()
      expect(asked.path).toEndWith(`cursor=c${page - 1}`)
      asked.answer({ hits: [], next_cursor: `c${page}` })
    }
    await loading
    expect([world.server.rest_asked.length, search.getSnapshot().more]).toEqual([7, true])
  })

  test('a final refusal is told, and asked again when the connection is new', async () => {
    const { world, search, socket } = await aSearch()
    ;(await look(world, search, 'kit')).answer({ code: 'bad_request', message: 'No.', retryable: false }, 400)
    await until(search, ({ state }) => state === 'failed')
    expect(search.getSnapshot().error_code).toBe('bad_request')
    socket.close()
    await (await world.server.redialled()).welcome([])
    ;(await world.server.restAsked()).answer({ hits: [hit(2, 'kitchen')] })
    await until(search, ({ state }) => state === 'done')
    expect([found(search), search.getSnapshot().error_code]).toEqual([['kitchen'], undefined])
  })

  test('what was found and then edited or deleted follows', async () => {
    const { world, socket, search } = await aSearch()
    ;(await look(world, search, 'text')).answer({ hits: [hit(3, 'text 3'), hit(2, 'text 2'), hit(1, 'text 1')] })
    await until(search, ({ messages }) => messages.length === 3)
    socket.say({ type: 'message_update', message: message(3, { rev: 4, text: undefined, deleted_at: 5 }) })
    socket.say({ type: 'message_update', message: message(2, { rev: 5, text: 'a new text', edited_at: 5 }) })
    socket.say({ type: 'message_update', message: message(1, { rev: 6, text: 'other words', edited_at: 5 }) })
    expect(found(search)).toEqual(['a new text'])
    expect(search.getSnapshot().messages[0]?.parts).toEqual([{ text: 'a new ' }, { text: 'text', hit: true }])
  })

  test('nobody looks any more: nothing is asked; looked at again, it is', async () => {
    const { world } = await openedChat(3)
    const search = createSearch(world.client)
    const end = search.subscribe(() => {})
    search.setQuery('kit')
    end()
    await world.clock.advance(2 * REST_MS)
    expect(world.server.rest_asked.length).toBe(0)
    search.subscribe(() => {})
    ;(await world.server.restAsked()).answer({ hits: [hit(2, 'kitchen')] })
    await until(search, ({ state }) => state === 'done')
    search.close()
    search.setQuery('sink')
    await world.clock.advance(2 * REST_MS)
    expect(world.server.rest_asked.length).toBe(1)
  })
})

describe('people and jobs', () => {
  test('are matched here, at once, over all conversations, also while nothing else can be', async () => {
    const { socket, search } = await aSearch()
    const members = [member(ME), member('ana', { name: 'Ána Reyes' })]
    const job = { id: 'job-2', version: 1, title: 'Bathroom tiles', status: 'open' as const }
    socket.say({
      type: 'conversation',
      conversation: conversation(0, { id: ANOTHER, members, job, state: { conversation_id: ANOTHER, archived_at: 5 } }),
    })
    search.setQuery('ana ti')
    const [first] = search.getSnapshot().conversations
    expect(first?.conversation.id).toBe(ANOTHER)
    expect(first?.parts).toEqual({
      title: [{ text: 'Bathroom ' }, { text: 'ti', hit: true }, { text: 'les' }],
      name: [{ text: 'Ána', hit: true }, { text: ' Reyes' }],
    })
    // My own name is in all of them.
    search.setQuery(ME)
    expect(search.getSnapshot().conversations).toEqual([])
  })

  test('a row keeps its identity while nothing of it changes, and follows the list', async () => {
    const { search, socket } = await aSearch()
    search.setQuery('kitchen')
    const [before] = search.getSnapshot().conversations
    socket.say({ type: 'presence', user_id: 'other', online: true })
    expect(search.getSnapshot().conversations[0]).toBe(before as never)
    socket.say({ type: 'job', conversation_id: CONVERSATION, rev: 4, job: { id: 'job-1', version: 2, title: 'Bathroom', status: 'open' } })
    expect(search.getSnapshot().conversations).toEqual([])
  })
})

describe('what the device holds', () => {
  test('is looked through while the server cannot be reached, and says so; back to the server by itself', async () => {
    const { world, socket, search, seen } = await aSearch()
    socket.close()
    search.setQuery('TEXT 2')
    await world.clock.advance(REST_MS)
    await until(search, ({ state }) => state === 'done')
    expect([told(search), found(search), world.server.rest_asked.length]).toEqual(['done device', ['text 2'], 0])
    expect(search.getSnapshot().messages[0]?.parts.filter((part) => part.hit).length).toBe(2)

    const again = await world.server.redialled()
    await again.welcome([])
    const asked = await world.server.restAsked()
    expect(found(search)).toEqual(['text 2'])
    asked.answer({ hits: [hit(2, 'text 2'), hit(1, 'old text 2')] })
    await until(search, ({ source }) => source === 'server')
    expect(found(search)).toEqual(['text 2', 'old text 2'])
    expect(seen.at(-1)).toBe('done server')
  })

  test('nobody looks any more while the server refuses: it is left alone; looked at again, it is asked', async () => {
    const { world } = await openedChat(3)
    const search = createSearch(world.client)
    const leave = search.subscribe(() => {})
    const asked = await look(world, search, 'text')
    leave()
    asked.answer({ code: 'rate_limited', message: '', retryable: true, retry_after_ms: 5_000 }, 429)
    await settle()
    await world.clock.advance(60_000)
    const before = world.server.rest_asked.length
    await world.clock.advance(60_000)
    expect(world.server.rest_asked.length).toBe(before)
    search.subscribe(() => {})
    await world.server.restAsked()
  })

  test('also where the server is there and does not answer; it is asked again after a while', async () => {
    const { world, search } = await aSearch()
    ;(await look(world, search, 'text')).answer({ code: 'rate_limited', message: '', retryable: true, retry_after_ms: 5_000 }, 429)
    await until(search, ({ source }) => source === 'device')
    expect(found(search)).toEqual(['text 3', 'text 2', 'text 1'])
    await world.clock.advance(4_999)
    expect(world.server.rest_asked.length).toBe(1)
    await world.clock.advance(1)
    ;(await world.server.restAsked()).answer({ hits: [hit(3, 'text 3')] })
    await until(search, ({ source }) => source === 'server')
    expect(found(search)).toEqual(['text 3'])
  })
})

describe('the scan', () => {
  const at = (id: string, seq: number, created_at: number, text = 'yes'): Message =>
    message(seq, { id: `${id}${seq}`, conversation_id: id, created_at, text })
  /** A device that holds these messages, and counts what is read. */
  function aDevice(messages: readonly Message[]) {
    const ids = [...new Set(messages.map(({ conversation_id }) => conversation_id))]
    const of = (id: string) => messages.filter(({ conversation_id }) => conversation_id === id).sort((a, b) => a.seq - b.seq)
    const conversations = new Map(
      ids.map((id) => [id, { id, conversation: conversation(0, { id, last_activity_at: of(id).at(-1)?.created_at ?? 0 }) }]),
    )
    const reads: string[] = []
    const stored = async (id: string, limit: number, before = Number.MAX_SAFE_INTEGER) => {
      reads.push(id)
      return of(id)
        .filter(({ seq }) => seq < before)
        .slice(-limit)
    }
    return { inside: { replica: { conversations, stored } } as unknown as Inside, reads }
  }

  test('brings the newest of all conversations first, page by page, each once', async () => {
    const messages = Array.from({ length: 500 }, (_, index) => [at('a', index + 1, index * 10), at('b', index + 1, index * 10 + 5)]).flat()
    const { inside } = aDevice(messages)
    const scan = scanDevice(inside, wordsOf('yes'), undefined, () => false)
    const all: number[] = []
    while (scan.more()) for (const { created_at } of (await scan.next(70)) ?? []) all.push(created_at)
    expect(all).toEqual(messages.map(({ created_at }) => created_at).sort((a, b) => b - a))
  })

  test('reads no more than it needs for the newest', async () => {
    const { inside, reads } = aDevice(Array.from({ length: 1_000 }, (_, index) => at('a', index + 1, index)).concat(at('old', 1, -1)))
    const scan = scanDevice(inside, wordsOf('yes'), undefined, () => false)
    expect((await scan.next(50))?.length).toBe(50)
    expect(reads).toEqual(['a'])
  })

  test('stops between two pages when it is told to', async () => {
    const { inside, reads } = aDevice(Array.from({ length: 2_000 }, (_, index) => at('a', index + 1, index, 'no')))
    let stops = false
    const scan = scanDevice(inside, wordsOf('yes'), undefined, () => stops || reads.length === 3)
    expect(await scan.next(50)).toBeUndefined()
    expect(reads.length).toBe(3)
    stops = true
  })

  test('skips what has no text, and looks into one conversation alone where that is asked', async () => {
    const { inside } = aDevice([at('a', 1, 1), { ...at('a', 2, 2), text: undefined, deleted_at: 3 } as Message, at('b', 1, 3)])
    const scan = scanDevice(inside, wordsOf('yes'), 'a', () => false)
    expect((await scan.next(50))?.map(({ id }) => id)).toEqual(['a1'])
    expect(scan.more()).toBe(false)
  })
})

test('a hit in a conversation that this device does not know yet shows once it does', async () => {
  const { world, socket, search } = await aSearch()
  ;(await look(world, search, 'yes')).answer({ hits: [hit(1, 'yes', { id: messageId(1, 'b'), conversation_id: ANOTHER })] })
  await until(search, ({ state }) => state === 'done')
  expect(found(search)).toEqual([])
  socket.say({ type: 'conversation', conversation: conversation(0, { id: ANOTHER }) })
  expect(found(search)).toEqual(['yes'])
})

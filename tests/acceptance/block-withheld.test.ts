// A has blocked B, and B writes on: A is told that something is there and never what, through every door. That B notices
// nothing is in block-silence.test.ts. From docs/protocol.md alone.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame } from './wire-socket.ts'

/** Stands in everything that B says while blocked, and nowhere else. */
const CANARY = 'canary-51c0'
/** The reactions that B gives while blocked. */
const SILENT = '🤡'

let booted: BootedPlace
let market: Marketplace
let pair: Pair
/** The one who blocks, and the one who is blocked. */
let anna: string
let ben: string

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())
beforeEach(async () => {
  pair = await market.pair()
  ;[anna, ben] = [pair.worker_id, pair.client_id]
})

const newId = () => crypto.randomUUID()
const block = (who = anna, whom = ben) => market.as(who, 'PUT', `/api/blocks/${whom}/`)
const unblock = (who = anna, whom = ben) => market.as(who, 'DELETE', `/api/blocks/${whom}/`)
const pathOf = ({ conversation_id } = pair) => `/api/conversations/${conversation_id}/`
const conversation = async (user_id: string) => (await market.as(user_id, 'GET', pathOf())).body.conversation
const history = async (user_id: string): Promise<Frame[]> => (await market.as(user_id, 'GET', `${pathOf()}messages/`)).body.messages

async function send(user_id: string, text: string, fields: object = {}) {
  const { status, body } = await market.as(user_id, 'POST', `${pathOf()}messages/`, { id: newId(), text, ...fields })
  expect(status).toBe(201)
  return body.message
}
const edit = async (user_id: string, { id }: { id: string }, text: string) =>
  (await market.as(user_id, 'PATCH', `/api/messages/${id}/`, { text })).body.message
const react = async (user_id: string, { id }: { id: string }, emoji: string, active = true) =>
  market.as(user_id, 'PUT', `/api/messages/${id}/reactions/`, { emoji, active })
const seenBy = async (user_id: string, { id }: { id: string }) => (await history(user_id)).find((message) => message.id === id)

describe('BLOCK-6: what is sent meanwhile', () => {
  test('has its seq and rev, is sent as ever to its sender, and is there for me without what it says', async () => {
    const mine = await send(anna, 'Before')
    const [wide, door, theirs] = [await market.socket(anna), await market.socket(anna, pair.conversation_id), await market.socket(ben)]
    await block()
    const sender = await market.socket(ben, pair.conversation_id)
    const id = newId()
    const frame = { id, text: CANARY, reply_to_id: mine.id, sent_at: 5 }
    const ack = await sender.say(frame)
    expect(ack).toEqual({ type: 'ack', id, conversation_id: pair.conversation_id, seq: 3, rev: 3, created_at: expect.any(Number) })
    const { seq, rev, created_at } = ack
    const shell = { id, conversation_id: pair.conversation_id, seq, rev, kind: 'text', sender_id: ben, sent_at: 5, created_at }
    for (const socket of [wide, door]) {
      expect((await socket.next({ type: 'chat_message' })).message).toEqual({ ...shell, withheld: true })
    }
    expect((await theirs.next({ type: 'chat_message' })).message).toEqual({ ...shell, text: CANARY, reply_to_id: mine.id })
    expect(await seenBy(anna, { id })).toEqual({ ...shell, withheld: true } as never)
    await unblock()
    expect(await seenBy(anna, { id })).toEqual({ ...shell, withheld: true } as never)
    expect(await seenBy(ben, { id })).toEqual({ ...shell, text: CANARY, reply_to_id: mine.id } as never)
    // The send that follows the end is an ordinary one, and no number is missing.
    expect(await send(ben, 'After')).toMatchObject({ seq: seq + 1, rev: rev + 1, text: 'After' })
    expect((await wide.next({ type: 'chat_message' })).message).toMatchObject({ seq: seq + 1, text: 'After' })
  })
})

describe('BLOCK-7: it moves nothing that I look at', () => {
  test('not unread, not out of the archive, not the last message, not up in the list', async () => {
    const shown = await send(ben, 'Before')
    await market.as(anna, 'POST', `/api/messages/${shown.id}/read/`)
    const above = await market.conversation(await market.job('Paint the door'), anna, await market.person('Carl'))
    await market.as(anna, 'PATCH', `${pathOf()}state/`, { archived: true })
    const lookOf = async () => {
      const { last_message, last_activity_at, state } = await conversation(anna)
      const { conversations } = (await market.as(anna, 'GET', '/api/conversations/?filter=all')).body
      return {
        last_message,
        last_activity_at,
        archived: 'archived_at' in state,
        unread: state.unread,
        order: conversations.map(({ id }: { id: string }) => id),
      }
    }
    const before = await lookOf()
    expect(before).toMatchObject({ last_message: { id: shown.id }, archived: true, unread: 0, order: [above, pair.conversation_id] })
    await block()
    const socket = await market.socket(anna)
    for (let count = 0; count < 3; count++) await send(ben, CANARY)
    expect(await lookOf()).toEqual(before)
    for (const filter of ['active', 'unread']) {
      const { conversations } = (await market.as(anna, 'GET', `/api/conversations/?filter=${filter}`)).body
      expect(conversations.map(({ id }: { id: string }) => id)).not.toContain(pair.conversation_id)
    }
    // By page and by sync the order is the same, and the place of a page is too.
    const page = (await market.as(anna, 'GET', '/api/conversations/?filter=all&limit=1')).body
    const rest = (await market.as(anna, 'GET', `/api/conversations/?filter=all&limit=1&cursor=${page.next_cursor}`)).body
    expect([page, rest].flatMap(({ conversations }) => conversations.map(({ id }: { id: string }) => id))).toEqual(before.order)
    const synced = (await market.as(anna, 'GET', '/api/sync/')).body.conversations
    expect(synced.map(({ id }: { id: string }) => id)).toEqual(before.order)
    expect(synced[1]).toMatchObject({ last_seq: 5, rev: 5, last_message: { id: shown.id }, last_activity_at: before.last_activity_at })
    await socket.alive()
    expect(socket.unread.filter(({ type }) => type === 'member_state')).toEqual([])

    const theirs = await conversation(ben)
    expect(theirs).toMatchObject({ last_seq: 5, rev: 5, last_message: { text: CANARY, seq: 5 } })
    expect(theirs.last_activity_at).toBe(theirs.last_message.created_at)

    await unblock()
    expect(await lookOf()).toEqual(before)
    const after = await send(ben, 'After')
    expect(await lookOf()).toEqual({
      last_message: after,
      last_activity_at: after.created_at,
      archived: false,
      unread: 1,
      order: [pair.conversation_id, above],
    })
  })

  test('a system message is the last one again, and mine is', async () => {
    await block()
    await send(ben, CANARY)
    await market.tell('POST', `/conversations/${pair.conversation_id}/close/`)
    expect((await conversation(anna)).last_message).toMatchObject({ kind: 'system', event: { name: 'conversation_closed' } })
    await market.tell('POST', `/conversations/${pair.conversation_id}/reopen/`)
    await send(ben, CANARY)
    expect((await conversation(anna)).last_message).toMatchObject({ event: { name: 'conversation_reopened' } })
    await unblock()
    const mine = await send(anna, 'After')
    expect((await conversation(anna)).last_message).toEqual(mine)
  })

  test('unread counts the others alone, wherever I read to, and whatever is deleted', async () => {
    const first = await send(ben, 'One')
    const second = await send(ben, 'Two')
    await block()
    const withheld = await send(ben, CANARY)
    await send(ben, CANARY)
    await unblock()
    await send(ben, 'Three')
    const unread = async () => (await conversation(anna)).state.unread
    expect(await unread()).toBe(3)
    expect((await market.as(anna, 'POST', `/api/messages/${first.id}/read/`)).body.state.unread).toBe(2)
    await market.as(ben, 'DELETE', `/api/messages/${withheld.id}/`)
    expect(await unread()).toBe(2)
    await market.as(ben, 'DELETE', `/api/messages/${second.id}/`)
    expect(await unread()).toBe(1)
    expect((await market.as(anna, 'POST', `/api/messages/${withheld.id}/read/`)).body.state.unread).toBe(1)
  })
})

describe('BLOCK-8: what is changed meanwhile', () => {
  test('an edit is done for its sender alone, until they edit again after the end', async () => {
    const message = await send(ben, 'As it was')
    await edit(ben, message, 'As I knew it')
    const known = await seenBy(anna, message)
    const [mine, theirs] = [await market.socket(anna), await market.socket(ben)]
    await block()
    const done = await edit(ben, message, CANARY)
    expect(done).toMatchObject({ text: CANARY, rev: known!.rev + 1 })
    expect((await theirs.next({ type: 'message_update' })).message).toEqual(done)
    // One step of rev for me too: nothing is missing, and nothing looks different.
    expect((await mine.next({ type: 'message_update' })).message).toEqual({ ...known, rev: done.rev })
    const again = await edit(ben, message, `${CANARY} again`)
    expect(await seenBy(anna, message)).toEqual({ ...known, rev: again.rev } as never)
    expect((await conversation(anna)).last_message).toEqual({ ...known, rev: again.rev })
    await unblock()
    expect(await seenBy(anna, message)).toEqual({ ...known, rev: again.rev } as never)
    expect(await seenBy(ben, message)).toEqual(again)
    const open = await edit(ben, message, 'For both of us')
    expect(await seenBy(anna, message)).toEqual(open)
    expect(await seenBy(ben, message)).toEqual(open)
  })

  test('SEARCH-1: it is found by what I know of it, and its sender finds it by what it says', async () => {
    const message = await send(ben, 'Meet me at the harbour')
    await block()
    await edit(ben, message, 'Meet me at the lighthouse')
    await send(ben, 'The lighthouse, I said')
    const found = async (user_id: string, q: string) => (await market.as(user_id, 'GET', `/api/search/?q=${q}`)).body.hits.length
    for (const round of ['meanwhile', 'after']) {
      const counts = [
        await found(anna, 'harbour'),
        await found(anna, 'lighthouse'),
        await found(ben, 'lighthouse'),
        await found(ben, 'harbour'),
      ]
      expect({ round, counts }).toEqual({ round, counts: [1, 0, 2, 0] })
      await unblock()
    }
  })

  test('one that was never edited does not look edited', async () => {
    const message = await send(ben, 'As it was')
    await block()
    const { rev } = await edit(ben, message, CANARY)
    expect(await seenBy(anna, message)).toEqual({ ...message, rev })
  })

  test('a reaction is there for its giver alone; taking one away takes it from both', async () => {
    const [mine, theirs] = [await send(anna, 'Mine'), await send(ben, 'Theirs')]
    await react(ben, mine, '👍')
    await react(anna, mine, SILENT)
    await block()
    for (const message of [mine, theirs]) await react(ben, message, SILENT)
    const both = (user_id: string) => Promise.all([mine, theirs].map(async (message) => (await seenBy(user_id, message))?.reactions))
    const given = [{ emoji: '👍', user_ids: [ben] }]
    expect(await both(ben)).toEqual([[...given, { emoji: SILENT, user_ids: [anna, ben] }], [{ emoji: SILENT, user_ids: [ben] }]])
    expect(await both(anna)).toEqual([[...given, { emoji: SILENT, user_ids: [anna] }], undefined])
    await react(ben, mine, '👍', false)
    expect(await both(anna)).toEqual([[{ emoji: SILENT, user_ids: [anna] }], undefined])
    await unblock()
    expect(await both(anna)).toEqual([[{ emoji: SILENT, user_ids: [anna] }], undefined])
    // Mine go on beside them, each of us sees what is theirs to see.
    await react(anna, theirs, '🎉')
    expect(await both(anna)).toEqual([[{ emoji: SILENT, user_ids: [anna] }], [{ emoji: '🎉', user_ids: [anna] }]])
    expect((await both(ben))[1]).toEqual([
      { emoji: SILENT, user_ids: [ben] },
      { emoji: '🎉', user_ids: [anna] },
    ])
    // Taken away and given again after the end, it is for both.
    await react(ben, theirs, SILENT, false)
    await react(ben, theirs, SILENT)
    expect((await both(anna))[1]).toEqual((await both(ben))[1])
  })

  test('the sixth different reaction is the last, seen or not', async () => {
    const mine = await send(anna, 'Mine')
    await block()
    for (const emoji of ['👍', '👎', '😀', '😮', '😢', '🎉']) expect((await react(ben, mine, emoji)).status).toBe(200)
    expect((await react(ben, mine, '🔧')).body.code).toBe('too_many_reactions')
  })

  test('deleting takes from both; a withheld one that is deleted looks to me as before', async () => {
    const shown = await send(ben, 'Before')
    await edit(ben, shown, 'Edited')
    await block()
    await edit(ben, shown, CANARY)
    const withheld = await send(ben, CANARY)
    const socket = await market.socket(anna)
    for (const { id } of [shown, withheld]) await market.as(ben, 'DELETE', `/api/messages/${id}/`)
    const tombstone = (await socket.next({ type: 'message_update' })).message
    expect(tombstone).toMatchObject({ id: shown.id, deleted_at: expect.any(Number) })
    expect(tombstone).not.toHaveProperty('text')
    const known = (await socket.next({ type: 'message_update' })).message
    const { text: _, rev: __, ...shell } = withheld
    expect(known).toEqual({ ...shell, rev: tombstone.rev + 1, withheld: true })
    expect(await seenBy(ben, withheld)).toMatchObject({ deleted_at: expect.any(Number) })
  })
})

describe('BLOCK-9: a withheld message is no message to me', () => {
  test('I can neither answer it nor react to it, as if it did not exist', async () => {
    await block()
    const withheld = await send(ben, CANARY)
    await unblock()
    const nobody = { id: newId() }
    const [known, unknown] = [await react(anna, withheld, '👍'), await react(anna, nobody, '👍')]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(known.body.code).toBe('not_found')
    const answers = [withheld, nobody].map(({ id }) =>
      market.as(anna, 'POST', `${pathOf()}messages/`, { id: newId(), text: 'What?', reply_to_id: id }),
    )
    for (const { body } of await Promise.all(answers)) expect(body).toMatchObject({ code: 'not_found', path: '/reply_to_id' })
    expect((await react(ben, withheld, '👍')).status).toBe(200)
  })
})

describe('BLOCK-1: two block each other', () => {
  test('neither can write, each ends it for themselves, and what is withheld is withheld from one', async () => {
    await block()
    const from_ben = await send(ben, CANARY)
    await block(ben, anna)
    for (const user_id of [anna, ben]) {
      const { body } = await market.as(user_id, 'POST', `${pathOf()}messages/`, { id: newId(), text: CANARY })
      expect(body.code).toBe('blocked')
    }
    await unblock()
    const from_anna = await send(anna, CANARY)
    await unblock(ben, anna)
    await send(ben, 'Peace')
    expect(await seenBy(anna, from_ben)).toMatchObject({ withheld: true })
    expect(await seenBy(ben, from_anna)).toMatchObject({ withheld: true })
    expect([await seenBy(ben, from_ben), await seenBy(anna, from_anna)]).toMatchObject([{ text: CANARY }, { text: CANARY }])
    expect((await history(anna)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect([(await conversation(anna)).state.unread, (await conversation(ben)).state.unread]).toEqual([1, 0])
  })
})

describe('BLOCK-10: the marketplace', () => {
  test('its jobs, closings and system messages reach both', async () => {
    await block()
    const sockets = [await market.socket(anna), await market.socket(ben)]
    await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: 'Repaint it all', status: 'in_progress' })
    for (const socket of sockets) {
      expect(await socket.next({ type: 'job' })).toMatchObject({ job: { title: 'Repaint it all' } })
      expect((await socket.next({ type: 'chat_message' })).message.event).toMatchObject({ name: 'job_status_changed' })
    }
  })
})

describe('BLOCK-6 BLOCK-8 G4: no door of mine tells', () => {
  /** All that this person can read, by every door, as text. */
  async function everything(user_id: string, cursor: string, rev: number, ids: readonly string[]): Promise<string[]> {
    const { conversation_id } = pair
    const texts: string[] = []
    for (const path of [
      pathOf(),
      `${pathOf()}messages/`,
      `${pathOf()}messages/?after_seq=0&limit=100`,
      `${pathOf()}changes/?after_rev=0`,
      `${pathOf()}changes/?after_rev=${rev}`,
      '/api/sync/',
      `/api/sync/?cursor=${cursor}`,
      ...ids.map((id) => `/api/messages/${id}/`),
      ...['canary', '51c0', CANARY, encodeURIComponent(SILENT)].map((q) => `/api/search/?q=${q}`),
      `/api/search/?q=canary&conversation_id=${conversation_id}`,
      ...['all', 'active', 'unread', 'archived'].map((filter) => `/api/conversations/?filter=${filter}`),
    ]) {
      const { status, text } = await market.as(user_id, 'GET', path)
      expect(status).toBe(200)
      texts.push(text)
    }
    const frames = [
      { type: 'sync', cursor },
      { type: 'catch_up', conversation_id, after_rev: rev },
      { type: 'history', conversation_id },
    ]
    texts.push((await market.poll(user_id, ...frames)).text)
    const back = await market.socket(user_id)
    for (const frame of frames) texts.push(JSON.stringify(await back.ask(frame)))
    await back.close()
    return texts
  }

  test('live, by sync, by catching up, as history, in the list, in requests, after coming back, during and after', async () => {
    const old = await send(ben, 'Before')
    const mine = await send(anna, 'Mine')
    const { rev } = mine
    const { cursor } = (await market.as(anna, 'GET', '/api/sync/')).body
    const live = [await market.socket(anna), await market.socket(anna, pair.conversation_id)]
    await block()
    const theirs = await market.socket(ben)
    const withheld = await send(ben, CANARY, { reply_to_id: mine.id })
    await theirs.say({ conversation_id: pair.conversation_id, id: newId(), text: CANARY })
    await market.poll(ben, { type: 'chat_message', conversation_id: pair.conversation_id, id: newId(), text: CANARY })
    await edit(ben, old, CANARY)
    await edit(ben, withheld, `${CANARY} edited`)
    for (const message of [old, mine, withheld]) await react(ben, message, SILENT)
    // A change of the members' list presents the whole row to everybody.
    await market.tell('POST', `/conversations/${pair.conversation_id}/close/`)
    await market.tell('POST', `/conversations/${pair.conversation_id}/reopen/`)
    const ids = [old, mine, withheld].map(({ id }) => id)
    const tells = (text: string) => text.includes(CANARY) || text.includes(SILENT)
    expect((await everything(anna, cursor, rev, ids)).filter(tells)).toEqual([])
    await unblock()
    await send(anna, 'After')
    expect((await everything(anna, cursor, rev, ids)).filter(tells)).toEqual([])
    for (const socket of live) {
      await socket.alive()
      expect(socket.texts.filter(tells)).toEqual([])
      // Every step of rev came all the same.
      const revs = socket.texts.map((text) => JSON.parse(text)).flatMap((frame) => frame.message?.rev ?? frame.conversation?.rev ?? [])
      expect(revs).toEqual(Array.from({ length: revs.length }, (_, index) => rev + 1 + index))
    }
    // Control: the same look finds it where it is to be seen.
    expect((await everything(ben, cursor, rev, ids)).filter(tells)).not.toEqual([])
  })
})

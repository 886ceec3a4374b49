// A blocks B: how it begins and ends, what A can no longer do, and that nothing of A's being there reaches B. From
// docs/protocol.md alone.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame, WireSocket } from './wire-socket.ts'

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
const blockOf = (user_id: string) => `/api/blocks/${user_id}/`
const block = (who = anna, whom = ben) => market.as(who, 'PUT', blockOf(whom))
const unblock = (who = anna, whom = ben) => market.as(who, 'DELETE', blockOf(whom))
const conversation = async (user_id: string, id = pair.conversation_id) =>
  (await market.as(user_id, 'GET', `/api/conversations/${id}/`)).body.conversation
const send = (user_id: string, text = 'Hello', id = newId()) =>
  market.as(user_id, 'POST', `/api/conversations/${pair.conversation_id}/messages/`, { id, text })

async function framesOf(socket: WireSocket, ...types: string[]): Promise<Frame[]> {
  await socket.alive()
  return socket.unread.filter(({ type }) => types.includes(type))
}

describe('BLOCK-1: beginning and ending', () => {
  test('again is the same, the list tells whom and since when, the last one first', async () => {
    const { body: first } = await block()
    expect(first).toEqual({ user_id: ben, blocked_at: expect.any(Number) })
    expect((await block()).body).toEqual(first)
    const other = await market.person('Carl')
    await market.conversation(pair.job_id, anna, other)
    const { body: second } = await block(anna, other)
    expect((await market.as(anna, 'GET', '/api/blocks/')).body.blocks).toEqual([
      { user: { id: other, name: 'Carl' }, blocked_at: second.blocked_at },
      { user: { id: ben, name: 'Jun' }, blocked_at: first.blocked_at },
    ])
    for (let round = 0; round < 2; round++) expect(await unblock()).toMatchObject({ status: 200, body: {} })
    expect((await market.as(anna, 'GET', '/api/blocks/')).body.blocks).toHaveLength(1)
    expect((await market.as(ben, 'GET', '/api/blocks/')).body).toEqual({ blocks: [] })
  })

  test('oneself is a bad request, somebody I share no conversation with is not found, like nobody at all', async () => {
    for (const method of ['PUT', 'DELETE']) {
      expect(await market.as(anna, method, blockOf(anna))).toMatchObject({ status: 400, body: { code: 'bad_request' } })
      const stranger = await market.person('Sam')
      const [known, unknown] = [
        await market.as(anna, method, blockOf(stranger)),
        await market.as(anna, method, blockOf(`nobody_${newId()}`)),
      ]
      expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
      expect(known.body.code).toBe('not_found')
    }
  })

  test('who was taken out of the only conversation with them can no longer block, but can still unblock', async () => {
    const second = await market.pair()
    await block(second.worker_id, second.client_id)
    for (const { conversation_id, worker_id } of [pair, second]) {
      await market.tell('DELETE', `/conversations/${conversation_id}/members/${worker_id}/`)
    }
    expect((await block()).body.code).toBe('not_found')
    expect(await unblock(second.worker_id, second.client_id)).toMatchObject({ status: 200 })
    expect((await market.as(second.worker_id, 'GET', '/api/blocks/')).body).toEqual({ blocks: [] })
  })

  test('it holds in every conversation of the two, in one opened later too, and in no other', async () => {
    const later = await market.job('Fix the roof')
    const other = await market.person('Carl')
    const unconcerned = await market.conversation(pair.job_id, anna, other)
    const shared = await market.conversation(await market.job('Paint the door'), ben, anna)
    await block()
    const opened = await market.conversation(later, anna, ben)
    for (const id of [pair.conversation_id, shared, opened]) {
      expect((await conversation(anna, id)).state.blocked).toBe(true)
      expect((await conversation(ben, id)).state).not.toHaveProperty('blocked')
    }
    expect((await conversation(anna, unconcerned)).state).not.toHaveProperty('blocked')
    await unblock()
    for (const id of [pair.conversation_id, shared, opened]) expect((await conversation(anna, id)).state).not.toHaveProperty('blocked')
  })

  test('it is kept over a restart', async () => {
    const place = await bootPlace()
    try {
      const { worker_id, client_id, conversation_id } = await place.market.pair()
      await place.market.as(worker_id, 'PUT', blockOf(client_id))
      await place.restart()
      const { body } = await place.market.as(worker_id, 'GET', `/api/conversations/${conversation_id}/`)
      expect(body.conversation.state.blocked).toBe(true)
      expect((await place.market.as(worker_id, 'GET', '/api/blocks/')).body.blocks).toHaveLength(1)
    } finally {
      await place.stop()
    }
  })
})

describe('BLOCK-2: who is told', () => {
  test('all my devices, live and by sync; nobody else; and no rev moves', async () => {
    const { conversation_id } = pair
    const mine = [await market.socket(anna), await market.socket(anna, conversation_id)]
    const theirs = [await market.socket(ben), await market.socket(ben, conversation_id)]
    const cursorOf = async (user_id: string) => (await market.as(user_id, 'GET', '/api/sync/')).body.cursor
    const [my_cursor, their_cursor] = [await cursorOf(anna), await cursorOf(ben)]
    const { rev } = await conversation(anna)
    for (const [act, blocked] of [
      [block, true],
      [unblock, undefined],
    ] as const) {
      await act()
      for (const socket of mine) expect((await socket.next({ type: 'member_state' })).state.blocked).toBe(blocked)
      const since = (await market.as(anna, 'GET', `/api/sync/?cursor=${my_cursor}`)).body
      expect(since.conversations).toMatchObject([{ id: conversation_id, rev }])
      expect(since.conversations[0].state.blocked).toBe(blocked)
      const of_theirs = (await market.as(ben, 'GET', `/api/sync/?cursor=${their_cursor}`)).body
      expect([of_theirs.conversations, of_theirs.cursor]).toMatchObject([[], expect.any(String)])
      for (const socket of theirs) expect(await framesOf(socket, 'member_state', 'conversation', 'chat_message')).toEqual([])
    }
  })

  test('again tells nobody anything', async () => {
    const socket = await market.socket(anna)
    await block()
    await socket.next({ type: 'member_state' })
    await block()
    expect(await framesOf(socket, 'member_state')).toEqual([])
    await unblock()
    await socket.next({ type: 'member_state' })
    await unblock()
    expect(await framesOf(socket, 'member_state')).toEqual([])
  })
})

describe('BLOCK-3: what I write to them is refused', () => {
  test('sends, edits and reactions, by socket, REST and in a request; deleting works; after the end all of it does', async () => {
    const { conversation_id } = pair
    const mine = (await send(anna)).body.message
    const theirs = (await send(ben)).body.message
    await block()
    const socket = await market.socket(anna)
    const refused = { type: 'error', code: 'blocked', retryable: false }
    const frames = (id: string) => [
      { type: 'chat_message', conversation_id, id, text: 'Still there?' },
      { type: 'message_edit', ref: 'e', message_id: mine.id, text: 'Changed' },
      { type: 'reaction', ref: 'r', message_id: theirs.id, emoji: '👍', active: true },
    ]
    const id = newId()
    expect(await socket.say(frames(id)[0]!)).toMatchObject(refused)
    for (const frame of frames(id).slice(1)) expect(await socket.ask(frame)).toMatchObject(refused)
    const polled = (await market.poll(anna, ...frames(id))).body.frames as Frame[]
    expect(polled.map(({ code }) => code)).toEqual(['blocked', 'blocked', 'blocked'])
    expect(await send(anna, 'Still there?', id)).toMatchObject({ status: 403, body: { code: 'blocked' } })
    expect((await market.as(anna, 'PATCH', `/api/messages/${mine.id}/`, { text: 'Changed' })).body.code).toBe('blocked')
    expect((await market.as(anna, 'PUT', `/api/messages/${theirs.id}/reactions/`, { emoji: '👍', active: true })).body.code).toBe('blocked')
    // What changes nothing is answered as ever, and so is the repeat of a send that is there already.
    expect((await market.as(anna, 'PATCH', `/api/messages/${mine.id}/`, { text: 'Hello' })).status).toBe(200)
    expect(await send(anna, 'Hello', mine.id)).toMatchObject({ status: 200, body: { message: mine } })
    expect((await market.as(anna, 'DELETE', `/api/messages/${mine.id}/`)).body.message).toHaveProperty('deleted_at')
    await unblock()
    expect(await socket.say(frames(id)[0]!)).toMatchObject({ type: 'ack' })
    expect(await socket.ask(frames(id)[2]!)).toMatchObject({ type: 'ack' })
  })

  test('in a closed conversation it is the closing that is told', async () => {
    await block()
    await market.tell('POST', `/conversations/${pair.conversation_id}/close/`)
    expect((await send(anna)).body.code).toBe('conversation_closed')
  })
})

describe('BLOCK-4: typing and presence pass neither way', () => {
  test('live, on both doors, both ways; and again after the end', async () => {
    const { conversation_id } = pair
    const open = async (user_id: string, watched: string) => {
      const socket = await market.socket(user_id)
      socket.send({ type: 'presence_watch', user_ids: [watched] })
      expect(await socket.next({ type: 'presence' })).toMatchObject({ user_id: watched })
      return socket
    }
    const [first, door] = [await market.socket(anna), await market.socket(ben, conversation_id)]
    expect(await door.next({ type: 'presence' })).toMatchObject({ online: true })
    const [mine, theirs] = [await open(anna, ben), await open(ben, anna)]
    await block()
    for (const socket of [theirs, door]) {
      expect(await socket.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: anna, online: false })
    }
    expect(await mine.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: ben, online: false })

    for (const is_typing of [true, false]) {
      for (const socket of [mine, theirs]) socket.send({ type: 'typing', conversation_id, is_typing })
      for (const user_id of [anna, ben]) await market.poll(user_id, { type: 'typing', conversation_id, is_typing })
      for (const socket of [mine, theirs]) await socket.alive()
    }
    for (const socket of [first, mine, theirs, door]) expect(await framesOf(socket, 'typing', 'presence')).toEqual([])
    const asked = async (user_id: string, of: string) =>
      (await market.poll(user_id, { type: 'presence_watch', user_ids: [of] })).body.frames
    expect(await asked(ben, anna)).toEqual([{ type: 'presence', user_id: anna, online: false }])
    expect(await asked(anna, ben)).toEqual([{ type: 'presence', user_id: ben, online: false }])

    await unblock()
    for (const socket of [theirs, door]) {
      expect(await socket.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: anna, online: true })
    }
    expect(await mine.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: ben, online: true })
    mine.send({ type: 'typing', conversation_id, is_typing: true })
    expect(await theirs.next({ type: 'typing' })).toMatchObject({ user_id: anna, is_typing: true })
  })

  test('who comes and goes meanwhile is not told, and when they were last seen is not either', async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const { worker_id, client_id } = await place.market.pair()
      const watcher = await place.market.socket(client_id)
      const watch = async () => {
        watcher.send({ type: 'presence_watch', user_ids: [worker_id] })
        return watcher.next({ type: 'presence' })
      }
      await place.market.as(worker_id, 'PUT', blockOf(client_id))
      expect(await watch()).toEqual({ type: 'presence', user_id: worker_id, online: false })
      await (await place.market.socket(worker_id)).close()
      for (let second = 0; second < 10; second++) {
        place.clock.advance(1_000)
        await watcher.alive()
      }
      expect(await framesOf(watcher, 'presence')).toEqual([])
      expect(await watch()).toEqual({ type: 'presence', user_id: worker_id, online: false })
      await place.market.as(worker_id, 'DELETE', blockOf(client_id))
      expect(await watcher.next({ type: 'presence' })).toMatchObject({ online: false, last_seen_at: expect.any(Number) })
    } finally {
      await place.stop()
    }
  })

  test('of two conversations one ends: presence still does not pass, and the end of the block brings it back', async () => {
    await market.conversation(await market.job('Paint the door'), anna, ben)
    const [mine, theirs] = [await market.socket(anna), await market.socket(ben)]
    theirs.send({ type: 'presence_watch', user_ids: [anna] })
    await theirs.next({ type: 'presence' })
    await block()
    expect(await theirs.next({ type: 'presence' })).toMatchObject({ online: false })
    await market.tell('DELETE', `/conversations/${pair.conversation_id}/members/${anna}/`)
    await mine.next({ type: 'removed' })
    expect(await framesOf(theirs, 'presence')).toEqual([])
    await unblock()
    expect(await theirs.next({ type: 'presence' })).toMatchObject({ user_id: anna, online: true })
  })
})

describe('BLOCK-5: my receipts do not reach them', () => {
  const marks = async () => {
    const { members } = await conversation(ben)
    const { delivered_seq, shown_read_seq } = members.find((member: { user_id: string }) => member.user_id === anna)
    return [delivered_seq, shown_read_seq]
  }

  test('they are acknowledged and my own count goes on; nothing jumps at the end; what comes after it moves them', async () => {
    const { conversation_id } = pair
    const [mine, second, theirs] = [await market.socket(anna), await market.socket(anna), await market.socket(ben)]
    const say = async () => (await theirs.say({ conversation_id, id: newId(), text: 'Hello' })).seq as number
    const before = await say()
    await mine.ask({ type: 'read_receipt', conversation_id, seq: before })
    await theirs.next({ type: 'read_receipt' })
    await theirs.next({ type: 'delivery_receipt' })
    const unread_before = await say()
    await block()
    const sent = await say()
    expect(await mine.ask({ type: 'delivery_receipt', conversation_id, seq: sent })).toMatchObject({ type: 'ack', conversation_id })
    expect(await mine.ask({ type: 'read_receipt', conversation_id, seq: unread_before })).toMatchObject({ type: 'ack', seq: unread_before })
    await second.next((frame) => frame.type === 'member_state' && frame.state.read_seq === unread_before)
    expect(await marks()).toEqual([before, before])
    await unblock()
    // A device that was away tells late what it has, and what it shows.
    await mine.ask({ type: 'delivery_receipt', conversation_id, seq: sent })
    await mine.ask({ type: 'read_receipt', conversation_id, seq: sent })
    expect(await marks()).toEqual([before, before])
    expect(await framesOf(theirs, 'read_receipt', 'delivery_receipt')).toEqual([])
    const next = await say()
    await mine.ask({ type: 'read_receipt', conversation_id, seq: next })
    expect(await theirs.next({ type: 'read_receipt' })).toMatchObject({ user_id: anna, seq: next })
    expect(await marks()).toEqual([next, next])
  })

  test('their receipts of what I wrote before still reach me', async () => {
    const { seq } = (await send(anna)).body.message
    await block()
    const mine = await market.socket(anna)
    await market.poll(ben, { type: 'read_receipt', conversation_id: pair.conversation_id, seq })
    expect(await mine.next({ type: 'read_receipt' })).toMatchObject({ user_id: ben, seq })
  })
})

// What a person lets others see of them: receipts of reading, and whether they are there. From docs/protocol.md alone, on
// open sockets, after coming back, and in requests.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame, WireSocket } from './wire-socket.ts'

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

const SETTINGS = '/api/me/settings/'
const newId = () => crypto.randomUUID()

async function change(user_id: string, settings: object, there = market): Promise<unknown> {
  const { status, body } = await there.as(user_id, 'PATCH', SETTINGS, settings)
  expect(status).toBe(200)
  return body
}

/** The client writes, and the worker reads it to the end. Gives the seq that was read. */
async function writeAndRead({ worker_id, client_id, conversation_id }: Pair): Promise<number> {
  const { body } = await market.as(client_id, 'POST', `/api/conversations/${conversation_id}/messages/`, { id: newId(), text: 'Hello' })
  await market.as(worker_id, 'POST', `/api/messages/${body.message.id}/read/`)
  return body.message.seq
}

/** How the client sees the worker's marks. */
async function marksOf({ worker_id, client_id, conversation_id }: Pair) {
  const { body } = await market.as(client_id, 'GET', `/api/conversations/${conversation_id}/`)
  const { delivered_seq, shown_read_seq } = body.conversation.members.find((member: { user_id: string }) => member.user_id === worker_id)
  return { delivered_seq, shown_read_seq }
}

const framesOf = async (socket: WireSocket, type: string): Promise<Frame[]> => {
  await socket.alive()
  return socket.unread.filter((frame) => frame.type === type)
}

describe('SETTINGS-1: one person, all devices', () => {
  test('both are on at first, what is left out stays, and repeating changes nothing', async () => {
    const { worker_id, client_id } = pair
    expect((await market.as(worker_id, 'GET', SETTINGS)).body).toEqual({ settings: { read_receipts: true, presence: true } })
    expect(await change(worker_id, { presence: false })).toEqual({ settings: { read_receipts: true, presence: false } })
    expect(await change(worker_id, { read_receipts: false })).toEqual({ settings: { read_receipts: false, presence: false } })
    expect(await change(worker_id, { read_receipts: false })).toEqual({ settings: { read_receipts: false, presence: false } })
    expect(await change(worker_id, {})).toEqual({ settings: { read_receipts: false, presence: false } })
    expect((await market.as(worker_id, 'GET', SETTINGS)).body).toEqual({ settings: { read_receipts: false, presence: false } })
    expect((await market.as(client_id, 'GET', SETTINGS)).body).toEqual({ settings: { read_receipts: true, presence: true } })
  })

  test('somebody of whom the marketplace has told nothing yet may have some', async () => {
    const early = `early_${newId()}`
    await change(early, { read_receipts: false })
    expect((await market.as(early, 'GET', SETTINGS)).body.settings.read_receipts).toBe(false)
  })

  test.each([
    ['a word', { presence: 'off' }, '/presence'],
    ['a number', { read_receipts: 0 }, '/read_receipts'],
    ['null', { presence: null }, '/presence'],
    ['a list', [], ''],
  ])('%s is no setting', async (_name, body, path) => {
    const answer = await market.as(pair.worker_id, 'PATCH', SETTINGS, body)
    expect([answer.status, answer.body.code, answer.body.path]).toEqual([400, 'bad_request', path])
  })

  test('they are kept over a restart', async () => {
    const place = await bootPlace()
    try {
      const person = await place.market.person('Maria')
      await change(person, { presence: false }, place.market)
      await place.restart()
      expect((await place.market.as(person, 'GET', SETTINGS)).body.settings).toEqual({ read_receipts: true, presence: false })
    } finally {
      await place.stop()
    }
  })
})

describe('SETTINGS-2: receipts of reading are off', () => {
  test('the shown mark stands still, my own count goes on, and my other device follows', async () => {
    const { worker_id, client_id, conversation_id } = pair
    const before = await writeAndRead(pair)
    expect(await marksOf(pair)).toEqual({ delivered_seq: before, shown_read_seq: before })
    await change(worker_id, { read_receipts: false })
    // Nothing is taken back.
    expect(await marksOf(pair)).toEqual({ delivered_seq: before, shown_read_seq: before })

    const [other, second] = [await market.socket(client_id), await market.socket(worker_id)]
    const seq = await writeAndRead(pair)
    expect(await second.next({ type: 'member_state' })).toMatchObject({ state: { read_seq: seq, unread: 0 } })
    expect(await marksOf(pair)).toEqual({ delivered_seq: seq, shown_read_seq: before })
    expect(await framesOf(other, 'read_receipt')).toEqual([])
    expect(await other.next({ type: 'delivery_receipt' })).toMatchObject({ user_id: worker_id, seq })
    const { body } = await market.as(worker_id, 'GET', `/api/conversations/${conversation_id}/`)
    expect(body.conversation.state).toMatchObject({ read_seq: seq, unread: 0 })
    await Promise.all([other.close(), second.close()])
  })

  test('by every way of reading: frame by seq, frame by id, in a request', async () => {
    const { worker_id, client_id, conversation_id } = pair
    await change(worker_id, { read_receipts: false })
    const [me, other] = [await market.socket(worker_id), await market.socket(client_id)]
    const say = async () => (await other.say({ conversation_id, id: newId(), text: 'Hello' })).seq as number
    expect(await me.ask({ type: 'read_receipt', conversation_id, seq: await say() })).toMatchObject({ type: 'ack' })
    await say()
    const { body } = await market.as(client_id, 'GET', `/api/conversations/${conversation_id}/`)
    expect(await me.ask({ type: 'read_receipt', message_id: body.conversation.last_message.id })).toMatchObject({ type: 'ack' })
    await market.poll(worker_id, { type: 'read_receipt', conversation_id, seq: await say() })
    expect(await framesOf(other, 'read_receipt')).toEqual([])
    expect((await marksOf(pair)).shown_read_seq).toBe(0)
    await Promise.all([me.close(), other.close()])
  })

  test('on again, what was read meanwhile is not told, and what is read from then on is', async () => {
    const { worker_id, client_id } = pair
    await change(worker_id, { read_receipts: false })
    await writeAndRead(pair)
    const other = await market.socket(client_id)
    await change(worker_id, { read_receipts: true })
    expect(await framesOf(other, 'read_receipt')).toEqual([])
    expect((await marksOf(pair)).shown_read_seq).toBe(0)
    const seq = await writeAndRead(pair)
    expect(await other.next({ type: 'read_receipt' })).toMatchObject({ user_id: worker_id, seq })
    await other.close()
  })

  test('control: the other one, who changed nothing, shows what they read', async () => {
    const { worker_id, client_id, conversation_id } = pair
    await change(worker_id, { read_receipts: false })
    const me = await market.socket(worker_id)
    const { seq } = await me.say({ conversation_id, id: newId(), text: 'Hello' })
    await market.poll(client_id, { type: 'read_receipt', conversation_id, seq })
    expect(await me.next({ type: 'read_receipt' })).toMatchObject({ user_id: client_id, seq })
    await me.close()
  })
})

describe('SETTINGS-3 SETTINGS-4 PRESENCE-3: presence is off', () => {
  const watch = async (socket: WireSocket, user_id: string): Promise<Frame> => {
    socket.send({ type: 'presence_watch', user_ids: [user_id] })
    return socket.next({ type: 'presence' })
  }

  test('at once on open sockets, both ways, without last_seen_at; and back again', async () => {
    const { worker_id, client_id } = pair
    const [me, other] = [await market.socket(worker_id), await market.socket(client_id)]
    expect(await watch(other, worker_id)).toEqual({ type: 'presence', user_id: worker_id, online: true })
    expect(await watch(me, client_id)).toMatchObject({ online: true })
    await change(worker_id, { presence: false })
    expect(await other.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: worker_id, online: false })
    expect(await me.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: client_id, online: false })
    await change(worker_id, { presence: true })
    expect(await other.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: worker_id, online: true })
    expect(await me.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: client_id, online: true })
    await Promise.all([me.close(), other.close()])
  })

  test('neither is told when the other comes and goes, however they ask; typing goes on', async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const { worker_id, client_id, conversation_id } = await place.market.pair()
      await change(worker_id, { presence: false }, place.market)
      const watcher = await place.market.socket(client_id)
      expect(await watch(watcher, worker_id)).toEqual({ type: 'presence', user_id: worker_id, online: false })
      const door = await place.market.socket(client_id, conversation_id)
      expect(await door.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: worker_id, online: false })
      const me = await place.market.socket(worker_id)
      expect(await watch(me, client_id)).toEqual({ type: 'presence', user_id: client_id, online: false })
      me.send({ type: 'typing', conversation_id, is_typing: true })
      expect(await watcher.next({ type: 'typing' })).toMatchObject({ user_id: worker_id, is_typing: true })
      const polled = async (user_id: string, of: string) =>
        (await place.market.poll(user_id, { type: 'presence_watch', user_ids: [of] })).body.frames
      expect(await polled(client_id, worker_id)).toEqual([{ type: 'presence', user_id: worker_id, online: false }])
      expect(await polled(worker_id, client_id)).toEqual([{ type: 'presence', user_id: client_id, online: false }])
      await me.close()
      // Longer than a request counts for a socket: gone, and seen last, and still nothing of it is told.
      for (let second = 0; second < 70; second++) {
        place.clock.advance(1_000)
        for (const socket of [watcher, door]) await socket.alive()
      }
      for (const socket of [watcher, door]) expect(await framesOf(socket, 'presence')).toEqual([])
      expect(await watch(watcher, worker_id)).toEqual({ type: 'presence', user_id: worker_id, online: false })
      // Control: shown again, there is a time to tell.
      await change(worker_id, { presence: true }, place.market)
      expect(await watcher.next({ type: 'presence' })).toMatchObject({
        user_id: worker_id,
        online: false,
        last_seen_at: expect.any(Number),
      })
    } finally {
      await place.stop()
    }
  })
})

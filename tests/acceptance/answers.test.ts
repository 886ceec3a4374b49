// What every question is owed: one answer, whether it is carried out or refused; and over REST an address that is read
// as it stands.

import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame, WireSocket } from './wire-socket.ts'

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

/** A message of this worker, one that is there. */
async function storedId(): Promise<string> {
  const id = newId()
  expect(await socket.say({ conversation_id: pair.conversation_id, id, text: 'Hello' })).toMatchObject({ type: 'ack' })
  return id
}

/** Each changing frame: one that is carried out, and one that is refused. */
const CHANGING: Readonly<Record<string, (message_id: string) => readonly [good: object, bad: object]>> = {
  chat_message: () => [
    { conversation_id: pair.conversation_id, text: 'On my way' },
    { conversation_id: pair.conversation_id, text: '' },
  ],
  message_edit: (message_id) => [
    { message_id, text: 'On my way now' },
    { message_id: newId(), text: 'On my way now' },
  ],
  message_delete: (message_id) => [{ message_id }, { message_id: 'no id' }],
  reaction: (message_id) => [
    { message_id, emoji: '👍', active: true },
    { message_id, emoji: 'no emoji', active: true },
  ],
  read_receipt: (message_id) => [{ message_id }, { message_id: newId() }],
  delivery_receipt: () => [
    { conversation_id: pair.conversation_id, seq: 1 },
    { conversation_id: newId(), seq: 1 },
  ],
  member_state: () => [
    { conversation_id: pair.conversation_id, pinned: true },
    { conversation_id: pair.conversation_id, pinned: 'yes' },
  ],
}

for (const [type, frames] of Object.entries(CHANGING)) {
  test(`ERR-1 SEND-2 ${type} gets exactly one answer: ack where it is done, error where it is refused, twice asked two`, async () => {
    const [good, bad] = frames(await storedId())
    for (const [fields, expected] of [
      [good, 'ack'],
      [bad, 'error'],
      [good, 'ack'],
    ] as const) {
      // A message is matched by its id, everything else by its ref.
      const key = type === 'chat_message' ? 'id' : 'ref'
      const mark = newId()
      const before = socket.texts.length
      socket.send({ type, ...fields, [key]: mark })
      const answer = await socket.next((frame) => (frame.type === 'ack' || frame.type === 'error') && frame[key] === mark)
      expect(answer.type).toBe(expected)
      // A second answer would have come by then: another change, sent after it, is answered.
      await storedId()
      const answers = socket.texts.slice(before).map((text) => JSON.parse(text) as Frame)
      expect(answers.filter((frame) => frame[key] === mark)).toHaveLength(1)
    }
  })
}

test('REST-2 numbers of a query are decimal digits and nothing else; fields that the endpoint does not know are ignored', async () => {
  const path = `/api/conversations/${pair.conversation_id}/messages/`
  for (let count = 0; count < 3; count++) await storedId()
  const ask = (query: string) => market.as(pair.worker_id, 'GET', `${path}?${query}`)
  expect((await ask('after_seq=1&limit=2')).body.messages).toHaveLength(2)
  expect((await ask('after_seq=1&limit=02')).body.messages).toHaveLength(2)
  for (const limit of ['0x2', '2.0', '2e0', '+2', '%202', '', 'two', '٢', '99999999999999999']) {
    const answer = await ask(`after_seq=1&limit=${limit}`)
    expect([limit, answer.status, answer.body.code, answer.body.path]).toEqual([limit, 400, 'bad_request', '/limit'])
  }
  const known = await ask('after_seq=1&limit=2')
  expect((await ask('after_seq=1&limit=2&colour=red&limits=1&before=0x2')).text).toBe(known.text)

  const id = newId()
  const sent = await market.as(pair.worker_id, 'POST', path, { id, text: 'Hello', colour: 'red', seq: 900, sender_id: pair.client_id })
  expect(sent).toMatchObject({ status: 201, body: { message: { id, text: 'Hello', sender_id: pair.worker_id } } })
  expect(sent.body.message).not.toContainKey('colour')
  expect(sent.body.message.seq).toBeLessThan(900)
})

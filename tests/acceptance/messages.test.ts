// The rules of docs/protocol.md about messages: sending, repeating, editing, deleting, reacting. Told from outside, by
// a foreign client.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame, WireSocket } from './wire-socket.ts'

const newId = () => crypto.randomUUID()

let booted: BootedPlace
let market: Marketplace
let pair: Pair
let worker: WireSocket
let client: WireSocket
/** The worker's other device. */
let tablet: WireSocket

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())

beforeEach(async () => {
  await Promise.all([worker, client, tablet].map((socket) => socket?.close()))
  pair = await market.pair()
  worker = await market.socket(pair.worker_id, pair.conversation_id)
  client = await market.socket(pair.client_id, pair.conversation_id)
  tablet = await market.socket(pair.worker_id)
})

async function stored(text = 'Hello', fields: object = {}): Promise<Frame> {
  const ack = await worker.say({ id: newId(), text, ...fields })
  expect(ack.type).toBe('ack')
  for (const socket of [client, tablet]) await socket.next(({ type, message }) => type === 'chat_message' && message.id === ack.id)
  return ack
}

/** Nothing but presence has come. */
async function hasHeardNothing(...sockets: readonly WireSocket[]): Promise<void> {
  for (const socket of sockets) {
    await socket.alive()
    expect(socket.unread.filter(({ type }) => type !== 'presence')).toEqual([])
  }
}

const conversationOf = async (user_id: string) =>
  (await market.as(user_id, 'GET', `/api/conversations/${pair.conversation_id}/`)).body.conversation
const close = () => market.tell('POST', `/conversations/${pair.conversation_id}/close/`)

describe('SEND', () => {
  test('SEND-3: the sender’s other device gets the message, the sending socket only the ack', async () => {
    const ack = await worker.say({ id: newId(), text: 'Hello' })
    for (const socket of [client, tablet])
      expect((await socket.next({ type: 'chat_message' })).message).toMatchObject({ id: ack.id, seq: ack.seq, rev: ack.rev })
    await hasHeardNothing(worker, client, tablet)
  })

  test('SEND-4 G2: ten times at once by both doors and REST is one message, and tells nobody twice', async () => {
    const { conversation_id } = pair
    const send = { id: newId(), text: 'Once' }
    const [bySocket, byOther, byRest] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => worker.say(send))),
      Promise.all(Array.from({ length: 3 }, () => tablet.say({ ...send, conversation_id }))),
      Promise.all(
        Array.from({ length: 3 }, () => market.as(pair.worker_id, 'POST', `/api/conversations/${conversation_id}/messages/`, send)),
      ),
    ])
    const seqs = [...bySocket, ...byOther]
      .map(({ type, seq }) => ({ type, seq }))
      .concat(byRest.map(({ body }) => ({ type: 'ack', seq: body.message.seq })))
    expect(new Set(seqs.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await client.next({ type: 'chat_message' })).message).toMatchObject(send)
    await hasHeardNothing(client)
    expect((await conversationOf(pair.client_id)).state.unread).toBe(1)
  })

  test('SEND-4: a repeat of what was edited since brings the row as it is now; of what was deleted, the tombstone', async () => {
    const { id } = await stored('Before')
    await worker.ask({ type: 'message_edit', message_id: id, text: 'After' })
    expect((await worker.say({ id, text: 'Before' })).message).toMatchObject({ id, text: 'After' })
    await worker.ask({ type: 'message_delete', message_id: id })
    const { message } = await worker.say({ id, text: 'Before' })
    expect(message.deleted_at).toBeGreaterThan(0)
    expect(message).not.toHaveProperty('text')
    expect(await worker.say({ id, text: 'After' })).toMatchObject({ type: 'error', code: 'id_conflict' })
  })

  test('SEND-5: an id in use answers the same for every cause, and tells nothing', async () => {
    const other = await market.pair()
    const { id, seq } = await stored('Mine', { reply_to_id: undefined })
    const stranger = await market.socket(other.worker_id, other.conversation_id)
    const first = await stored('To reply to')
    const answers = [
      await worker.say({ id, text: 'Other words' }),
      await worker.say({ id, text: 'Mine', reply_to_id: first.id }),
      await client.say({ id, text: 'Mine' }),
      await stranger.say({ id, text: 'Mine' }),
    ]
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toEqual({ type: 'error', id, code: 'id_conflict', message: 'The id is already in use.', retryable: false })
    expect((await worker.say({ id, text: 'Mine' })).seq).toBe(seq)
    await stranger.close()
  })

  test('SEND-6: what a client says of kind, sender, place or time is not what is stored', async () => {
    const { id } = await stored('Mine', {
      kind: 'text',
      sender_id: pair.client_id,
      seq: 99,
      rev: 99,
      created_at: 5,
      event: { name: 'conversation_closed' },
    })
    const { message } = await worker.say({ id, text: 'Mine' })
    expect(message).toMatchObject({ kind: 'text', sender_id: pair.worker_id, seq: 2 })
    expect(message).not.toHaveProperty('event')
    expect(message.created_at).toBeGreaterThan(5)
  })

  test('SEND-7: a reply names a message of the same conversation', async () => {
    const { id } = await stored('Question')
    const reply = newId()
    expect(await client.say({ id: reply, text: 'Answer', reply_to_id: id })).toMatchObject({ type: 'ack' })
    expect((await worker.next({ type: 'chat_message' })).message).toMatchObject({ id: reply, reply_to_id: id })
    expect(await client.say({ id: newId(), text: 'Answer', reply_to_id: newId() })).toMatchObject({
      type: 'error',
      code: 'not_found',
      path: '/reply_to_id',
    })
  })

  test('SEND-8 SEND-4: in a closed conversation nothing is sent, but a repeat is answered', async () => {
    const { id, seq } = await stored('Before')
    await close()
    expect(await worker.say({ id: newId(), text: 'After' })).toMatchObject({ type: 'error', code: 'conversation_closed', retryable: false })
    expect(await worker.say({ id, text: 'Before' })).toMatchObject({ type: 'ack', seq })
  })

  test('SEND-11: sent_at is the device’s, created_at the server’s; one far ahead is cut', async () => {
    const yesterday = Date.now() - 86_400_000
    const { id } = await stored('Queued since yesterday', { sent_at: yesterday })
    expect((await worker.say({ id, text: 'Queued since yesterday' })).message.sent_at).toBe(yesterday)
    const ahead = await stored('From tomorrow', { sent_at: Date.now() + 86_400_000 })
    expect((await worker.say({ id: ahead.id, text: 'From tomorrow' })).message.sent_at).toBeLessThanOrEqual(ahead.created_at + 60_000)
    const plain = await stored('Now')
    expect((await worker.say({ id: plain.id, text: 'Now' })).message.sent_at).toBe(plain.created_at)
  })

  test('SEND-1: an id in use anywhere in any letter case but lower is no id', async () => {
    const { id } = await stored()
    expect(await worker.say({ id: id.toUpperCase(), text: 'Hello' })).toMatchObject({ type: 'error', code: 'bad_request' })
  })
})

describe('EDIT', () => {
  test('EDIT-1 EDIT-4: an edit takes the next rev, tells the others, and is acknowledged with it', async () => {
    const { id, rev, seq } = await stored('Before')
    const ack = await worker.ask({ type: 'message_edit', message_id: id, text: 'After' })
    expect(ack).toMatchObject({ type: 'ack', id, rev: rev + 1 })
    for (const socket of [client, tablet]) {
      const { message } = await socket.next({ type: 'message_update' })
      expect(message).toMatchObject({ id, seq, rev: rev + 1, text: 'After' })
      expect(message.edited_at).toBeGreaterThan(0)
    }
    await hasHeardNothing(worker, client, tablet)
  })

  test('EDIT-4: the same text again changes nothing and tells nobody', async () => {
    const { id, rev } = await stored('Same')
    expect(await worker.ask({ type: 'message_edit', message_id: id, text: 'Same' })).toMatchObject({ type: 'ack', rev })
    await hasHeardNothing(client, tablet)
  })

  test('EDIT-1 TEXT-4: of another, of the system, or into nothing it is refused', async () => {
    const { id } = await stored()
    const { body } = await market.as(pair.worker_id, 'GET', `/api/conversations/${pair.conversation_id}/messages/`)
    const system = body.messages.find(({ kind }: Frame) => kind === 'system').id
    expect(await client.ask({ type: 'message_edit', message_id: id, text: 'Changed' })).toMatchObject({ code: 'not_yours' })
    expect(await worker.ask({ type: 'message_edit', message_id: system, text: 'Changed' })).toMatchObject({ code: 'not_yours' })
    expect(await worker.ask({ type: 'message_edit', message_id: id, text: ' ' })).toMatchObject({ code: 'text_empty' })
    await worker.ask({ type: 'message_delete', message_id: id })
    expect(await worker.ask({ type: 'message_edit', message_id: id, text: 'Changed' })).toMatchObject({ code: 'message_deleted' })
  })

  test('EDIT-2 MF-5 READ-5: a deleted message is a tombstone everywhere, and no longer unread', async () => {
    const { id, seq, rev } = await stored('Oops')
    await client.ask({ type: 'reaction', message_id: id, emoji: '👀', active: true })
    expect((await conversationOf(pair.client_id)).state.unread).toBe(1)
    expect(await worker.ask({ type: 'message_delete', message_id: id })).toMatchObject({ type: 'ack', id, rev: rev + 2 })
    const { message } = await client.next(({ type, message: row }) => type === 'message_update' && row.deleted_at > 0)
    expect(message).toMatchObject({ id, seq, rev: rev + 2, sender_id: pair.worker_id })
    for (const gone of ['text', 'reactions']) expect(message).not.toHaveProperty(gone)
    const conversation = await conversationOf(pair.client_id)
    expect(conversation.state.unread).toBe(0)
    expect(JSON.stringify(conversation)).not.toContain('Oops')

    expect(await worker.ask({ type: 'message_delete', message_id: id })).toMatchObject({ type: 'ack', rev: rev + 2 })
    expect(await client.ask({ type: 'message_delete', message_id: id })).toMatchObject({ code: 'not_yours' })
  })

  test('EDIT-5 SEND-9 ORDER-5: a delete that comes before its send', async () => {
    const id = newId()
    expect(await tablet.ask({ type: 'message_delete', message_id: id })).toMatchObject({ code: 'not_found' })
    expect(await tablet.ask({ type: 'message_delete', conversation_id: pair.conversation_id, message_id: id })).toMatchObject({
      type: 'ack',
    })
    expect(await worker.say({ id, text: 'Late' })).toMatchObject({ type: 'error', code: 'message_deleted', retryable: false })
    expect(await client.say({ id, text: 'Late' })).toMatchObject({ code: 'id_conflict' })
    expect(await worker.say({ id: newId(), text: 'The next one', after_id: id })).toMatchObject({ type: 'ack' })
  })

  test('EDIT-3 MF-4: reactions are set and taken away, each once', async () => {
    const { id, rev } = await stored()
    const react = (socket: WireSocket, emoji: string, active: boolean) => socket.ask({ type: 'reaction', message_id: id, emoji, active })
    expect(await react(client, '👍', true)).toMatchObject({ type: 'ack', rev: rev + 1 })
    expect(await react(client, '👍', true)).toMatchObject({ type: 'ack', rev: rev + 1 })
    expect(await react(worker, '👍', true)).toMatchObject({ type: 'ack', rev: rev + 2 })
    expect(await react(client, '👍', false)).toMatchObject({ type: 'ack', rev: rev + 3 })
    const updates = [await worker.next({ type: 'message_update' }), await worker.next({ type: 'message_update' })]
    expect(updates.map(({ message }) => message.reactions)).toEqual([
      [{ emoji: '👍', user_ids: [pair.client_id] }],
      [{ emoji: '👍', user_ids: [pair.worker_id] }],
    ])
    await react(worker, '👍', false)
    expect((await client.next(({ type, message }) => type === 'message_update' && message.rev === rev + 4)).message).not.toHaveProperty(
      'reactions',
    )
  })

  test('EDIT-6 READ-8 STATE-2: in a closed conversation one reads, keeps and deletes, and changes nothing else', async () => {
    const { id, seq } = await stored()
    await close()
    expect(await worker.ask({ type: 'message_edit', message_id: id, text: 'Changed' })).toMatchObject({ code: 'conversation_closed' })
    expect(await client.ask({ type: 'reaction', message_id: id, emoji: '👍', active: true })).toMatchObject({ code: 'conversation_closed' })
    expect(await client.ask({ type: 'delivery_receipt', seq })).toMatchObject({ type: 'ack' })
    expect(await client.ask({ type: 'read_receipt', seq })).toMatchObject({ type: 'ack' })
    expect(await client.ask({ type: 'member_state', archived: true })).toMatchObject({ type: 'ack' })
    expect(await worker.ask({ type: 'message_delete', message_id: id })).toMatchObject({ type: 'ack' })
  })
})

test('ORDER-2 ORDER-3: every step of rev is announced by one frame, and nothing else moves it', async () => {
  const before = (await conversationOf(pair.worker_id)).rev
  const { id, seq } = await stored()
  await worker.ask({ type: 'message_edit', message_id: id, text: 'Changed' })
  await client.ask({ type: 'reaction', message_id: id, emoji: '👍', active: true })
  await client.ask({ type: 'read_receipt', seq })
  await client.ask({ type: 'member_state', pinned: true, draft: 'Hm' })
  worker.send({ type: 'typing', is_typing: true })
  await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: 'Repaint', status: 'in_progress' })
  await close()
  await worker.ask({ type: 'message_delete', message_id: id })
  const after = (await conversationOf(pair.worker_id)).rev
  expect(after).toBe(before + 8)

  // A device of the worker that did none of it has heard of each step once.
  await tablet.next(({ type, message }) => type === 'message_update' && message.rev === after)
  const heard = tablet.texts
    .map((text) => JSON.parse(text))
    .flatMap((frame) =>
      frame.type === 'job'
        ? [frame.rev]
        : frame.type === 'conversation'
          ? [frame.conversation.rev]
          : frame.message
            ? [frame.message.rev]
            : [],
    )
  expect(heard).toEqual(Array.from({ length: 8 }, (_, index) => before + 1 + index))
})

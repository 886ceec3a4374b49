// A client that nobody here wrote plays the wire the marketplace asked for, API-1 to API-5, and one that has only
// REST plays it without a socket. Everything it knows stands in docs/protocol.md.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import { WireSocket } from './wire-socket.ts'

let booted: BootedPlace
let market: Marketplace

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())

const newId = () => crypto.randomUUID()

/** Both people at the door of their conversation. */
async function bothAtTheDoor(pair: Pair, slash: string): Promise<readonly [WireSocket, WireSocket]> {
  const open = (user_id: string) => WireSocket.live(market.doorOf(pair.conversation_id, slash), { token: market.token(user_id) })
  return [await open(pair.worker_id), await open(pair.client_id)]
}

describe.each(['/', ''])('addresses that end in "%s" (CONN-1)', (slash) => {
  test('API-1 CONN-3: the door of a conversation says hello first', async () => {
    const pair = await market.pair()
    const socket = await WireSocket.open(market.doorOf(pair.conversation_id, slash), { token: market.token(pair.worker_id) })
    const hello = await socket.next({ type: 'hello' })
    expect(JSON.parse(socket.texts[0]!)).toEqual(hello)
    expect(hello).toMatchObject({ protocol: 2, user_id: pair.worker_id })
    expect(hello.expires_at).toBeGreaterThan(hello.now)
    expect(hello.epoch).toBeString()
    await socket.close()
  })

  test('API-1 RT-1 SEND-2 SEND-3 ORDER-1: chat_message goes both ways, each seen once, in one order', async () => {
    const pair = await market.pair()
    const [worker, client] = await bothAtTheDoor(pair, slash)
    const [first, second] = [newId(), newId()]

    const ack = await worker.say({ id: first, text: 'I can start on Monday.' })
    const seen = await client.next({ type: 'chat_message' })
    expect(ack).toMatchObject({ type: 'ack', id: first, conversation_id: pair.conversation_id })
    expect(seen.message).toMatchObject({ id: first, kind: 'text', sender_id: pair.worker_id, text: 'I can start on Monday.' })
    expect([seen.message.seq, seen.message.rev, seen.message.created_at]).toEqual([ack.seq, ack.rev, ack.created_at])

    const answer = await client.say({ id: second, text: 'Monday it is.' })
    expect(answer.seq).toBe(ack.seq + 1)
    expect(answer.rev).toBe(ack.rev + 1)
    expect((await worker.next({ type: 'chat_message' })).message).toMatchObject({ id: second, seq: answer.seq, text: 'Monday it is.' })

    for (const socket of [worker, client]) {
      await socket.alive()
      expect(socket.unread.filter((frame) => frame.type === 'chat_message')).toEqual([])
      await socket.close()
    }
  })

  test('API-1 RT-3 TYPING-2: typing shows on the other side, and stops', async () => {
    const pair = await market.pair()
    const [worker, client] = await bothAtTheDoor(pair, slash)
    for (const is_typing of [true, false]) {
      worker.send({ type: 'typing', is_typing })
      expect(await client.next({ type: 'typing' })).toEqual({
        type: 'typing',
        conversation_id: pair.conversation_id,
        user_id: pair.worker_id,
        is_typing,
      })
    }
    await worker.alive()
    expect(worker.unread.filter((frame) => frame.type === 'typing')).toEqual([])
    await Promise.all([worker.close(), client.close()])
  })

  test('API-1 RT-4 READ-2 READ-4: a read_receipt reaches the sender, delivery with it', async () => {
    const pair = await market.pair()
    const [worker, client] = await bothAtTheDoor(pair, slash)
    const { seq } = await worker.say({ id: newId(), text: 'Hello!' })
    await client.next({ type: 'chat_message' })

    expect(await client.ask({ type: 'read_receipt', seq })).toMatchObject({ type: 'ack', conversation_id: pair.conversation_id, seq })
    const told = { conversation_id: pair.conversation_id, user_id: pair.client_id, seq }
    expect(await worker.next({ type: 'read_receipt' })).toEqual({ type: 'read_receipt', ...told })
    expect(await worker.next({ type: 'delivery_receipt' })).toEqual({ type: 'delivery_receipt', ...told })
    await Promise.all([worker.close(), client.close()])
  })

  test('API-2 CV-2 CV-6 AC-3: the list shows job, preview and unread', async () => {
    const pair = await market.pair('Fix the kitchen tap')
    const text = 'When can you come?'
    await market.as(pair.client_id, 'POST', `/api/conversations/${pair.conversation_id}/messages${slash}`, { id: newId(), text })
    const { status, body } = await market.as(pair.worker_id, 'GET', `/api/conversations${slash}`)
    expect(status).toBe(200)
    expect(body.conversations).toHaveLength(1)
    const [conversation] = body.conversations
    expect(conversation).toMatchObject({
      id: pair.conversation_id,
      status: 'open',
      job: { id: pair.job_id, title: 'Fix the kitchen tap', price_minor: 850_000, currency: 'PHP' },
    })
    expect(conversation.last_message).toMatchObject({ text, sender_id: pair.client_id })
    expect(conversation.state).toMatchObject({ unread: 1 })
    expect(conversation.members.map((member: { user_id: string }) => member.user_id).sort()).toEqual(
      [pair.worker_id, pair.client_id].sort(),
    )
  })

  test('API-3 SYNC-8: history comes in pages, both ways, ascending and without holes', async () => {
    const pair = await market.pair()
    const messages = `/api/conversations/${pair.conversation_id}/messages${slash}`
    for (let number = 1; number <= 7; number++) {
      await market.as(pair.worker_id, 'POST', messages, { id: newId(), text: `Number ${number}` })
    }
    const newest = (await market.as(pair.client_id, 'GET', `${messages}?limit=3`)).body
    expect(newest).toMatchObject({ conversation_id: pair.conversation_id, more_before: true, more_after: false })
    expect(newest.messages.map((message: { text: string }) => message.text)).toEqual(['Number 5', 'Number 6', 'Number 7'])

    const rows = [...newest.messages]
    for (let more = newest.more_before; more; ) {
      const page = (await market.as(pair.client_id, 'GET', `${messages}?limit=3&before_seq=${rows[0].seq}`)).body
      rows.unshift(...page.messages)
      more = page.more_before
    }
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1))
    const later = (await market.as(pair.client_id, 'GET', `${messages}?limit=2&after_seq=${rows[1].seq}`)).body
    expect(later.messages.map((row: { seq: number }) => row.seq)).toEqual([rows[2].seq, rows[3].seq])
    expect(later).toMatchObject({ more_before: true, more_after: true })
  })

  test('API-4 SEND-4 SEND-5 SEND-10: sending by REST reaches the socket; again is the same; other words conflict', async () => {
    const pair = await market.pair()
    const [worker, client] = await bothAtTheDoor(pair, slash)
    const messages = `/api/conversations/${pair.conversation_id}/messages${slash}`
    const send = { id: newId(), text: 'Sent by REST' }

    const created = await market.as(pair.worker_id, 'POST', messages, send)
    expect(created.status).toBe(201)
    expect(created.body.message).toMatchObject({ ...send, sender_id: pair.worker_id, kind: 'text' })
    for (const socket of [worker, client]) expect((await socket.next({ type: 'chat_message' })).message).toEqual(created.body.message)

    const again = await market.as(pair.worker_id, 'POST', messages, send)
    expect([again.status, again.body]).toEqual([200, created.body])
    expect(await worker.say(send)).toMatchObject({ type: 'ack', seq: created.body.message.seq, message: created.body.message })

    const other = await market.as(pair.worker_id, 'POST', messages, { ...send, text: 'Other words' })
    expect([other.status, other.body.code]).toEqual([409, 'id_conflict'])
    expect(other.text).not.toContain(pair.conversation_id)

    await client.alive()
    expect(client.unread.filter((frame) => frame.type === 'chat_message')).toEqual([])
    await Promise.all([worker.close(), client.close()])
  })

  test('API-5 READ-4 READ-5: marking read by REST empties the badge and tells the sender', async () => {
    const pair = await market.pair()
    const [worker, client] = await bothAtTheDoor(pair, slash)
    const { id, seq } = await worker.say({ id: newId(), text: 'One' })
    await worker.say({ id: newId(), text: 'Two' })

    const read = await market.as(pair.client_id, 'POST', `/api/messages/${id}/read${slash}`)
    expect([read.status, read.body.state]).toEqual([200, { conversation_id: pair.conversation_id, read_seq: seq, unread: 1 }])
    expect(await worker.next({ type: 'read_receipt' })).toMatchObject({ user_id: pair.client_id, seq })
    expect((await client.next({ type: 'member_state' })).state).toEqual(read.body.state)
    await Promise.all([worker.close(), client.close()])
  })
})

describe('WS-5: the three ways to bring a token', () => {
  test('AUTH-9: as a subprotocol, which is answered with the name alone', async () => {
    const pair = await market.pair()
    const socket = await WireSocket.live(market.door, { protocols: ['jobline.v1', `jobline.token.${market.token(pair.worker_id)}`] })
    expect(socket.protocol).toBe('jobline.v1')
    expect(await socket.say({ conversation_id: pair.conversation_id, id: newId(), text: 'From a browser' })).toMatchObject({ type: 'ack' })
    await socket.close()
  })

  test('AUTH-5: as the first frame; a later one extends', async () => {
    const pair = await market.pair()
    const socket = await WireSocket.open(market.doorOf(pair.conversation_id))
    socket.send({ type: 'auth', token: market.token(pair.worker_id) })
    expect(await socket.next({ type: 'hello' })).toMatchObject({ user_id: pair.worker_id })
    socket.send({ type: 'auth', token: market.token(pair.worker_id, { jti: 'fresh' }) })
    expect(await socket.next({ type: 'ack' })).toEqual({ type: 'ack', expires_at: expect.any(Number) })
    await socket.close()
  })
})

test('ORDER-5 ORDER-6: sends in one go keep their order, and none overtakes one that is not stored', async () => {
  const pair = await market.pair()
  const socket = await market.socket(pair.worker_id)
  const { conversation_id } = pair
  const ids = Array.from({ length: 20 }, newId)
  const answers = await Promise.all(
    ids.map((id, index) => socket.say({ conversation_id, id, text: `Line ${index}`, ...(index > 0 ? { after_id: ids[index - 1] } : {}) })),
  )
  expect(answers.map((answer) => answer.seq)).toEqual(answers.map((_, index) => answers[0]!.seq + index))

  const missing = newId()
  const late = { conversation_id, id: newId(), text: 'Two', after_id: missing }
  expect(await socket.say(late)).toMatchObject({ type: 'error', code: 'out_of_order', retryable: true })
  await socket.say({ conversation_id, id: missing, text: 'One' })
  expect(await socket.say(late)).toMatchObject({ type: 'ack', seq: answers[0]!.seq + 21 })
  await socket.close()
})

test('SYNC-1 to SYNC-7 SYNC-9: a REST-only client finds what changed and catches up', async () => {
  const pair = await market.pair()
  const other = await market.conversation(await market.job('Another job'), pair.worker_id, pair.client_id)
  const get = async (path: string) => (await market.as(pair.client_id, 'GET', path)).body
  const drain = async (cursor?: string) => {
    const conversations = new Map<string, { rev: number; state: { unread: number } }>()
    let query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
    for (;;) {
      const page = await get(`/api/sync/${query}`)
      for (const conversation of page.conversations) conversations.set(conversation.id, conversation)
      query = `?cursor=${encodeURIComponent(page.cursor)}`
      if (!page.more) return { conversations, cursor: page.cursor as string }
    }
  }
  const before = await drain()
  expect([...before.conversations.keys()].sort()).toEqual([pair.conversation_id, other].sort())
  const mark = before.conversations.get(pair.conversation_id)!.rev

  const messages = `/api/conversations/${pair.conversation_id}/messages/`
  const [kept, edited, deleted] = [newId(), newId(), newId()]
  for (const id of [kept, edited, deleted]) await market.as(pair.worker_id, 'POST', messages, { id, text: `Text of ${id}` })
  await market.as(pair.worker_id, 'PATCH', `/api/messages/${edited}/`, { text: 'Corrected' })
  await market.as(pair.worker_id, 'DELETE', `/api/messages/${deleted}/`)
  await market.as(pair.client_id, 'PUT', `/api/messages/${kept}/reactions/`, { emoji: '👍', active: true })

  const after = await drain(before.cursor)
  expect(after.conversations.has(pair.conversation_id)).toBe(true)
  const conversation = after.conversations.get(pair.conversation_id)!
  expect(conversation.rev).toBe(mark + 6)
  expect(conversation.state.unread).toBe(2)

  const rows = new Map<string, { id: string; text?: string; rev: number }>()
  const revs: number[] = []
  for (let after_rev = mark; ; ) {
    const page = await get(`/api/conversations/${pair.conversation_id}/changes/?after_rev=${after_rev}&limit=2`)
    for (const row of page.messages) rows.set(row.id, row)
    revs.push(...page.messages.map((row: { rev: number }) => row.rev))
    after_rev = page.up_to_rev
    if (page.more) continue
    expect(after_rev).toBe(mark + 6)
    break
  }
  expect(revs).toEqual([mark + 4, mark + 5, mark + 6])
  expect(rows.get(edited)).toMatchObject({ text: 'Corrected' })
  expect(rows.get(deleted)).not.toHaveProperty('text')
  expect(rows.get(kept)).toMatchObject({ reactions: [{ emoji: '👍', user_ids: [pair.client_id] }] })
})

test('JOB-2 JOB-3 JOB-6 ORDER-2: a status change reaches both open chats live and leaves a system message', async () => {
  const pair = await market.pair()
  const sockets = [await market.socket(pair.worker_id, pair.conversation_id), await market.socket(pair.client_id)]
  const before = (await market.as(pair.worker_id, 'GET', `/api/conversations/${pair.conversation_id}/`)).body.conversation
  await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: before.job.title, status: 'in_progress' })
  for (const socket of sockets) {
    const job = await socket.next({ type: 'job' })
    const { message } = await socket.next({ type: 'chat_message' })
    expect(job).toMatchObject({ conversation_id: pair.conversation_id, job: { id: pair.job_id, version: 2, status: 'in_progress' } })
    expect(message).toMatchObject({
      kind: 'system',
      seq: before.last_seq + 1,
      event: { name: 'job_status_changed', from: 'accepted', to: 'in_progress' },
    })
    expect([job.rev, message.rev].sort()).toEqual([before.rev + 1, before.rev + 2])
    await socket.close()
  }
  const late = await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: 'Late', status: 'completed' })
  expect(late.body).toMatchObject({ applied: false, job: { status: 'in_progress' } })
})

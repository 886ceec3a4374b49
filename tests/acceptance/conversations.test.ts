// The rules of docs/protocol.md about conversations: receipts, what only I see, typing, presence, jobs, and the
// marketplace's own calls. Told from outside, by a foreign client.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace, bootPlaceOfOurTime } from './boot-place.ts'
import type { Marketplace, Pair } from './marketplace.ts'
import type { Frame, WireSocket } from './wire-socket.ts'

const newId = () => crypto.randomUUID()

let booted: BootedPlace
let market: Marketplace
let pair: Pair
let worker: WireSocket
let client: WireSocket
/** The client's other device. */
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
  tablet = await market.socket(pair.client_id)
})

const path = () => `/api/conversations/${pair.conversation_id}/`
const conversationOf = async (user_id: string) => (await market.as(user_id, 'GET', path())).body.conversation
const say = (text: string) => worker.say({ id: newId(), text })

async function heard(socket: WireSocket, ...types: readonly string[]): Promise<Frame[]> {
  await socket.alive()
  return socket.unread.filter(({ type }) => types.includes(type))
}

describe('READ', () => {
  test('READ-1 READ-4: marks only move forward, and not beyond what there is', async () => {
    await say('One')
    const { seq } = await say('Two')
    expect(await client.ask({ type: 'read_receipt', seq: seq + 1_000 })).toMatchObject({ type: 'ack', seq })
    expect(await client.ask({ type: 'read_receipt', seq: seq - 1 })).toMatchObject({ type: 'ack', seq })
    expect(await client.ask({ type: 'delivery_receipt', seq: 0 })).toMatchObject({ type: 'ack', seq })
    expect((await heard(worker, 'read_receipt', 'delivery_receipt')).map(({ type, seq: mark }) => [type, mark]).sort()).toEqual([
      ['delivery_receipt', seq],
      ['read_receipt', seq],
    ])
    expect(await heard(tablet, 'member_state')).toHaveLength(1)
  })

  test('READ-2 READ-4 CH-6: delivered first, read later, each told once; the other device learns of its own', async () => {
    const { seq } = await say('Hello')
    await client.ask({ type: 'delivery_receipt', seq })
    expect(await worker.next({ type: 'delivery_receipt' })).toMatchObject({ user_id: pair.client_id, seq })
    let member = (await conversationOf(pair.worker_id)).members.find(({ user_id }: Frame) => user_id === pair.client_id)
    expect(member).toMatchObject({ delivered_seq: seq, shown_read_seq: 0 })

    await client.ask({ type: 'read_receipt', seq })
    expect(await worker.next({ type: 'read_receipt' })).toMatchObject({ user_id: pair.client_id, seq })
    expect((await tablet.next({ type: 'member_state' })).state).toMatchObject({
      conversation_id: pair.conversation_id,
      read_seq: seq,
      unread: 0,
    })
    expect(await heard(worker, 'delivery_receipt', 'read_receipt', 'member_state')).toEqual([])
    member = (await conversationOf(pair.worker_id)).members.find(({ user_id }: Frame) => user_id === pair.client_id)
    expect(member).toMatchObject({ delivered_seq: seq, shown_read_seq: seq })
  })

  test('READ-3: by id, on both doors and by REST, with the right count of what is left', async () => {
    const sent = []
    for (const text of ['One', 'Two', 'Three', 'Four']) sent.push(await say(text))
    const unread = async () => (await conversationOf(pair.client_id)).state.unread
    await client.ask({ type: 'read_receipt', message_id: sent[0]!.id })
    expect(await unread()).toBe(3)
    await tablet.ask({ type: 'read_receipt', message_id: sent[1]!.id })
    expect(await unread()).toBe(2)
    expect((await market.as(pair.client_id, 'POST', `/api/messages/${sent[2]!.id}/read/`)).body.state).toMatchObject({
      unread: 1,
      read_seq: sent[2]!.seq,
    })
    await client.ask({ type: 'read_receipt', seq: sent[3]!.seq })
    expect(await unread()).toBe(0)
    expect(await client.ask({ type: 'read_receipt', message_id: newId() })).toMatchObject({ type: 'error', code: 'not_found' })
    expect(await client.ask({ type: 'read_receipt' })).toMatchObject({ type: 'error', code: 'bad_request' })
  })

  test('READ-5 READ-6 CV-3: mine, deleted ones and the system’s are not unread; sending moves no mark', async () => {
    const { id } = await say('One')
    await say('Two')
    await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: 'Repaint', status: 'completed' })
    await client.say({ id: newId(), text: 'Answer' })
    expect((await conversationOf(pair.client_id)).state).toMatchObject({ read_seq: 0, unread: 2 })
    await worker.ask({ type: 'message_delete', message_id: id })
    expect((await conversationOf(pair.client_id)).state).toMatchObject({ read_seq: 0, unread: 1 })
    expect((await conversationOf(pair.worker_id)).state).toMatchObject({ unread: 1 })
  })

  test('READ-1: over REST, delivered', async () => {
    const { seq } = await say('Hello')
    expect((await market.as(pair.client_id, 'POST', `${path()}delivered/`, { seq })).body).toEqual({})
    expect(await worker.next({ type: 'delivery_receipt' })).toMatchObject({ user_id: pair.client_id, seq })
  })
})

describe('STATE', () => {
  test('STATE-1 STATE-2: what only I see changes by field, my other device learns of it, nobody else', async () => {
    const muted_until = Date.now() + 3_600_000
    await client.ask({ type: 'member_state', pinned: true, draft: 'About the paint', muted_until })
    const { state } = await tablet.next({ type: 'member_state' })
    expect(state).toMatchObject({ draft: 'About the paint', muted_until })
    expect(state.pinned_at).toBeGreaterThan(0)
    const rest = await market.as(pair.client_id, 'PATCH', `${path()}state/`, { draft: null, muted_until: null })
    expect(rest.body.state).toMatchObject({ pinned_at: state.pinned_at })
    for (const gone of ['draft', 'muted_until']) expect(rest.body.state).not.toHaveProperty(gone)
    expect(await heard(worker, 'member_state', 'conversation')).toEqual([])
    expect((await conversationOf(pair.worker_id)).state).toEqual({ conversation_id: pair.conversation_id, read_seq: 0, unread: 0 })
  })

  test('STATE-3 CV-4: an archived conversation leaves the active ones, and a new message brings it back', async () => {
    const list = async (filter: string) =>
      (await market.as(pair.client_id, 'GET', `/api/conversations/?filter=${filter}`)).body.conversations.map(({ id }: Frame) => id)
    await client.ask({ type: 'member_state', archived: true })
    expect([await list('active'), await list('archived'), await list('all')]).toEqual([[], [pair.conversation_id], [pair.conversation_id]])
    await say('Are you there?')
    expect((await tablet.next(({ type, state }) => type === 'member_state' && state.archived_at === undefined)).state).toMatchObject({
      conversation_id: pair.conversation_id,
    })
    expect([await list('active'), await list('archived'), await list('unread')]).toEqual([
      [pair.conversation_id],
      [],
      [pair.conversation_id],
    ])
  })

  test('STATE-4: marked unread until it is read', async () => {
    await client.ask({ type: 'member_state', marked_unread: true })
    const unread = await market.as(pair.client_id, 'GET', '/api/conversations/?filter=unread')
    expect(unread.body.conversations).toHaveLength(1)
    await client.ask({ type: 'read_receipt', seq: 1 })
    expect((await conversationOf(pair.client_id)).state).not.toHaveProperty('marked_unread')
  })
})

describe('TYPING', () => {
  test('TYPING-5: a socket that goes while typing has stopped typing', async () => {
    worker.send({ type: 'typing', is_typing: true })
    expect(await client.next({ type: 'typing' })).toMatchObject({ user_id: pair.worker_id, is_typing: true })
    await worker.close()
    expect(await client.next({ type: 'typing' })).toMatchObject({ user_id: pair.worker_id, is_typing: false })
  })

  test('TYPING-1 TYPING-2: no answer, no trace, and not to oneself', async () => {
    const before = JSON.stringify(await conversationOf(pair.worker_id))
    client.send({ type: 'typing', is_typing: true, ref: 't' })
    await worker.next({ type: 'typing' })
    expect(await heard(client, 'ack', 'error', 'typing')).toEqual([])
    expect(await heard(tablet, 'typing')).toEqual([])
    expect(JSON.stringify(await conversationOf(pair.worker_id))).toBe(before)
  })
})

describe('PRESENCE', () => {
  test('PRESENCE-1 PRESENCE-3: each of the watched is answered at once; strangers and nobodies look the same', async () => {
    const stranger = await market.pair()
    const online = await market.socket(stranger.worker_id)
    const ids = [pair.worker_id, stranger.worker_id, 'nobody_at_all']
    tablet.send({ type: 'presence_watch', user_ids: ids })
    const answers = []
    for (const user_id of ids) answers.push(await tablet.next({ type: 'presence', user_id }))
    expect(answers).toEqual([
      { type: 'presence', user_id: pair.worker_id, online: true },
      { type: 'presence', user_id: stranger.worker_id, online: false },
      { type: 'presence', user_id: 'nobody_at_all', online: false },
    ])
    await online.close()
  })

  test('PRESENCE-2 PRESENCE-4 RT-5: coming and going is told, going after 5 s', async () => {
    const place = await bootPlaceOfOurTime()
    try {
      const them = await place.market.pair()
      const watcher = await place.market.socket(them.client_id, them.conversation_id)
      const state = (online: boolean) => watcher.next({ type: 'presence', user_id: them.worker_id, online })
      await state(false)
      const first = await place.market.socket(them.worker_id)
      await state(true)
      await first.close()
      // The server has seen the end when a socket less is open.
      while (!/^jobline_sockets 1$/m.test((await place.market.request('GET', '/metrics')).text));
      place.clock.advance(4_000)
      await watcher.alive()
      expect(watcher.unread.filter(({ type }) => type === 'presence')).toEqual([])
      place.clock.advance(2_000)
      expect((await state(false)).last_seen_at).toBeGreaterThan(0)
    } finally {
      await place.stop()
    }
  })

  test('PRESENCE-1: a second set replaces the first', async () => {
    const other = await market.person('Ana')
    const conversation = await market.conversation(await market.job('More'), other, pair.client_id)
    tablet.send({ type: 'presence_watch', user_ids: [pair.worker_id] })
    await tablet.next({ type: 'presence', user_id: pair.worker_id })
    tablet.send({ type: 'presence_watch', user_ids: [other] })
    await tablet.next({ type: 'presence', user_id: other, online: false })
    const arriving = await market.socket(other, conversation)
    await tablet.next({ type: 'presence', user_id: other, online: true })
    const returning = await market.socket(pair.worker_id)
    expect(await heard(tablet, 'presence')).toEqual([])
    await Promise.all([arriving.close(), returning.close()])
  })

  test('PRESENCE-3 G6: one who is taken out stops seeing who is online', async () => {
    const them = await market.pair()
    const watcher = await market.socket(them.client_id)
    watcher.send({ type: 'presence_watch', user_ids: [them.worker_id] })
    await watcher.next({ type: 'presence', online: false })
    await market.tell('DELETE', `/conversations/${them.conversation_id}/members/${them.client_id}/`)
    await watcher.next({ type: 'removed' })
    const arriving = await market.socket(them.worker_id)
    await arriving.alive()
    expect(await heard(watcher, 'presence')).toEqual([])
    watcher.send({ type: 'presence_watch', user_ids: [them.worker_id] })
    expect(await watcher.next({ type: 'presence' })).toEqual({ type: 'presence', user_id: them.worker_id, online: false })
    await Promise.all([arriving.close(), watcher.close()])
  })
})

describe('JOB', () => {
  test('JOB-1 JOB-2: an update that is not newer is ignored, a newer one replaces the job whole', async () => {
    const put = (body: object) => market.tell('PUT', `/jobs/${pair.job_id}/`, body)
    expect((await put({ version: 5, title: 'New title', status: 'accepted', place: 'Cebu' })).body).toMatchObject({ applied: true })
    const { rev, job } = await worker.next({ type: 'job' })
    expect(job).toEqual({ id: pair.job_id, version: 5, title: 'New title', status: 'accepted', place: 'Cebu' })
    for (const version of [5, 4, 1])
      expect((await put({ version, title: 'Old', status: 'cancelled' })).body).toMatchObject({ applied: false, job })
    expect(await heard(worker, 'job', 'chat_message')).toEqual([])
    expect(await conversationOf(pair.worker_id)).toMatchObject({ rev, job })
  })

  test('JOB-3 JOB-4: a changed status is told in every conversation of the job, in its own words too', async () => {
    const other = await market.person('Ana')
    await market.conversation(pair.job_id, other, pair.client_id)
    const rival = await market.socket(other)
    await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: 'Repaint', status: 'disputed', status_label: 'In review' })
    for (const socket of [worker, client, rival]) {
      expect((await socket.next({ type: 'job' })).job).toMatchObject({ status: 'disputed', status_label: 'In review' })
      const { message } = await socket.next(({ type, message: row }) => type === 'chat_message' && row.event.name === 'job_status_changed')
      expect(message.event).toEqual({ name: 'job_status_changed', from: 'accepted', to: 'disputed', status_label: 'In review' })
    }
    await rival.close()
  })

  test.each([
    { price_minor: 10.5 },
    { price_minor: -1 },
    { currency: 'peso' },
    { status: 'paused' },
    { title: '' },
    { title: 'x'.repeat(201) },
    { version: '2' },
  ])('JOB-4 JOB-5: %j is refused', async (fields) => {
    const body = { version: 2, title: 'Repaint', status: 'open', ...fields }
    const { status, body: answer } = await market.request('PUT', `/api/integration/jobs/${pair.job_id}/`, {
      token: market.place.service_key,
      body,
    })
    expect([status, answer.code, answer.path]).toEqual([400, 'bad_request', `/${Object.keys(fields)[0]}`])
  })
})

describe('INT', () => {
  test('INT-2: a person is created, renamed, and shows so in conversations', async () => {
    const renamed = { name: 'Maria S. Cruz', avatar_url: 'https://example.com/m.png' }
    const { body } = await market.tell('PUT', `/users/${pair.worker_id}/`, renamed)
    expect(body.user).toEqual({ id: pair.worker_id, ...renamed })
    expect((await conversationOf(pair.client_id)).members).toContainEqual(expect.objectContaining({ user_id: pair.worker_id, ...renamed }))
    expect((await market.as(pair.worker_id, 'GET', '/api/me/')).body.user).toEqual(body.user)
  })

  test('INT-3: a job told again without a field has lost it', async () => {
    await market.tell('PUT', `/jobs/${pair.job_id}/`, { version: 2, title: 'Repaint', status: 'accepted' })
    expect((await conversationOf(pair.client_id)).job).toEqual({ id: pair.job_id, version: 2, title: 'Repaint', status: 'accepted' })
  })

  test('INT-4 SYNC-10: a conversation opens once, and appears on open sockets', async () => {
    const job_id = await market.job('Second job')
    const open = () => market.tell('PUT', `/jobs/${job_id}/conversations/`, { worker_id: pair.worker_id, client_id: pair.client_id })
    const answers = await Promise.all([open(), open(), open()])
    const ids = new Set(answers.map(({ body }) => body.conversation_id))
    expect(ids.size).toBe(1)
    expect(answers.filter(({ body }) => body.created)).toHaveLength(1)
    const { conversation } = await tablet.next({ type: 'conversation' })
    expect(conversation).toMatchObject({ id: [...ids][0], status: 'open', job: { id: job_id }, last_seq: 1, rev: 1, state: { unread: 0 } })
    expect(conversation.last_message).toMatchObject({ kind: 'system', event: { name: 'conversation_opened' } })
    expect(await heard(tablet, 'conversation', 'chat_message')).toEqual([])
    expect(await heard(client, 'conversation')).toEqual([])
  })

  test('INT-4: with nobody, or with oneself, it does not open', async () => {
    const ask = (worker_id: string, client_id: string) =>
      market.request('PUT', `/api/integration/jobs/${pair.job_id}/conversations/`, {
        token: market.place.service_key,
        body: { worker_id, client_id },
      })
    expect((await ask('nobody_yet', pair.client_id)).body).toMatchObject({ code: 'not_found' })
    expect((await ask(pair.client_id, pair.client_id)).body).toMatchObject({ code: 'bad_request' })
  })

  test('INT-5: closing and reopening is told, leaves a message, and twice is once', async () => {
    for (const [verb, status, event] of [
      ['close', 'closed', 'conversation_closed'],
      ['reopen', 'open', 'conversation_reopened'],
    ] as const) {
      for (let time = 0; time < 2; time++) {
        expect((await market.tell('POST', `/conversations/${pair.conversation_id}/${verb}/`)).body).toEqual({
          conversation_id: pair.conversation_id,
          status,
        })
      }
      expect((await worker.next({ type: 'conversation' })).conversation).toMatchObject({ status })
      expect((await worker.next({ type: 'chat_message' })).message).toMatchObject({ kind: 'system', event: { name: event } })
    }
    expect(await heard(worker, 'conversation', 'chat_message')).toEqual([])
    expect((await say('Open again')).type).toBe('ack')
  })

  test('INT-6 CONN-8 SYNC-5 G6: one who is taken out is told so and gets nothing more', async () => {
    const cursor = (await market.as(pair.client_id, 'GET', '/api/sync/')).body.cursor
    const remove = () => market.tell('DELETE', `/conversations/${pair.conversation_id}/members/${pair.client_id}/`)
    const { removed_at } = (await remove()).body
    for (const socket of [client, tablet])
      expect(await socket.next({ type: 'removed' })).toEqual({ type: 'removed', conversation_id: pair.conversation_id })
    expect((await client.closed).code).toBe(4004)
    expect((await remove()).body).toEqual({ removed_at })
    expect((await worker.next({ type: 'conversation' })).conversation.members).toContainEqual(
      expect.objectContaining({ user_id: pair.client_id, removed_at }),
    )
    expect((await worker.next({ type: 'chat_message' })).message.event).toEqual({ name: 'member_removed', user_id: pair.client_id })

    await say('Between us')
    worker.send({ type: 'typing', is_typing: true })
    await worker.alive()
    expect(await heard(tablet, 'chat_message', 'typing', 'conversation', 'message_update')).toEqual([])
    const sync = (await market.as(pair.client_id, 'GET', `/api/sync/?cursor=${encodeURIComponent(cursor)}`)).body
    expect([sync.conversations, sync.removed_ids]).toEqual([[], [pair.conversation_id]])
    expect((await market.as(pair.client_id, 'GET', '/api/conversations/?filter=all')).body.conversations).toEqual([])
  })

  test('INT-7 AUTH-8: revoking cuts open sockets; one by its jti alone', async () => {
    const [phone, laptop] = [market.token(pair.client_id, { jti: 'phone' }), market.token(pair.client_id, { jti: 'laptop' })]
    const sockets = [
      await market.socket(pair.client_id, undefined, { token: phone }),
      await market.socket(pair.client_id, undefined, { token: laptop }),
    ]
    await market.tell('POST', `/users/${pair.client_id}/revoke/`, { jti: 'phone' })
    expect((await sockets[0]!.closed).code).toBe(4003)
    await sockets[1]!.alive()
    expect((await market.request('GET', '/api/me/', { token: phone })).body).toMatchObject({ code: 'token_revoked' })
    await market.tell('POST', `/users/${pair.client_id}/revoke/`, {})
    for (const socket of [sockets[1]!, client, tablet]) expect((await socket.closed).code).toBe(4003)
    expect((await market.request('GET', '/api/me/', { token: laptop })).body).toMatchObject({ code: 'token_revoked' })
    await worker.alive()
  })
})

// Catching up: the questions' edges one by one, and random weather in which a client that follows the page converges.

import { expect, test } from 'bun:test'
import type { Conversation, DownFrame, HistoryPage, Message } from '@jobline/protocol'
import { chooseSeed, eg, SeededRandom, startTestServer, type TestServer } from '@jobline/testkit'
import { BusyMarketplace, PEOPLE } from './busy-marketplace.ts'
import { Interrupted, ReferenceClient } from './reference-client.ts'

const seed = chooseSeed()
const again = `to repeat: JOBLINE_SEED=${seed}`

async function allConversations(server: TestServer, user_id: string): Promise<Conversation[]> {
  const { body } = await server.call<{ conversations: Conversation[]; next_cursor?: string }>(
    'GET',
    '/api/conversations/?filter=all&limit=100',
    { user_id },
  )
  expect(body.next_cursor).toBeUndefined()
  return body.conversations
}

async function allMessages(server: TestServer, user_id: string, conversation_id: string): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const path = `/api/conversations/${conversation_id}/messages/?after_seq=${messages.at(-1)?.seq ?? 0}&limit=100`
    const { body } = await server.call<HistoryPage>('GET', path, { user_id })
    messages.push(...body.messages)
    if (!body.more_after) return messages
  }
}

/** What the client holds of messages is what the server has, from its oldest row on. */
async function expectConverged(client: ReferenceClient, server: TestServer, user_id: string, hint: string): Promise<void> {
  const conversations = await allConversations(server, user_id)
  expect([...client.conversations.keys()].sort(), hint).toEqual(conversations.map(({ id }) => id).sort())
  for (const { id, rev } of conversations) {
    const held = client.conversations.get(id)
    expect(held?.mark, hint).toBe(rev)
    const rows = [...(held?.rows.values() ?? [])].sort((a, b) => a.seq - b.seq)
    const stored = await allMessages(server, user_id, id)
    expect(rows.length, hint).toBeGreaterThan(0)
    expect(rows, hint).toEqual(stored.filter(({ seq }) => seq >= (rows[0]?.seq ?? 0)))
  }
}

/** And its conversations, read marks and counts included, are what the server tells. */
async function expectSameConversations(client: ReferenceClient, server: TestServer, user_id: string, hint: string): Promise<void> {
  for (const conversation of await allConversations(server, user_id)) {
    const held = client.conversations.get(conversation.id)?.conversation
    // JOB-2: an update that says nothing new is kept and told to nobody.
    const { version } = conversation.job
    expect(held && { ...held, job: { ...held.job, version } }, hint).toEqual(conversation)
  }
}

test('G4 SYNC-1 to SYNC-7 OF-4 a client that follows the page converges, wherever it is cut off', async () => {
  const random = new SeededRandom(seed)
  await using server = await startTestServer()
  const market = new BusyMarketplace(server, random)
  for (let index = 0; index < 5; index++) await market.openTalk()
  await market.connect()
  const client = new ReferenceClient()
  const user_id = eg.worker.id
  const token = await server.token(user_id)
  let cuts = 0
  for (let round = 0; round < 40; round++) {
    const hint = `round ${round}, ${again}`
    // What happens while it is away.
    for (let step = random.between(0, 3); step > 0; step--) await market.burst()
    if (round === 15 || round === 25) await market.removeWorker()
    if (round === 20) {
      await server.restart()
      await market.connect()
    }
    try {
      const connected = client.catchUp(server.ws_url, token, random.chance(0.5) ? random.between(0, 12) : undefined)
      // And while it catches up.
      await Promise.all([connected, market.burst()])
      for (let step = random.between(0, 3); step > 0; step--) await market.burst()
      await market.settle()
      await client.settle()
      await expectConverged(client, server, user_id, hint)
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error
      cuts++
    }
    client.cut()
  }
  expect(cuts).toBeGreaterThan(0)
  await market.settle()
  await client.catchUp(server.ws_url, token)
  await client.settle()
  await expectConverged(client, server, user_id, again)
  await expectSameConversations(client, server, user_id, again)
  expect(client.resets).toBe(0)
  client.cut()
}, 30_000)

test('ORDER-2 CONN-14 each step of rev is announced exactly once to every onlooker, and in order', async () => {
  const random = new SeededRandom(seed)
  await using server = await startTestServer()
  const onlookers = new Map<string, Awaited<ReturnType<TestServer['connect']>>>()
  for (const id of PEOPLE) onlookers.set(id, await server.connect(id))
  const market = new BusyMarketplace(server, random)
  for (let index = 0; index < 3; index++) await market.openTalk()
  await market.connect()
  for (let round = 0; round < 60; round++) await market.burst(10)
  await market.settle()
  for (const [user_id, socket] of onlookers) {
    await socket.settle()
    const told = new Map<string, number[]>()
    for (const frame of socket.received) {
      const [conversation_id, rev] = stepOf(frame) ?? []
      if (conversation_id !== undefined && rev !== undefined) told.set(conversation_id, [...(told.get(conversation_id) ?? []), rev])
    }
    const conversations = await allConversations(server, user_id)
    expect(conversations.length).toBeGreaterThan(0)
    for (const { id, rev } of conversations) {
      expect(told.get(id), `${user_id}, ${again}`).toEqual(Array.from({ length: rev }, (_, index) => index + 1))
    }
    expect([...told.keys()].sort()).toEqual(conversations.map(({ id }) => id).sort())
  }
}, 30_000)

function stepOf(frame: DownFrame): [string, number] | undefined {
  if (frame.type === 'chat_message' || frame.type === 'message_update') return [frame.message.conversation_id, frame.message.rev]
  if (frame.type === 'job') return [frame.conversation_id, frame.rev]
  return frame.type === 'conversation' ? [frame.conversation.id, frame.conversation.rev] : undefined
}

test('AC-3 READ-5 after any weather each unread count is what a recount says', async () => {
  const random = new SeededRandom(seed + 1)
  await using server = await startTestServer()
  const market = new BusyMarketplace(server, random)
  for (let index = 0; index < 3; index++) await market.openTalk()
  await market.connect()
  for (let round = 0; round < 50; round++) {
    await market.burst(12)
    if (round % 10 !== 9) continue
    await market.settle()
    for (const user_id of PEOPLE) {
      for (const { id, state, last_seq } of await allConversations(server, user_id)) {
        const messages = await allMessages(server, user_id, id)
        expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: last_seq }, (_, index) => index + 1))
        const unread = messages.filter(
          ({ seq, sender_id, kind, deleted_at }) =>
            seq > state.read_seq && sender_id !== user_id && kind !== 'system' && deleted_at === undefined,
        )
        expect(state.unread, `${user_id}, ${again}`).toBe(unread.length)
      }
    }
  }
}, 30_000)

test('SYNC-2 SYNC-3 a first sync in pages of one tells all, also what moves between the pages', async () => {
  await using server = await startTestServer()
  const ids: string[] = []
  for (let index = 0; index < 5; index++) ids.push(await server.openConversation({ job_id: `job-${index}` }))
  const socket = await server.connect(eg.worker.id)
  const client = await server.connect(eg.client.id)
  const told: string[] = []
  let cursor: string | undefined
  for (let page_no = 0; ; page_no++) {
    const page = await socket.ask<'sync'>({ type: 'sync', limit: 1, ...(cursor === undefined ? {} : { cursor }) })
    told.push(...page.conversations.map(({ id }) => id))
    cursor = page.cursor
    // The one that comes last jumps to the front, where the pages have been already.
    if (page_no === 1) await client.ask({ type: 'chat_message', conversation_id: ids[0], ...eg.send() })
    if (!page.more) break
  }
  if (!told.includes(ids[0] as string)) {
    const page = await socket.ask<'sync'>({ type: 'sync', cursor })
    told.push(...page.conversations.map(({ id }) => id))
  }
  expect([...new Set(told)].sort()).toEqual([...ids].sort())
})

test('SYNC-3 after a restart an old cursor tells what came since, and no more is asked of it than that', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const first = await server.connect(eg.worker.id)
  // A commit that no conversation shows, the newest one when the cursor is given out.
  await server.integrate('PUT', '/api/integration/users/someone/', { name: 'Someone' })
  const { cursor, epoch } = await first.ask<'sync'>({ type: 'sync' })
  await server.restart()
  const client = await server.connect(eg.client.id)
  await client.ask({ type: 'chat_message', conversation_id, ...eg.send() })
  const worker = await server.connect(eg.worker.id)
  const page = await worker.ask<'sync'>({ type: 'sync', cursor, epoch })
  expect(page.reset).toBeUndefined()
  expect(page.conversations).toMatchObject([{ id: conversation_id, last_seq: 2, state: { unread: 1 } }])
})

test('SYNC-4 a foreign epoch or a cursor ahead of the server starts again with reset; a broken one is refused', async () => {
  await using server = await startTestServer()
  const ids = [await server.openConversation(), await server.openConversation({ job_id: 'job-2' })]
  const socket = await server.connect(eg.worker.id)
  const { cursor, epoch } = await socket.ask<'sync'>({ type: 'sync' })
  expect(await socket.ask<'sync'>({ type: 'sync', cursor, epoch })).toMatchObject({ conversations: [], more: false })
  const foreign = await socket.ask<'sync'>({ type: 'sync', cursor, epoch: 'another', limit: 1 })
  expect(foreign).toMatchObject({ reset: true, more: true, epoch })
  const rest = await socket.ask<'sync'>({ type: 'sync', cursor: foreign.cursor, epoch, limit: 1 })
  expect(rest.reset).toBeUndefined()
  expect([...foreign.conversations, ...rest.conversations].map(({ id }) => id).sort()).toEqual([...ids].sort())
  // A cursor of a server that had done more: from before a restore.
  await using busier = await startTestServer()
  for (let index = 0; index < 9; index++) await busier.openConversation({ job_id: `job-${index}` })
  const ahead = await (await busier.connect(eg.worker.id)).ask<'sync'>({ type: 'sync' })
  expect(await socket.ask<'sync'>({ type: 'sync', cursor: ahead.cursor, epoch })).toMatchObject({ reset: true })
  // A cursor of another database that is not ahead gives itself away, even without the epoch beside it.
  await using other = await startTestServer()
  await other.openConversation()
  const elsewhere = await (await other.connect(eg.worker.id)).ask<'sync'>({ type: 'sync' })
  expect(await socket.ask<'sync'>({ type: 'sync', cursor: elsewhere.cursor })).toMatchObject({ reset: true, epoch })
  for (const bad of ['nonsense', 'c.x.y', 's.1', 'c.99999999999999999999.a']) {
    expect(await socket.ask({ type: 'sync', cursor: bad }), bad).toMatchObject({ type: 'error', code: 'bad_request', path: '/cursor' })
  }
})

test('SYNC-6 SYNC-7 SYNC-9 catch_up in pages, the same by socket and REST, and from a mark beyond the end', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  const ids: string[] = []
  for (let index = 0; index < 6; index++) {
    const message = eg.send({ text: `${index}` })
    ids.push(message.id)
    await worker.ask({ type: 'chat_message', conversation_id, ...message })
  }
  await worker.ask({ type: 'message_edit', message_id: ids[1], text: 'edited' })
  await worker.ask({ type: 'message_delete', message_id: ids[3] })
  const revs: number[][] = []
  let after_rev = 3
  for (;;) {
    const page = await worker.ask<'catch_up'>({ type: 'catch_up', conversation_id, after_rev, limit: 2 })
    const { ref: _ref, type: _type, ...told } = page
    const rest = await server.call('GET', `/api/conversations/${conversation_id}/changes/?after_rev=${after_rev}&limit=2`, {
      user_id: eg.worker.id,
    })
    expect(rest.body).toEqual(told)
    revs.push(page.messages.map(({ rev }) => rev))
    after_rev = page.up_to_rev
    if (!page.more) break
  }
  // Seven messages, of which two moved on to rev 8 and 9.
  expect(revs).toEqual([[4, 6], [7, 8], [9]])
  expect(after_rev).toBe(9)
  for (const beyond of [9, 10, 500]) {
    expect(await worker.ask<'catch_up'>({ type: 'catch_up', conversation_id, after_rev: beyond })).toMatchObject({
      messages: [],
      up_to_rev: 9,
      more: false,
    })
  }
})

test('SYNC-8 history: both places in one question are refused, and edges say what lies beyond', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  for (let index = 0; index < 4; index++) await worker.ask({ type: 'chat_message', conversation_id, ...eg.send() })
  expect(await worker.ask({ type: 'history', conversation_id, before_seq: 3, after_seq: 1 })).toMatchObject({ code: 'bad_request' })
  const page = async (range: object) => {
    const told = await worker.ask<'history'>({ type: 'history', conversation_id, limit: 2, ...range })
    return [told.messages.map(({ seq }) => seq), told.more_before, told.more_after, told.up_to_rev]
  }
  expect(await page({})).toEqual([[4, 5], true, false, 5])
  expect(await page({ before_seq: 3 })).toEqual([[1, 2], false, true, 5])
  expect(await page({ before_seq: 1 })).toEqual([[], false, true, 5])
  expect(await page({ after_seq: 0 })).toEqual([[1, 2], false, true, 5])
  expect(await page({ after_seq: 3 })).toEqual([[4, 5], true, false, 5])
  expect(await page({ after_seq: 5 })).toEqual([[], true, false, 5])
})

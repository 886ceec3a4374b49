// A window around a message far from the newest, and the messages that replies quote, against the scripted server.

import { afterEach, describe, expect, test } from 'bun:test'
import type { Message } from '@jobline/protocol'
import { type AroundTarget, createMessagesAround, createQuotes, type MessagesAround } from '../src/around/index.ts'
import { settle } from './client-clock.ts'
import { ANOTHER, CONVERSATION, conversation, ME, member, message, messageId, OTHER } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import type { ScriptedAnswer } from './scripted-server.ts'
import { aWorld, endWorlds, type World } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

const LAST = 1_000
const seqs = (around: MessagesAround) => around.getSnapshot().items.map(({ seq }) => seq)
const ends = (around: MessagesAround) => [seqs(around)[0], seqs(around).at(-1)]
const from = (first: number, last: number, changes: Partial<Message> = {}) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => message(first + index, changes))

/** A page as the server answers it, out of so many messages. */
function answer({ path, answer: say }: ScriptedAnswer, changes: Partial<Message> = {}, last_seq = LAST): void {
  const query = new URL(`https://x${path}`).searchParams
  const limit = Number(query.get('limit'))
  const before = query.get('before_seq')
  const after = query.get('after_seq')
  const first = after === null ? Math.max(1, Number(before) - limit) : Number(after) + 1
  const last = Math.min(last_seq, after === null ? Number(before) - 1 : Number(after) + limit)
  say({
    conversation_id: CONVERSATION,
    messages: from(first, last, changes),
    up_to_rev: last_seq,
    more_before: first > 1,
    more_after: last < last_seq,
  })
}

/** Live, in a conversation of a thousand messages of which this device holds the newest fifty. */
async function aLongChat() {
  const world = aWorld()
  world.client.messages(CONVERSATION).subscribe(() => {})
  const socket = await world.server.dialled()
  await socket.welcome([conversation(LAST, { state: { read_seq: LAST, unread: 0 } })])
  const asked = await socket.take('history')
  socket.say({
    type: 'history',
    ref: asked.ref,
    conversation_id: CONVERSATION,
    messages: from(LAST - 50, LAST - 1),
    up_to_rev: LAST,
    more_before: true,
    more_after: true,
  })
  await until(world.client.connection, ({ state }) => state === 'live')
  await settle()
  return { world, socket }
}
async function around(world: World, target: AroundTarget) {
  const view = createMessagesAround(world.client, CONVERSATION, target)
  let changes = 0
  view.subscribe(() => changes++)
  return Object.assign(view, { changes: () => changes })
}
const isReady = (view: MessagesAround) => until(view, ({ ready }) => ready)

describe('a window around a message', () => {
  test('by its id: the server says where it stands, and gives the page', async () => {
    const { world } = await aLongChat()
    const view = await around(world, { message_id: messageId(200) })
    expect(view.getSnapshot()).toMatchObject({ ready: false, items: [], more_before: false, more_after: false })
    const where = await world.server.restAsked()
    expect(where.path).toBe(`/api/messages/${messageId(200)}/`)
    where.answer({ message: message(200) })
    const asked = await world.server.restAsked()
    expect(asked.path).toBe(`/api/conversations/${CONVERSATION}/messages/?before_seq=226&limit=50`)
    answer(asked)
    await isReady(view)
    expect(ends(view)).toEqual([176, 225])
    expect(view.getSnapshot()).toMatchObject({ target_id: messageId(200), more_before: true, more_after: true })
    expect(view.getSnapshot().error_code).toBeUndefined()
  })

  test('older and newer pages join without a hole, until the end is reached', async () => {
    const { world } = await aLongChat()
    const view = await around(world, { seq: 910 })
    answer(await world.server.restAsked())
    await isReady(view)
    const older = view.loadBefore()
    expect(view.getSnapshot().loading_before).toBe(true)
    answer(await world.server.restAsked())
    await older
    expect([...ends(view), view.getSnapshot().loading_before]).toEqual([836, 935, false])
    const newer = view.loadAfter()
    const next = await world.server.restAsked()
    expect(next.path).toEndWith('after_seq=935&limit=50')
    answer(next)
    await newer
    // From here this device holds the rest.
    await view.loadAfter()
    expect([ends(view), view.getSnapshot().more_after]).toEqual([[836, LAST], false])
    expect(new Set(seqs(view)).size).toBe(LAST - 835)
    await view.loadAfter()
    expect(world.server.rest_asked.length).toBe(3)
  })

  test('what this device holds is not asked for; the same message shows the same', async () => {
    const { world } = await aLongChat()
    const view = await around(world, { message_id: messageId(990) })
    await isReady(view)
    expect([world.server.rest_asked.length, view.getSnapshot().target_id, view.getSnapshot().more_after]).toEqual([
      0,
      messageId(990),
      false,
    ])
    expect(seqs(view).at(-1)).toBe(LAST)
  })

  test('G4 edits, deletions, reactions and new messages show as they come, also those that come with a page under way', async () => {
    const { world, socket } = await aLongChat()
    const view = await around(world, { seq: 200 })
    const asked = await world.server.restAsked()
    socket.say({ type: 'message_update', message: message(201, { rev: LAST + 1, text: 'edited meanwhile', edited_at: 1 }) })
    answer(asked)
    await isReady(view)
    const at = (seq: number) => view.getSnapshot().items.find((item) => item.seq === seq)
    expect(at(201)?.text).toBe('edited meanwhile')
    socket.say({ type: 'message_update', message: message(200, { rev: LAST + 2, reactions: [{ emoji: '👍', user_ids: [OTHER] }] }) })
    socket.say({ type: 'message_update', message: message(199, { rev: LAST + 3, text: undefined, deleted_at: 1 }) })
    expect([at(200)?.reactions?.length, at(199)?.deleted_at]).toEqual([1, 1])
    // Late, and older than what is there.
    socket.say({ type: 'message_update', message: message(200, { rev: LAST + 1 }) })
    expect(at(200)?.reactions?.length).toBe(1)
    const before = view.changes()
    socket.say({ type: 'message_update', message: message(5, { rev: LAST + 4, text: 'far away', edited_at: 1 }) })
    expect(view.changes()).toBe(before)
  })

  test('a window that reaches to the end goes on reaching there', async () => {
    const { world, socket } = await aLongChat()
    const view = await around(world, { seq: LAST })
    await isReady(view)
    socket.say({ type: 'chat_message', message: message(LAST + 1) })
    expect([seqs(view).at(-1), view.getSnapshot().more_after]).toEqual([LAST + 1, false])
  })

  test('G5 own messages in it carry their ticks, and own changes of them show at once', async () => {
    const { world, socket } = await aLongChat()
    const view = await around(world, { seq: 200 })
    answer(await world.server.restAsked(), { sender_id: ME })
    await isReady(view)
    const at = (seq: number) => view.getSnapshot().items.find((item) => item.seq === seq)
    expect([at(200)?.is_own, at(200)?.status]).toEqual([true, 'sent'])
    socket.say({ type: 'read_receipt', conversation_id: CONVERSATION, user_id: OTHER, seq: 200 })
    expect([at(200)?.status, at(201)?.status]).toEqual(['read', 'sent'])
    await world.client.edit(CONVERSATION, messageId(201), 'better words')
    expect([at(201)?.text, at(201)?.change?.kind]).toEqual(['better words', 'edit'])
    const asked = await socket.take('message_edit')
    const stored = message(201, { sender_id: ME, rev: LAST + 1, text: 'better words', edited_at: 1 })
    socket.say({ type: 'ack', ref: asked.ref, seq: 201, rev: LAST + 1, message: stored })
    await until(world.client.connection, ({ waiting }) => waiting === 0)
    expect([at(201)?.text, at(201)?.change, at(201)?.edited_at]).toEqual(['better words', undefined, 1])
  })

  test('withheld messages are not in it, and leave no hole', async () => {
    const { world } = await aLongChat()
    const view = await around(world, { seq: 200 })
    answer(await world.server.restAsked(), { text: undefined, withheld: true } as Partial<Message>)
    await isReady(view)
    expect(view.getSnapshot()).toMatchObject({ items: [], more_before: true, more_after: true })
    expect(view.getSnapshot().target_id).toBeUndefined()
  })

  test('a message of another conversation, or of nobody, is not found', async () => {
    const { world } = await aLongChat()
    const strange = await around(world, { message_id: messageId(1, 'b') })
    ;(await world.server.restAsked()).answer({ message: message(1, { conversation_id: ANOTHER }) })
    await isReady(strange)
    expect(strange.getSnapshot().error_code).toBe('not_found')
    const gone = await around(world, { message_id: messageId(1, 'd') })
    ;(await world.server.restAsked()).answer({ code: 'not_found', message: '', retryable: false }, 404)
    await isReady(gone)
    expect(gone.getSnapshot()).toMatchObject({ error_code: 'not_found', items: [] })
  })

  test('who is taken out of the conversation sees nothing of it any more', async () => {
    const { world, socket } = await aLongChat()
    const view = await around(world, { seq: 200 })
    answer(await world.server.restAsked())
    await isReady(view)
    socket.say({ type: 'removed', conversation_id: CONVERSATION })
    expect(view.getSnapshot()).toMatchObject({ items: [], error_code: 'not_found' })
  })
})

describe('without the server', () => {
  test('it shows what this device holds, and refuses politely what it does not; live again it goes on by itself', async () => {
    const { world, socket } = await aLongChat()
    socket.close()
    const held = await around(world, { message_id: messageId(980) })
    await isReady(held)
    expect([held.getSnapshot().target_id, world.server.rest_asked.length]).toEqual([messageId(980), 0])
    for (let page = 0; page < 2; page++) await held.loadBefore()
    expect([held.getSnapshot().error_code, ends(held)]).toEqual(['unavailable', [LAST - 50, LAST]])

    const far = await around(world, { seq: 200 })
    await isReady(far)
    expect(far.getSnapshot()).toMatchObject({ items: [], error_code: 'unavailable' })
    const again = await world.server.redialled()
    await again.welcome([])
    const asked = [await world.server.restAsked(), await world.server.restAsked()]
    for (const one of asked) answer(one)
    await until(far, ({ items }) => items.length > 0)
    expect([far.getSnapshot().error_code, far.getSnapshot().target_id]).toEqual([undefined, messageId(200)])
  })

  test('on the way to the server it waits before it says that it cannot', async () => {
    const { world } = await aLongChat()
    await world.client.close()
    const next = world.restart()
    const socket = await next.server.dialled()
    const view = await around(next, { seq: 200 })
    await settle()
    expect([view.getSnapshot().ready, view.getSnapshot().error_code]).toEqual([false, undefined])
    await socket.welcome([])
    answer(await next.server.restAsked())
    await isReady(view)
    expect(view.getSnapshot().target_id).toBe(messageId(200))
  })

  test('G4 what changed in the window while nobody told is brought with the next connection', async () => {
    const { world, socket } = await aLongChat()
    const view = await around(world, { seq: 200 })
    answer(await world.server.restAsked())
    await isReady(view)
    socket.close()
    const again = await world.server.redialled()
    await again.welcome([conversation(LAST, { rev: LAST + 9, members: [member(ME), member(OTHER)], state: { read_seq: LAST, unread: 0 } })])
    again.say({
      type: 'catch_up',
      ref: (await again.take('catch_up')).ref,
      conversation: conversation(LAST, { rev: LAST + 9, state: { read_seq: LAST, unread: 0 } }),
      messages: [],
      up_to_rev: LAST + 9,
      more: false,
    })
    const asked = await world.server.restAsked()
    expect(asked.path).toEndWith('after_seq=175&limit=50')
    answer(asked, { rev: LAST + 9, text: 'edited while away' })
    await until(view, ({ items }) => items[0]?.text === 'edited while away')
    expect(ends(view)).toEqual([176, 225])
  })
})

describe('quotes', () => {
  test('what the chat shows or the device holds is not asked for; another is, once, and follows its changes', async () => {
    const { world, socket } = await aLongChat()
    const quotes = createQuotes(world.client)
    const near = quotes.quote(CONVERSATION, messageId(990))
    near.subscribe(() => {})
    await until(near, (quote) => typeof quote === 'object')
    expect(world.server.rest_asked.length).toBe(0)

    const far = quotes.quote(CONVERSATION, messageId(3))
    expect(quotes.quote(CONVERSATION, messageId(3))).toBe(far)
    expect(far.getSnapshot()).toBeUndefined()
    far.subscribe(() => {})
    far.subscribe(() => {})
    ;(await world.server.restAsked()).answer({ message: message(3) })
    await until(far, (quote) => typeof quote === 'object')
    socket.say({ type: 'message_update', message: message(3, { rev: LAST + 1, text: 'edited', edited_at: 1 }) })
    expect(far.getSnapshot()).toMatchObject({ text: 'edited' })
    expect(world.server.rest_asked.length).toBe(1)
  })

  test('gone, of another conversation, or withheld: missing', async () => {
    const { world } = await aLongChat()
    const quotes = createQuotes(world.client)
    const views = [1, 2, 3].map((seq) => quotes.quote(CONVERSATION, messageId(seq)))
    for (const view of views) view.subscribe(() => {})
    ;(await world.server.restAsked()).answer({ code: 'not_found', message: '', retryable: false }, 404)
    ;(await world.server.restAsked()).answer({ message: message(2, { conversation_id: ANOTHER }) })
    ;(await world.server.restAsked()).answer({ message: message(3, { text: undefined, withheld: true } as Partial<Message>) })
    for (const view of views) await until(view, (quote) => quote === 'missing')
  })

  test('a message of mine that waits can be quoted; offline another is looked for again once the server is there', async () => {
    const { world, socket } = await openedChat(1)
    socket.close()
    const id = await world.client.send(CONVERSATION, 'queued')
    const quotes = createQuotes(world.client)
    const own = quotes.quote(CONVERSATION, id)
    own.subscribe(() => {})
    await until(own, (quote) => typeof quote === 'object' && quote.text === 'queued')
    const far = quotes.quote(CONVERSATION, messageId(7, 'b'))
    far.subscribe(() => {})
    await settle()
    expect([far.getSnapshot(), world.server.rest_asked.length]).toEqual([undefined, 0])
    const again = await world.server.redialled()
    await again.welcome([])
    ;(await world.server.restAsked()).answer({ message: message(7, { id: messageId(7, 'b') }) })
    await until(far, (quote) => typeof quote === 'object')
  })
})

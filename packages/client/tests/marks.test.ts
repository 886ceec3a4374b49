// Ticks, receipts and read marks, against a scripted server.

import { afterEach, describe, expect, test } from 'bun:test'
import { createMemoryCache } from '../src/index.ts'
import { CONVERSATION, conversation, ME, member, message, messageId, OTHER } from './example-data.ts'
import { openedChat as opened } from './opened-chat.ts'
import { aWorld, endWorlds, statuses, texts, type World } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

describe('marks', () => {
  const tickOf = ({ client }: World) => statuses(client).at(-1)

  test('RT-4 CH-6 ticks rise with the other’s watermarks and never go back', async () => {
    const { world, socket } = await opened()
    await world.client.send(CONVERSATION, 'mine')
    socket.ack(await socket.take('chat_message'), 2, 2)
    expect(tickOf(world)).toBe('sent')
    const mark = { conversation_id: CONVERSATION, user_id: OTHER }
    socket.say({ type: 'delivery_receipt', ...mark, seq: 2 })
    expect(tickOf(world)).toBe('delivered')
    socket.say({ type: 'read_receipt', ...mark, seq: 2 })
    expect(tickOf(world)).toBe('read')
    socket.say({ type: 'read_receipt', ...mark, seq: 1 })
    socket.say({ type: 'delivery_receipt', ...mark, seq: 1 })
    socket.say({ type: 'conversation', conversation: conversation(2, { rev: 3, last_message: message(2, { sender_id: ME }) }) })
    expect(tickOf(world)).toBe('read')
  })

  test('READ-7 G5 delivered is told once the message is on disk, and not before', async () => {
    const cache = createMemoryCache()
    let release: (() => void) | undefined
    let slow = false
    const slow_cache = {
      ...cache,
      async write(changes: Parameters<typeof cache.write>[0]) {
        if (slow) await new Promise<void>((resolve) => (release = resolve))
        await cache.write(changes)
      },
    }
    const { world, socket } = await opened(1, aWorld({ cache: slow_cache }))
    slow = true
    socket.say({ type: 'chat_message', message: message(2) })
    await world.clock.advance(1_000)
    expect(texts(world.client)).toEqual(['text 1', 'text 2'])
    expect(socket.count('delivery_receipt')).toBe(0)
    slow = false
    release?.()
    expect((await socket.take('delivery_receipt')).seq).toBe(2)
  })

  test('G5 beyond a hole nothing is told as delivered', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(3) })
    await world.clock.advance(250)
    expect(socket.count('delivery_receipt')).toBe(0)
  })

  test('READ-7 watermarks go out at most once in 250 ms, the greatest only', async () => {
    const { world, socket } = await opened()
    for (let seq = 2; seq <= 20; seq++) {
      socket.say({ type: 'chat_message', message: message(seq) })
      await world.clock.advance(20)
    }
    const told: number[] = []
    while (socket.count('delivery_receipt') > 0) told.push((await socket.ackRef('delivery_receipt')).type.length)
    await world.clock.advance(1_000)
    expect(socket.count('delivery_receipt')).toBeLessThanOrEqual(1)
    expect(told.length).toBeLessThanOrEqual(3)
  })

  test('READ-5 G4 a count that was only estimated is asked for once the server has the mark', async () => {
    const { world, socket } = await opened(5)
    for (const seq of [6, 7]) socket.say({ type: 'chat_message', message: message(seq) })
    world.client.markRead(CONVERSATION, 7)
    const receipt = await socket.take('read_receipt')
    // Read by the server before it had the mark: of the two new ones one is mine, which this row does not tell.
    const state = { conversation_id: CONVERSATION, read_seq: 5, unread: 3 }
    socket.say({ type: 'conversation', conversation: conversation(9, { rev: 10, state }) })
    const unread = () => world.client.conversation(CONVERSATION).getSnapshot()?.state.unread
    expect(unread()).toBe(2)
    socket.say({ type: 'ack', ref: receipt.ref, conversation_id: CONVERSATION, seq: 7 })
    socket.answerSync(await socket.take('sync'), [conversation(9, { rev: 10, state: { ...state, read_seq: 7, unread: 1 } })])
    await until(world.client.conversation(CONVERSATION), () => unread() === 1)
  })

  test('READ-5 reading counts at once, is told again after a cut, and never moves back', async () => {
    const { world, socket } = await opened()
    for (const seq of [2, 3]) socket.say({ type: 'chat_message', message: message(seq) })
    world.client.markRead(CONVERSATION, 3)
    expect(world.client.conversations().getSnapshot().unread).toBe(0)
    expect((await socket.take('read_receipt')).seq).toBe(3)
    socket.close()
    const again = await world.server.redialled()
    await again.welcome([conversation(3, { state: { read_seq: 1, unread: 2 } })])
    expect(world.client.conversations().getSnapshot().unread).toBe(0)
    expect((await again.ackRef('read_receipt')) as { seq?: number }).toMatchObject({ seq: 3 })
    world.client.markRead(CONVERSATION, 2)
    await world.clock.advance(1_000)
    expect(again.count('read_receipt')).toBe(0)
  })

  test('a mark made offline is told after a reload', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(2) })
    socket.close()
    world.client.markRead(CONVERSATION, 2)
    await world.client.close()
    const after = world.restart()
    const again = await after.server.dialled()
    await again.welcome()
    expect((await again.take('read_receipt')).seq).toBe(2)
  })

  test('the first unread message is marked when the chat is opened, and stays put while it is open', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    const row = conversation(3, { members: [member(ME, { delivered_seq: 3 }), member(OTHER)], state: { read_seq: 1, unread: 2 } })
    await socket.welcome([row])
    await until(world.client.conversation(CONVERSATION), (item) => item !== undefined)
    const view = world.client.messages(CONVERSATION)
    view.subscribe(() => {})
    const { ref } = await socket.take('history')
    socket.say({
      type: 'history',
      ref,
      conversation_id: CONVERSATION,
      messages: [message(1), message(2)],
      up_to_rev: 3,
      more_before: false,
      more_after: true,
    })
    await until(view, ({ first_unread_id }) => first_unread_id === messageId(2))
    world.client.markRead(CONVERSATION, 3)
    socket.say({ type: 'chat_message', message: message(4) })
    expect(view.getSnapshot().first_unread_id).toBe(messageId(2))
  })

  test('a chat opened from a notification marks what the sync then brings', async () => {
    const { world, socket } = await opened()
    await world.client.close()
    socket.close()
    const again = world.restart()
    const view = again.client.messages(CONVERSATION)
    view.subscribe(() => {})
    await until(view, ({ items }) => items.length === 1)
    expect(view.getSnapshot().first_unread_id).toBeUndefined()
    const next = await again.server.dialled()
    const row = conversation(3, { state: { read_seq: 1, unread: 2 } })
    await next.welcome([row])
    const { ref } = await next.take('catch_up')
    next.say({ type: 'catch_up', ref, conversation: row, messages: [message(2), message(3)], up_to_rev: 3, more: false })
    await until(view, ({ first_unread_id }) => first_unread_id === messageId(2))
  })

  test('a draft is told not with every key, and not again while it stays the same', async () => {
    const { world, socket } = await opened()
    for (const draft of ['h', 'he', 'hey']) {
      world.client.setDraft(CONVERSATION, draft)
      await world.clock.advance(100)
    }
    expect(socket.count('member_state')).toBe(0)
    await world.clock.advance(2_000)
    expect((await socket.ackRef('member_state')) as { draft?: unknown }).toMatchObject({ draft: 'hey' })
    world.client.setDraft(CONVERSATION, 'hey')
    await world.clock.advance(5_000)
    expect(socket.count('member_state')).toBe(0)
    world.client.setDraft(CONVERSATION, '')
    await world.clock.advance(2_000)
    expect((await socket.take('member_state')).draft).toBeNull()
  })

  test('a person who types without a pause is told of once per interval, with what the draft is then', async () => {
    const { world, socket } = await opened()
    const told: unknown[] = []
    for (let length = 1; length <= 45; length++) {
      world.client.setDraft(CONVERSATION, 'x'.repeat(length))
      await world.clock.advance(100)
      while (socket.count('member_state') > 0) told.push(((await socket.ackRef('member_state')) as { draft?: string }).draft?.length)
    }
    expect(told).toEqual([15, 30, 45])
  })
})

// A message of somebody whom I had blocked is counted, and shown nowhere; what I write to them is refused.

import { afterEach, describe, expect, test } from 'bun:test'
import type { Message } from '@jobline/protocol'
import { CONVERSATION, conversation, ME, message } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import { aWorld, endWorlds, texts } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

const withheld = (seq: number, changes: Partial<Message> = {}) =>
  message(seq, { text: undefined, withheld: true, ...changes } as Partial<Message>)

describe('withheld', () => {
  test('a withheld message is in no list and no preview, is not unread, and brings nothing up', async () => {
    const { world, socket } = await openedChat(2)
    const before = world.client.conversation(CONVERSATION).getSnapshot()
    socket.say({ type: 'chat_message', message: withheld(3) })
    const row = world.client.conversation(CONVERSATION).getSnapshot()
    expect(row?.last_seq).toBe(3)
    expect([row?.preview?.text, row?.last_activity_at, row?.state.unread]).toEqual(['text 2', before?.last_activity_at, 0])
    expect(texts(world.client)).toEqual(['text 1', 'text 2'])

    // And no hole: the next one is shown without a question.
    socket.say({ type: 'chat_message', message: message(4) })
    expect(texts(world.client)).toEqual(['text 1', 'text 2', 'text 4'])
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.unread).toBe(1)
    await world.clock.advance(2_000)
    expect(socket.count('catch_up')).toBe(0)
  })

  test('it is deleted by its sender without a trace, and nobody’s unread falls', async () => {
    const { world, socket } = await openedChat(1)
    socket.say({ type: 'chat_message', message: message(2) })
    socket.say({ type: 'chat_message', message: withheld(3) })
    socket.say({ type: 'message_update', message: withheld(3, { rev: 4, deleted_at: 9 }) })
    expect([texts(world.client), world.client.conversation(CONVERSATION).getSnapshot()?.state.unread]).toEqual([['text 1', 'text 2'], 1])
  })

  test('an archived conversation stays in the archive', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome([conversation(1, { state: { read_seq: 1, unread: 0, archived_at: 5 } })])
    await until(world.client.connection, ({ state }) => state === 'live')
    socket.say({ type: 'chat_message', message: withheld(2) })
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.archived_at).toBe(5)
    socket.say({ type: 'chat_message', message: message(3) })
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.archived_at).toBeUndefined()
  })

  test('a page of nothing else is a chat that is ready, with older ones to load', async () => {
    const world = aWorld()
    world.client.messages(CONVERSATION).subscribe(() => {})
    const socket = await world.server.dialled()
    await socket.welcome([conversation(60, { last_message: message(5), state: { read_seq: 60, unread: 0 } })])
    const asked = await socket.take('history')
    const messages = Array.from({ length: 50 }, (_, index) => withheld(index + 11))
    socket.say({
      type: 'history',
      ref: asked.ref,
      conversation_id: CONVERSATION,
      messages,
      up_to_rev: 60,
      more_before: true,
      more_after: false,
    })
    await until(world.client.messages(CONVERSATION), ({ ready }) => ready)
    expect(world.client.messages(CONVERSATION).getSnapshot()).toMatchObject({ items: [], more_before: true })
  })
})

describe('blocked', () => {
  test('that I have blocked the other is in the state of the conversation, from wherever I did it', async () => {
    const { world, socket } = await openedChat()
    const state = { conversation_id: CONVERSATION, read_seq: 1, unread: 0 }
    socket.say({ type: 'member_state', state: { ...state, blocked: true } as typeof state })
    const blocked = () => (world.client.conversation(CONVERSATION).getSnapshot()?.state as { blocked?: boolean } | undefined)?.blocked
    expect(blocked()).toBe(true)
    socket.say({ type: 'member_state', state })
    expect(blocked()).toBeUndefined()
  })

  test('G7 a send that is refused because of it fails and says so, and goes out by hand after an unblock', async () => {
    const { world, socket } = await openedChat()
    await world.client.send(CONVERSATION, 'to nobody')
    const first = await socket.take('chat_message')
    socket.refuse(first, 'blocked', false)
    await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.status === 'failed')
    const failed = world.client.messages(CONVERSATION).getSnapshot().items.at(-1)
    expect(failed?.error_code as string).toBe('blocked')
    await world.clock.advance(60_000)
    expect(socket.count('chat_message')).toBe(0)

    await world.client.retry(failed?.id ?? '')
    const again = await socket.take('chat_message')
    expect(again).toEqual(first)
    socket.ack(again, 2, 2)
    await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.status === 'sent')
    expect(world.client.messages(CONVERSATION).getSnapshot().items.at(-1)?.sender_id).toBe(ME)
  })
})

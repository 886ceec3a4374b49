// What screens see: identity of snapshots, previews, typing and presence, against a scripted server.

import { afterEach, describe, expect, test } from 'bun:test'
import { ANOTHER, CONVERSATION, conversation, message, messageId, OTHER } from './example-data.ts'
import { openedChat as opened } from './opened-chat.ts'
import { aWorld, endWorlds, items } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

describe('views', () => {
  test('a new message changes its own row alone', async () => {
    const { world, socket } = await opened(30)
    const before = items(world.client)
    socket.say({ type: 'chat_message', message: message(31) })
    const after = items(world.client)
    expect(after.length).toBe(31)
    expect(before.every((item, index) => item === after[index])).toBe(true)
    const snapshot = world.client.messages(CONVERSATION).getSnapshot()
    socket.say({ type: 'presence', user_id: OTHER, online: true })
    expect(world.client.messages(CONVERSATION).getSnapshot()).toBe(snapshot)
  })

  test('another conversation’s news leaves the row of this one as it is', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome([conversation(1), conversation(1, { id: ANOTHER })])
    await until(world.client.conversations(), ({ items }) => items.length === 2)
    const before = world.client.conversation(CONVERSATION).getSnapshot()
    socket.say({ type: 'chat_message', message: message(2, { conversation_id: ANOTHER, id: messageId(2, 'b') }) })
    const list = world.client.conversations().getSnapshot()
    expect(list.items[0]?.id).toBe(ANOTHER)
    expect(list.items[1]).toBe(before as NonNullable<typeof before>)
  })

  test('CV-2 the preview shows what waits, and then what was sent', async () => {
    const { world, socket } = await opened()
    const preview = () => world.client.conversation(CONVERSATION).getSnapshot()?.preview
    await world.client.send(CONVERSATION, 'waiting')
    expect([preview()?.text, preview()?.status]).toEqual(['waiting', 'sending'])
    socket.ack(await socket.take('chat_message'), 2, 2)
    expect([preview()?.text, preview()?.status]).toEqual(['waiting', 'sent'])
  })

  test('TYPING-3 TYPING-4 typing is told at most every 2.5 s, and taken away after 6 s of silence', async () => {
    const { world, socket } = await opened()
    for (let key = 0; key < 50; key++) {
      world.client.typed(CONVERSATION)
      await world.clock.advance(100)
    }
    expect(socket.count('typing')).toBe(2)
    await world.clock.advance(4_000)
    const frames = [await socket.take('typing'), await socket.take('typing'), await socket.take('typing')]
    expect(frames.map(({ is_typing }) => is_typing)).toEqual([true, true, false])
    socket.say({ type: 'typing', conversation_id: CONVERSATION, user_id: OTHER, is_typing: true })
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.typing_user_ids).toEqual([OTHER])
    await world.clock.advance(6_001)
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.typing_user_ids).toEqual([])
  })

  test('PRESENCE-1 the people on the screen are watched, told again after a cut, and unknown while there is no connection', async () => {
    const { world, socket } = await opened()
    const view = world.client.presence(OTHER)
    const end = view.subscribe(() => {})
    await world.clock.advance(200)
    expect((await socket.take('presence_watch')).user_ids).toEqual([OTHER])
    socket.say({ type: 'presence', user_id: OTHER, online: true })
    expect(view.getSnapshot()).toEqual({ online: true, last_seen_at: undefined })
    socket.close()
    expect(view.getSnapshot().online).toBe(false)
    const again = await world.server.redialled()
    await again.welcome()
    expect((await again.take('presence_watch')).user_ids).toEqual([OTHER])
    end()
    await world.clock.advance(200)
    expect((await again.take('presence_watch')).user_ids).toEqual([])
  })
})

// Converging with the server through holes, resets and frames that overtake each other, against a scripted server.

import { afterEach, describe, expect, test } from 'bun:test'
import type { UpFrame } from '@jobline/protocol'
import { settle } from './client-clock.ts'
import { ANOTHER, CONVERSATION, conversation, ME, message, messageId } from './example-data.ts'
import { openedChat as opened } from './opened-chat.ts'
import { aWorld, endWorlds, items, texts, type World } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

const seqs = (world: World) => items(world.client).map(({ seq }) => seq)

describe('frames', () => {
  test('RT-1 RT-2 a message shows at once, in chat and list, and is counted once', async () => {
    const { world, socket } = await opened()
    const frame = { type: 'chat_message', message: message(2) } as const
    socket.say(frame)
    socket.say(frame)
    expect(texts(world.client)).toEqual(['text 1', 'text 2'])
    const [row] = world.client.conversations().getSnapshot().items
    expect([row?.preview?.text, row?.state.unread, row?.last_activity_at]).toEqual(['text 2', 1, message(2).created_at])
  })

  test('ORDER-4 a change with a smaller rev does not undo a greater one', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'message_update', message: message(1, { rev: 3, text: 'second edit' }) })
    socket.say({ type: 'message_update', message: message(1, { rev: 2, text: 'first edit' }) })
    expect(texts(world.client)).toEqual(['second edit'])
  })

  test('SYNC-6 a hole that fills itself within 300 ms asks nothing', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(3) })
    await world.clock.advance(200)
    socket.say({ type: 'chat_message', message: message(2) })
    await world.clock.advance(1_000)
    expect(socket.count('catch_up')).toBe(0)
    expect(seqs(world)).toEqual([1, 2, 3])
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.unread).toBe(2)
  })

  test('SYNC-6 SYNC-7 a hole that stays asks once, from the contiguous mark', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(3) })
    socket.say({ type: 'chat_message', message: message(4) })
    expect(seqs(world)).toEqual([1, 3, 4])
    await world.clock.advance(301)
    const asked = await socket.take('catch_up')
    expect(asked.after_rev).toBe(1)
    socket.say({
      type: 'catch_up',
      ref: asked.ref,
      conversation: conversation(4, { state: { unread: 3, read_seq: 1 } }),
      messages: [message(2), message(3), message(4)],
      up_to_rev: 4,
      more: false,
    })
    await world.clock.advance(2_000)
    expect(socket.count('catch_up')).toBe(0)
    expect(seqs(world)).toEqual([1, 2, 3, 4])
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.unread).toBe(3)
  })

  test('SYNC-7 a page that says more is followed by the next, from where it ended', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(5) })
    await world.clock.advance(301)
    const first = await socket.take('catch_up')
    const whole = conversation(5, { state: { unread: 4, read_seq: 1 } })
    // Message 2 was changed later: it comes at the end, and until then there is a hole of seq.
    socket.say({
      type: 'catch_up',
      ref: first.ref,
      conversation: { ...whole, rev: 6 },
      messages: [message(3), message(4)],
      up_to_rev: 4,
      more: true,
    })
    const second = await socket.take('catch_up')
    expect(second.after_rev).toBe(5)
    socket.say({
      type: 'catch_up',
      ref: second.ref,
      conversation: { ...whole, rev: 6 },
      messages: [message(2, { rev: 6, text: 'edited' })],
      up_to_rev: 6,
      more: false,
    })
    await world.clock.advance(2_000)
    expect(texts(world.client)).toEqual(['text 1', 'edited', 'text 3', 'text 4', 'text 5'])
    expect(socket.count('catch_up')).toBe(0)
  })

  test('SYNC-10 a frame of an unknown conversation is never dropped: it asks for its row', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(1, { conversation_id: ANOTHER, id: messageId(1, 'b') }) })
    const asked = await socket.take('sync')
    expect(asked.cursor).toBe('c1')
    socket.answerSync(asked, [conversation(1, { id: ANOTHER })], { cursor: 'c2' })
    await settle()
    expect(
      world.client
        .conversations()
        .getSnapshot()
        .items.map(({ id }) => id),
    ).toContain(ANOTHER)
  })

  test('CONN-4 unknown frames, unknown fields and rubbish are ignored', async () => {
    const { world, socket } = await opened()
    for (const text of [
      '{"type":"from_the_future","x":1}',
      'not json',
      'null',
      '7',
      '{"type":"job"}',
      '{"type":"chat_message"}',
      `{"type":"job","conversation_id":"${CONVERSATION}"}`,
      '{"type":"conversation","conversation":null}',
      '{"type":"member_state","state":5}',
      '{"type":"chat_message","message":"text"}',
    ])
      socket.sayRaw(text)
    socket.sayRaw(JSON.stringify({ type: 'chat_message', later: true, message: { ...message(2), later: true } }))
    expect(texts(world.client)).toEqual(['text 1', 'text 2'])
    expect(world.client.connection.getSnapshot().state).toBe('live')
  })

  test('a deleted message keeps its place, loses its text, and is no longer unread', async () => {
    const { world, socket } = await opened()
    socket.say({ type: 'chat_message', message: message(2) })
    const { text: _, ...tombstone } = message(2, { rev: 3, deleted_at: 1 })
    socket.say({ type: 'message_update', message: tombstone })
    expect(texts(world.client)).toEqual(['text 1', undefined])
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.unread).toBe(0)
  })
})

describe('syncing', () => {
  test('CONN-3 G4 a message that arrives before the sync page is neither lost nor counted twice', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    socket.hello()
    const asked = await socket.take('sync')
    socket.say({ type: 'chat_message', message: message(2) })
    socket.answerSync(asked, [conversation(1, { state: { unread: 1 } })])
    const again = await socket.take('sync')
    socket.answerSync(again, [conversation(2, { state: { unread: 2 } })])
    await until(world.client.conversation(CONVERSATION), (item) => item?.last_seq === 2)
    expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.unread).toBe(2)
  })

  test('a page older than a frame that came before it does not take the frame back', async () => {
    const { world, socket } = await opened()
    const refreshed = world.client.refresh()
    const asked = await socket.take('sync')
    socket.say({ type: 'chat_message', message: message(2) })
    socket.answerSync(asked, [conversation(1, { state: { read_seq: 1, unread: 0 } })])
    await refreshed
    const row = world.client.conversation(CONVERSATION).getSnapshot()
    expect([row?.last_seq, row?.state.unread, row?.preview?.text]).toEqual([2, 1, 'text 2'])
  })

  test('SYNC-2 each page is stored with its cursor; a cut in between goes on from there', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome([conversation()], { cursor: 'page-1', more: true })
    await socket.take('sync')
    expect(world.client.conversations().getSnapshot().loading).toBe(true)
    socket.close()
    const again = await world.server.redialled()
    const asked = await again.welcome([conversation(0, { id: ANOTHER })], { cursor: 'page-2' })
    expect([asked.epoch, asked.cursor]).toEqual(['epoch-1', 'page-1'])
    await until(world.client.conversations(), ({ loading }) => !loading)
    expect(world.client.conversations().getSnapshot().items.length).toBe(2)
    expect((await world.cache.load()).meta.cursor).toBe('page-2')
  })

  test('SYNC-5 a conversation that I was taken out of while away is forgotten', async () => {
    const { world, socket } = await opened()
    socket.close()
    const again = await world.server.redialled()
    await again.welcome([], { removed_ids: [CONVERSATION] })
    await until(world.client.conversations(), ({ items }) => items.length === 0)
    expect(await world.cache.messages(CONVERSATION, 100, 100)).toEqual([])
  })

  test('SYNC-4 another epoch: everything is told anew, and own messages that the backup missed are sent again', async () => {
    const { world, socket } = await opened()
    await world.client.send(CONVERSATION, 'in the backup')
    await world.client.send(CONVERSATION, 'not in the backup')
    const [kept, lost] = [await socket.take('chat_message'), await socket.take('chat_message')]
    socket.ack(kept, 2, 2)
    socket.ack(lost, 3, 3)
    await settle()
    socket.close()

    const again = await world.server.redialled()
    const rows = [message(1), message(2, { id: kept.id, sender_id: ME, text: 'in the backup' })]
    const asked = await again.welcome([conversation(2, { last_message: rows[1] })], { epoch: 'epoch-2', reset: true })
    expect([asked.epoch, asked.cursor]).toEqual([undefined, undefined])
    for (let question = 0; question < 2; question++) {
      const { ref } = await again.take('history')
      again.say({
        type: 'history',
        ref,
        conversation_id: CONVERSATION,
        messages: rows,
        up_to_rev: 2,
        more_before: false,
        more_after: false,
      })
    }
    const resent = await again.take('chat_message')
    expect([resent.id, resent.text]).toEqual([lost.id, 'not in the backup'])
    again.ack(resent, 3, 3)
    await settle()
    expect(again.count('chat_message')).toBe(0)
    expect(texts(world.client)).toEqual(['text 1', 'in the backup', 'not in the backup'])
    expect((await world.cache.load()).meta.epoch).toBe('epoch-2')
  })

  test('a conversation far behind starts anew from its newest page', async () => {
    const { world, socket } = await opened()
    socket.close()
    const again = await world.server.redialled()
    await again.welcome([conversation(500, { state: { read_seq: 500, unread: 0 } })])
    const asked = await again.take('history')
    expect(asked.before_seq).toBe(500)
    const page = Array.from({ length: 50 }, (_, index) => message(450 + index))
    again.say({
      type: 'history',
      ref: asked.ref,
      conversation_id: CONVERSATION,
      messages: page,
      up_to_rev: 500,
      more_before: true,
      more_after: true,
    })
    await until(world.client.connection, ({ state }) => state === 'live')
    expect([seqs(world)[0], seqs(world).at(-1), seqs(world).length]).toEqual([450, 500, 51])
    expect(world.client.messages(CONVERSATION).getSnapshot().more_before).toBe(true)
  })

  test('a page of older messages that was read before a change of theirs is asked about', async () => {
    const { world, socket } = await opened()
    socket.close()
    const again = await world.server.redialled()
    await again.welcome([conversation(300, { state: { read_seq: 300, unread: 0 } })])
    const asked = await again.take('history')
    again.say({ type: 'message_update', message: message(299, { rev: 301, text: 'edited' }) })
    const page = Array.from({ length: 50 }, (_, index) => message(250 + index))
    again.say({
      type: 'history',
      ref: asked.ref,
      conversation_id: CONVERSATION,
      messages: page,
      up_to_rev: 300,
      more_before: true,
      more_after: true,
    })
    const { after_rev, ref } = await again.take('catch_up')
    expect(after_rev).toBe(300)
    const row = conversation(300, { rev: 301, state: { read_seq: 300, unread: 0 } })
    again.say({
      type: 'catch_up',
      ref,
      conversation: row,
      messages: [message(299, { rev: 301, text: 'edited' })],
      up_to_rev: 301,
      more: false,
    })
    await until(world.client.connection, ({ state }) => state === 'live')
    expect(texts(world.client).at(-2)).toBe('edited')
  })

  test('CH-8 older messages come from the cache first, then from the server', async () => {
    const { world, socket } = await opened(1, aWorld())
    socket.close()
    const again = await world.server.redialled()
    await again.welcome([conversation(300, { state: { read_seq: 300, unread: 0 } })])
    const first = await again.take('history')
    again.say({
      type: 'history',
      ref: first.ref,
      conversation_id: CONVERSATION,
      messages: Array.from({ length: 50 }, (_, i) => message(250 + i)),
      up_to_rev: 300,
      more_before: true,
      more_after: true,
    })
    await until(world.client.connection, ({ state }) => state === 'live')
    const loaded = world.client.loadBefore(CONVERSATION)
    expect(world.client.messages(CONVERSATION).getSnapshot().loading_before).toBe(true)
    const second = await again.take('history')
    expect(second.before_seq).toBe(250)
    again.say({
      type: 'history',
      ref: second.ref,
      conversation_id: CONVERSATION,
      messages: Array.from({ length: 50 }, (_, i) => message(200 + i)),
      up_to_rev: 300,
      more_before: true,
      more_after: true,
    })
    await loaded
    expect(seqs(world)[0]).toBe(200)

    const { client } = world.restart()
    client.messages(CONVERSATION).subscribe(() => {})
    await until(client.messages(CONVERSATION), ({ items }) => items.length === 50)
    await client.loadBefore(CONVERSATION)
    expect(items(client).length).toBe(100)
  })

  test('a server that fails a sync is asked again later', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    socket.hello()
    const { ref } = await socket.take('sync')
    socket.say({ type: 'error', ref, code: 'internal', message: 'no', retryable: true })
    await world.clock.advance(2_000)
    socket.answerSync(await socket.take('sync'), [conversation()])
    await until(world.client.connection, ({ state }) => state === 'live')
  })

  test('SYNC-4 a cursor that the server cannot read is given up: it starts over, and what waits is sent', async () => {
    const { world, socket } = await opened()
    socket.close()
    await world.client.send(CONVERSATION, 'waits')
    const again = await world.server.redialled()
    again.hello()
    const asked = await again.take('sync')
    expect(asked.cursor).toBe('c1')
    again.say({ type: 'error', ref: asked.ref, code: 'bad_request', message: 'no', retryable: false })
    const anew = await again.take('sync')
    expect([anew.epoch, anew.cursor]).toEqual([undefined, undefined])
    again.answerSync(anew, [conversation(1, { state: { read_seq: 1, unread: 0 } })], { cursor: 'c2' })
    await until(world.client.connection, ({ state }) => state === 'live')
    expect((await again.take('chat_message')).text).toBe('waits')
    expect(texts(world.client)).toEqual(['text 1', 'waits'])
    expect((await world.cache.load()).meta.cursor).toBe('c2')
  })

  test('a server that refuses every sync is asked again at leisure, not in a loop', async () => {
    const { world, socket } = await opened()
    socket.close()
    const again = await world.server.redialled()
    again.hello()
    for (let question = 0; question < 2; question++) {
      const { ref } = await again.take('sync')
      again.say({ type: 'error', ref, code: 'bad_request', message: 'no', retryable: false })
    }
    await settle()
    expect(again.count('sync')).toBe(0)
    await world.clock.advance(2_000)
    expect((await again.take('sync')).cursor).toBeUndefined()
  })

  test('SYNC-4 G2 one question that fails after a restore holds no other conversation back, and is asked again', async () => {
    const world = aWorld()
    const socket = await world.server.dialled()
    await socket.welcome([conversation(), conversation(0, { id: ANOTHER })])
    await until(world.client.connection, ({ state }) => state === 'live')
    for (const id of [CONVERSATION, ANOTHER]) {
      await world.client.send(id, `lost in ${id}`)
      socket.ack(await socket.take('chat_message'), 1, 1)
    }
    await settle()
    socket.close()

    const again = await world.server.redialled()
    await again.welcome([conversation(), conversation(0, { id: ANOTHER })], { epoch: 'epoch-2', reset: true })
    await until(world.client.connection, ({ state }) => state === 'live')
    const answer = ({ ref, conversation_id = '' }: UpFrame<'history'>) =>
      again.say({ type: 'history', ref, conversation_id, messages: [], up_to_rev: 0, more_before: false, more_after: false })
    const failing = await again.take('history')
    again.say({ type: 'error', ref: failing.ref, code: 'rate_limited', message: 'no', retryable: true, retry_after_ms: 3_000 })
    const other = await again.take('history')
    answer(other)
    const first = await again.take('chat_message')
    expect([first.conversation_id, first.text]).toEqual([other.conversation_id, `lost in ${other.conversation_id}`])

    await world.client.send(failing.conversation_id ?? '', 'behind it')
    await world.clock.advance(2_900)
    expect(again.count('history') + again.count('chat_message')).toBe(0)
    await world.clock.advance(200)
    answer(await again.take('history'))
    const behind = [await again.take('chat_message'), await again.take('chat_message')]
    expect(behind.map(({ text }) => text)).toEqual([`lost in ${failing.conversation_id}`, 'behind it'])
    await world.clock.advance(60_000)
    expect(again.count('history')).toBe(0)
  })
})

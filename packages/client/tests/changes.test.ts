// Edits, deletions, reactions and settings of a conversation: shown at once, kept, merged, told in order, and true in
// the end. Against a scripted server; the real one is asked in real-changes.test.ts.

import { afterEach, describe, expect, test } from 'bun:test'
import type { DownFrame, UpFrame } from '@jobline/protocol'
import { settle } from './client-clock.ts'
import { ANOTHER, CONVERSATION, conversation, ME, message, messageId, OTHER } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import type { ScriptedSocket } from './scripted-server.ts'
import { aWorld, endWorlds, items, texts, type World } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

type Change = UpFrame<'message_edit' | 'message_delete' | 'reaction'>
const UNDO_MS = 5_000

/** A live chat whose newest message (seq 2) is mine. */
async function ownMessage(): Promise<{ world: World; socket: ScriptedSocket; id: string }> {
  const { world, socket } = await openedChat()
  const id = await world.client.send(CONVERSATION, 'before')
  socket.ack(await socket.take('chat_message'), 2, 2)
  await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.status === 'sent')
  return { world, socket, id }
}
const ack = (socket: ScriptedSocket, { ref, message_id }: Change, rest: Partial<DownFrame<'ack'>> = {}) =>
  socket.say({ type: 'ack', ref, id: message_id, conversation_id: CONVERSATION, ...rest })
const refuse = (socket: ScriptedSocket, { ref }: Change, code: string, retryable = false, retry_after_ms?: number) =>
  socket.say({ type: 'error', ref, code, message: code, retryable, ...(retry_after_ms === undefined ? {} : { retry_after_ms }) })
const last = ({ client }: World) => items(client).at(-1)
const isQuiet = ({ client }: World) => until(client.connection, ({ waiting }) => waiting === 0)

describe('edits', () => {
  test('MF-1 EDIT-4 an edit shows at once as waiting, and is the server’s once it is acknowledged', async () => {
    const { world, socket, id } = await ownMessage()
    await world.client.edit(CONVERSATION, id, 'after')
    expect([last(world)?.text, last(world)?.change?.kind, world.client.conversation(CONVERSATION).getSnapshot()?.preview?.text]).toEqual([
      'after',
      'edit',
      'after',
    ])
    const asked = await socket.take('message_edit')
    expect([asked.message_id, asked.text]).toEqual([id, 'after'])
    ack(socket, asked, { seq: 2, rev: 3, message: message(2, { id, rev: 3, sender_id: ME, text: 'after', edited_at: 77 }) })
    await isQuiet(world)
    expect([last(world)?.text, last(world)?.edited_at, last(world)?.change]).toEqual(['after', 77, undefined])
  })

  test('G4 an edit that is acknowledged does not hide what somebody else changed just before', async () => {
    const { world, socket, id } = await ownMessage()
    await world.client.edit(CONVERSATION, id, 'after')
    const asked = await socket.take('message_edit')
    const reactions = [{ emoji: '👍', user_ids: [OTHER] }]
    // The reaction took rev 3; its frame is still under way when the answer with rev 4 arrives.
    ack(socket, asked, { seq: 2, rev: 4, message: message(2, { id, rev: 4, sender_id: ME, text: 'after', edited_at: 77, reactions }) })
    socket.say({ type: 'message_update', message: message(2, { id, rev: 3, sender_id: ME, text: 'before', reactions }) })
    await isQuiet(world)
    expect([last(world)?.text, last(world)?.reactions]).toEqual(['after', reactions])
  })

  test('OF-1 what was never attempted is changed in place, and goes out as one message with the last words', async () => {
    const world = aWorld()
    world.client.messages(CONVERSATION).subscribe(() => {})
    const socket = await world.server.dialled()
    const id = await world.client.send(CONVERSATION, 'first words')
    await world.client.edit(CONVERSATION, id, 'last words')
    expect((await world.cache.outbox()).map((item) => [item.kind, 'text' in item && item.text])).toEqual([['send', 'last words']])
    await socket.welcome([conversation()])
    const sent = await socket.take('chat_message')
    expect([sent.id, sent.text]).toEqual([id, 'last words'])
    socket.ack(sent, 1, 1)
    await isQuiet(world)
    expect(socket.count('message_edit')).toBe(0)
  })

  test('G2 G7 what was attempted keeps its first words, for its ack may have been lost, and the edit queues behind it', async () => {
    const { world, socket } = await openedChat()
    const id = await world.client.send(CONVERSATION, 'first words')
    const first = await socket.take('chat_message')
    socket.close()
    await world.client.edit(CONVERSATION, id, 'last words')
    expect(texts(world.client).at(-1)).toBe('last words')

    const again = await world.server.redialled()
    await again.welcome([conversation(1, { state: { read_seq: 1, unread: 0 } })])
    const repeated = await again.take('chat_message')
    expect(repeated).toEqual(first)
    await settle()
    expect(again.count('message_edit')).toBe(0)
    again.ack(repeated, 2, 2)
    const asked = await again.take('message_edit')
    expect([asked.message_id, asked.text]).toEqual([id, 'last words'])
    ack(again, asked, { seq: 2, rev: 3, message: message(2, { id, rev: 3, sender_id: ME, text: 'last words', edited_at: 9 }) })
    await isQuiet(world)
    expect(texts(world.client).at(-1)).toBe('last words')
  })

  test('two edits before the first was attempted are one; after it, the second follows the first', async () => {
    const { world, socket, id } = await ownMessage()
    socket.close()
    await world.client.edit(CONVERSATION, id, 'one')
    await world.client.edit(CONVERSATION, id, 'two')
    expect((await world.cache.outbox()).length).toBe(1)
    const again = await world.server.redialled()
    await again.welcome([
      conversation(2, { last_message: message(2, { id, sender_id: ME, text: 'before' }), state: { read_seq: 1, unread: 0 } }),
    ])
    const first = await again.take('message_edit')
    expect(first.text).toBe('two')
    await world.client.edit(CONVERSATION, id, 'three')
    await settle()
    expect(again.count('message_edit')).toBe(0)
    ack(again, first, { seq: 2, rev: 3, message: message(2, { id, rev: 3, sender_id: ME, text: 'two', edited_at: 1 }) })
    expect((await again.take('message_edit')).text).toBe('three')
    expect(texts(world.client).at(-1)).toBe('three')
  })

  test('G7 a refused edit is told with its words and shows what the server has; it can be asked for again or given up', async () => {
    const { world, socket, id } = await ownMessage()
    await world.client.edit(CONVERSATION, id, 'after')
    refuse(socket, await socket.take('message_edit'), 'conversation_closed')
    await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.change?.state === 'failed')
    expect([last(world)?.text, last(world)?.change?.text, last(world)?.change?.error_code]).toEqual([
      'before',
      'after',
      'conversation_closed',
    ])
    await world.client.retry(last(world)?.change?.id ?? '')
    expect((await socket.take('message_edit')).text).toBe('after')
    expect(last(world)?.text).toBe('after')
  })

  test('a failed send with other words is sent again under its id', async () => {
    const { world, socket } = await openedChat()
    const id = await world.client.send(CONVERSATION, 'bad words')
    socket.refuse(await socket.take('chat_message'), 'text_invalid', false)
    await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.status === 'failed')
    world.server.seen_ids.delete(id)
    await world.client.edit(CONVERSATION, id, 'good words')
    const again = await socket.take('chat_message')
    expect([again.id, again.text]).toEqual([id, 'good words'])
    socket.ack(again, 2, 2)
    await isQuiet(world)
  })

  test('a text that cannot be sent cannot be edited in either', async () => {
    const { world, id } = await ownMessage()
    expect(await world.client.edit(CONVERSATION, id, ' ').catch((error) => error.code)).toBe('text_empty')
    expect(last(world)?.text).toBe('before')
  })
})

describe('deletions', () => {
  test('MF-5 a deletion shows at once, is held back for five seconds, and then told', async () => {
    const { world, socket, id } = await ownMessage()
    await world.client.delete(CONVERSATION, id)
    expect([last(world)?.text, last(world)?.deleted_at === undefined, last(world)?.change?.kind]).toEqual([undefined, false, 'delete'])
    await world.clock.advance(UNDO_MS - 1)
    expect(socket.count('message_delete')).toBe(0)
    await world.clock.advance(1)
    const asked = await socket.take('message_delete')
    expect([asked.message_id, asked.conversation_id]).toEqual([id, CONVERSATION])
    ack(socket, asked, { seq: 2, rev: 3, message: message(2, { id, rev: 3, sender_id: ME, text: undefined, deleted_at: 5 }) })
    await isQuiet(world)
    expect([last(world)?.text, last(world)?.deleted_at, last(world)?.change]).toEqual([undefined, 5, undefined])
  })

  test('MF-5 undone in time, the server hears nothing; afterwards it is too late', async () => {
    const { world, socket, id } = await ownMessage()
    await world.client.delete(CONVERSATION, id)
    expect(await world.client.undoDelete(CONVERSATION, id)).toBe(true)
    expect(last(world)?.text).toBe('before')
    await world.clock.advance(2 * UNDO_MS)
    expect(socket.count('message_delete')).toBe(0)

    await world.client.delete(CONVERSATION, id)
    await world.clock.advance(UNDO_MS)
    await socket.take('message_delete')
    expect(await world.client.undoDelete(CONVERSATION, id)).toBe(false)
    expect(last(world)?.text).toBe(undefined)
  })

  test('a message that never left is simply gone, and those around it are sent in order', async () => {
    const world = aWorld()
    world.client.messages(CONVERSATION).subscribe(() => {})
    const socket = await world.server.dialled()
    const one = await world.client.send(CONVERSATION, 'one')
    const two = await world.client.send(CONVERSATION, 'two')
    await world.client.send(CONVERSATION, 'three')
    await world.client.react(CONVERSATION, two, '👍', true)
    await world.client.delete(CONVERSATION, two)
    // Not sent while the person may think again.
    await socket.welcome([conversation()])
    const first = await socket.take('chat_message')
    const third = await socket.take('chat_message')
    expect([first.text, third.text, third.after_id]).toEqual(['one', 'three', one])
    socket.ack(first, 1, 1)
    socket.ack(third, 2, 2)
    await world.clock.advance(UNDO_MS)
    await isQuiet(world)
    expect([texts(world.client), await world.cache.outbox(), socket.count('message_delete'), socket.count('reaction')]).toEqual([
      ['one', 'three'],
      [],
      0,
      0,
    ])
  })

  test('EDIT-5 SEND-9 deleted after an attempt that may have been lost: the deletion goes instead of the message, and both leave', async () => {
    const { world, socket } = await openedChat()
    const id = await world.client.send(CONVERSATION, 'regretted')
    await socket.take('chat_message')
    socket.close()
    await world.client.delete(CONVERSATION, id)
    await world.clock.advance(UNDO_MS)
    const again = await world.server.redialled()
    await again.welcome([conversation(1, { state: { read_seq: 1, unread: 0 } })])
    const asked = await again.take('message_delete')
    expect([asked.message_id, again.count('chat_message')]).toEqual([id, 0])
    ack(again, asked)
    await isQuiet(world)
    expect([texts(world.client), await world.cache.outbox()]).toEqual([['text 1'], []])
  })

  test('a deletion takes the place of what else was to be done to the message', async () => {
    const { world, socket, id } = await ownMessage()
    socket.close()
    await world.client.edit(CONVERSATION, id, 'other words')
    await world.client.react(CONVERSATION, id, '👍', true)
    await world.client.delete(CONVERSATION, id)
    await world.clock.advance(UNDO_MS)
    const again = await world.server.redialled()
    await again.welcome([conversation(2, { last_message: message(2, { id, sender_id: ME }), state: { read_seq: 1, unread: 0 } })])
    const asked = await again.take('message_delete')
    expect([again.count('message_edit'), again.count('reaction')]).toEqual([0, 0])
    ack(again, asked, { seq: 2, rev: 3, message: message(2, { id, rev: 3, sender_id: ME, text: undefined, deleted_at: 5 }) })
    await isQuiet(world)
    expect(await world.cache.outbox()).toEqual([])
  })

  test('G7 a deletion that was held back when the app ended is told after the next start', async () => {
    const { world, id } = await ownMessage()
    await world.client.delete(CONVERSATION, id)
    await world.client.close()
    const { server, clock } = world.restart()
    const socket = await server.dialled()
    await socket.welcome([conversation(2, { last_message: message(2, { id, sender_id: ME }), state: { read_seq: 1, unread: 0 } })])
    await clock.advance(UNDO_MS)
    expect((await socket.take('message_delete')).message_id).toBe(id)
  })

  test('a closed client touches its cache no more, whatever was held back', async () => {
    const { world } = await openedChat()
    world.server.sockets.at(-1)?.close()
    const id = await world.client.send(CONVERSATION, 'unsent')
    await world.client.delete(CONVERSATION, id)
    await world.client.close()
    const kept = await world.cache.outbox()
    await world.clock.advance(60_000)
    expect([kept.length, await world.cache.outbox()]).toEqual([2, kept])
  })

  test('a clock that is set back does not hold a deletion back for long', async () => {
    const { world, socket, id } = await ownMessage()
    await world.client.delete(CONVERSATION, id)
    world.clock.jump(-86_400_000)
    await world.clock.advance(2 * UNDO_MS)
    expect((await socket.take('message_delete')).message_id).toBe(id)
  })
})

describe('reactions', () => {
  test('a refused reaction says which it was, and shows what the server has', async () => {
    const { world, socket } = await openedChat()
    await world.client.react(CONVERSATION, messageId(1), '👍', true)
    refuse(socket, await socket.take('reaction'), 'too_many_reactions')
    await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.change?.state === 'failed')
    const { reactions, change } = last(world) ?? {}
    expect(reactions).toBeUndefined()
    expect(change).toEqual({
      id: expect.any(String),
      kind: 'reaction',
      state: 'failed',
      error_code: 'too_many_reactions',
      emoji: '👍',
      active: true,
    })
  })

  test('MF-4 a reaction shows at once, and once acknowledged it is the server’s', async () => {
    const { world, socket } = await openedChat()
    const id = messageId(1)
    await world.client.react(CONVERSATION, id, '👍', true)
    expect(last(world)?.reactions).toEqual([{ emoji: '👍', user_ids: [ME] }])
    const asked = await socket.take('reaction')
    expect([asked.emoji, asked.active]).toEqual(['👍', true])
    const reactions = [{ emoji: '👍', user_ids: [OTHER, ME] }]
    ack(socket, asked, { seq: 1, rev: 2, message: message(1, { rev: 2, reactions }) })
    await isQuiet(world)
    expect([last(world)?.reactions, last(world)?.change]).toEqual([reactions, undefined])
  })

  test('OF-1 the same emoji put on and taken off while offline is one request with the last word', async () => {
    const { world, socket } = await openedChat()
    socket.close()
    const id = messageId(1)
    await world.client.react(CONVERSATION, id, '👍', true)
    await world.client.react(CONVERSATION, id, '❤️', true)
    await world.client.react(CONVERSATION, id, '👍', false)
    expect(last(world)?.reactions).toEqual([{ emoji: '❤️', user_ids: [ME] }])
    const again = await world.server.redialled()
    await again.welcome([conversation(1, { state: { read_seq: 1, unread: 0 } })])
    const off = await again.take('reaction')
    expect([off.emoji, off.active]).toEqual(['👍', false])
    ack(again, off, { seq: 1, rev: 1, message: message(1) })
    const on = await again.take('reaction')
    expect([on.emoji, on.active]).toEqual(['❤️', true])
  })

  test('a seventh emoji is refused, told, and taken back by hand', async () => {
    const { world, socket } = await openedChat()
    await world.client.react(CONVERSATION, messageId(1), '👍', true)
    refuse(socket, await socket.take('reaction'), 'too_many_reactions')
    await until(world.client.messages(CONVERSATION), ({ items }) => items.at(-1)?.change?.state === 'failed')
    expect([last(world)?.reactions, last(world)?.change?.error_code]).toEqual([undefined, 'too_many_reactions'])
    expect(await world.client.discard(last(world)?.change?.id ?? '')).toBe(true)
    expect(last(world)?.change).toBe(undefined)
  })

  test('on a message that was deleted meanwhile it has nothing left to show', async () => {
    const { world, socket } = await openedChat()
    await world.client.react(CONVERSATION, messageId(1), '👍', true)
    refuse(socket, await socket.take('reaction'), 'message_deleted')
    await isQuiet(world)
    expect(await world.cache.outbox()).toEqual([])
  })

  test('SEND-12 a refusal that passes is tried again after the wait it names', async () => {
    const { world, socket } = await openedChat()
    await world.client.react(CONVERSATION, messageId(1), '👍', true)
    refuse(socket, await socket.take('reaction'), 'rate_limited', true, 800)
    await world.clock.advance(700)
    expect(socket.count('reaction')).toBe(0)
    await world.clock.advance(200)
    expect((await socket.take('reaction')).emoji).toBe('👍')
  })

  test('a reaction renders its own row alone', async () => {
    const { world } = await openedChat(3)
    const before = items(world.client)
    await world.client.react(CONVERSATION, messageId(2), '👍', true)
    const after = items(world.client)
    expect(after.map((item, index) => item === before[index])).toEqual([true, false, true])
  })
})

describe('what only I see', () => {
  const stateOf = ({ client }: World) => client.conversation(CONVERSATION).getSnapshot()?.state

  test('CV-4 STATE-1 archive, pin, mute and mark unread show at once and are told in one request', async () => {
    const { world, socket } = await openedChat()
    socket.close()
    world.client.setArchived(CONVERSATION, true)
    world.client.setPinned(CONVERSATION, true)
    world.client.setMuted(CONVERSATION, 99)
    world.client.setMarkedUnread(CONVERSATION, true)
    const { archived_at, pinned_at, muted_until, marked_unread } = stateOf(world) ?? {}
    expect([archived_at !== undefined, pinned_at !== undefined, muted_until, marked_unread]).toEqual([true, true, 99, true])
    const again = await world.server.redialled()
    await again.welcome([conversation(1, { state: { read_seq: 1, unread: 0 } })])
    const { archived, pinned, muted_until: muted, marked_unread: marked } = (await again.ackRef('member_state')) as UpFrame<'member_state'>
    expect([archived, pinned, muted, marked]).toEqual([true, true, 99, true])
    await world.clock.advance(5_000)
    expect([stateOf(world)?.muted_until, again.count('member_state')]).toEqual([99, 0])
  })

  test('G4 what the server tells of an older state does not undo a setting it has not confirmed', async () => {
    const { world, socket } = await openedChat()
    world.client.setPinned(CONVERSATION, true)
    await socket.take('member_state')
    socket.say({ type: 'member_state', state: { conversation_id: CONVERSATION, read_seq: 1, unread: 0, muted_until: 7 } })
    expect([stateOf(world)?.pinned_at !== undefined, stateOf(world)?.muted_until]).toEqual([true, 7])
  })

  test('STATE-4 reading takes the mark of unread away, also one that was not told yet', async () => {
    const { world, socket } = await openedChat()
    socket.close()
    world.client.setMarkedUnread(CONVERSATION, true)
    world.client.markRead(CONVERSATION, 1)
    expect(stateOf(world)?.marked_unread).toBe(undefined)
    const again = await world.server.redialled()
    await again.welcome([conversation(1, { state: { read_seq: 1, unread: 0 } })])
    expect((await again.ackRef('read_receipt')).type).toBe('read_receipt')
    await world.clock.advance(5_000)
    expect(again.count('member_state')).toBe(0)
  })

  test('what is so already is not told again', async () => {
    const { world, socket } = await openedChat()
    world.client.setPinned(CONVERSATION, false)
    world.client.setMuted(CONVERSATION, null)
    world.client.setArchived(ANOTHER, true)
    await world.clock.advance(5_000)
    expect(socket.count('member_state')).toBe(0)
  })
})

// Two tabs of one person, and a database that was replaced: what one of them knows is old, and nothing may be done for it.

import { afterEach, expect, test } from 'bun:test'
import type { UpFrame } from '@jobline/protocol'
import { createMemoryCache } from '../src/index.ts'
import { settle } from './client-clock.ts'
import { CONVERSATION, conversation, ME, message } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import { aWorld, endWorlds, texts } from './scripted-world.ts'

afterEach(endWorlds)

test('SYNC-4 G7 a message acknowledged while a replaced database is read anew stays on the screen', async () => {
  const { world, socket } = await openedChat(3)
  socket.close()
  const id = await world.client.send(CONVERSATION, 'written offline')
  const again = await world.server.redialled()
  again.hello({ epoch: 'epoch-2' })
  const asked = await again.take('sync')
  const sent = await again.take('chat_message')
  // The page was read before the message was stored, and its ack is right behind.
  again.answerSync(asked, [conversation(1, { state: { read_seq: 1, unread: 0 } })], { epoch: 'epoch-2', reset: true })
  again.ack(sent, 2, 2)
  await settle()
  const mine = message(2, { id, sender_id: ME, text: 'written offline' })
  const now = conversation(2, { last_message: mine, state: { read_seq: 1, unread: 0 } })
  for (let round = 0; round < 20; round++) {
    for (const frame of again.frames.splice(0)) {
      if (frame.type === 'sync') again.answerSync(frame, [now], { epoch: 'epoch-2' })
      if (frame.type === 'catch_up')
        again.say({ type: 'catch_up', ref: frame.ref, conversation: now, messages: [mine], up_to_rev: 2, more: false })
    }
    await world.clock.advance(500)
  }
  expect(texts(world.client)).toEqual(['text 1', 'written offline'])
})

test('SYNC-4 what I set and was not confirmed outlives the database that it was meant for', async () => {
  const { world, socket } = await openedChat()
  socket.close()
  world.client.setDraft(CONVERSATION, 'half a sentence')
  await settle()
  const again = await world.server.redialled()
  await again.welcome([conversation(1)], { epoch: 'epoch-2', reset: true })
  await world.clock.advance(3_000)
  expect(world.client.conversation(CONVERSATION).getSnapshot()?.state.draft).toBe('half a sentence')
  expect((await again.take('member_state')).draft).toBe('half a sentence')
})

test('G4 a tab that slept does not tell an old edit after a newer one was told by another', async () => {
  const cache = createMemoryCache()
  const { world: a, socket } = await openedChat(1, aWorld({ cache }))
  const id = await a.client.send(CONVERSATION, 'first')
  socket.ack(await socket.take('chat_message'), 2, 2)
  await settle()
  socket.close()
  await a.client.edit(CONVERSATION, id, 'second')
  const b = aWorld({ cache, clock: a.clock, ports: { ids: { next: () => crypto.randomUUID() } } })
  const other = await b.server.dialled()
  await other.welcome([conversation(2, { last_message: message(2, { id, sender_id: ME, text: 'first' }) })])
  await other.take('message_edit')
  other.close()
  const again = await a.server.redialled()
  await again.welcome([])
  const answer = ({ ref }: UpFrame<'message_edit'>, rev: number, text: string) =>
    again.say({
      type: 'ack',
      ref,
      id,
      conversation_id: CONVERSATION,
      seq: 2,
      rev,
      message: message(2, { id, rev, sender_id: ME, text, edited_at: rev }),
    })
  answer(await again.take('message_edit'), 3, 'second')
  await settle()
  await a.client.edit(CONVERSATION, id, 'third')
  answer(await again.take('message_edit'), 4, 'third')
  await settle()
  expect(await cache.outbox()).toEqual([])
  const back = await b.server.redialled()
  await back.welcome([conversation(2, { rev: 4, last_message: message(2, { id, rev: 4, sender_id: ME, text: 'third', edited_at: 4 }) })])
  await settle()
  await b.clock.advance(1_000)
  expect(back.count('message_edit')).toBe(0)
})

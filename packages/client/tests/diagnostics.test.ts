// What a person sends to those who help them must not hold what was said, nor by whom.

import { afterEach, expect, test } from 'bun:test'
import { diagnosticsOf } from '../src/diagnostics/diagnostics.ts'
import { CONVERSATION, conversation, member, message } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import { aWorld, endWorlds } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

test('diagnostics tell how the device stands, in numbers', async () => {
  const { world, socket } = await openedChat(2)
  await world.client.send(CONVERSATION, 'refused words')
  socket.refuse(await socket.take('chat_message'), 'text_invalid', false)
  await until(world.client.connection, ({ failed }) => failed === 1)
  socket.say({ type: 'chat_message', message: message(3) })
  await world.clock.advance(2_000)
  socket.close()
  for (const text of ['one', 'two']) await world.client.send(CONVERSATION, text)
  await world.client.react(CONVERSATION, message(1).id, '👍', true)
  await world.clock.advance(1)
  expect(diagnosticsOf(world.client)).toMatchObject({
    connection: 'offline',
    transport: 'socket',
    last_live_ms_ago: 1,
    clock_offset_ms: 0,
    storage: 'kept',
    lost_unsent: false,
    complete: true,
    conversations: 1,
    behind: 0,
    unread: 1,
    oldest_waiting_ms: 2_001,
    outbox: [
      { kind: 'send', state: 'failed', error_code: 'text_invalid', count: 1 },
      { kind: 'send', state: 'queued', count: 2 },
      { kind: 'reaction', state: 'queued', count: 1 },
    ],
  })
})

test('diagnostics hold no text, no name, no id and nothing of a token', async () => {
  const secrets = {
    text: 'my door code is 4711',
    draft: 'a secret draft',
    name: 'Wilhelmina Quintero',
    title: 'Discreet garden works',
    place: 'Calle Falsa 123',
    me: 'user-2fd0',
    other: 'user-8c1f',
    conversation: CONVERSATION,
    job: 'job-91a7',
    device: 'device-id-77',
    cursor: 'cursor-55',
    epoch: 'epoch-1',
    token: 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl',
  }
  const world = aWorld({ user_id: secrets.me, getToken: async () => secrets.token })
  world.client.messages(CONVERSATION).subscribe(() => {})
  const socket = await world.server.dialled()
  expect(socket.token).toBe(secrets.token)
  const last_message = message(1, { sender_id: secrets.other, text: secrets.text })
  const job = { id: secrets.job, version: 1, title: secrets.title, status: 'open' as const, place: secrets.place }
  const members = [member(secrets.me), member(secrets.other, { name: secrets.name })]
  socket.hello({ user_id: secrets.me })
  const row = conversation(1, { last_message, job, members, state: { draft: secrets.draft } })
  socket.answerSync(await socket.take('sync'), [row], { cursor: secrets.cursor })
  await until(world.client.connection, ({ state }) => state === 'live')
  const sent = await world.client.send(CONVERSATION, `${secrets.text} again`)
  await world.client.edit(CONVERSATION, last_message.id, `${secrets.text} edited`)
  socket.close()
  const told = JSON.stringify(diagnosticsOf(world.client))
  // Control: all of it is there to be told.
  expect(
    JSON.stringify([world.client.conversation(CONVERSATION).getSnapshot(), world.client.messages(CONVERSATION).getSnapshot()]),
  ).toContain(secrets.text)
  const pieces = [...Object.values(secrets), ...secrets.token.split('.'), sent, last_message.id, '4711', 'Quintero', 'chat.example']
  expect(pieces.filter((piece) => told.includes(piece))).toEqual([])
})

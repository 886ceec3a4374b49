// When a device makes a sound, against the scripted server on the test's clock.

import { afterEach, describe, expect, test } from 'bun:test'
import type { MemberState, Message } from '@jobline/protocol'
import { type Alert, type AlertsOptions, createAlerts } from '../src/alerts/index.ts'
import { settle } from './client-clock.ts'
import { ANOTHER, CONVERSATION, conversation, ME, message, messageId } from './example-data.ts'
import { openedChat } from './opened-chat.ts'
import type { ScriptedSocket } from './scripted-server.ts'
import { aWorld, endWorlds, type World } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

/** Longer than anything is gathered, and than the quiet after an alert. */
const AGES = 30_000

function listen(world: World, options: Partial<AlertsOptions> = {}) {
  const alerts: Alert[] = []
  const { close } = createAlerts(world.client, { isOpen: () => false, onAlert: (alert) => alerts.push(alert), ...options })
  return { alerts, close, told: () => alerts.map(({ message: { seq }, count }) => `${seq} of ${count}`) }
}
/** A new message, made now. */
const now = ({ clock }: World, seq: number, changes: Partial<Message> = {}) => message(seq, { created_at: clock.now(), ...changes })
const say = (world: World, socket: ScriptedSocket, seq: number, changes: Partial<Message> = {}) =>
  socket.say({ type: 'chat_message', message: now(world, seq, changes) })

describe('live', () => {
  test('a message of somebody else is one alert; a burst is one, too; later there is another', async () => {
    const { world, socket } = await openedChat()
    const { alerts, told } = listen(world)
    say(world, socket, 2)
    await world.clock.advance(500)
    expect(alerts).toMatchObject([{ conversation_id: CONVERSATION, message: { text: 'text 2' }, count: 1 }])
    for (const seq of [3, 4, 5]) {
      say(world, socket, seq)
      await world.clock.advance(600)
    }
    expect(told()).toEqual(['2 of 1'])
    await world.clock.advance(AGES)
    expect(told()).toEqual(['2 of 1'])
    for (const seq of [6, 7]) say(world, socket, seq)
    await world.clock.advance(AGES)
    expect(told()).toEqual(['2 of 1', '7 of 2'])
  })

  const quiet: { [name: string]: Partial<Message> } = {
    'my own, from another device': { sender_id: ME },
    'a system message': { kind: 'system', sender_id: undefined, text: undefined, event: { name: 'conversation_closed' } },
    'a withheld one': { text: undefined, withheld: true } as Partial<Message>,
  }
  for (const [name, changes] of Object.entries(quiet))
    test(`${name} makes no sound`, async () => {
      const { world, socket } = await openedChat()
      const { told } = listen(world)
      say(world, socket, 2, changes)
      await world.clock.advance(AGES)
      expect(told()).toEqual([])
      say(world, socket, 3)
      await world.clock.advance(AGES)
      expect(told()).toEqual(['3 of 1'])
    })

  const states: { [name: string]: Partial<MemberState> } = {
    'a muted conversation': { muted_until: 8_640_000_000_000_000 },
    'a blocked one': { blocked: true } as Partial<MemberState>,
  }
  for (const [name, state] of Object.entries(states))
    test(`${name} makes no sound`, async () => {
      const { world, socket } = await openedChat()
      const { told } = listen(world)
      socket.say({ type: 'member_state', state: { conversation_id: CONVERSATION, read_seq: 1, unread: 0, ...state } })
      say(world, socket, 2)
      await world.clock.advance(AGES)
      expect(told()).toEqual([])
      socket.say({ type: 'member_state', state: { conversation_id: CONVERSATION, read_seq: 1, unread: 1 } })
      say(world, socket, 3)
      await world.clock.advance(AGES)
      expect(told()).toEqual(['3 of 1'])
    })

  test('the chat that is open makes no sound, another one does', async () => {
    const { world, socket } = await openedChat()
    const { alerts } = listen(world, { isOpen: (id) => id === CONVERSATION })
    socket.say({ type: 'conversation', conversation: conversation(0, { id: ANOTHER }) })
    say(world, socket, 2)
    say(world, socket, 1, { id: messageId(1, 'b'), conversation_id: ANOTHER })
    await world.clock.advance(AGES)
    expect(alerts).toMatchObject([{ conversation_id: ANOTHER, count: 1 }])
  })

  test('read on another device a moment later, or deleted at once: no sound', async () => {
    const { world, socket } = await openedChat()
    const { told } = listen(world)
    say(world, socket, 2)
    socket.say({ type: 'read_receipt', conversation_id: CONVERSATION, user_id: ME, seq: 2 })
    say(world, socket, 3)
    socket.say({ type: 'message_update', message: now(world, 3, { rev: 4, text: undefined, deleted_at: 1 }) })
    await world.clock.advance(AGES)
    expect(told()).toEqual([])
  })

  test('an edit, a reaction and older messages that are loaded make no sound', async () => {
    const { world, socket } = await openedChat(3)
    const { told } = listen(world)
    socket.say({ type: 'message_update', message: now(world, 3, { rev: 4, text: 'edited', edited_at: 1 }) })
    socket.say({ type: 'message_update', message: now(world, 2, { rev: 5, reactions: [{ emoji: '👍', user_ids: ['other'] }] }) })
    await world.clock.advance(AGES)
    expect(told()).toEqual([])
  })

  test('the first message of a new conversation makes one', async () => {
    const { world, socket } = await openedChat()
    const { alerts } = listen(world)
    const fresh = now(world, 1, { id: messageId(1, 'b'), conversation_id: ANOTHER })
    socket.say({ type: 'chat_message', message: fresh })
    const asked = await socket.take('sync')
    socket.answerSync(asked, [conversation(1, { id: ANOTHER, last_message: fresh })])
    await world.clock.advance(AGES)
    expect(alerts).toMatchObject([{ conversation_id: ANOTHER, count: 1 }])
  })

  test('closed, it tells nothing any more', async () => {
    const { world, socket } = await openedChat()
    const { told, close } = listen(world)
    say(world, socket, 2)
    close()
    await world.clock.advance(AGES)
    expect(told()).toEqual([])
  })
})

describe('catching up', () => {
  /** Comes back after a while to so many new messages in each of these conversations. */
  async function comesBack(
    world: World,
    old: ScriptedSocket,
    ids: readonly string[],
    count: number,
    { between_ms = 700, ...state }: Partial<MemberState> & { between_ms?: number } = {},
  ) {
    old.close()
    const socket = await world.server.redialled()
    const rows = ids.map((id) => {
      const last_message = message(1 + count, { id: messageId(1 + count, id[0] ?? 'a'), conversation_id: id })
      return conversation(1 + count, { id, last_message, state: { read_seq: 1, unread: count, ...state } })
    })
    await socket.welcome(rows)
    for (const row of rows) {
      const asked = await socket.take('catch_up')
      const its = rows.find(({ id }) => id === asked.conversation_id) ?? row
      const messages = Array.from({ length: count }, (_, index) =>
        message(2 + index, { id: messageId(2 + index, its.id[0] ?? 'a'), conversation_id: its.id }),
      )
      socket.say({ type: 'catch_up', ref: asked.ref, conversation: its, messages, up_to_rev: 1 + count, more: false })
      // Each page by itself, on a slow link.
      await world.clock.advance(between_ms)
    }
    await until(world.client.connection, ({ state: its }) => its === 'live')
    return socket
  }

  const both = [CONVERSATION, ANOTHER]
  /** Live, with two conversations that nobody looks at. */
  async function aQuietWorld() {
    const world = aWorld()
    const first = await world.server.dialled()
    await first.welcome(both.map((id) => conversation(1, { id, state: { read_seq: 1, unread: 0 } })))
    await until(world.client.connection, ({ state }) => state === 'live')
    await settle()
    return { world, first }
  }

  test('on a link so slow that pages come long after each other it is one alert all the same', async () => {
    const { world, first } = await aQuietWorld()
    const { told } = listen(world)
    await comesBack(world, first, both, 10, { between_ms: 12_000 })
    await world.clock.advance(AGES)
    expect(told()).toEqual(['11 of 10'])
  })

  test('twenty in two conversations are one alert, and what comes live then is another', async () => {
    const { world, first } = await aQuietWorld()
    const { told } = listen(world)
    const socket = await comesBack(world, first, both, 10)
    await world.clock.advance(AGES)
    expect(told()).toEqual(['11 of 20'])
    say(world, socket, 12)
    await world.clock.advance(AGES)
    expect(told()).toEqual(['11 of 20', '12 of 1'])
  })

  test('what was read elsewhere meanwhile makes no sound', async () => {
    const { world, socket } = await openedChat()
    const { told } = listen(world)
    await comesBack(world, socket, [CONVERSATION], 5, { read_seq: 6, unread: 0 })
    await world.clock.advance(AGES)
    expect(told()).toEqual([])
  })

  test('the first sync of a new device makes no sound at all, nor what is live during it; the next message does', async () => {
    const world = aWorld()
    const { told } = listen(world)
    const socket = await world.server.dialled()
    socket.hello()
    const asked = await socket.take('sync')
    socket.answerSync(asked, [conversation(5)], { more: true })
    const next = await socket.take('sync')
    say(world, socket, 6)
    socket.answerSync(next, [conversation(3, { id: ANOTHER })])
    for (let question = 0; question < 2; question++) {
      const history = await socket.take('history')
      const { conversation_id = '' } = history
      socket.say({ type: 'history', ref: history.ref, conversation_id, messages: [], up_to_rev: 6, more_before: false, more_after: true })
    }
    await until(world.client.connection, ({ state }) => state === 'live')
    await world.clock.advance(AGES)
    expect(told()).toEqual([])
    say(world, socket, 7)
    await world.clock.advance(AGES)
    expect(told()).toEqual(['7 of 1'])
  })

  test('a start on what the device kept: what came meanwhile is one alert, though it is begun before the cache was read', async () => {
    const { world } = await openedChat(3)
    await world.client.close()
    const next = world.restart()
    const { told } = listen(next)
    const socket = await next.server.dialled()
    await socket.welcome([conversation(5, { state: { read_seq: 3, unread: 2 } })])
    const asked = await socket.take('catch_up')
    const row = conversation(5, { state: { read_seq: 3, unread: 2 } })
    socket.say({ type: 'catch_up', ref: asked.ref, conversation: row, messages: [message(4), message(5)], up_to_rev: 5, more: false })
    await next.clock.advance(AGES)
    expect(told()).toEqual(['5 of 2'])
  })
})

describe('two tabs', () => {
  test('of one browser: each message sounds in one of them, also where one of them wakes up late', async () => {
    const taken = new Set<string>()
    const claim = async (key: string) => !taken.has(key) && Boolean(taken.add(key))
    const one = await openedChat()
    const two = await openedChat(1, aWorld({ clock: one.world.clock }))
    const first = listen(one.world, { claim })
    const second = listen(two.world, { claim })
    for (const { socket } of [one, two]) say(one.world, socket, 2)
    await one.world.clock.advance(500)
    expect([...first.told(), ...second.told()]).toEqual(['2 of 1'])
    // In the quiet after it: heard by both, told by none, also by a tab that hears of it when the quiet is over.
    say(one.world, one.socket, 3)
    await one.world.clock.advance(AGES)
    say(one.world, two.socket, 3)
    await one.world.clock.advance(AGES)
    expect([...first.told(), ...second.told()]).toEqual(['2 of 1'])
  })

  test('that cannot agree make a sound too many, and none too few', async () => {
    const { world, socket } = await openedChat()
    const { told } = listen(world, { claim: () => Promise.reject(new Error('no storage')) })
    say(world, socket, 2)
    await world.clock.advance(AGES)
    expect(told()).toEqual(['2 of 1'])
  })
})

// The end of a run: the faults stop, time goes on until all is quiet, and every promise is judged against the server's
// database, every device, and a device that signs in only now. G1 to G5 and G7.

import { drainMicrotasks } from 'bun:jsc'
import type { ChatClient, ConversationItem, MessageItem, OutboxItem } from '@jobline/client'
import type { Conversation, Member, Message } from '@jobline/protocol'
import { presentMessage } from '@jobline/server/parts'
import { Device } from './device.ts'
import { readDatabase } from './restore.ts'
import type { Scene } from './simulation.ts'

const LONGEST_ROUNDS = 30

export function judge(scene: Scene): void {
  const { world, server, devices, network } = scene
  world.calm = true
  world.time.note('the faults stop')
  server.doom = undefined
  world.time.runUntil(world.time.now + 10_000)
  server.start()
  for (const device of devices) {
    if (device.life) world.time.thaw(device.life.process)
    device.setOnline(true)
    device.setActive(true)
    device.round_trip_ms = Math.min(device.round_trip_ms, 100)
    const life = device.start()
    life.client.reconnect()
  }
  settle(scene)
  if (
    world.profile.shares.drop !== undefined ||
    world.profile.shares.reorder !== undefined ||
    world.profile.shares.duplicate !== undefined
  ) {
    // What the bus lost is told to who asks again: a connection that begins anew asks.
    for (const link of network.links) link.cut()
    settle(scene)
  }
  judgeDatabase(scene)
  judgeOutboxes(scene)
  judgeDevices(scene)
}

/** Until every device says that it is up to date and nothing waits. */
function settle({ world, devices, marketplace }: Scene): void {
  for (let round = 0; ; round++) {
    world.time.runUntil(world.time.now + 5_000)
    const busy = devices.filter(({ life }) => {
      const snapshot = life?.client.connection.getSnapshot()
      return snapshot?.state !== 'live' || snapshot.waiting > 0
    })
    if (busy.length === 0 && marketplace.pending === 0) break
    if (round === LONGEST_ROUNDS) {
      for (const { name, life } of busy)
        world.broken('G4', `${name} does not come to rest: ${JSON.stringify(life?.client.connection.getSnapshot())}`)
      break
    }
  }
  world.time.runUntil(world.time.now + 5_000)
}

// ── what the server holds ──

function judgeDatabase({ world, server, history }: Scene): void {
  const { messages } = readDatabase(server.database)
  const ids = new Set<string>()
  const places = new Map<string, number>()
  for (const { id, seq, conversation_id, rev } of messages) {
    if (ids.has(id)) world.broken('G2', `${id} is stored twice`)
    ids.add(id)
    const before = places.get(conversation_id) ?? 0
    if (seq !== before + 1) world.broken('G3', `seq ${seq} follows ${before} in ${conversation_id}`)
    places.set(conversation_id, seq)
    if (rev < seq) world.broken('G3', `rev ${rev} of ${id} is less than its seq`)
  }
  for (const id of history.stored.keys()) if (!ids.has(id)) world.broken('G1', `${id} was committed and is gone`)
  for (const id of history.must_return) {
    if (!ids.has(id) && !history.let_go.has(id)) world.broken('SYNC-4', `${id} was lost by a restore and did not come back`)
  }
  judgeOrder(scene_order(messages, history.kept), world)
}

interface Placed {
  readonly id: string
  readonly seq: number
  readonly order: number
  readonly line: string
}

function scene_order(messages: readonly { id: string; seq: number; conversation_id: string }[], kept: Scene['history']['kept']): Placed[] {
  return messages.flatMap(({ id, seq, conversation_id }) => {
    const item = kept.get(id)
    return item ? [{ id, seq, order: item.order, line: `${item.device} ${conversation_id}` }] : []
  })
}

/** One device's messages stand in the order in which they were written. */
function judgeOrder(placed: readonly Placed[], world: Scene['world']): void {
  const last = new Map<string, Placed>()
  for (const message of placed) {
    const before = last.get(message.line)
    if (before && before.order > message.order) world.broken('G3', `${message.id} was written before ${before.id} and stands after it`)
    last.set(message.line, message)
  }
}

/** What was kept has arrived, or its person knows why not. */
function judgeOutboxes({ world, history, devices }: Scene): void {
  const waiting = new Map<string, OutboxItem>()
  for (const device of devices) for (const item of device.disk.peek().outbox) waiting.set(item.id, item)
  for (const [id, { device }] of history.kept) {
    if (history.stored.has(id) || history.let_go.has(id)) continue
    if (waiting.get(id)?.state === 'failed') continue
    if (history.lost_by_restore.has(id) && !history.must_return.has(id)) continue
    world.broken('G7', `${id}, kept on ${device}, never reached the server`)
  }
}

// ── what devices show ──

function judgeDevices(scene: Scene): void {
  const { world, devices, network, history } = scene
  for (const user_id of new Set(devices.map((device) => device.user_id))) {
    const fresh = new Device(`${user_id}-new`, user_id, network, history)
    fresh.round_trip_ms = 10
    history.add(fresh)
    fresh.start()
    devices.push(fresh)
  }
  settle(scene)
  for (const device of devices) {
    const { life } = device
    const run = scene.server.run
    if (!life || !run) continue
    const expected = new Map<string, Conversation>()
    void run.chat.conversations(device.user_id, { filter: 'all', limit: 100 }).then(({ conversations }) => {
      for (const conversation of conversations) expected.set(conversation.id, conversation)
    })
    drainMicrotasks()
    const { items } = life.client.conversations('all').getSnapshot()
    const shown = new Map(items.map((item) => [item.id, item]))
    for (const id of shown.keys()) if (!expected.has(id)) world.broken('G4', `${device.name} shows ${id}, which it is not in`)
    for (const [id, conversation] of expected) {
      const item = shown.get(id)
      if (!item) {
        world.broken('G4', `${device.name} does not show ${id}`)
        continue
      }
      compareConversation(scene, device, item, conversation)
      compareMessages(scene, device, conversation, readAll(scene, life.client, id))
    }
  }
}

/** Opens the chat and scrolls to its beginning. */
function readAll({ world }: Scene, client: ChatClient, conversation_id: string): readonly MessageItem[] {
  const view = client.messages(conversation_id)
  const leave = view.subscribe(() => {})
  for (let round = 0; round < 100; round++) {
    world.time.runUntil(world.time.now + 400)
    const { ready, more_before } = view.getSnapshot()
    if (ready && !more_before) break
    void client.loadBefore(conversation_id)
  }
  const { items } = view.getSnapshot()
  leave()
  return items
}

function compareConversation({ world }: Scene, device: Device, item: ConversationItem, expected: Conversation): void {
  const { preview, typing_user_ids: _, ...shown } = item
  const left: Record<string, unknown> = { ...shown }
  // A failed message of this device is the newest thing in its list.
  if (preview?.seq === 0) left.last_activity_at = expected.last_activity_at
  // A version that changes nothing else is told to nobody, nor are my own watermarks to my other devices.
  left.job = { ...item.job, version: expected.job.version }
  left.members = withoutOwnMarks(item.members, device.user_id)
  const right = { ...expected, members: withoutOwnMarks(expected.members, device.user_id) }
  for (const difference of differences(left, right)) {
    world.broken('G4', `${device.name} differs in ${expected.id}: ${difference}`)
  }
}

const withoutOwnMarks = (members: readonly Member[], user_id: string) =>
  members.map((member) => (member.user_id === user_id ? { ...member, delivered_seq: 0, shown_read_seq: 0 } : member))

function compareMessages({ world, history }: Scene, device: Device, conversation: Conversation, items: readonly MessageItem[]): void {
  const rows = [...history.stored.values()].filter((row) => row.conversation_id === conversation.id).sort((a, b) => a.seq - b.seq)
  const shown = items.filter(({ seq }) => seq > 0)
  if (shown.length !== rows.length)
    world.broken('G4', `${device.name} shows ${shown.length} of ${rows.length} messages of ${conversation.id}`)
  const others = conversation.members.filter(({ user_id }) => user_id !== device.user_id)
  const present = others.filter(({ removed_at }) => removed_at === undefined)
  const counted = present.length > 0 ? present : others
  const read = Math.min(...counted.map(({ shown_read_seq }) => shown_read_seq))
  const delivered = Math.min(...counted.map(({ delivered_seq }) => delivered_seq))
  for (const [index, row] of rows.entries()) {
    const item = shown[index]
    if (!item) return
    const { is_own: _, status, error_code: __, ...message } = item
    const expected = presentMessage(row)
    for (const difference of differences(message as unknown as Record<string, unknown>, expected as unknown as Record<string, unknown>)) {
      world.broken('G4', `${device.name} differs in message ${row.seq} of ${conversation.id}: ${difference}`)
    }
    const tick = expected.sender_id !== device.user_id ? undefined : tickOf(expected, read, delivered)
    if (tick !== status) world.broken('G5', `${device.name} shows message ${row.seq} of ${conversation.id} as ${status}; it is ${tick}`)
  }
}

const tickOf = ({ seq }: Message, read: number, delivered: number) => (seq <= read ? 'read' : seq <= delivered ? 'delivered' : 'sent')

function differences(shown: Record<string, unknown>, expected: Record<string, unknown>): string[] {
  const found: string[] = []
  for (const key of new Set([...Object.keys(shown), ...Object.keys(expected)])) {
    const [a, b] = [canonical(shown[key]), canonical(expected[key])]
    if (a !== b) found.push(`${key} is ${a}, the server has ${b}`)
  }
  return found
}

/** JSON with sorted keys and without what is absent. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(
            Object.entries(part)
              .filter(([, inner]) => inner !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          )
        : part,
    ) ?? 'absent'
  )
}

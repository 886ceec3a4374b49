// The end of a run: the faults stop, time goes on until all is quiet, and every promise is judged against the server's
// database, every device, and a device that signs in only now. G1 to G5 and G7.

import { drainMicrotasks } from 'bun:jsc'
import type { ChangeItem, ChatClient, MessageItem, OutboxItem } from '@jobline/client'
import type { Conversation } from '@jobline/protocol'
import type { MessageRow } from '@jobline/server/parts'
import { compareConversation, compareMessages } from './compare.ts'
import { Device } from './device.ts'
import { isChange } from './effects.ts'
import type { History } from './history.ts'
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
    // A disk that could not be read, or was full, is sound again for a program that starts anew. So does every other
    // device: what is on disk has to be as right as what was in memory.
    const is_full = device.life?.client.connection.getSnapshot().storage === 'full'
    if (device.disk.has_failed || is_full || world.chance.chance(0.5)) device.kill(true)
    device.disk.heal()
    device.start().client.reconnect()
  }
  settle(scene)
  // Where the bus lost nothing, live devices are up to date as they are.
  const { drop, reorder, duplicate } = world.profile.shares
  if (drop === undefined && reorder === undefined && duplicate === undefined) {
    // A connection that fell silent looks live until its silence is noticed.
    world.time.runUntil(world.time.now + 90_000)
    settle(scene)
    judgeLists(scene, false)
  }
  // What it lost is told to who asks again: a connection that begins anew asks.
  for (const link of network.links) link.cut()
  settle(scene)
  judgeDatabase(scene)
  judgeOutboxes(scene)
  judgeSettings(scene)
  judgeDevices(scene)
}

/** Until every device says that it is up to date and nothing waits. */
function settle({ world, history, devices, marketplace }: Scene): void {
  for (let round = 0; ; round++) {
    // One that was being closed when the faults stopped.
    for (const device of devices) device.start()
    for (const { life } of devices) if (life && life.client.connection.getSnapshot().state !== 'live') life.client.reconnect()
    world.time.runUntil(world.time.now + 5_000)
    const busy = devices.filter(({ life, disk }) => {
      const snapshot = life?.client.connection.getSnapshot()
      return (
        snapshot?.state !== 'live' || (snapshot.waiting > 0 && disk.peek().outbox.some((item, _, outbox) => mayGo(history, item, outbox)))
      )
    })
    if (busy.length === 0 && marketplace.pending === 0) break
    if (round === LONGEST_ROUNDS) {
      for (const { name, life, disk } of busy) {
        const { outbox } = disk.peek()
        const line = outbox.filter((item) => mayGo(history, item, outbox)).map((item) => `${item.kind} ${item.id} ${item.state}`)
        world.broken('G4', `${name} does not come to rest: ${JSON.stringify(life?.client.connection.getSnapshot())} ${line}`)
      }
      break
    }
  }
  world.time.runUntil(world.time.now + 5_000)
}

/** Not refused, nor a change of a message that was: that waits for its person. */
function mayGo({ refused, stored }: History, item: OutboxItem, outbox: readonly OutboxItem[]): boolean {
  // The disk may not have taken the word of its refusal, or of its arrival.
  if (item.state === 'failed' || refused.has(item.id) || stored.has(item.id)) return false
  return !isChange(item) || !outbox.some(({ id, state }) => id === item.message_id && (state === 'failed' || refused.has(id)))
}

// ── what the server holds ──

function judgeDatabase({ world, server, history }: Scene): void {
  const { messages, members, conversations } = readDatabase(server.database)
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
  const revs = new Set<string>()
  const greatest = new Map(conversations.map(({ id, rev }) => [id, rev]))
  for (const { id, conversation_id, rev } of messages) {
    if (revs.has(`${conversation_id} ${rev}`)) world.broken('G4', `rev ${rev} of ${conversation_id} stands on two messages`)
    revs.add(`${conversation_id} ${rev}`)
    if (rev > (greatest.get(conversation_id) ?? 0)) world.broken('G4', `${id} has a rev beyond its conversation's`)
  }
  for (const { user_id, conversation_id, read_seq, unread, removed_at } of members) {
    if (removed_at !== null) continue
    const counted = messages.filter(
      (row) =>
        row.conversation_id === conversation_id &&
        row.seq > read_seq &&
        row.sender_id !== null &&
        row.sender_id !== user_id &&
        row.deleted_at === null,
    ).length
    if (counted !== unread) world.broken('READ-5', `${user_id} has ${counted} unread in ${conversation_id}, and the row says ${unread}`)
  }
  for (const id of history.stored.keys()) if (!ids.has(id)) world.broken('G1', `${id} was committed and is gone`)
  judgeOrder(placesOf(messages, history), world)
}

interface Placed {
  readonly id: string
  readonly seq: number
  readonly order: number
  readonly line: string
}

function placesOf(messages: readonly MessageRow[], { kept, lost_by_restore, let_go, refused, effects }: History): Placed[] {
  return messages.flatMap(({ id, seq, conversation_id }) => {
    // What a restore lost comes back behind what was written since; what a device lost may still have been on its
    // way; and what was refused leaves the line.
    const item = lost_by_restore.has(id) || let_go.has(id) || refused.has(id) || effects.retried.has(id) ? undefined : kept.get(id)
    return item?.order !== undefined ? [{ id, seq, order: item.order, line: `${item.device} ${conversation_id}` }] : []
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
function judgeOutboxes(scene: Scene): void {
  const { world, history, devices } = scene
  const waiting = new Map<string, OutboxItem>()
  for (const device of devices) for (const item of device.disk.peek().outbox) waiting.set(item.id, item)
  const all = [...waiting.values()]
  for (const { id, error_code } of all)
    if (error_code === 'id_conflict' && !history.lost_by_restore.has(id)) world.broken('G2', `${id} was sent with two contents`)
  judgeReturns(scene, waiting)
  for (const [id, kept] of history.kept) {
    const left = waiting.get(id)
    if (history.let_go.has(id) || (left && !mayGo(history, left, all))) continue
    const problem = isChange(kept.item) ? missingChange(history, kept.item, kept.user_id) : missingSend(history, kept.item)
    if (problem) world.broken('G7', `${kept.item.kind} ${id}, kept on ${kept.device}, ${problem}`)
  }
}

/** Lost by a restore, and on a device of its sender: it comes back, unless it is refused or was deleted. */
function judgeReturns({ world, history }: Scene, waiting: ReadonlyMap<string, OutboxItem>): void {
  const { effects, let_go, must_return, stored } = history
  for (const id of must_return) {
    if (stored.has(id) || let_go.has(id) || waiting.has(id) || effects.isDeleted(id) || effects.wanted_deletions.has(id)) continue
    world.broken('SYNC-4', `${id} was lost by a restore and did not come back`)
  }
}

function missingSend(history: History, { id, text }: OutboxItem & { kind: 'send' }): string | undefined {
  const { effects, lost_by_restore, must_return } = history
  if (effects.wanted_deletions.has(id) || effects.isDeleted(id)) return undefined
  if (lost_by_restore.has(id) && !must_return.has(id)) return undefined
  if (!history.stored.has(id)) return 'never reached the server'
  // Two devices may bring back one message, and on one of them it was given other words meanwhile.
  return effects.hadText(id, text) || lost_by_restore.has(id) ? undefined : 'was never stored with its text'
}

function missingChange(history: History, change: ChangeItem, user_id: string): string | undefined {
  const { effects, lost_by_restore, let_go, refused, ever_stored } = history
  const { message_id, conversation_id } = change
  // Taken back with its message; lost with it; asked by somebody who was not in it any more.
  if (refused.has(change.id) || let_go.has(message_id) || lost_by_restore.has(message_id) || !history.isMember(user_id, conversation_id))
    return undefined
  if (effects.isDeleted(message_id)) return undefined
  if (change.kind === 'delete') return ever_stored.has(message_id) ? 'never took effect' : undefined
  return effects.wanted_deletions.has(message_id) || effects.hasHappened(change, user_id) ? undefined : 'never took effect'
}

/** What a person set or read on a device that has lived on since is what the server keeps. */
function judgeSettings({ world, history, devices, server }: Scene): void {
  const { members } = readDatabase(server.database)
  const rows = new Map(members.map((row) => [`${row.user_id} ${row.conversation_id}`, row]))
  const lives = new Map(devices.map((device) => [device.life, device]))
  const isAlone = ({ user_id }: Device) => devices.filter((device) => device.user_id === user_id).length === 1
  for (const [key, { life, value, age }] of history.effects.settings) {
    const [user_id = '', conversation_id = '', field = ''] = key.split(' ')
    const row = rows.get(`${user_id} ${conversation_id}`)
    if (!row || row.removed_at !== null || age !== history.restores || !lives.has(life) || !isAlone(life.device)) continue
    const kept = field === 'draft' ? (row.draft ?? '') : field === 'pinned' ? row.pinned_at !== null : row.muted_until
    if (kept !== value) world.broken('G7', `${user_id} set ${field} of ${conversation_id} to ${value}, and the server has ${kept}`)
  }
  for (const [key, { life, value, age }] of history.effects.reads) {
    const row = rows.get(`${life.device.user_id} ${key.split(' ')[1]}`)
    if (!row || row.removed_at !== null || age !== history.restores || !lives.has(life)) continue
    if (row.read_seq < (value as number)) world.broken('G7', `${key} was read up to ${value}, and the server has ${row.read_seq}`)
  }
}

// ── what devices show ──

function judgeDevices(scene: Scene): void {
  const { devices, network, history } = scene
  for (const user_id of new Set(devices.map((device) => device.user_id))) {
    const fresh = new Device(`${user_id}-new`, user_id, network, history)
    fresh.round_trip_ms = 10
    history.add(fresh)
    fresh.start()
    devices.push(fresh)
  }
  settle(scene)
  judgeLists(scene, true)
  const openAll = (look: (device: Device, conversation: Conversation, items: readonly MessageItem[]) => void) => {
    for (const device of devices) {
      for (const [id, conversation] of expectedOf(scene, device)) {
        if (device.life) look(device, conversation, readAll(scene, device.life.client, id))
      }
    }
  }
  // What comes to light by scrolling up may set something free that has waited.
  openAll(() => {})
  settle(scene)
  openAll((device, conversation, items) => compareMessages(scene, device, conversation, items))
}

/** The conversations of a person as the server has them. */
function expectedOf({ server }: Scene, device: Device): Map<string, Conversation> {
  const expected = new Map<string, Conversation>()
  void server.run?.chat.conversations(device.user_id, { filter: 'all', limit: 100 }).then(({ conversations }) => {
    for (const conversation of conversations) expected.set(conversation.id, conversation)
  })
  drainMicrotasks()
  return expected
}

function judgeLists(scene: Scene, is_exact: boolean): void {
  const { world, devices } = scene
  for (const device of devices) {
    const expected = expectedOf(scene, device)
    const items = device.life?.client.conversations('all').getSnapshot().items ?? []
    const shown = new Map(items.map((item) => [item.id, item]))
    for (const id of shown.keys()) if (!expected.has(id)) world.broken('G4', `${device.name} shows ${id}, which it is not in`)
    for (const [id, conversation] of expected) {
      const item = shown.get(id)
      if (item) compareConversation(scene, device, item, conversation, is_exact)
      else world.broken('G4', `${device.name} does not show ${id}`)
    }
  }
}

/** Opens the chat and scrolls to its beginning. */
function readAll({ world }: Scene, client: ChatClient, conversation_id: string): readonly MessageItem[] {
  const view = client.messages(conversation_id)
  const leave = view.subscribe(() => {})
  world.time.runUntil(world.time.now + 2_000)
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

// What happened in a run, as seen from outside: what people asked for, what the disks held, what the server committed
// and what screens showed. Promises that can be judged at once are judged here; the rest at the end, in oracle.ts.

import type { CacheChange, MessageItem, OutboxItem } from '@jobline/client'
import type { SqliteStore } from '@jobline/server'
import type { MessageRow, Unit } from '@jobline/server/parts'
import type { Device, DeviceWatch, Life } from './device.ts'
import type { Disk } from './disk.ts'
import { Effects } from './effects.ts'
import type { Link } from './network.ts'
import type { ServerWatch } from './server-machine.ts'
import type { World } from './world.ts'

const RANKS: Readonly<Record<string, number>> = { failed: 0, queued: 0, sending: 1, sent: 2, delivered: 3, read: 4 }

const MESSAGE_ID = /"id":"([0-9a-f-]{36})"/g

export interface KeptItem {
  readonly item: OutboxItem
  readonly device: string
  readonly user_id: string
  /** The order in which the person asked, on this device; undefined where it first turned up after a restore. */
  readonly order: number | undefined
}

export class History implements ServerWatch, DeviceWatch {
  readonly world: World
  /** Rows of the server's database as of the last commit. */
  readonly stored = new Map<string, MessageRow>()
  /** Every id that was ever on the server's disk. */
  readonly ever_stored = new Set<string>()
  /** Conversation → who was ever in it, with when they were taken out. */
  readonly members = new Map<string, Map<string, number | undefined>>()
  /** What was on a device's disk, waiting to be sent. */
  readonly kept = new Map<string, KeptItem>()
  /** The person took it back, or the device lost it and says so. */
  readonly let_go = new Set<string>()
  /** Lost by a restore, and held by a device of its sender: they have to come back. */
  readonly must_return = new Set<string>()
  /** Were on the server, and were not in the backup. */
  readonly lost_by_restore = new Set<string>()
  /** Items that were answered with a final refusal. */
  readonly refused = new Set<string>()
  readonly effects = new Effects()
  readonly #held = new Map<string, Set<string>>()
  readonly #read = new Map<string, Set<string>>()
  readonly #ticks = new Map<Life, Map<string, number>>()
  /** Devices that have heard of another epoch and have not started over yet: their screens still show the old one. */
  readonly #between_epochs = new Map<Device, string>()
  readonly #epochs = new Map<Device, string>()
  readonly #devices = new Map<Disk, Device>()
  /** Restores so far. */
  restores = 0
  #epoch = ''

  constructor(world: World) {
    this.world = world
  }

  add(device: Device): void {
    this.#devices.set(device.disk, device)
  }

  // ── the server ──

  committed(unit: Unit): void {
    this.effects.committed(unit)
    for (const { conversation, members } of unit.inserted_heads) {
      this.members.set(conversation.id, new Map(members.map(({ user_id }) => [user_id, undefined])))
    }
    for (const row of unit.inserted_messages) {
      this.ever_stored.add(row.id)
      this.stored.set(row.id, row)
    }
    for (const row of unit.dirty_messages) this.stored.set(row.id, row)
    for (const member of unit.dirty_members) {
      if (member.removed_at !== null) this.members.get(member.conversation_id)?.set(member.user_id, member.removed_at)
    }
  }

  started(store: SqliteStore): void {
    this.#epoch = store.epoch
  }

  /** What this device shows is of the database that the server has now. Another number after each restore. */
  ageOf(device: Device): number {
    // By its disk: a program that was killed while it started over may begin again with the old one.
    return device.disk.peek().meta.epoch === this.#epoch && !this.#between_epochs.has(device) ? this.restores : -1
  }

  /** The database is another one now: these are its rows. */
  restored(rows: readonly MessageRow[], members: readonly { conversation_id: string; user_id: string; removed_at: number | null }[]): void {
    this.restores++
    this.#epoch = ''
    const there = new Set(rows.map(({ id }) => id))
    for (const id of this.stored.keys()) {
      if (there.has(id)) continue
      this.lost_by_restore.add(id)
      // Once more: who holds it now is known when they start over.
      this.must_return.delete(id)
    }
    this.stored.clear()
    for (const row of rows) this.stored.set(row.id, row)
    for (const { conversation_id, user_id, removed_at } of members) {
      const people = this.members.get(conversation_id) ?? new Map<string, number | undefined>()
      people.set(user_id, removed_at ?? undefined)
      this.members.set(conversation_id, people)
    }
  }

  sent(link: Link, text: string): void {
    const { user_id, name } = link.device
    if (text.startsWith('{"type":"ack"') && text.includes('"created_at"')) {
      const { id } = JSON.parse(text) as { id: string }
      if (!this.stored.has(id)) this.world.broken('G1', `the ack of ${id} left for ${name} before it was on disk`)
    }
    const refusal =
      text.startsWith('{"type":"error"') && text.includes('"retryable":false') ? /"(?:id|ref)":"([^"]+)"/.exec(text)?.[1] : undefined
    if (refusal !== undefined) this.refused.add(refusal)
    for (const [conversation_id, people] of this.members) {
      if (people.has(user_id) && people.get(user_id) === undefined) continue
      if (!text.includes(conversation_id) || /^\{"type":"(removed|ack|error|sync)"/.test(text)) continue
      this.world.broken('G6', `${name} is not in ${conversation_id} and was sent ${text.slice(0, 80)}`)
    }
  }

  isMember(user_id: string, conversation_id: string): boolean {
    const people = this.members.get(conversation_id)
    return people?.has(user_id) === true && people.get(user_id) === undefined
  }

  // ── devices ──

  heard(device: Device, text: string): void {
    // A program whose disk failed keeps what it hears in memory, and that is what "stored" means there.
    if (device.disk.has_failed) for (const [, id = ''] of text.matchAll(MESSAGE_ID)) this.#heldBy(device.user_id).add(id)
    if (!text.startsWith('{"type":"hello"')) return
    const { epoch } = JSON.parse(text) as { epoch: string }
    const before = this.#epochs.get(device)
    if (before !== undefined && before !== epoch) this.#between_epochs.set(device, epoch)
    this.#epochs.set(device, epoch)
  }

  written(disk: Disk, changes: readonly CacheChange[]): void {
    const device = this.#devices.get(disk)
    if (!device) return
    const { user_id, name } = device
    const held = this.#heldBy(user_id)
    const ticks = device.life && this.#ticks.get(device.life)
    for (const { messages, outbox_added, removed_ids, clear } of changes) {
      // A conversation that was forgotten and comes again, with a frame that another overtook, say, begins anew: ticks
      // never go back on a screen, and this one was empty.
      for (const id of ticks?.keys() ?? []) if (removed_ids?.includes(this.stored.get(id)?.conversation_id ?? '')) ticks?.delete(id)
      for (const { id } of messages ?? []) held.add(id)
      for (const item of outbox_added ?? []) {
        if (this.kept.has(item.id)) continue
        const is_found_again = item.kind === 'send' && item.suspect_seq !== undefined
        this.kept.set(item.id, { item, device: name, user_id, order: is_found_again ? undefined : this.kept.size })
      }
      if (!clear) continue
      for (const item of outbox_added ?? []) if (this.lost_by_restore.has(item.id)) this.must_return.add(item.id)
      this.#between_epochs.delete(device)
      if (device.life) this.#ticks.delete(device.life)
    }
  }

  /** Messages that a device of this person has, or once had. */
  #heldBy(user_id: string): Set<string> {
    const held = this.#held.get(user_id) ?? new Set()
    this.#held.set(user_id, held)
    return held
  }

  /** The device told its person that the message is kept. */
  toldKept({ device }: Life, id: string): void {
    if (!this.kept.has(id) && !device.disk.has_failed)
      this.world.broken('G7', `${id} was told as kept, and is not on the disk of ${device.name}`)
  }

  /** The person saw everything up to here on this device. */
  readUpTo(user_id: string, conversation_id: string, seq: number): void {
    const read = this.#read.get(user_id) ?? new Set()
    this.#read.set(user_id, read)
    for (const row of this.stored.values()) if (row.conversation_id === conversation_id && row.seq <= seq) read.add(row.id)
  }

  shown(life: Life, item: MessageItem): void {
    if (item.status === undefined) return
    const { device } = life
    if (this.#between_epochs.has(device)) return
    const rank = RANKS[item.status] ?? 0
    const ticks = this.#ticks.get(life) ?? new Map<string, number>()
    this.#ticks.set(life, ticks)
    const before = ticks.get(item.id) ?? 0
    ticks.set(item.id, rank)
    const where = `${item.id} on ${device.name}`
    if (before >= 2 && rank < before) this.world.broken('G5', `a tick went back from ${before} to ${rank}: ${where}`)
    if (rank === before || rank < 2) return
    if (!this.ever_stored.has(item.id)) this.world.broken('G5', `shown as ${item.status} and never on the server: ${where}`)
    if (rank < 3) return
    const others = [...(this.members.get(item.conversation_id)?.keys() ?? [])].filter((id) => id !== device.user_id)
    const isOf = (sets: ReadonlyMap<string, ReadonlySet<string>>) => others.some((id) => sets.get(id)?.has(item.id))
    if (rank === 3 && !isOf(this.#held) && !isOf(this.#read))
      this.world.broken('G5', `shown as delivered and no device of the other ever stored it: ${where}`)
    if (rank === 4 && !isOf(this.#read)) this.world.broken('G5', `shown as read and nobody saw it: ${where}`)
  }

  /** An item on disk says something else now. */
  revised(disk: Disk, item: OutboxItem): void {
    const before = this.kept.get(item.id)
    if (before) this.kept.set(item.id, { ...before, item })
    // Other words for one that was refused send it again.
    if (item.kind === 'send') this.effects.retried.add(item.id)
    this.world.time.explain(() => `${disk.name} revised ${item.id}`)
  }

  /** Never attempted, so nobody but this device knew of it: by the person's hand it is gone. */
  discarded(_disk: Disk, id: string): void {
    this.let_go.add(id)
  }

  /** The device's outbox is gone, and the device says so. */
  outboxLost(device: Device, items: readonly OutboxItem[]): void {
    for (const { id } of items) this.let_go.add(id)
    this.#ticks.clear()
    this.#epochs.delete(device)
    this.#between_epochs.delete(device)
  }

  /** It starts with nothing that its screens could contradict. */
  forgotEpoch(device: Device): void {
    this.#epochs.delete(device)
    this.#between_epochs.delete(device)
  }
}

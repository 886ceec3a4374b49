// Sends what waits, in the order it was done, until the server has it. Owns the lines (one a conversation), what is
// under way on this connection, and when to try again; it must not know screens. An item is on disk before it is shown,
// and marked as attempted before the network sees it. Rules: G2, G3, G7, OF-1, OF-2.
//
// Tabs: every tab of a profile sends what it finds in the shared outbox. Twice is safe, since the server keeps one row per
// id; a single elected tab would not be, since a frozen one would hold everybody's messages back.

import type { DownFrame, ErrorCode, Message, UpFrame } from '@jobline/protocol'
import { backoff } from '../connection/backoff.ts'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock, Random } from '../connection/ports.ts'
import type { Replica } from '../sync/replica.ts'
import { type Departure, lookOut, messageOf, sameChange, WINDOW } from './line.ts'
import { advanceItem, type ChangeItem, isSend, type OutboxEvent, type OutboxItem, type SendItem } from './outbox-state.ts'

/** A time of sending further ahead of the server's clock than this is cut by it. */
const MAX_CLOCK_AHEAD_MS = 60_000
/** These say something of the connection, not of the item. */
const NOT_THE_ITEMS_FAULT: readonly string[] = ['unauthorized', 'token_expired', 'token_revoked', 'protocol_unsupported']

export interface OutboxOptions {
  readonly user_id: string
  readonly connection: Pick<Connection, 'send' | 'isOpen' | 'state'>
  readonly replica: Replica
  readonly clock: Clock
  readonly random: Random
  /** The server has it, as this row: the items leave in the step that stores it. */
  onStored(message: Message, settled_ids: readonly string[], is_update: boolean): void
}

type New<T> = T extends OutboxItem ? Omit<T, 'state' | 'place'> : never
/** What a change says, before it has an id and a time. */
export type NewChange = Unstamped<New<ChangeItem>>
type Unstamped<T> = T extends object ? Omit<T, 'id' | 'sent_at'> : never

export interface Outbox {
  /** Resolves when it is kept on this device. */
  add(item: New<SendItem>): Promise<void>
  /** As `add`; one that was not attempted yet and says the same of the same message gets these contents instead. */
  change(item: New<ChangeItem>): Promise<void>
  retry(id: string): Promise<void>
  /** Takes it out, with the changes that wait for it. false: too late. */
  discard(id: string): Promise<boolean>
  hello(): void
  gone(): void
  /** For good: nothing is sent and nothing is stored any more. */
  stop(): void
  /** Something may have become free to go. */
  resume(): void
  ack(frame: DownFrame<'ack'>): void
  /** false: not an error of an item. */
  refused(frame: DownFrame<'error'>): boolean
}

interface Lane {
  readonly flying: Set<string>
  busy: boolean
  failures: number
  paused?: Cancel
  held?: Cancel
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { connection, replica, clock } = options
  const lanes = new Map<string, Lane>()
  let last_place = 0
  let connection_number = 0
  let stopped = false

  function laneOf(conversation_id: string): Lane {
    const lane = lanes.get(conversation_id) ?? { flying: new Set<string>(), busy: false, failures: 0 }
    lanes.set(conversation_id, lane)
    return lane
  }
  function look(conversation_id: string, { flying }: Lane) {
    // A page may have brought it before its ack, which then finds nothing to settle.
    for (const id of flying) if (!replica.item(id)) flying.delete(id)
    return lookOut({
      items: replica.line(conversation_id),
      flying,
      now: clock.now(),
      // What a restored server has lost is known only then.
      is_current: connection.state().name === 'live',
    })
  }

  async function pump(conversation_id: string): Promise<void> {
    const lane = laneOf(conversation_id)
    if (lane.busy || stopped) return
    const { departures, held_ms, unsent } = look(conversation_id, lane)
    lane.held?.()
    lane.held = held_ms === undefined ? undefined : clock.after(held_ms, () => void pump(conversation_id))
    const batch = lane.paused || !connection.isOpen() ? [] : departures
    if (!unsent && batch.length === 0) return
    lane.busy = true
    const on = connection_number
    try {
      if (unsent) await drop(...unsent)
      // A change each time anew: another tab may have told it, and the person changed their mind since.
      const unclaimed = batch.filter(({ item }) => item.state === 'queued' || !isSend(item)).map(({ item }) => item.id)
      if (unclaimed.length > 0) await replica.claim(unclaimed)
    } catch {
      // The disk does not take the mark: sending now could mean a discarded message that was sent. Later.
      pause(conversation_id, lane)
    }
    lane.busy = false
    // Asked again: in the meantime something may have been refused, deleted, or changed by another tab.
    if (on === connection_number && !lane.paused && connection.isOpen()) {
      for (const departure of look(conversation_id, lane).departures) if (departure.item.state === 'sending') transmit(lane, departure)
    }
    if (!lane.paused) void pump(conversation_id)
  }

  /** A message that never left goes with its deletion. Attempted meanwhile, by another tab: then the server is told. */
  async function drop(deletion: ChangeItem, send: SendItem): Promise<void> {
    if (await replica.discard(send.id)) await replica.commit({ outbox_removed_ids: idsOf(send.conversation_id, deletion.message_id) })
  }

  function transmit(lane: Lane, { item, after_id }: Departure): void {
    lane.flying.add(item.id)
    connection.send(frameOf(item, after_id))
  }

  function pause(conversation_id: string, lane: Lane, wait_ms?: number): void {
    if (lane.paused) return
    const wait = wait_ms ?? 250 + backoff(lane.failures++, options.random.next())
    lane.paused = clock.after(wait, () => {
      lane.paused = undefined
      void pump(conversation_id)
    })
  }

  async function advance(item: OutboxItem, event: OutboxEvent, error_code?: ErrorCode): Promise<void> {
    const next = advanceItem(item, event, error_code)
    if (next && next !== item) await replica.commit({ outbox_changed: [next] })
  }

  /** The items that speak of this message: its send, and all changes of it. */
  const idsOf = (conversation_id: string, message_id: string) =>
    replica
      .line(conversation_id)
      .filter((item) => messageOf(item) === message_id)
      .map(({ id }) => id)

  function nextPlace(): number {
    last_place = Math.max(last_place, clock.now(), ...replica.line().map(({ place }) => place)) + 1
    return last_place
  }

  function resume(): void {
    for (const id of new Set(replica.line().map(({ conversation_id }) => conversation_id))) void pump(id)
  }

  return {
    async add(fields) {
      const lane = laneOf(fields.conversation_id)
      // With a free line it goes out at once: written down as attempted, one write instead of two.
      const goes_now = connection.isOpen() && !lane.busy && !lane.paused && replica.line(fields.conversation_id).length < WINDOW
      await replica.enqueue({ ...fields, place: nextPlace(), state: goes_now ? 'sending' : 'queued' })
      void pump(fields.conversation_id)
    },
    async change(fields) {
      const line = replica.line(fields.conversation_id)
      const item = { ...fields, place: nextPlace(), state: 'queued' } as ChangeItem
      const { message_id } = item
      const send = line.filter(isSend).find(({ id }) => id === message_id)
      const same = sameChange(line, item)
      // What the server does not have is simply other words. `not_found` does not say so: who was taken out sees nothing.
      const revised =
        item.kind === 'edit' && send && send.error_code !== 'not_found'
          ? { ...send, text: item.text }
          : same && { ...item, id: same.id, place: same.place }
      const is_revised = revised && (await replica.revise({ ...revised, state: 'queued', error_code: undefined }))
      if (!is_revised) await replica.enqueue(item)
      void pump(fields.conversation_id)
    },
    async retry(id) {
      const item = replica.item(id)
      if (!item) return
      await advance(item, 'retry')
      void pump(item.conversation_id)
    },
    async discard(id) {
      const item = replica.item(id)
      const discarded = await replica.discard(id)
      if (!discarded || !item) return discarded
      if (isSend(item)) await replica.commit({ outbox_removed_ids: idsOf(item.conversation_id, id) })
      void pump(item.conversation_id)
      return true
    },
    hello() {
      connection_number++
      resume()
      replica.adopt().then(resume, () => {})
    },
    resume,
    stop() {
      stopped = true
      for (const { held, paused } of lanes.values()) {
        held?.()
        paused?.()
      }
    },
    gone() {
      connection_number++
      for (const lane of lanes.values()) {
        lane.flying.clear()
        lane.paused?.()
        lane.paused = undefined
        lane.failures = 0
      }
    },
    ack({ ref, id, seq, rev, created_at, message }) {
      const item = replica.item(ref ?? id ?? '')
      if (!item) return
      const { conversation_id } = item
      const lane = laneOf(conversation_id)
      lane.flying.delete(item.id)
      lane.failures = 0
      const settled = item.kind === 'delete' ? idsOf(conversation_id, item.message_id) : [item.id]
      const stored =
        message ??
        (isSend(item) && seq !== undefined && rev !== undefined && created_at !== undefined && storedAs(item, { seq, rev, created_at }))
      if (stored) options.onStored(stored, settled, !isSend(item))
      // Deleted before the server ever saw it.
      else if (!isSend(item)) void replica.commit({ outbox_removed_ids: settled }).catch(() => {})
      void pump(conversation_id)
    },
    refused({ ref, id, code, retryable, retry_after_ms }) {
      const item = replica.item(ref ?? id ?? '')
      if (!item) return false
      const lane = laneOf(item.conversation_id)
      lane.flying.delete(item.id)
      if (retryable || NOT_THE_ITEMS_FAULT.includes(code)) pause(item.conversation_id, lane, retry_after_ms)
      else {
        // Final. It stays where the person sees it, and those behind it go on. What was deleted, or is not there to be
        // changed, has nothing left to show; nor has a message that a restore seemed to have lost (only those stand below 0)
        // and another device has sent again in other words.
        const is_moot = code === 'message_deleted' || (code === 'id_conflict' && item.place < 0) || (!isSend(item) && code === 'not_found')
        const ended = is_moot ? replica.commit({ outbox_removed_ids: [item.id] }) : advance(item, 'refuse', code as ErrorCode)
        void ended.catch(() => {})
        void pump(item.conversation_id)
      }
      return true
    },
  }

  function storedAs(
    { id, conversation_id, text, reply_to_id, sent_at }: SendItem,
    place: Pick<Message, 'seq' | 'rev' | 'created_at'>,
  ): Message {
    // As the server keeps it (SEND-11), for the clock may have jumped since it was corrected.
    const kept_at = Math.min(sent_at, place.created_at + MAX_CLOCK_AHEAD_MS)
    return { id, conversation_id, ...place, kind: 'text', sender_id: options.user_id, text, reply_to_id, sent_at: kept_at }
  }
}

function frameOf(item: OutboxItem, after_id?: string): UpFrame {
  const { id, conversation_id } = item
  if (isSend(item)) {
    const { text, sent_at, reply_to_id } = item
    return { type: 'chat_message', id, conversation_id, text, sent_at, reply_to_id, after_id }
  }
  const { message_id } = item
  if (item.kind === 'edit') return { type: 'message_edit', ref: id, message_id, text: item.text }
  if (item.kind === 'delete') return { type: 'message_delete', ref: id, conversation_id, message_id }
  return { type: 'reaction', ref: id, message_id, emoji: item.emoji, active: item.active }
}

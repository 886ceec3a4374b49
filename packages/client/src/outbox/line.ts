// Which items of a conversation's line may go out now: pure, (line, what is under way) → batch. Sends keep their order
// and are pipelined; a change waits for the send of its message and for earlier changes of it, and a deletion takes the
// place of all that was still to be said of its message. Rules: G3, G7, ORDER-5, EDIT-5.

import { type ChangeItem, type DeleteItem, isSend, type OutboxItem, type SendItem } from './outbox-state.ts'

/** Unanswered items of one conversation. */
export const WINDOW = 32
/** Unanswered text of one conversation, in UTF-16 units: what a 2G link takes in a few seconds. */
export const WINDOW_TEXT = 16_000
/** How long a deletion is held back, so that the person may think again. */
export const UNDO_MS = 5_000

export interface Departure {
  readonly item: OutboxItem
  /** Of a send: the one before it that is not answered, so that none overtakes whatever the network does. */
  readonly after_id?: string
}

export interface Line {
  readonly items: readonly OutboxItem[]
  /** Ids of those that were sent on this connection and are not answered. */
  readonly flying: ReadonlySet<string>
  /** Device time. */
  readonly now: number
  /** What the server holds is known as of now: changes of it may be asked for. */
  readonly is_current: boolean
}

export interface Outlook {
  /** Those that may go, in the order of the line. */
  readonly departures: readonly Departure[]
  /** ms until the next deletion that is held back may go. */
  readonly held_ms?: number
  /** A deletion whose time has come, and its message that never left this device: the server need not hear of it. */
  readonly unsent?: readonly [DeleteItem, SendItem]
}

/** ms for which a deletion is held back still. More than there can be left: the clock was set back, and nothing is. */
const heldFor = ({ due_at }: DeleteItem, now: number): number => (due_at - now > UNDO_MS ? 0 : due_at - now)

export const messageOf = (item: OutboxItem): string => (isSend(item) ? item.id : item.message_id)

export function lookOut({ items, flying, now, is_current }: Line): Outlook {
  const departures: Departure[] = []
  let held_ms: number | undefined
  let unsent: Outlook['unsent']
  const deletions = new Map<string, DeleteItem>()
  const in_flight = new Set<string>()
  for (const item of items) {
    if (item.kind === 'delete' && item.state !== 'failed') deletions.set(item.message_id, item)
    if (flying.has(item.id)) in_flight.add(messageOf(item))
  }
  /** Messages of which something earlier is unanswered. */
  const busy = new Set<string>()
  const isFull = () => flying.size + departures.length >= WINDOW
  let after_id: string | undefined
  let text = 0
  let sends_wait = false
  for (const item of items) {
    const message_id = messageOf(item)
    const deletion = deletions.get(message_id)
    const hold = deletion ? heldFor(deletion, now) : 0
    if (hold > 0) held_ms = Math.min(hold, held_ms ?? hold)
    if (isSend(item)) {
      if (deletion && hold <= 0 && item.state !== 'sending') unsent = [deletion, item]
      if (item.state !== 'failed' && !deletion) {
        text += item.text.length
        sends_wait ||= item.suspect_seq !== undefined || isFull() || (text > WINDOW_TEXT && flying.size + departures.length > 0)
        if (!sends_wait && !flying.has(item.id)) departures.push({ item, after_id })
        after_id = item.id
      }
    } else if (item.state === 'failed') continue
    else {
      // Whether its message was stored or not: a deletion holds for a late copy, too, and makes the rest needless.
      const is_free = deletion ? item === deletion && !in_flight.has(message_id) && hold <= 0 : !busy.has(message_id)
      if (is_free && is_current && !flying.has(item.id) && !isFull()) departures.push({ item })
    }
    busy.add(message_id)
  }
  return { departures, held_ms, unsent }
}

/** The change that says the same of the same message, and may still be given other contents. */
export function sameChange(items: readonly OutboxItem[], change: ChangeItem): ChangeItem | undefined {
  let found: ChangeItem | undefined
  for (const item of items) {
    if (isSend(item) || item.kind !== change.kind || item.message_id !== change.message_id) continue
    if (item.kind === 'reaction' && change.kind === 'reaction' && item.emoji !== change.emoji) continue
    found = item
  }
  return found?.state === 'sending' ? undefined : found
}

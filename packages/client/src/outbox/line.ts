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

/** ms for which a deletion is held back still. More than there can be left: the clock was set back, and nothing is. */
export const heldFor = ({ due_at }: DeleteItem, now: number): number => (due_at - now > UNDO_MS ? 0 : due_at - now)

const messageOf = (item: OutboxItem) => (isSend(item) ? item.id : item.message_id)

/** Those that go, in the order of the line. */
export function departures({ items, flying, now, is_current }: Line): readonly Departure[] {
  const batch: Departure[] = []
  const deletions = deletionsOf(items)
  /** Messages of which something earlier is unanswered. */
  const busy = new Set<string>()
  const in_flight = new Set(items.filter(({ id }) => flying.has(id)).map(messageOf))
  const isFull = () => flying.size + batch.length >= WINDOW
  let after_id: string | undefined
  let text = 0
  let sends_wait = false
  for (const item of items) {
    const message_id = messageOf(item)
    const deletion = deletions.get(message_id)
    if (isSend(item)) {
      busy.add(message_id)
      if (item.state === 'failed' || deletion) continue
      text += item.text.length
      sends_wait ||= item.suspect_seq !== undefined || isFull() || (text > WINDOW_TEXT && flying.size + batch.length > 0)
      if (!sends_wait && !flying.has(item.id)) batch.push({ item, after_id })
      after_id = item.id
    } else if (item.state !== 'failed') {
      // Whether its message was stored or not: a deletion holds for a late copy, too, and makes the rest needless.
      const is_free = deletion ? item === deletion && !in_flight.has(message_id) && heldFor(deletion, now) <= 0 : !busy.has(message_id)
      if (is_free && is_current && !flying.has(item.id) && !isFull()) batch.push({ item })
      busy.add(message_id)
    }
  }
  return batch
}

/** A deletion whose time has come and whose message never left this device: the server need not hear of it. */
export function unsentDeletion({ items, now }: Line): readonly [DeleteItem, SendItem] | undefined {
  const deletions = deletionsOf(items)
  for (const item of items) {
    const deletion = isSend(item) && item.state !== 'sending' && deletions.get(item.id)
    if (deletion && heldFor(deletion, now) <= 0) return [deletion, item]
  }
  return undefined
}

/** ms until the next held deletion is due. */
export function nextDue({ items, now }: Line): number | undefined {
  const waits = [...deletionsOf(items).values()].map((deletion) => heldFor(deletion, now)).filter((wait) => wait > 0)
  return waits.length > 0 ? Math.min(...waits) : undefined
}

const NONE: ReadonlyMap<string, DeleteItem> = new Map()
function deletionsOf(items: readonly OutboxItem[]): ReadonlyMap<string, DeleteItem> {
  const found = items.filter((item): item is DeleteItem => item.kind === 'delete' && item.state !== 'failed')
  return found.length > 0 ? new Map(found.map((item) => [item.message_id, item])) : NONE
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

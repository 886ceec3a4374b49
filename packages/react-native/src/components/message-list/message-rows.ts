// Turns the messages of a conversation into the rows of its list: day separators, the divider of unread
// messages, and groups of bubbles by one person within a few minutes. Pure. A row whose message and
// neighbours did not change keeps its identity, so that a new message renders its own row and at most
// the one before it; and a hundred thousand rows before it are copied, not made again.

import type { MessageItem } from '@jobline/client'
import { dayOf } from '../../strings/time-words.ts'

export interface DayRow {
  readonly type: 'day'
  readonly key: string
  /** Any moment of that day. */
  readonly at: number
}
export interface UnreadRow {
  readonly type: 'unread'
  readonly key: 'unread'
}
export interface SystemRow {
  readonly type: 'system'
  readonly key: string
  readonly item: MessageItem
}
export interface BubbleRow {
  readonly type: 'bubble'
  readonly key: string
  readonly item: MessageItem
  /** The message that it answers, where that is among the loaded ones. */
  readonly quoted?: MessageItem | undefined
  readonly starts_group: boolean
  readonly ends_group: boolean
}
export type MessageRow = DayRow | UnreadRow | SystemRow | BubbleRow

/** Bubbles of one person that are no further apart than this form a group. */
export const GROUP_WITHIN_MS = 5 * 60_000

/** When a message belongs on the screen: the server's time once it has one, the device's before. */
const timeOf = (item: MessageItem): number => (item.seq > 0 ? item.created_at : item.sent_at)

/** What the rows that were made before were made of. */
interface Made {
  readonly items: readonly MessageItem[]
  readonly first_unread_id: string | undefined
  /** The first row of each item. */
  readonly starts: readonly number[]
  /** Every message that another one answers; undefined where it is not loaded. */
  readonly quoted: ReadonlyMap<string, MessageItem | undefined>
}
const NOTHING: Made = { items: [], first_unread_id: undefined, starts: [], quoted: new Map() }
const made = new WeakMap<readonly MessageRow[], Made>()

export function messageRows(
  items: readonly MessageItem[],
  first_unread_id: string | undefined,
  before: readonly MessageRow[] = [],
): MessageRow[] {
  const old = made.get(before) ?? NOTHING
  const { head, tail } = old.first_unread_id === first_unread_id ? sameEnds(old.items, items) : { head: 0, tail: 0 }
  // A row looks at its neighbours: those beside what changed are made again, too.
  const from = Math.max(0, head - 1)
  // What waits at the end stands under the day of what is before it, whatever that is now.
  const rest = items.at(-1)?.seq === 0 ? 0 : Math.max(0, tail - 1)
  const [to, old_to] = [items.length - rest, old.items.length - rest]
  const [first_row, end_row] = [old.starts[from] ?? before.length, old.starts[old_to] ?? before.length]

  const known = new Map(before.slice(first_row, end_row).map((row) => [row.key, row]))
  const quoted = quotedOf(items, from, to, old, old_to)
  const rows = before.slice(0, first_row)
  const starts = old.starts.slice(0, from)
  let day = rows.findLast((row) => row.type === 'day')?.at ?? Number.NEGATIVE_INFINITY
  for (let index = from; index < to; index++) {
    const item = items[index] as MessageItem
    const next = items[index + 1]
    // A message that could not be sent yesterday is today's last one.
    const today = Math.max(day, dayOf(timeOf(item)))
    starts.push(rows.length)
    if (today !== day) {
      day = today
      rows.push(kept(known, { type: 'day', key: `day-${today}`, at: today }))
    }
    if (item.id === first_unread_id) rows.push(kept(known, { type: 'unread', key: 'unread' }))
    if (item.kind === 'system') {
      rows.push(kept(known, { type: 'system', key: item.id, item }))
      continue
    }
    rows.push(
      kept(known, {
        type: 'bubble',
        key: item.id,
        item,
        quoted: quoted.get(item.reply_to_id ?? ''),
        starts_group: item.id === first_unread_id || !together(items[index - 1], item),
        ends_group: next?.id === first_unread_id || !together(item, next),
      }),
    )
  }
  const shift = rows.length - end_row
  for (let index = old_to; index < old.starts.length; index++) starts.push((old.starts[index] as number) + shift)
  for (let index = end_row; index < before.length; index++) rows.push(before[index] as MessageRow)
  if (quoted.size > 0) quoteAgain(rows, quoted)
  made.set(rows, { items, first_unread_id, starts, quoted })
  return rows
}

/** How many at the start and at the end are the very same. */
function sameEnds(a: readonly MessageItem[], b: readonly MessageItem[]): { head: number; tail: number } {
  const least = Math.min(a.length, b.length)
  let head = 0
  while (head < least && a[head] === b[head]) head++
  let tail = 0
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return { head, tail }
}

/** Only what is new between `from` and `to` is looked at, and all of it where something new answers something. */
function quotedOf(items: readonly MessageItem[], from: number, to: number, old: Made, old_to: number): Made['quoted'] {
  const quoted = new Map(old.quoted)
  for (let index = from; index < old_to; index++) {
    const id = old.items[index]?.id ?? ''
    if (quoted.has(id)) quoted.set(id, undefined)
  }
  const asked = new Set<string>()
  for (let index = from; index < to; index++) {
    const { reply_to_id } = items[index] as MessageItem
    if (reply_to_id === undefined || quoted.has(reply_to_id)) continue
    asked.add(reply_to_id)
    quoted.set(reply_to_id, undefined)
  }
  const [start, end] = asked.size > 0 ? [0, items.length] : [from, to]
  for (let index = start; quoted.size > 0 && index < end; index++) {
    const item = items[index] as MessageItem
    if (quoted.has(item.id)) quoted.set(item.id, item)
  }
  return quoted
}

/** The rows that were taken over may answer what has changed. */
function quoteAgain(rows: MessageRow[], all: Made['quoted']): void {
  for (const [index, row] of rows.entries()) {
    if (row.type !== 'bubble' || row.item.reply_to_id === undefined) continue
    const quoted = all.get(row.item.reply_to_id)
    if (quoted !== row.quoted) rows[index] = { ...row, quoted }
  }
}

function together(a: MessageItem | undefined, b: MessageItem | undefined): boolean {
  if (!a || !b || a.kind === 'system' || b.kind === 'system') return false
  const [first, second] = [timeOf(a), timeOf(b)]
  return a.sender_id === b.sender_id && Math.abs(second - first) <= GROUP_WITHIN_MS && dayOf(first) === dayOf(second)
}

function kept(known: ReadonlyMap<string, MessageRow>, row: MessageRow): MessageRow {
  const old = known.get(row.key)
  return old && sameRow(old, row) ? old : row
}

function sameRow(a: MessageRow, b: MessageRow): boolean {
  if (a.type === 'bubble' && b.type === 'bubble')
    return a.item === b.item && a.quoted === b.quoted && a.starts_group === b.starts_group && a.ends_group === b.ends_group
  if (a.type === 'system' && b.type === 'system') return a.item === b.item
  return a.type === b.type
}

/** Where the list opens: at the divider of unread messages, else at its end. */
export function openingIndex(rows: readonly MessageRow[]): number | undefined {
  const index = rows.findIndex((row) => row.type === 'unread')
  return index === -1 ? undefined : index
}

// Turns the messages of a conversation into the rows of its list: day separators, the divider of unread
// messages, and groups of bubbles by one person within a few minutes. Pure. A row whose message and
// neighbours did not change keeps its identity, so that a new message renders its own row and at most
// the one before it.

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

export function messageRows(
  items: readonly MessageItem[],
  first_unread_id: string | undefined,
  before: readonly MessageRow[] = [],
): MessageRow[] {
  const known = new Map(before.map((row) => [row.key, row]))
  const by_id = items.some(({ reply_to_id }) => reply_to_id !== undefined) ? new Map(items.map((item) => [item.id, item])) : undefined
  const rows: MessageRow[] = []
  let day: number | undefined
  for (const [index, item] of items.entries()) {
    const previous = items[index - 1]
    const next = items[index + 1]
    const today = dayOf(timeOf(item))
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
        quoted: by_id?.get(item.reply_to_id ?? ''),
        starts_group: item.id === first_unread_id || !together(previous, item),
        ends_group: next?.id === first_unread_id || !together(item, next),
      }),
    )
  }
  return rows
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

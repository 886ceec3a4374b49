// What a device shows, held against what the server has: a conversation's row, its messages and their ticks. G4, G5.

import type { ConversationItem, MessageItem } from '@jobline/client'
import type { Conversation, Member, MemberState, Message } from '@jobline/protocol'
import { presentMessage } from '@jobline/server/parts'
import type { Device } from './device.ts'
import type { Scene } from './simulation.ts'

export function compareConversation(
  { world }: Scene,
  device: Device,
  item: ConversationItem,
  expected: Conversation,
  is_exact: boolean,
): void {
  const { preview, typing_user_ids: _, ...shown } = item
  const left: Record<string, unknown> = { ...shown }
  // A failed message of this device is the newest thing in its list. And the server's clock may have been set back.
  if (preview?.seq === 0 || !is_exact) left.last_activity_at = expected.last_activity_at
  // A version that changes nothing else is told to nobody, nor are my own watermarks to my other devices.
  left.job = { ...item.job, version: expected.job.version }
  // Until the row comes again, a device that read from the middle may count too many.
  const unread = is_exact ? item.state.unread : expected.state.unread
  // And one that read it while it was marked unread elsewhere may show that mark.
  const marked_unread = is_exact ? item.state.marked_unread : expected.state.marked_unread
  left.state = withoutTimes({ ...item.state, unread, marked_unread })
  left.members = withoutOwnMarks(item.members, device.user_id)
  const right = { ...expected, state: withoutTimes(expected.state), members: withoutOwnMarks(expected.members, device.user_id) }
  for (const difference of differences(left, right)) {
    world.broken('G4', `${device.name} differs in ${expected.id}: ${difference}`)
  }
}

const withoutOwnMarks = (members: readonly Member[], user_id: string) =>
  members.map((member) => (member.user_id === user_id ? { ...member, delivered_seq: 0, shown_read_seq: 0 } : member))

/** The device that archives or pins takes its own clock's word for when, until it is told the whole row again. */
const withoutTimes = ({ archived_at, pinned_at, ...state }: MemberState) => ({
  ...state,
  is_archived: archived_at !== undefined,
  is_pinned: pinned_at !== undefined,
})

export function compareMessages(
  { world, history }: Scene,
  device: Device,
  conversation: Conversation,
  items: readonly MessageItem[],
): void {
  const rows = [...history.stored.values()]
    .filter((row) => row.conversation_id === conversation.id && !presentMessage(row, device.user_id).withheld)
    .sort((a, b) => a.seq - b.seq)
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
    // A change that waits for its person's hand is shown as if it were done.
    if (item.change) continue
    const { is_own: _, status, error_code: __, ...message } = item
    const expected = presentMessage(row, device.user_id)
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

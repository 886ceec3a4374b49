// Who may see a conversation: its members who were not taken out. Every verb asks here (G6), and the
// answer to a stranger is the same as for an id that does not exist.

import { DomainError } from './domain-error.ts'
import type { MemberRow, MessageRow } from './rows.ts'
import type { Head, Unit } from './unit.ts'

export interface Seat {
  readonly head: Head
  readonly member: MemberRow
}

/** undefined for an unknown conversation, a stranger, and a former member alike. */
export function findSeat(unit: Unit, conversation_id: string, user_id: string): Seat | undefined {
  const head = unit.heads.get(conversation_id)
  const member = head?.members.find((candidate) => candidate.user_id === user_id && candidate.removed_at === null)
  return head && member && { head, member }
}

/** Throws `not_found` where there is no seat. */
export function seatOf(unit: Unit, conversation_id: string, user_id: string): Seat {
  const seat = findSeat(unit, conversation_id, user_id)
  if (!seat) throw new DomainError('not_found')
  return seat
}

export interface MessagePlace {
  readonly user_id: string
  readonly message_id: string
  /** Only a message of this conversation is meant; any where absent. */
  readonly conversation_id?: string | undefined
}

/** The message and my seat in its conversation. Throws `not_found` where either is missing. */
export function seatAtMessage(unit: Unit, place: MessagePlace): Seat & { readonly message: MessageRow } {
  const message = unit.messages.get(place.message_id)
  const elsewhere = place.conversation_id !== undefined && message?.conversation_id !== place.conversation_id
  if (!message || elsewhere) throw new DomainError('not_found')
  return { ...seatOf(unit, message.conversation_id, place.user_id), message }
}

/** What I write to somebody I have blocked is refused, so that I learn that they cannot answer. */
export function requireUnblocked(member: MemberRow): void {
  if (member.blocked_at !== null) throw new DomainError('blocked')
}

/** One of those who read what this member writes has blocked them: it is kept from those (BLOCK-6, BLOCK-8). */
export const isBlockedIn = (head: Head, member: MemberRow): boolean =>
  head.members.some((other) => other !== member && other.blocked_at !== null && other.removed_at === null)

/** A message came that this member sees: it is the last one for them again. */
export function endTail(unit: Unit, member: MemberRow): void {
  if (member.tail_seq === null) return
  member.tail_seq = null
  member.tail_at = null
  unit.dirty_members.add(member)
}

export function requireOpen(head: Head): void {
  if (head.conversation.status !== 'open') throw new DomainError('conversation_closed')
}

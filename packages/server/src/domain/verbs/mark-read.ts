// Watermarks of one member: what a device of theirs has stored, and what they have read. Both only grow
// (READ-1), are clamped to what exists, and never move the conversation's rev.

import { type Announcement, otherUserIds } from '../announcement.ts'
import { DomainError } from '../domain-error.ts'
import { seatOf } from '../member.ts'
import { presentMemberState } from '../present.ts'
import type { MemberRow } from '../rows.ts'
import type { Head, Needs, Unit } from '../unit.ts'
import type { Verb } from '../verb.ts'

export interface MarkDelivered {
  readonly user_id: string
  readonly conversation_id: string
  readonly seq: number
}

export function markDelivered(input: MarkDelivered): Verb<MemberRow> {
  return {
    needs: { conversation_ids: [input.conversation_id] },
    decide(unit) {
      const { head, member } = seatOf(unit, input.conversation_id, input.user_id)
      const seq = Math.min(input.seq, head.conversation.last_seq)
      return { result: member, announcements: raiseDelivered(unit, head, member, seq) }
    },
  }
}

export interface MarkRead {
  readonly user_id: string
  /** With `seq`, or left out with `message_id`. */
  readonly conversation_id?: string | undefined
  readonly seq?: number | undefined
  readonly message_id?: string | undefined
  readonly session_id?: string | undefined
}

export function markRead(input: MarkRead): Verb<MemberRow> {
  const { user_id } = input
  return {
    needs: needsOf(input),
    decide(unit) {
      const place = placeOf(unit, input)
      const { head, member } = seatOf(unit, place.conversation_id, user_id)
      const last_seq = head.conversation.last_seq
      const read_seq = Math.min(place.seq, last_seq)
      if (read_seq <= member.read_seq && member.marked_unread === 0) return { result: member, announcements: [] }

      const announcements: Announcement[] = []
      if (read_seq > member.read_seq) {
        member.read_seq = read_seq
        member.unread = read_seq === last_seq ? 0 : unit.unreadAfter(head.conversation.id, user_id, read_seq)
        announcements.push(...raiseDelivered(unit, head, member, read_seq), ...raiseShownRead(unit, head, member, read_seq))
      }
      member.marked_unread = 0
      unit.touchMember(head, member, false)
      announcements.push({
        conversation_id: head.conversation.id,
        user_ids: [user_id],
        frame: { type: 'member_state', state: presentMemberState(member) },
        except_session_id: input.session_id,
      })
      return { result: member, announcements }
    },
  }
}

function needsOf({ user_id, conversation_id, seq, message_id }: MarkRead): Needs {
  const needs: Needs = { conversation_ids: conversation_id === undefined ? [] : [conversation_id], settings_of_user_ids: [user_id] }
  if (message_id !== undefined) {
    return { ...needs, message_ids: [message_id], unread_counts: [{ user_id, after_message_id: message_id }] }
  }
  if (conversation_id === undefined || seq === undefined) return needs
  return { ...needs, unread_counts: [{ user_id, conversation_id, after_seq: seq }] }
}

function placeOf(unit: Unit, input: MarkRead): { conversation_id: string; seq: number } {
  if (input.message_id !== undefined) {
    const message = unit.messages.get(input.message_id)
    const foreign = input.conversation_id !== undefined && message?.conversation_id !== input.conversation_id
    if (!message || foreign) throw new DomainError('not_found')
    return { conversation_id: message.conversation_id, seq: message.seq }
  }
  if (input.conversation_id === undefined || input.seq === undefined) throw new DomainError('bad_request', { path: '/seq' })
  return { conversation_id: input.conversation_id, seq: input.seq }
}

/**
 * Nothing of a person reaches whom they have blocked; and when the block ends, what was said until then stays as it was: a
 * receipt tells of messages that came after it (BLOCK-5).
 */
const isSilent = (member: MemberRow, seq: number): boolean => member.blocked_at !== null || seq <= member.silent_seq

function raiseDelivered(unit: Unit, head: Head, member: MemberRow, seq: number): Announcement[] {
  if (seq <= member.delivered_seq || isSilent(member, seq)) return []
  member.delivered_seq = seq
  unit.touchMember(head, member, true)
  return [watermark('delivery_receipt', head, member, seq)]
}

function raiseShownRead(unit: Unit, head: Head, member: MemberRow, seq: number): Announcement[] {
  if (seq <= member.shown_read_seq || isSilent(member, seq) || unit.settings.get(member.user_id)?.read_receipts === 0) return []
  member.shown_read_seq = seq
  unit.touchMember(head, member, true)
  return [watermark('read_receipt', head, member, seq)]
}

function watermark(type: 'delivery_receipt' | 'read_receipt', head: Head, member: MemberRow, seq: number): Announcement {
  const conversation_id = head.conversation.id
  const frame = { type, conversation_id, user_id: member.user_id, seq }
  return { conversation_id, user_ids: otherUserIds(head, member.user_id), frame }
}

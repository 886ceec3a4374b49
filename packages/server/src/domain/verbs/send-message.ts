// A person sends a text. Rules SEND-*, ORDER-*, TEXT-*: one id names one message for ever; seq and rev are
// taken in the commit that stores the row.

import { type Message, refuseText } from '@jobline/protocol'
import { type Announcement, tellMessage } from '../announcement.ts'
import { DomainError } from '../domain-error.ts'
import { endTail, isBlockedIn, requireOpen, requireUnblocked, type Seat, seatOf } from '../member.ts'
import type { Ports } from '../ports.ts'
import { isWithheldFrom, presentMemberState, presentMessage } from '../present.ts'
import type { MemberRow, MessageRow } from '../rows.ts'
import type { Head, Unit } from '../unit.ts'
import type { Outcome, Verb } from '../verb.ts'

export interface SendMessage {
  readonly user_id: string
  readonly conversation_id: string
  readonly id: string
  readonly text: string
  readonly sent_at?: number | undefined
  readonly reply_to_id?: string | undefined
  readonly after_id?: string | undefined
  /** The socket that gets the answer and no copy. */
  readonly session_id?: string | undefined
}

export interface SendResult {
  /** As of this step; a later one of the same commit does not show in it. */
  readonly message: Message
  /** false: it was stored before; this is the row as it is now. */
  readonly created: boolean
}

/** A device whose clock is further ahead than this is corrected to the server's. */
const MAX_CLOCK_AHEAD_MS = 60_000

export function sendMessage(input: SendMessage): Verb<SendResult> {
  const message_ids = [input.id]
  if (input.after_id !== undefined) message_ids.push(input.after_id)
  if (input.reply_to_id !== undefined) message_ids.push(input.reply_to_id)
  return {
    needs: { conversation_ids: [input.conversation_id], message_ids },
    decide: (unit, ports) => decide(unit, ports, input),
  }
}

function decide(unit: Unit, ports: Ports, input: SendMessage): Outcome<SendResult> {
  const seat = seatOf(unit, input.conversation_id, input.user_id)
  const payload_hash = ports.hash(`${input.reply_to_id ?? ''}\n${input.text}`)

  const stored = unit.messages.get(input.id)
  if (stored) return answerRepeat(stored, input, payload_hash)
  refuseWithdrawn(unit, input)
  const refusal = refuseText(input.text)
  if (refusal) throw new DomainError(refusal, { path: '/text' })
  requireOpen(seat.head)
  requireUnblocked(seat.member)
  requireAnswerable(unit, input)
  requireOrder(unit, input)

  const message = store(unit, ports, seat, input, payload_hash)
  return {
    result: { message: presentMessage(message, input.user_id), created: true },
    announcements: announce(unit, seat, message, input.session_id),
  }
}

/** SEND-2 and SEND-3: the same send again gets the row as it is now; any other use of the id is one and the same conflict. */
function answerRepeat(stored: MessageRow, input: SendMessage, payload_hash: string): Outcome<SendResult> {
  const same =
    stored.sender_id === input.user_id && stored.conversation_id === input.conversation_id && stored.payload_hash === payload_hash
  if (!same) throw new DomainError('id_conflict')
  return { result: { message: presentMessage(stored, input.user_id), created: false }, announcements: [] }
}

function refuseWithdrawn(unit: Unit, input: SendMessage): void {
  const withdrawn = unit.withdrawn.get(input.id)
  if (!withdrawn) return
  const mine = withdrawn.sender_id === input.user_id && withdrawn.conversation_id === input.conversation_id
  throw new DomainError(mine ? 'message_deleted' : 'id_conflict')
}

/** SEND-7, BLOCK-9: what is answered is of this conversation, and not withheld from who answers. */
function requireAnswerable(unit: Unit, { reply_to_id, conversation_id, user_id }: SendMessage): void {
  if (reply_to_id === undefined) return
  const answered = unit.messages.get(reply_to_id)
  if (answered?.conversation_id === conversation_id && !isWithheldFrom(answered, user_id)) return
  throw new DomainError('not_found', { path: '/reply_to_id' })
}

/** ORDER-2: the one before must be stored, or withdrawn by its owner. */
function requireOrder(unit: Unit, input: SendMessage): void {
  if (input.after_id === undefined) return
  const before = unit.messages.get(input.after_id) ?? unit.withdrawn.get(input.after_id)
  if (before?.sender_id !== input.user_id || before.conversation_id !== input.conversation_id) throw new DomainError('out_of_order')
}

function store(unit: Unit, ports: Ports, { head, member }: Seat, input: SendMessage, payload_hash: string): MessageRow {
  const now = ports.clock.now()
  const { conversation } = head
  const rev = ++conversation.rev
  const message: MessageRow = {
    conversation_id: conversation.id,
    seq: ++conversation.last_seq,
    id: input.id,
    rev,
    first_rev: rev,
    kind: 'text',
    sender_id: member.user_id,
    text: input.text,
    event: null,
    reply_to_id: input.reply_to_id ?? null,
    sent_at: Math.min(input.sent_at ?? now, now + MAX_CLOCK_AHEAD_MS),
    created_at: now,
    edited_at: null,
    deleted_at: null,
    reactions: null,
    payload_hash,
    withheld: isBlockedIn(head, member) ? 1 : 0,
    others_text: null,
    others_edited_at: null,
  }
  unit.insertMessage(message)
  for (const other of head.members) {
    if (message.withheld === 1 && other !== member) {
      beginTail(unit, head, other)
      continue
    }
    endTail(unit, other)
    if (other === member || other.removed_at !== null) continue
    other.unread++
    unit.dirty_unread.add(other)
  }
  conversation.last_activity_at = now
  unit.touchConversation(conversation)
  return message
}

/** The newest message is withheld from this member: for them the one before it stays the last. Called before the head moves on. */
function beginTail(unit: Unit, { conversation }: Head, member: MemberRow): void {
  if (member.tail_seq !== null) return
  member.tail_seq = conversation.last_seq - 1
  member.tail_at = conversation.last_activity_at
  unit.dirty_members.add(member)
}

function announce(unit: Unit, { head }: Seat, message: MessageRow, session_id: string | undefined): Announcement[] {
  const announcements = tellMessage('chat_message', head, message, session_id)
  // A new message brings an archived conversation back for whoever archived it (STATE-3), and who may not see it keeps it away.
  for (const member of head.members) {
    if (member.archived_at === null || member.removed_at !== null || isWithheldFrom(message, member.user_id)) continue
    member.archived_at = null
    unit.touchMember(head, member, false)
    const frame = { type: 'member_state', state: presentMemberState(member) } as const
    announcements.push({ conversation_id: message.conversation_id, user_ids: [member.user_id], frame })
  }
  return announcements
}

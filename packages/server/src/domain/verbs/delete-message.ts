// A person deletes their own message for everybody: the row stays as a tombstone so that seq has no holes.
// A delete that overtakes its own send (both were queued offline) is kept, and the late send refused.

import type { Message } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import { findSeat, type Seat, seatOf } from '../member.ts'
import { updateMessage } from '../message-update.ts'
import { presentMessage } from '../present.ts'
import type { MessageRow } from '../rows.ts'
import { countsAsUnread, type Unit } from '../unit.ts'
import type { Verb } from '../verb.ts'

export interface DeleteMessage {
  readonly user_id: string
  readonly message_id: string
  /** Only a message of this conversation is meant. Needed where it may not have arrived yet. */
  readonly conversation_id?: string | undefined
  readonly session_id?: string | undefined
}

/** undefined: the id was not known; it is withdrawn. */
export function deleteMessage(input: DeleteMessage): Verb<Message | undefined> {
  return {
    needs: {
      message_ids: [input.message_id],
      ...(input.conversation_id === undefined ? {} : { conversation_ids: [input.conversation_id] }),
    },
    decide(unit, ports) {
      const now = ports.clock.now()
      const message = unit.messages.get(input.message_id)
      const elsewhere = input.conversation_id !== undefined && message?.conversation_id !== input.conversation_id
      const seat = message && !elsewhere && findSeat(unit, message.conversation_id, input.user_id)
      if (!message || !seat) return { result: withdraw(unit, input, now), announcements: [] }
      if (message.sender_id !== input.user_id) throw new DomainError('not_yours')
      if (message.deleted_at !== null) return { result: presentMessage(message, input.user_id), announcements: [] }

      leaveTombstone(unit, seat, message, now)
      return updateMessage(unit, seat, message, input.session_id)
    },
  }
}

function withdraw(unit: Unit, input: DeleteMessage, now: number): undefined {
  if (input.conversation_id === undefined) throw new DomainError('not_found')
  seatOf(unit, input.conversation_id, input.user_id)
  // An id that is somebody else's, stored or withdrawn, looks like any unknown one: nothing happens, nothing is learnt.
  if (unit.withdrawn.has(input.message_id) || unit.messages.has(input.message_id)) return undefined
  const row = { id: input.message_id, sender_id: input.user_id, conversation_id: input.conversation_id, created_at: now }
  unit.withdrawn.set(row.id, row)
  unit.inserted_withdrawn.push(row)
  return undefined
}

function leaveTombstone(unit: Unit, { head }: Seat, message: MessageRow, now: number): void {
  for (const member of head.members) {
    if (member.read_seq >= message.seq || !countsAsUnread(message, member.user_id)) continue
    member.unread--
    unit.dirty_unread.add(member)
  }
  message.text = null
  message.reactions = null
  message.others_text = null
  message.others_edited_at = null
  message.deleted_at = now
  unit.noteDeleted(message)
}

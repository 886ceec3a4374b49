// A person changes the text of their own message. The same text again changes nothing, so a repeat is harmless.

import { type Message, refuseText } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import { isBlockedIn, type MessagePlace, requireOpen, requireUnblocked, seatAtMessage } from '../member.ts'
import { updateMessage } from '../message-update.ts'
import { presentMessage } from '../present.ts'
import type { Verb } from '../verb.ts'

export interface EditMessage extends MessagePlace {
  readonly text: string
  readonly session_id?: string | undefined
}

export function editMessage(input: EditMessage): Verb<Message> {
  return {
    needs: { message_ids: [input.message_id] },
    decide(unit, ports) {
      const { message, ...seat } = seatAtMessage(unit, input)
      const { head, member } = seat
      if (message.sender_id !== input.user_id) throw new DomainError('not_yours')
      if (message.deleted_at !== null) throw new DomainError('message_deleted')
      if (message.kind !== 'text') throw new DomainError('not_editable')
      const refusal = refuseText(input.text)
      if (refusal) throw new DomainError(refusal, { path: '/text' })
      if (message.text === input.text) return { result: presentMessage(message, input.user_id), announcements: [] }
      requireOpen(head)
      requireUnblocked(member)

      if (!isBlockedIn(head, member)) {
        message.others_text = null
        message.others_edited_at = null
      } else if (message.others_text === null && message.withheld === 0) {
        message.others_text = message.text
        message.others_edited_at = message.edited_at
      }
      message.text = input.text
      message.edited_at = ports.clock.now()
      return updateMessage(unit, seat, message, input.session_id)
    },
  }
}

// A stored message changed, whatever changed in it: it takes the conversation's next rev, and all members are told once.

import type { Message } from '@jobline/protocol'
import { tellMessage } from './announcement.ts'
import type { Seat } from './member.ts'
import { presentMessage } from './present.ts'
import type { MessageRow } from './rows.ts'
import type { Unit } from './unit.ts'
import type { Outcome } from './verb.ts'

/** Called when the row's own fields are set, by whoever has this seat. The socket of `session_id` gets the answer and no copy. */
export function updateMessage(unit: Unit, { head, member }: Seat, message: MessageRow, session_id: string | undefined): Outcome<Message> {
  message.rev = ++head.conversation.rev
  unit.touchMessage(message)
  unit.touchConversation(head.conversation)
  return {
    result: presentMessage(message, member.user_id),
    announcements: tellMessage('message_update', head, message, session_id),
  }
}

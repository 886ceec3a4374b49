// A stored message changed, whatever changed in it: it takes the conversation's next rev, and all members are told once.

import type { Message } from '@jobline/protocol'
import { presentUserIds } from './announcement.ts'
import { presentMessage } from './present.ts'
import type { MessageRow } from './rows.ts'
import type { Head, Unit } from './unit.ts'
import type { Outcome } from './verb.ts'

/** Called when the row's own fields are set. The socket of `session_id` gets the answer and no copy. */
export function updateMessage(unit: Unit, head: Head, message: MessageRow, session_id: string | undefined): Outcome<Message> {
  message.rev = ++head.conversation.rev
  unit.touchMessage(message)
  unit.touchConversation(head.conversation)
  const result = presentMessage(message)
  return {
    result,
    announcements: [
      {
        conversation_id: message.conversation_id,
        user_ids: presentUserIds(head),
        frame: { type: 'message_update', message: result },
        except_session_id: session_id,
      },
    ],
  }
}

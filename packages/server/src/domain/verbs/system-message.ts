// A message that no person sent. Only the domain calls this; no door takes `kind` from a client.

import type { SystemEvent } from '@jobline/protocol'
import { type Announcement, tellMessage } from '../announcement.ts'
import { endTail } from '../member.ts'
import type { Ports } from '../ports.ts'
import type { MessageRow } from '../rows.ts'
import type { Head, Unit } from '../unit.ts'

export function leaveSystemMessage(unit: Unit, ports: Ports, head: Head, event: SystemEvent): Announcement {
  const now = ports.clock.now()
  const { conversation } = head
  const rev = ++conversation.rev
  const message: MessageRow = {
    conversation_id: conversation.id,
    seq: ++conversation.last_seq,
    id: ports.uuid(),
    rev,
    first_rev: rev,
    kind: 'system',
    sender_id: null,
    text: null,
    event: JSON.stringify(event),
    reply_to_id: null,
    sent_at: now,
    created_at: now,
    edited_at: null,
    deleted_at: null,
    reactions: null,
    payload_hash: '',
    withheld: 0,
    others_text: null,
    others_edited_at: null,
  }
  conversation.last_activity_at = now
  unit.touchConversation(conversation)
  unit.insertMessage(message)
  for (const member of head.members) endTail(unit, member)
  return tellMessage('chat_message', head, message)[0] as Announcement
}

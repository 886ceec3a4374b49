// Draws one row of the list by its type.

import { useQuote } from '@jobline/react'
import type { People } from '../../strings/sentences.ts'
import { MessageBubble, type MessageBubbleProps } from './MessageBubble.tsx'
import type { MessageRow } from './message-rows.ts'
import { DaySeparator, UnreadDivider } from './Separators.tsx'
import { SystemMessage } from './SystemMessage.tsx'

export function MessageRowView({ row, people }: { row: MessageRow; people: People }) {
  switch (row.type) {
    case 'day':
      return <DaySeparator at={row.at} />
    case 'unread':
      return <UnreadDivider />
    case 'system':
      return <SystemMessage id={row.item.id} event={row.item.event} people={people} />
    case 'bubble': {
      const props = {
        message: row.item,
        sender_name: people.nameOf(row.item.sender_id ?? ''),
        people,
        starts_group: row.starts_group,
        ends_group: row.ends_group,
      }
      // Only what is not among the loaded ones has to be looked for.
      if (row.item.reply_to_id === undefined || row.quoted) return <MessageBubble {...props} quoted={row.quoted} />
      return <AnswerToFar {...props} />
    }
  }
}

function AnswerToFar(props: MessageBubbleProps) {
  return <MessageBubble {...props} quoted={useQuote(props.message.conversation_id, props.message.reply_to_id)} />
}

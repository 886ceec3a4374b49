// Draws one row of the list by its type.

import { useComponents } from '../../providers/components.tsx'
import type { People } from '../../strings/sentences.ts'
import { MessageBubble as OurMessageBubble } from './MessageBubble.tsx'
import type { MessageRow } from './message-rows.ts'
import { DaySeparator, UnreadDivider } from './Separators.tsx'
import { SystemMessage as OurSystemMessage } from './SystemMessage.tsx'

export function MessageRowView({ row, people }: { row: MessageRow; people: People }) {
  const { MessageBubble = OurMessageBubble, SystemMessage = OurSystemMessage } = useComponents()
  switch (row.type) {
    case 'day':
      return <DaySeparator at={row.at} />
    case 'unread':
      return <UnreadDivider />
    case 'system':
      return <SystemMessage id={row.item.id} event={row.item.event} people={people} />
    case 'bubble':
      return (
        <MessageBubble
          message={row.item}
          sender_name={people.nameOf(row.item.sender_id ?? '')}
          starts_group={row.starts_group}
          ends_group={row.ends_group}
        />
      )
  }
}

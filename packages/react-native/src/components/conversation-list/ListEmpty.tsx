// Where the list has no rows: why, and what to do about it. While the first sync may still bring some it says nothing.

import type { ConversationFilter } from '@jobline/protocol'
import { useChat, useConnection } from '@jobline/react'
import { useStrings } from '../../strings/use-strings.tsx'
import { EmptyState } from '../basics/EmptyState.tsx'
import { ConversationSkeletons } from '../basics/Skeletons.tsx'
import { TextButton } from '../basics/TextButton.tsx'

export interface ListEmptyProps {
  readonly filter: ConversationFilter
  /** The cache is still being read. */
  readonly reading: boolean
  /** The first sync of this device is not done: there may be some on the server. */
  readonly incomplete: boolean
  readonly onShowActive: () => void
}

export function ListEmpty({ filter, reading, incomplete, onShowActive }: ListEmptyProps) {
  const { conversations: words, list, connection } = useStrings()
  const client = useChat()
  const { state } = useConnection()
  if (reading) return <ConversationSkeletons />
  if (incomplete && state !== 'live')
    return state === 'offline' ? (
      <EmptyState icon="signal" testID="list-unreached" title={list.unreached_title} text={list.unreached_text}>
        <TextButton label={connection.try_now} look="main" testID="list-try-now" onPress={client.reconnect} />
      </EmptyState>
    ) : (
      <ConversationSkeletons />
    )
  const kind = filter === 'unread' || filter === 'archived' ? filter : 'active'
  return (
    <EmptyState
      icon={kind === 'unread' ? 'check' : kind === 'archived' ? 'archive' : 'bubble'}
      title={words[`empty_${kind}_title`]}
      text={words[`empty_${kind}_text`]}
    >
      {kind === 'active' ? null : <TextButton label={list.show_active} testID="list-show-active" onPress={onShowActive} />}
    </EmptyState>
  )
}

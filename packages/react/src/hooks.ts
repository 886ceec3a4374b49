// One hook for each view of the client. They add nothing: what a value means stands at its type in
// @jobline/client. Every hook subscribes while its component is mounted, and the client works only for
// views that somebody is subscribed to.

import type {
  ConnectionSnapshot,
  ConversationItem,
  ConversationListSnapshot,
  MessageListSnapshot,
  PresenceSnapshot,
  View,
} from '@jobline/client'
import type { ConversationFilter } from '@jobline/protocol'
import { useMemo } from 'react'
import { useChat } from './chat-context.ts'
import { useView } from './use-view.ts'

/** How this device stands to the server, and what waits in the outbox. */
export function useConnection(): ConnectionSnapshot {
  return useView(useChat().connection)
}

/** The conversation list under one filter: pinned first, then by the last activity. */
export function useConversations(filter: ConversationFilter = 'active'): ConversationListSnapshot {
  const client = useChat()
  return useView(useMemo(() => client.conversations(filter), [client, filter]))
}

/** One conversation; undefined while unknown to this device. */
export function useConversation(conversation_id: string): ConversationItem | undefined {
  const client = useChat()
  return useView(useMemo(() => client.conversation(conversation_id), [client, conversation_id]))
}

/** The messages of one conversation; its newest page is loaded while the component is mounted. */
export function useMessages(conversation_id: string): MessageListSnapshot {
  const client = useChat()
  return useView(useMemo(() => client.messages(conversation_id), [client, conversation_id]))
}

/** Whether a person is online. With no id (a conversation without another member) nobody is watched. */
export function usePresence(user_id: string | undefined): PresenceSnapshot {
  const client = useChat()
  return useView(useMemo(() => (user_id === undefined ? NOBODY : client.presence(user_id)), [client, user_id]))
}

const OFFLINE: PresenceSnapshot = { online: false }
const NOBODY: View<PresenceSnapshot> = { subscribe: () => () => {}, getSnapshot: () => OFFLINE }

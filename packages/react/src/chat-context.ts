// Which chat client the components below belong to. Holds the client and nothing else: state lives in the
// client's views, so a new message never re-renders the whole tree through a context.

import type { ChatClient } from '@jobline/client'
import { createContext, useContext } from 'react'

export const ChatContext = createContext<ChatClient | undefined>(undefined)

/** The client of the nearest provider. Throws where there is none: that is a mistake in the app, not a state. */
export function useChat(): ChatClient {
  const client = useContext(ChatContext)
  if (!client) throw new Error('useChat needs a <ChatContext value={client}> (or a <ChatProvider>) above it.')
  return client
}

// Which chats somebody looks at now: open, in front, in this tab or in another one of this browser. For what must stay
// silent then.

import { useChat } from '@jobline/react'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { holdName, isNameHeld } from '../platform/held-names.ts'

export interface OpenChats {
  /** Says that it is looked at. Returns the function that says the end of it. */
  open(conversation_id: string): () => void
  isOpenHere(conversation_id: string): boolean
  isOpenElsewhere(conversation_id: string): Promise<boolean>
}

const OpenChatsContext = createContext<OpenChats | undefined>(undefined)

export function OpenChatsProvider({ children }: { children: ReactNode }) {
  const { user_id } = useChat()
  const chats = useMemo(() => createOpenChats(user_id), [user_id])
  return <OpenChatsContext value={chats}>{children}</OpenChatsContext>
}

export function useOpenChats(): OpenChats {
  const chats = useContext(OpenChatsContext)
  if (!chats) throw new Error('useOpenChats needs a <ChatProvider> above it.')
  return chats
}

/** A chat screen says whether somebody looks at it: in front, with the window active. */
export function useLookedAt(conversation_id: string, looked_at: boolean): void {
  const chats = useOpenChats()
  useEffect(() => (looked_at ? chats.open(conversation_id) : undefined), [chats, conversation_id, looked_at])
}

function createOpenChats(user_id: string): OpenChats {
  const counts = new Map<string, number>()
  const nameOf = (conversation_id: string) => `jobline.open.${user_id}.${conversation_id}`
  const count = (conversation_id: string, by: number) => counts.set(conversation_id, (counts.get(conversation_id) ?? 0) + by)
  return {
    open(conversation_id) {
      count(conversation_id, 1)
      const release = holdName(nameOf(conversation_id))
      return () => {
        count(conversation_id, -1)
        release()
      }
    },
    isOpenHere: (conversation_id) => (counts.get(conversation_id) ?? 0) > 0,
    isOpenElsewhere: (conversation_id) => isNameHeld(nameOf(conversation_id)),
  }
}

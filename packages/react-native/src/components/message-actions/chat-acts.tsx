// What the rows of a chat ask of their screen. The object stays the same while the chat is open, so that no row is drawn
// again for its sake; which row is being pointed out is asked row by row.

import type { MessageItem } from '@jobline/client'
import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Box } from '../overlay/menu-place.ts'
import type { ActsAllowed, MessageAct } from './message-acts.ts'

export interface ChatActs {
  /** @param anchor what the menu belongs to; without one it comes from the lower edge. */
  openMenu(message: MessageItem, anchor?: Box): void
  openReactions(message: MessageItem, anchor?: Box): void
  perform(act: MessageAct, message: MessageItem): void
  /** Puts an emoji of mine there, or takes it away. */
  toggleReaction(message: MessageItem, emoji: string): void
  showReactors(message: MessageItem): void
  /** Brings a message into sight and points it out. @param from_id the way back leads there. */
  jumpTo(message_id: string, from_id?: string): void
  readonly pointed: PointedMessage
}

/** The message that somebody was led to, for a moment. */
export interface PointedMessage {
  subscribe(listener: () => void): () => void
  isPointed(message_id: string): boolean
}

const ChatActsContext = createContext<ChatActs | undefined>(undefined)
const AllowedContext = createContext<ActsAllowed>({ can_write: false, can_report: false })

export interface ChatActsProviderProps {
  readonly acts: ChatActs
  /** Keep it the same while it says the same: every bubble asks it. */
  readonly allowed: ActsAllowed
  readonly children: ReactNode
}

export function ChatActsProvider({ acts, allowed, children }: ChatActsProviderProps) {
  return (
    <ChatActsContext value={acts}>
      <AllowedContext value={allowed}>{children}</AllowedContext>
    </ChatActsContext>
  )
}

/** undefined where a bubble is shown outside a chat: then there is nothing to do with it. */
export const useChatActs = (): ChatActs | undefined => useContext(ChatActsContext)
export const useActsAllowed = (): ActsAllowed => useContext(AllowedContext)

export function useIsPointed(message_id: string): boolean {
  const pointed = useChatActs()?.pointed
  const subscribe = useCallback((listener: () => void) => pointed?.subscribe(listener) ?? (() => {}), [pointed])
  const isPointed = () => pointed?.isPointed(message_id) ?? false
  return useSyncExternalStore(subscribe, isPointed, isPointed)
}

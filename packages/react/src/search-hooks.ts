// Hooks for finding: what is searched for, a window around a message that was found, and quoted messages. As with all
// hooks, work is done only while the component is mounted.

import type { ChatClient } from '@jobline/client'
import { type AroundSnapshot, type AroundTarget, createMessagesAround, createQuotes, type Quote, type Quotes } from '@jobline/client/around'
import { createSearch, type SearchSnapshot } from '@jobline/client/search'
import { useMemo } from 'react'
import { useChat } from './chat-context.ts'
import { useView } from './use-view.ts'

export interface SearchHook extends SearchSnapshot {
  /** On every key. The same function between renders, like `loadMore`. */
  setQuery(text: string): void
  loadMore(): Promise<void>
}

/** One search: over all conversations, or in one. It begins anew for another conversation. */
export function useSearch(conversation_id?: string): SearchHook {
  const client = useChat()
  const search = useMemo(() => createSearch(client, { conversation_id }), [client, conversation_id])
  return { ...useView(search), setQuery: search.setQuery, loadMore: search.loadMore }
}

export interface MessagesAroundHook extends AroundSnapshot {
  loadBefore(): Promise<void>
  loadAfter(): Promise<void>
}

/** The messages around one that is far from the newest; undefined without a target. */
export function useMessagesAround(conversation_id: string, target: AroundTarget | undefined): MessagesAroundHook | undefined {
  const client = useChat()
  const message_id = target && 'message_id' in target ? target.message_id : undefined
  const seq = target && 'seq' in target ? target.seq : undefined
  const around = useMemo(() => {
    if (message_id !== undefined) return createMessagesAround(client, conversation_id, { message_id })
    return seq === undefined ? undefined : createMessagesAround(client, conversation_id, { seq })
  }, [client, conversation_id, message_id, seq])
  const snapshot = useView<AroundSnapshot | undefined>(around ?? NOTHING)
  return around && snapshot && { ...snapshot, loadBefore: around.loadBefore, loadAfter: around.loadAfter }
}

/** The message that a reply quotes: undefined while it is looked for (and without an id), `missing` where there is none to see. */
export function useQuote(conversation_id: string, message_id: string | undefined): Quote {
  const client = useChat()
  const view = useMemo(
    () => (message_id === undefined ? NOTHING : quotesOf(client).quote(conversation_id, message_id)),
    [client, conversation_id, message_id],
  )
  return useView<Quote>(view)
}

const NOTHING = { subscribe: () => () => {}, getSnapshot: () => undefined }
/** One for all bubbles of a client. */
const all_quotes = new WeakMap<ChatClient, Quotes>()

function quotesOf(client: ChatClient): Quotes {
  const quotes = all_quotes.get(client) ?? createQuotes(client)
  all_quotes.set(client, quotes)
  return quotes
}

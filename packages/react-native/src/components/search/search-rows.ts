// What stands in the list of results, row by row: conversations, then messages, each under its heading, and between them what
// is still looked for, what could not be, and the way to more. Rows keep their identity while what they show stays. Pure.

import type { ConversationHit, MessageHit, SearchSnapshot } from '@jobline/client/search'

export type SearchRow =
  | { readonly type: 'heading'; readonly key: 'conversations' | 'messages' }
  | { readonly type: 'conversation'; readonly key: string; readonly hit: ConversationHit }
  | { readonly type: 'message'; readonly key: string; readonly hit: MessageHit }
  | { readonly type: 'device' | 'skeletons' | 'failed' | 'more' | 'more_failed'; readonly key: string }

/** Nothing was found, and all of it was looked through. */
export const foundNothing = ({ state, conversations, messages, more }: SearchSnapshot): boolean =>
  state === 'done' && !more && conversations.length === 0 && messages.length === 0

export function createSearchRows(): (search: SearchSnapshot) => readonly SearchRow[] {
  const made = new WeakMap<ConversationHit | MessageHit, SearchRow>()
  const rowOf = (hit: ConversationHit | MessageHit): SearchRow => {
    const known = made.get(hit)
    if (known) return known
    const row: SearchRow =
      'message' in hit
        ? { type: 'message', key: `message ${hit.message.id}`, hit }
        : { type: 'conversation', key: `conversation ${hit.conversation.id}`, hit }
    made.set(hit, row)
    return row
  }
  return ({ state, source, conversations, messages, more, error_code }) => {
    const waits = state === 'searching' && messages.length === 0
    const rows: SearchRow[] = []
    if (conversations.length > 0) rows.push(CONVERSATIONS, ...conversations.map(rowOf))
    if (messages.length > 0 || waits || more || state === 'failed') rows.push(MESSAGES)
    if (source === 'device' && messages.length > 0) rows.push(DEVICE)
    rows.push(...messages.map(rowOf))
    if (waits) rows.push(SKELETONS)
    if (state === 'failed') rows.push(FAILED)
    else if (more) rows.push(error_code === undefined ? MORE : MORE_FAILED)
    return rows
  }
}

const CONVERSATIONS: SearchRow = { type: 'heading', key: 'conversations' }
const MESSAGES: SearchRow = { type: 'heading', key: 'messages' }
const DEVICE: SearchRow = { type: 'device', key: 'device' }
const SKELETONS: SearchRow = { type: 'skeletons', key: 'skeletons' }
const FAILED: SearchRow = { type: 'failed', key: 'failed' }
const MORE: SearchRow = { type: 'more', key: 'more' }
const MORE_FAILED: SearchRow = { type: 'more_failed', key: 'more' }

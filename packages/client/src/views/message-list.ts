// The messages of one conversation as a chat screen shows them: stored ones by seq, waiting ones after them.
// Owns the divider of the unread and the state of loading older ones.

import { type ErrorCode, PAGE_SIZE } from '@jobline/protocol'
import type { ConversationRow } from '../cache/cache.ts'
import { ChatError } from '../chat-client.ts'
import { type ChangeItem, isChange, isSend } from '../outbox/outbox-state.ts'
import { isFromOther } from '../sync/apply-frame.ts'
import type { MessageWindow } from '../sync/message-window.ts'
import type { Replica } from '../sync/replica.ts'
import { createView, type LiveView, sameArray, sameFields } from './create-view.ts'
import { changesOf, type MessageItems, othersMarks } from './message-item.ts'
import type { MessageItem, MessageListSnapshot } from './view.ts'

export interface MessageListOptions {
  readonly conversation_id: string
  readonly user_id: string
  readonly replica: Replica
  readonly items: MessageItems
  /** The cache was read. */
  readonly loaded: Promise<void>
  /** The server has told everything. */
  isCurrent(): boolean
  /** Somebody looks: bring it up to date. */
  fill(conversation_id: string): Promise<void>
  /** Rejects with ChatError. */
  loadFromServer(conversation_id: string): Promise<void>
}

export interface MessageList extends LiveView<MessageListSnapshot> {
  loadBefore(): Promise<void>
}

export function createMessageList(options: MessageListOptions): MessageList {
  const { conversation_id, user_id, replica } = options
  let window: MessageWindow | undefined
  let unread_from: { readonly after_seq: number; readonly up_to_seq: number } | undefined
  let loading: Promise<void> | undefined
  let error_code: ErrorCode | undefined

  const view = createView<MessageListSnapshot>({
    compute(before) {
      const row = replica.conversations.get(conversation_id)
      const marks = othersMarks(row?.conversation, user_id)
      const changes = replica.line(conversation_id).filter(isChange)
      const held = window?.messages() ?? []
      const seen = held.filter(({ withheld }) => !withheld)
      const stored = seen.map((message) => options.items.stored(message, marks, changesOf(changes, message.id)))
      const items = [...stored, ...waitingBeside(stored, changes)]
      return sameFields<MessageListSnapshot>(before, {
        ready: window?.isLoaded() === true && (held.length > 0 || !row?.conversation.last_seq),
        items: sameArray<MessageItem>(before?.items, items),
        more_before: row !== undefined && (window?.first() ?? row.conversation.last_seq + 1) > 1,
        loading_before: loading !== undefined,
        first_unread_id: row && window && dividerOf(row, window),
        error_code,
      })
    },
    onWatched() {
      const opened = replica.openWindow(conversation_id)
      window = opened
      opened.watchers++
      unread_from = undefined
      view.changed()
      void options.loaded
        .then(() => replica.fillWindow(conversation_id, PAGE_SIZE))
        .then(() => options.fill(conversation_id))
        .then(view.changed)
      return () => {
        opened.watchers--
        unread_from = undefined
      }
    },
  })

  /** What another tab has sent may be announced here before its outbox item is gone: it is one bubble all the same. */
  function waitingBeside(stored: readonly MessageItem[], changes: readonly ChangeItem[]): MessageItem[] {
    const sends = replica.line(conversation_id).filter(isSend)
    const waiting = sends.filter(({ id }) => stored.every((item) => item.id !== id))
    return waiting.map((send) => options.items.waiting(send, changesOf(changes, send.id)))
  }

  /** Taken once, when something unread is first seen here or it is known that nothing is, and kept while it is open. */
  function dividerOf({ conversation }: ConversationRow, { messages, first }: MessageWindow): string | undefined {
    const { read_seq, unread } = conversation.state
    // A cold start shows the cache first: what the sync then brings was unread when the chat was opened, too.
    if (unread > 0 || options.isCurrent()) unread_from ??= { after_seq: read_seq, up_to_seq: unread > 0 ? conversation.last_seq : 0 }
    if (!unread_from) return undefined
    const { after_seq, up_to_seq } = unread_from
    if (up_to_seq <= after_seq || (first() ?? 0) > after_seq + 1) return undefined
    return messages().find((message) => message.seq > after_seq && message.seq <= up_to_seq && isFromOther(message, user_id))?.id
  }

  async function load(): Promise<void> {
    const size = window?.size() ?? 0
    error_code = undefined
    try {
      await replica.fillWindow(conversation_id, size + PAGE_SIZE)
      // What the device holds comes first; only where that ended is the server asked.
      if ((window?.size() ?? 0) === size) await options.loadFromServer(conversation_id)
    } catch (error) {
      error_code = error instanceof ChatError ? error.code : 'internal'
    }
  }
  return Object.assign(view, {
    loadBefore() {
      loading ??= load().finally(() => {
        loading = undefined
        view.changed()
      })
      view.changed()
      return loading
    },
  })
}

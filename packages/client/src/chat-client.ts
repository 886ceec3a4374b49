// The public face of the client library: what an app calls. Everything it returns is a View or a promise
// that settles when this device has kept what was asked; the server's answer arrives through the views.

import type { ConversationFilter, ErrorCode, Message } from '@jobline/protocol'
import type { ConversationRow, Meta } from './cache/cache.ts'
import type { Clock, Ids } from './connection/ports.ts'
import type { OutboxItem } from './outbox/outbox-state.ts'
import type {
  ConnectionSnapshot,
  ConversationItem,
  ConversationListSnapshot,
  MessageListSnapshot,
  PresenceSnapshot,
  View,
} from './views/view.ts'

export interface SendOptions {
  /** Id of the message that this one answers. */
  readonly reply_to_id?: string
}

/** What a listener of `Inside` is told: which conversations changed, and messages that came. */
export type Tap = (conversation_ids: ReadonlySet<string>, messages: readonly Message[]) => void

/**
 * What the client shares with the entries beside it (`@jobline/client/search`, `/around`, `/alerts`, `/diagnostics`). Not for
 * apps: it may change with any version, and a client of another make need not have it.
 */
export interface Inside {
  readonly clock: Clock
  readonly ids: Ids
  readonly replica: {
    readonly conversations: ReadonlyMap<string, ConversationRow>
    meta(): Meta
    /** What waits in the outbox: of one conversation, or of all. */
    line(conversation_id?: string): readonly OutboxItem[]
    /** Messages that this device holds below `before_seq`, the newest `limit` of them, ascending. Never rejects. */
    stored(conversation_id: string, limit: number, before_seq?: number): Promise<readonly Message[]>
  }
  /**
   * Called after every change of a conversation or its outbox, and with every message that comes, also with one that this
   * device does not keep. One message may be told more than once.
   */
  readonly taps: Set<Tap>
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface ChatClient {
  /** Who this device is signed in as; known from the token before the server has answered. */
  readonly user_id: string
  readonly connection: View<ConnectionSnapshot>
  /** The server's time as far as this device can tell, in ms: right under a wrong clock, once it was connected. */
  now(): number

  conversations(filter?: ConversationFilter): View<ConversationListSnapshot>
  /** undefined while unknown to this device. */
  conversation(conversation_id: string): View<ConversationItem | undefined>
  /** Loads the newest page while somebody is subscribed. */
  messages(conversation_id: string): View<MessageListSnapshot>
  /** Watches the person while somebody is subscribed. */
  presence(user_id: string): View<PresenceSnapshot>

  /**
   * Queues a text and shows it at once. Resolves with the message's id when it is kept on this device.
   * Rejects with a ChatError `text_empty`, `text_too_long` or `text_invalid`, or `storage_full` where this device
   * cannot keep it, and queues nothing.
   */
  send(conversation_id: string, text: string, options?: SendOptions): Promise<string>
  /** Sends a failed message again, under the same id, or asks again for a refused change. */
  retry(id: string): Promise<void>
  /**
   * Takes a failed or not yet attempted message, or such a change of one (`MessageItem.change`), out of the outbox.
   * false: too late, it may have been sent.
   */
  discard(id: string): Promise<boolean>

  /**
   * Other words for an own message. One that was never attempted, or failed, simply goes out with them; any other is shown with them
   * at once and changed on the server when it can be reached. Rejects as `send` does.
   */
  edit(conversation_id: string, message_id: string, text: string): Promise<void>
  /** Deletes an own message for everybody. It shows as deleted at once and is held back for five seconds (`MessageItem.change.due_at`). */
  delete(conversation_id: string, message_id: string): Promise<void>
  /** Takes a deletion back that is held back still. false: too late. */
  undoDelete(conversation_id: string, message_id: string): Promise<boolean>
  /** Puts an emoji of mine on a message, or takes it away. */
  react(conversation_id: string, message_id: string, emoji: string, active: boolean): Promise<void>

  /** Tell on every key stroke; the client decides what goes out and stops by itself. */
  typed(conversation_id: string): void
  /** The composer was emptied or left. */
  stoppedTyping(conversation_id: string): void
  /** Everything up to `seq` was visible, focused and in the foreground. */
  markRead(conversation_id: string, seq: number): void
  setArchived(conversation_id: string, archived: boolean): void
  setPinned(conversation_id: string, pinned: boolean): void
  /** Until when it makes no sound, in server time; null: no longer muted. */
  setMuted(conversation_id: string, muted_until: number | null): void
  setMarkedUnread(conversation_id: string, marked_unread: boolean): void
  setDraft(conversation_id: string, draft: string): void

  /**
   * Asks the server's REST API, as this person: for what has no view. `path` begins with `/api/`. Nothing is queued or asked
   * again; rejects with a ChatError, `unavailable` where this device is not connected or no answer came.
   */
  request<T>(method: Method, path: string, body?: object): Promise<T>

  /** Resolves when a page of older messages is in the view, or when there is none. */
  loadBefore(conversation_id: string): Promise<void>
  /** Asks the server for what changed. Rejects with a ChatError where it cannot be reached. */
  refresh(): Promise<void>
  /** The person has seen that something unsent was lost: `lost_unsent` is not told again. */
  acknowledgeLoss(): void
  /** The person tapped "try now". */
  reconnect(): void
  /** Ends the connection and closes the cache; nothing is deleted. Afterwards nothing is taken any more. */
  close(): Promise<void>
  /** Closes and deletes everything this device keeps for this person, unsent messages included. */
  signOut(): Promise<void>
  readonly inside?: Inside
}

/** An error with a code of the protocol's table; `message` is for developers. */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly code: ErrorCode
  readonly retryable: boolean
  /** The server's own wish, where it named one. */
  readonly retry_after_ms?: number
  constructor(code: ErrorCode, retryable: boolean, message: string, retry_after_ms?: number) {
    super(message)
    this.code = code
    this.retryable = retryable
    this.retry_after_ms = retry_after_ms
  }
}

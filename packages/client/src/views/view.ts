// What a screen sees of the client: values that change, each with `subscribe` and `getSnapshot`.
// A snapshot is immutable and keeps its identity until something in it changes, so that
// React's useSyncExternalStore, a memo, or a plain `===` can tell.

import type { Conversation, ErrorCode, Message } from '@jobline/protocol'

export interface View<T> {
  /** Calls `listener` after every change. Returns the function that ends it. */
  subscribe(listener: () => void): () => void
  getSnapshot(): T
}

/**
 * One word for how this device stands to the server.
 *
 *   offline ──network / retry──▶ connecting ──hello──▶ syncing ──caught up──▶ live
 *      ▲                              │                   │                     │
 *      └───────── no answer, cut ─────┴───────────────────┴─────────────────────┘
 *   signed_out: the token was refused and no fresh one was given. stopped: closed by the app, or the
 *   server asks for a newer version; only the app can start again.
 */
export type ConnectionState = 'offline' | 'connecting' | 'syncing' | 'live' | 'signed_out' | 'stopped'

/**
 * How well this device keeps what it is given. kept: what is shown survives the app. session: the device refused its
 * storage, so all of it ends with the app. full: the device
 * refused something; until the next start it may keep only what waits to be sent.
 */
export type StorageState = 'kept' | 'session' | 'full'

export interface ConnectionSnapshot {
  readonly state: ConnectionState
  /** Messages and changes of messages that wait in the outbox. */
  readonly waiting: number
  /** Those that the server refused for good; they stay until the person has seen to them. */
  readonly failed: number
  readonly storage: StorageState
  /** This device's storage was damaged, and something unsent is lost, or may be. Told until `acknowledgeLoss`. */
  readonly lost_unsent?: boolean
  /** When the next try is due, by the device's clock; absent while one is under way. */
  readonly retry_at?: number
  /** When this device was last live, by the device's clock. */
  readonly last_live_at?: number
  /** How the server is reached; `polling` where the socket upgrade is blocked. */
  readonly transport: 'socket' | 'polling'
  readonly error_code?: ErrorCode
}

/**
 * queued → sending → sent → delivered → read, and failed from the first two. Never back.
 * queued: on this device only. sending: handed to the network, no answer yet. sent: on the server's
 * disk. delivered: a device of the other has it. read: the other saw it.
 */
export type DeliveryStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** A message as a bubble needs it. A queued one has `seq` and `rev` 0. */
export interface MessageItem extends Message {
  readonly is_own: boolean
  /** Only for own messages. */
  readonly status?: DeliveryStatus
  /** Why it failed: key of the string table. */
  readonly error_code?: ErrorCode
  /** The last of the own changes of it that wait: it is shown as if they were done, unless one was refused. */
  readonly change?: MessageChange
}

/** An edit, a deletion or a reaction that the server has not confirmed. */
export interface MessageChange {
  /** For `retry` and `discard`. */
  readonly id: string
  readonly kind: 'edit' | 'delete' | 'reaction'
  readonly state: 'queued' | 'sending' | 'failed'
  /** Why it was refused. */
  readonly error_code?: ErrorCode
  /** The words of an edit: of a refused one they are nowhere else. */
  readonly text?: string
  /** Until when a deletion is held back and can be undone, by the device's clock. */
  readonly due_at?: number
  /** Of a reaction: which, and whether it was put on or taken away. */
  readonly emoji?: string
  readonly active?: boolean
}

export interface MessageListSnapshot {
  /** false until the cache was read: show a skeleton, not "no messages". */
  readonly ready: boolean
  /** Ascending: stored ones by `seq`, then those of the outbox in the order they were written. */
  readonly items: readonly MessageItem[]
  /** Older ones exist on the server. */
  readonly more_before: boolean
  readonly loading_before: boolean
  /** The first message that was unread when this view was opened; stays put while it is open. */
  readonly first_unread_id?: string
  readonly error_code?: ErrorCode
}

/** A row of the conversation list. */
export interface ConversationItem extends Conversation {
  /** The last thing to preview: the newest of `last_message` and what waits in the outbox. */
  readonly preview?: MessageItem
  /** User ids of others who are typing in it now. */
  readonly typing_user_ids: readonly string[]
}

export interface ConversationListSnapshot {
  readonly ready: boolean
  /** Pinned first, then by the last activity. */
  readonly items: readonly ConversationItem[]
  /** Unread messages over conversations that are neither archived nor muted: the badge. */
  readonly unread: number
  /** The first sync of this device is still bringing conversations. */
  readonly loading: boolean
}

export interface PresenceSnapshot {
  readonly online: boolean
  /** Absent while unknown. Server time. */
  readonly last_seen_at?: number
}

// What the server may send over a socket. A receiver ignores a type or a field it does not know.

import Type, { type Static } from 'typebox'
import {
  conversationSchema,
  externalIdSchema,
  jobSchema,
  memberStateSchema,
  messageSchema,
  positionSchema,
  timeSchema,
  uuidSchema,
} from './entities.ts'

const optional = Type.Optional
const ref = { ref: optional(Type.String()) }

/** First frame after authentication; after it every announcement of the user's conversations arrives. */
export const helloDownSchema = Type.Object({
  type: Type.Literal('hello'),
  protocol: positionSchema,
  user_id: externalIdSchema,
  /** Random id of this database. Another one than the client's: resync from nothing. */
  epoch: Type.String(),
  /** The server's clock, to correct the device's. */
  now: timeSchema,
  /** When the token that opened this socket expires. */
  expires_at: timeSchema,
})

/**
 * A changing frame was carried out and is on disk. For a message: its place. `message` comes with the
 * answer to a repeated send and to a change of a message, and is the row as it is now. `expires_at` answers a fresh token: when that one expires.
 */
export const ackDownSchema = Type.Object({
  type: Type.Literal('ack'),
  ...ref,
  id: optional(uuidSchema),
  conversation_id: optional(uuidSchema),
  seq: optional(positionSchema),
  rev: optional(positionSchema),
  created_at: optional(timeSchema),
  message: optional(messageSchema),
  expires_at: optional(timeSchema),
})

export const errorDownSchema = Type.Object({
  type: Type.Literal('error'),
  ...ref,
  /** The `id` of the send that was refused. */
  id: optional(Type.String()),
  code: Type.String(),
  message: Type.String(),
  retryable: Type.Boolean(),
  retry_after_ms: optional(positionSchema),
  /** Where in the frame, as a JSON pointer. */
  path: optional(Type.String()),
})

export const chatMessageDownSchema = Type.Object({ type: Type.Literal('chat_message'), message: messageSchema })
/** A stored message changed: edited, deleted, or its reactions. */
export const messageUpdateDownSchema = Type.Object({ type: Type.Literal('message_update'), message: messageSchema })
export const typingDownSchema = Type.Object({
  type: Type.Literal('typing'),
  conversation_id: uuidSchema,
  user_id: externalIdSchema,
  is_typing: Type.Boolean(),
})
const watermark = { conversation_id: uuidSchema, user_id: externalIdSchema, seq: positionSchema }
export const readReceiptDownSchema = Type.Object({ type: Type.Literal('read_receipt'), ...watermark })
export const deliveryReceiptDownSchema = Type.Object({ type: Type.Literal('delivery_receipt'), ...watermark })
export const presenceDownSchema = Type.Object({
  type: Type.Literal('presence'),
  user_id: externalIdSchema,
  online: Type.Boolean(),
  last_seen_at: optional(timeSchema),
})
/** A conversation is new, closed, reopened, or its members changed. */
export const conversationDownSchema = Type.Object({ type: Type.Literal('conversation'), conversation: conversationSchema })
/** I am no longer in this conversation: forget it. */
export const removedDownSchema = Type.Object({ type: Type.Literal('removed'), conversation_id: uuidSchema })
/** Another device of mine changed what only I see. */
export const memberStateDownSchema = Type.Object({ type: Type.Literal('member_state'), state: memberStateSchema })
export const jobDownSchema = Type.Object({ type: Type.Literal('job'), conversation_id: uuidSchema, rev: positionSchema, job: jobSchema })

export const syncPageFields = {
  epoch: Type.String(),
  /** Save it when this page is stored; the next `sync` starts there. Opaque. */
  cursor: Type.String(),
  /** true: ask again at once with this cursor. */
  more: Type.Boolean(),
  /** true: what the client holds is of another database or newer than the server: start from nothing. */
  reset: optional(Type.Boolean()),
  conversations: Type.Array(conversationSchema),
  /** Conversations that I am no longer in. */
  removed_ids: optional(Type.Array(uuidSchema)),
}
export const syncDownSchema = Type.Object({ type: Type.Literal('sync'), ...ref, ...syncPageFields })

export const catchUpPageFields = {
  conversation: conversationSchema,
  messages: Type.Array(messageSchema),
  /** Everything up to here has been told; the conversation's mark becomes this. */
  up_to_rev: positionSchema,
  more: Type.Boolean(),
}
export const catchUpDownSchema = Type.Object({ type: Type.Literal('catch_up'), ...ref, ...catchUpPageFields })

export const historyPageFields = {
  conversation_id: uuidSchema,
  /** Ascending by `seq`. */
  messages: Type.Array(messageSchema),
  /** The conversation's `rev` when this page was read. */
  up_to_rev: positionSchema,
  more_before: Type.Boolean(),
  more_after: Type.Boolean(),
}
export const historyDownSchema = Type.Object({ type: Type.Literal('history'), ...ref, ...historyPageFields })

/** This server is about to close the socket: come back after this time, chosen for this client alone. */
export const reconnectDownSchema = Type.Object({ type: Type.Literal('reconnect'), after_ms: positionSchema })
export const pongDownSchema = Type.Object({ type: Type.Literal('pong'), now: timeSchema })

export const DOWN_SCHEMAS = {
  hello: helloDownSchema,
  ack: ackDownSchema,
  error: errorDownSchema,
  chat_message: chatMessageDownSchema,
  message_update: messageUpdateDownSchema,
  typing: typingDownSchema,
  read_receipt: readReceiptDownSchema,
  delivery_receipt: deliveryReceiptDownSchema,
  presence: presenceDownSchema,
  conversation: conversationDownSchema,
  removed: removedDownSchema,
  member_state: memberStateDownSchema,
  job: jobDownSchema,
  sync: syncDownSchema,
  catch_up: catchUpDownSchema,
  history: historyDownSchema,
  reconnect: reconnectDownSchema,
  pong: pongDownSchema,
} as const

export type DownType = keyof typeof DOWN_SCHEMAS
export type DownFrame<T extends DownType = DownType> = { [K in T]: Static<(typeof DOWN_SCHEMAS)[K]> }[T]

export type SyncPage = Omit<DownFrame<'sync'>, 'type' | 'ref'>
export type CatchUpPage = Omit<DownFrame<'catch_up'>, 'type' | 'ref'>
export type HistoryPage = Omit<DownFrame<'history'>, 'type' | 'ref'>

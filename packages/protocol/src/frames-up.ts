// What a client may send over a socket: JSON text, one object a frame, `type` names it.
// On the door of one conversation `conversation_id` may be left out, or must be that conversation's.

import Type, { type Static } from 'typebox'
import { emojiSchema, externalIdSchema, positionSchema, timeSchema, uuidSchema } from './entities.ts'
import { MAX_DRAFT_LENGTH, MAX_PAGE_SIZE, MAX_PRESENCE_WATCH, MAX_REF_LENGTH } from './limits.ts'

const optional = Type.Optional
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** Chosen by the client, given back on the answer. */
const refSchema = Type.String({ minLength: 1, maxLength: MAX_REF_LENGTH })
const shortSchema = Type.String({ minLength: 1, maxLength: MAX_REF_LENGTH })
const limitSchema = Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE })
const cursorSchema = Type.String({ minLength: 1, maxLength: 256 })
/** Text rules are one function for every door (`refuseText`), so the schema only says "a string". */
const textSchema = Type.String()

const conversation = { conversation_id: optional(uuidSchema) }
const ref = { ref: optional(refSchema) }

/** First frame of our client on `/ws/`; not needed where a token came with the upgrade. */
export const helloUpSchema = Type.Object({
  type: Type.Literal('hello'),
  protocol: Type.Integer({ minimum: 1 }),
  client: optional(shortSchema),
  device_id: optional(shortSchema),
})

/** First frame where no token came with the upgrade, and later with a fresh token. */
export const authUpSchema = Type.Object({ type: Type.Literal('auth'), token: Type.String({ minLength: 1, maxLength: 8_192 }) })

/** The body of a send, the same over REST. */
export const sendFields = {
  id: uuidSchema,
  /** May be said, cannot be chosen: anything but `text` is refused. */
  kind: optional(Type.Literal('text')),
  text: textSchema,
  sent_at: optional(timeSchema),
  reply_to_id: optional(uuidSchema),
  /** This message is stored only after that one of mine; else `out_of_order`. */
  after_id: optional(uuidSchema),
}
export const chatMessageUpSchema = Type.Object({ type: Type.Literal('chat_message'), ...conversation, ...sendFields })

export const messageEditUpSchema = Type.Object({ type: Type.Literal('message_edit'), ...ref, message_id: uuidSchema, text: textSchema })
export const messageDeleteUpSchema = Type.Object({ type: Type.Literal('message_delete'), ...ref, ...conversation, message_id: uuidSchema })
export const reactionFields = { emoji: emojiSchema, active: Type.Boolean() }
export const reactionUpSchema = Type.Object({ type: Type.Literal('reaction'), ...ref, message_id: uuidSchema, ...reactionFields })

export const typingUpSchema = Type.Object({ type: Type.Literal('typing'), ...conversation, is_typing: Type.Boolean() })

/** Read up to and with a message, named by its `seq` or its id. Moves forward only. */
export const readReceiptUpSchema = Type.Object({
  type: Type.Literal('read_receipt'),
  ...ref,
  ...conversation,
  seq: optional(positionSchema),
  message_id: optional(uuidSchema),
})
/** A device of mine has stored everything up to and with `seq`. Moves forward only. */
export const deliveryReceiptUpSchema = Type.Object({ type: Type.Literal('delivery_receipt'), ...ref, ...conversation, seq: positionSchema })

/** A field that is absent stays as it is; null takes it away. */
export const memberStateFields = {
  archived: optional(Type.Boolean()),
  pinned: optional(Type.Boolean()),
  marked_unread: optional(Type.Boolean()),
  muted_until: optional(nullable(timeSchema)),
  draft: optional(nullable(Type.String({ maxLength: MAX_DRAFT_LENGTH }))),
}
export const memberStateUpSchema = Type.Object({ type: Type.Literal('member_state'), ...ref, ...conversation, ...memberStateFields })

/** Replaces the set of people watched by this socket. Only people I share a conversation with answer. */
export const presenceWatchUpSchema = Type.Object({
  type: Type.Literal('presence_watch'),
  user_ids: Type.Array(externalIdSchema, { maxItems: MAX_PRESENCE_WATCH }),
})

/** Which of my conversations changed since `cursor`? Without a cursor: all, newest first. */
export const syncFields = { epoch: optional(shortSchema), cursor: optional(cursorSchema), limit: optional(limitSchema) }
export const syncUpSchema = Type.Object({ type: Type.Literal('sync'), ...ref, ...syncFields })

/** What changed in one conversation after `after_rev`? */
export const catchUpFields = { after_rev: positionSchema, limit: optional(limitSchema) }
export const catchUpUpSchema = Type.Object({ type: Type.Literal('catch_up'), ...ref, ...conversation, ...catchUpFields })

/** A page of messages: the newest ones, those before a `seq`, or those after one. */
export const historyFields = { before_seq: optional(positionSchema), after_seq: optional(positionSchema), limit: optional(limitSchema) }
export const historyUpSchema = Type.Object({ type: Type.Literal('history'), ...ref, ...conversation, ...historyFields })

export const pingUpSchema = Type.Object({ type: Type.Literal('ping') })

export const UP_SCHEMAS = {
  hello: helloUpSchema,
  auth: authUpSchema,
  chat_message: chatMessageUpSchema,
  message_edit: messageEditUpSchema,
  message_delete: messageDeleteUpSchema,
  reaction: reactionUpSchema,
  typing: typingUpSchema,
  read_receipt: readReceiptUpSchema,
  delivery_receipt: deliveryReceiptUpSchema,
  member_state: memberStateUpSchema,
  presence_watch: presenceWatchUpSchema,
  sync: syncUpSchema,
  catch_up: catchUpUpSchema,
  history: historyUpSchema,
  ping: pingUpSchema,
} as const

export type UpType = keyof typeof UP_SCHEMAS
export type UpFrame<T extends UpType = UpType> = { [K in T]: Static<(typeof UP_SCHEMAS)[K]> }[T]

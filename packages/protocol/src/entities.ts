// The things both sides talk about. Field names are the same in SQL, JSON and TypeScript; times are
// integer milliseconds since 1970 UTC; an optional field is absent, never null.

import Type, { type Static } from 'typebox'
import { MAX_DRAFT_LENGTH, MAX_EMOJI_LENGTH, MAX_EXTERNAL_ID_LENGTH } from './limits.ts'

const optional = Type.Optional

/** Lower-case UUID, any version. Message ids are made on the sender's device and are unique for ever. */
export const UUID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

export const uuidSchema = Type.String({ pattern: UUID_PATTERN })
/** The marketplace's own id of a user or job: opaque, no control characters. */
export const externalIdSchema = Type.String({
  minLength: 1,
  maxLength: MAX_EXTERNAL_ID_LENGTH,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
})
export const timeSchema = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })
/** A position: `seq` and `rev` start at 1; 0 means "before the first". */
export const positionSchema = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
export const emojiSchema = Type.String({ minLength: 1, maxLength: MAX_EMOJI_LENGTH, pattern: '^[^\\u0000-\\u001f\\u007f\\s]+$' })
export const urlSchema = Type.String({ maxLength: 2_048, pattern: '^https?://[^\\s\\u0000-\\u001f]+$' })

export const JOB_STATUSES = ['open', 'applied', 'accepted', 'in_progress', 'completed', 'cancelled', 'disputed'] as const
export const jobStatusSchema = Type.Enum([...JOB_STATUSES])
export type JobStatus = (typeof JOB_STATUSES)[number]

export const ROLES = ['worker', 'client'] as const
export const roleSchema = Type.Enum([...ROLES])
export type Role = (typeof ROLES)[number]

/** A job as the marketplace last told it. `version` grows with every change; an older one is ignored. */
export const jobSchema = Type.Object({
  id: externalIdSchema,
  version: positionSchema,
  title: Type.String({ minLength: 1, maxLength: 200 }),
  status: jobStatusSchema,
  /** The marketplace's own wording of the status, shown instead of ours. */
  status_label: optional(Type.String({ minLength: 1, maxLength: 60 })),
  /** Money in minor units (centavos, cents) of `currency`. */
  price_minor: optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  /** ISO 4217. */
  currency: optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  place: optional(Type.String({ minLength: 1, maxLength: 200 })),
  starts_at: optional(timeSchema),
  ends_at: optional(timeSchema),
})
export type Job = Static<typeof jobSchema>

export const userSchema = Type.Object({
  id: externalIdSchema,
  name: Type.String({ minLength: 1, maxLength: 120 }),
  avatar_url: optional(urlSchema),
})
export type User = Static<typeof userSchema>

/** What a person lets others see of them. */
export const settingsSchema = Type.Object({
  /** Others see how far this person has read. */
  read_receipts: Type.Boolean(),
  /** Others see whether this person is online and when they last were, and this person sees it of others. */
  presence: Type.Boolean(),
})
export type Settings = Static<typeof settingsSchema>

/** Somebody this person has blocked. */
export const blockSchema = Type.Object({ user: userSchema, blocked_at: timeSchema })
export type Block = Static<typeof blockSchema>

/** One person in a conversation, as every member sees them. */
export const memberSchema = Type.Object({
  user_id: externalIdSchema,
  role: roleSchema,
  name: Type.String(),
  avatar_url: optional(Type.String()),
  joined_at: timeSchema,
  /** Set when the marketplace took this person out: they no longer see or receive anything. */
  removed_at: optional(timeSchema),
  /** A device of this person has stored every message up to here. */
  delivered_seq: positionSchema,
  /** This person lets others see that everything up to here was read. */
  shown_read_seq: positionSchema,
})
export type Member = Static<typeof memberSchema>

/** What only I see of a conversation: my read mark and how I keep it. Merged by `read_seq` max. */
export const memberStateSchema = Type.Object({
  conversation_id: uuidSchema,
  read_seq: positionSchema,
  /** Messages after `read_seq` that are not mine, not deleted, not withheld and not system messages. */
  unread: positionSchema,
  marked_unread: optional(Type.Boolean()),
  archived_at: optional(timeSchema),
  pinned_at: optional(timeSchema),
  muted_until: optional(timeSchema),
  draft: optional(Type.String({ maxLength: MAX_DRAFT_LENGTH })),
  /** I have blocked the other person of this conversation. */
  blocked: optional(Type.Literal(true)),
})
export type MemberState = Static<typeof memberStateSchema>

export const MESSAGE_KINDS = ['text', 'image', 'file', 'system'] as const
export const messageKindSchema = Type.Enum([...MESSAGE_KINDS])
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** What a system message tells. Words are the reader's: a string table turns these into a sentence. */
export const systemEventSchema = Type.Union([
  Type.Object({ name: Type.Literal('conversation_opened') }),
  Type.Object({ name: Type.Literal('conversation_closed') }),
  Type.Object({ name: Type.Literal('conversation_reopened') }),
  Type.Object({ name: Type.Literal('member_removed'), user_id: externalIdSchema }),
  Type.Object({
    name: Type.Literal('job_status_changed'),
    from: jobStatusSchema,
    to: jobStatusSchema,
    status_label: optional(Type.String()),
  }),
])
export type SystemEvent = Static<typeof systemEventSchema>

export const reactionSchema = Type.Object({ emoji: emojiSchema, user_ids: Type.Array(externalIdSchema) })
export type Reaction = Static<typeof reactionSchema>

export const messageSchema = Type.Object({
  id: uuidSchema,
  conversation_id: uuidSchema,
  /** Place in the conversation, 1, 2, 3… without holes. */
  seq: positionSchema,
  /** The conversation's `rev` at the last change of this message; the greater one wins. */
  rev: positionSchema,
  /** Decided by the server; a client can never make `system`. */
  kind: messageKindSchema,
  /** Absent in a system message. */
  sender_id: optional(externalIdSchema),
  /** Absent in a system message and once deleted. */
  text: optional(Type.String()),
  event: optional(systemEventSchema),
  reply_to_id: optional(uuidSchema),
  /** When the person sent it, by the device's corrected clock. */
  sent_at: timeSchema,
  /** When the server stored it. */
  created_at: timeSchema,
  edited_at: optional(timeSchema),
  /** Set: a tombstone. Text and reactions are gone. */
  deleted_at: optional(timeSchema),
  reactions: optional(Type.Array(reactionSchema)),
  /** I had blocked its sender when it was sent: it is there, and what it says is not told. */
  withheld: optional(Type.Literal(true)),
})
export type Message = Static<typeof messageSchema>

export const REPORT_REASONS = ['spam', 'scam', 'harassment', 'off_platform_payment', 'inappropriate', 'other'] as const
export const reportReasonSchema = Type.Enum([...REPORT_REASONS])
export type ReportReason = (typeof REPORT_REASONS)[number]

/** One person's word on another, as the marketplace reads it. */
export const reportSchema = Type.Object({
  id: uuidSchema,
  conversation_id: uuidSchema,
  job_id: externalIdSchema,
  reporter_id: externalIdSchema,
  reported_user_id: externalIdSchema,
  reason: reportReasonSchema,
  note: optional(Type.String()),
  /** As they stood when they were reported. */
  messages: Type.Array(messageSchema),
  created_at: timeSchema,
})
export type Report = Static<typeof reportSchema>

export const CONVERSATION_STATUSES = ['open', 'closed'] as const
export const conversationStatusSchema = Type.Enum([...CONVERSATION_STATUSES])
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number]

/** A conversation as one member sees it: `state` is that member's own. */
export const conversationSchema = Type.Object({
  id: uuidSchema,
  status: conversationStatusSchema,
  job: jobSchema,
  members: Type.Array(memberSchema),
  last_seq: positionSchema,
  /** Grows by one with everything all members see; each step is announced by one frame that carries it. */
  rev: positionSchema,
  last_message: optional(messageSchema),
  created_at: timeSchema,
  /** `created_at` of the newest message that I see, else of the conversation. Lists are sorted by it. */
  last_activity_at: timeSchema,
  state: memberStateSchema,
})
export type Conversation = Static<typeof conversationSchema>

/** A piece of a text that is shown in pieces; `hit`: it is what was searched for. */
export const textPartSchema = Type.Object({ text: Type.String(), hit: optional(Type.Literal(true)) })
export type TextPart = Static<typeof textPartSchema>

/** A message that was found, and the part of its text around the first hit. */
export const searchHitSchema = Type.Object({ message: messageSchema, parts: Type.Array(textPartSchema) })
export type SearchHit = Static<typeof searchHitSchema>

// The rows of the store as the domain sees them: one object per table row, columns as properties.
// Absent values are null here (SQL's word) and become absent fields on the wire in present.ts.

import type { ConversationStatus, JobStatus, MessageKind, Reaction, ReportReason, Role } from '@jobline/protocol'

export interface UserRow {
  id: string
  name: string
  avatar_url: string | null
  /** When the last socket of this person closed. */
  last_seen_at: number | null
  /** Tokens issued at or before this time are refused. */
  revoked_at: number | null
}

export interface JobRow {
  id: string
  version: number
  title: string
  status: JobStatus
  status_label: string | null
  price_minor: number | null
  currency: string | null
  place: string | null
  starts_at: number | null
  ends_at: number | null
}

export interface ConversationRow {
  id: string
  job_id: string
  worker_id: string
  client_id: string
  status: ConversationStatus
  last_seq: number
  rev: number
  /** Number of the commit that last changed something its members see, receipts included. */
  changed: number
  created_at: number
  last_activity_at: number
}

export interface MemberRow {
  conversation_id: string
  user_id: string
  role: Role
  joined_at: number
  removed_at: number | null
  delivered_seq: number
  read_seq: number
  shown_read_seq: number
  unread: number
  marked_unread: number
  archived_at: number | null
  pinned_at: number | null
  muted_until: number | null
  draft: string | null
  /** When this member blocked the other one; null: they did not. */
  blocked_at: number | null
  /** What this member has of messages up to here is never shown: they came before the end of a block. */
  silent_seq: number
  /** The last message this member sees, where those after it are withheld from them; else null, and it is the last one of all. */
  tail_seq: number | null
  /** `last_activity_at` as it was with that message. */
  tail_at: number | null
  /** Number of the commit that last changed what only this member sees, or took them out. */
  changed: number
}

export interface MessageRow {
  conversation_id: string
  seq: number
  id: string
  rev: number
  /** The rev that stored it; grows with seq. Equal to rev until something changes. */
  first_rev: number
  kind: MessageKind
  sender_id: string | null
  text: string | null
  /** JSON of a SystemEvent. */
  event: string | null
  reply_to_id: string | null
  sent_at: number
  created_at: number
  edited_at: number | null
  deleted_at: number | null
  /** JSON of StoredReaction[]. */
  reactions: string | null
  /** Hash of what was first accepted under this id: tells a repeat from a conflict after an edit or a deletion. */
  payload_hash: string
  /** 1: whoever was to read it had blocked the sender. Everybody else sees that something is there and not what. */
  withheld: number
  /** What all but the sender see in place of `text` and `edited_at`, where an edit was withheld; null: the same. */
  others_text: string | null
  others_edited_at: number | null
}

/** Those of `withheld_ids`, who are among `user_ids` too, are seen by themselves alone. */
export interface StoredReaction extends Reaction {
  withheld_ids?: string[]
}

/** Absent: everything is shown. */
export interface SettingsRow {
  user_id: string
  /** 1: others see how far this person has read. */
  read_receipts: number
  /** 1: others see when this person is there, and this person sees it of others. */
  presence: number
}

export interface BlockRow {
  user_id: string
  blocked_id: string
  blocked_at: number
}

export interface ReportRow {
  id: string
  conversation_id: string
  job_id: string
  reporter_id: string
  reported_user_id: string
  reason: ReportReason
  note: string | null
  /** JSON of Message[]: as they stood. */
  messages: string
  created_at: number
}

/** The owner deleted this id before the send of it arrived: a late copy is refused. */
export interface WithdrawnRow {
  id: string
  sender_id: string
  conversation_id: string
  created_at: number
}

// The rows of the store as the domain sees them: one object per table row, columns as properties.
// Absent values are null here (SQL's word) and become absent fields on the wire in present.ts.

import type { ConversationStatus, JobStatus, MessageKind, Role } from '@jobline/protocol'

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
  /** JSON of Reaction[]. */
  reactions: string | null
  /** Hash of what was first accepted under this id: tells a repeat from a conflict after an edit or a deletion. */
  payload_hash: string
}

/** The owner deleted this id before the send of it arrived: a late copy is refused. */
export interface WithdrawnRow {
  id: string
  sender_id: string
  conversation_id: string
  created_at: number
}

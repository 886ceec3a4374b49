// Rows → the entities of the wire. Null columns become absent fields.

import type { Conversation, Job, Member, MemberState, Message, Reaction, Report, Settings, User } from '@jobline/protocol'
import type { ConversationRow, JobRow, MemberRow, MessageRow, ReportRow, SettingsRow, StoredReaction, UserRow } from './rows.ts'

/** The message as this person sees it: what is withheld from them, whole or in part, is left out (BLOCK-6, BLOCK-8). */
export function presentMessage(row: MessageRow, viewer_id: string): Message {
  const message: Message = {
    id: row.id,
    conversation_id: row.conversation_id,
    seq: row.seq,
    rev: row.rev,
    kind: row.kind,
    sent_at: row.sent_at,
    created_at: row.created_at,
  }
  if (row.sender_id !== null) message.sender_id = row.sender_id
  if (isWithheldFrom(row, viewer_id)) {
    message.withheld = true
    return message
  }
  const is_older = row.others_text !== null && row.sender_id !== viewer_id
  const text = is_older ? row.others_text : row.text
  const edited_at = is_older ? row.others_edited_at : row.edited_at
  if (text !== null) message.text = text
  if (row.event !== null) message.event = JSON.parse(row.event)
  if (row.reply_to_id !== null) message.reply_to_id = row.reply_to_id
  if (edited_at !== null) message.edited_at = edited_at
  if (row.deleted_at !== null) message.deleted_at = row.deleted_at
  if (row.reactions !== null) {
    const reactions = reactionsSeenBy(viewer_id, parseReactions(row.reactions))
    if (reactions.length > 0) message.reactions = reactions
  }
  return message
}

/** Its sender sees it as any other, for ever. */
export const isWithheldFrom = (row: MessageRow, viewer_id: string): boolean => row.withheld === 1 && row.sender_id !== viewer_id

/** Not everybody sees the same of it. */
export const differsByViewer = (row: MessageRow): boolean =>
  row.withheld === 1 || row.others_text !== null || (row.reactions?.includes('"withheld_ids"') ?? false)

export const parseReactions = (json: string | null): StoredReaction[] => (json === null ? [] : JSON.parse(json))

function reactionsSeenBy(viewer_id: string, reactions: readonly StoredReaction[]): Reaction[] {
  const seen: Reaction[] = []
  for (const { emoji, user_ids, withheld_ids } of reactions) {
    const ids = withheld_ids ? user_ids.filter((id) => id === viewer_id || !withheld_ids.includes(id)) : user_ids
    if (ids.length > 0) seen.push({ emoji, user_ids: ids })
  }
  return seen
}

export function presentJob(row: JobRow): Job {
  const job: Job = { id: row.id, version: row.version, title: row.title, status: row.status }
  if (row.status_label !== null) job.status_label = row.status_label
  if (row.price_minor !== null) job.price_minor = row.price_minor
  if (row.currency !== null) job.currency = row.currency
  if (row.place !== null) job.place = row.place
  if (row.starts_at !== null) job.starts_at = row.starts_at
  if (row.ends_at !== null) job.ends_at = row.ends_at
  return job
}

export function presentUser(row: UserRow): User {
  return row.avatar_url === null ? { id: row.id, name: row.name } : { id: row.id, name: row.name, avatar_url: row.avatar_url }
}

/** Whoever never changed any lets everything be seen. */
export const presentSettings = (row: SettingsRow | undefined): Settings => ({
  read_receipts: row?.read_receipts !== 0,
  presence: row?.presence !== 0,
})

export function presentReport(row: ReportRow): Report {
  const { id, conversation_id, job_id, reporter_id, reported_user_id, reason, note, messages, created_at } = row
  const report = { id, conversation_id, job_id, reporter_id, reported_user_id, reason, messages: JSON.parse(messages), created_at }
  return note === null ? report : { ...report, note }
}

export function presentMember(row: MemberRow, user: UserRow): Member {
  const member: Member = {
    user_id: row.user_id,
    role: row.role,
    name: user.name,
    joined_at: row.joined_at,
    delivered_seq: row.delivered_seq,
    shown_read_seq: row.shown_read_seq,
  }
  if (user.avatar_url !== null) member.avatar_url = user.avatar_url
  if (row.removed_at !== null) member.removed_at = row.removed_at
  return member
}

export function presentMemberState(row: MemberRow): MemberState {
  const state: MemberState = { conversation_id: row.conversation_id, read_seq: row.read_seq, unread: row.unread }
  if (row.marked_unread === 1) state.marked_unread = true
  if (row.archived_at !== null) state.archived_at = row.archived_at
  if (row.pinned_at !== null) state.pinned_at = row.pinned_at
  if (row.muted_until !== null) state.muted_until = row.muted_until
  if (row.draft !== null) state.draft = row.draft
  if (row.blocked_at !== null) state.blocked = true
  return state
}

/** When the last message came that this member sees (BLOCK-7). */
export const activityOf = (conversation: ConversationRow, me: MemberRow): number => me.tail_at ?? conversation.last_activity_at

/** Everything a conversation is made of, as read in one snapshot. */
export interface ConversationParts {
  readonly conversation: ConversationRow
  readonly job: JobRow
  readonly members: readonly { readonly member: MemberRow; readonly user: UserRow }[]
  /** The last one that the member sees for whom it was read. */
  readonly last_message: MessageRow | undefined
}

/** The conversation as `me` sees it. */
export function presentConversation(parts: ConversationParts, me: MemberRow): Conversation {
  const { conversation } = parts
  const presented: Conversation = {
    id: conversation.id,
    status: conversation.status,
    job: presentJob(parts.job),
    members: parts.members.map(({ member, user }) => presentMember(member, user)),
    last_seq: conversation.last_seq,
    rev: conversation.rev,
    created_at: conversation.created_at,
    last_activity_at: activityOf(conversation, me),
    state: presentMemberState(me),
  }
  if (parts.last_message) presented.last_message = presentMessage(parts.last_message, me.user_id)
  return presented
}

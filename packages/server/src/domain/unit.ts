// One unit of work: the rows that a batch of verbs needs, loaded before, changed in memory, written
// once after. Verbs decide on it with plain code, so that every store shares the same decisions and
// ten messages to one conversation write its row once.
//
// A verb checks everything first and changes rows last; from its first change on it cannot fail.

import type { BlockRow, ConversationRow, JobRow, MemberRow, MessageRow, ReportRow, SettingsRow, UserRow, WithdrawnRow } from './rows.ts'

/** A conversation with its members: what nearly every verb needs. */
export interface Head {
  readonly conversation: ConversationRow
  readonly members: MemberRow[]
}

/** How many are unread for a person after a place, named by its seq or by the message that stands there. */
export type UnreadCount =
  | { readonly user_id: string; readonly conversation_id: string; readonly after_seq: number }
  | { readonly user_id: string; readonly after_message_id: string }

/** What a verb asks the store to load. A message brings the head of its conversation along. */
export interface Needs {
  readonly conversation_ids?: readonly string[]
  readonly message_ids?: readonly string[]
  readonly user_ids?: readonly string[]
  readonly job_ids?: readonly string[]
  /** The job's row and the heads of all its conversations. */
  readonly conversations_of_job_ids?: readonly string[]
  readonly unread_counts?: readonly UnreadCount[]
  /** The heads of all conversations of these two. */
  readonly conversations_of_pairs?: readonly Pair[]
  /** Whether the first has blocked the second. */
  readonly blocks?: readonly Pair[]
  readonly settings_of_user_ids?: readonly string[]
  readonly report_ids?: readonly string[]
}

export type Pair = readonly [user_id: string, other_id: string]

export const unreadKey = (conversation_id: string, user_id: string, after_seq: number) => `${conversation_id} ${user_id} ${after_seq}`

export const pairKey = (user_id: string, other_id: string) => `${user_id}\n${other_id}`

export class Unit {
  /** Number of this commit: what `changed` of every touched row becomes. Greater than every one before. */
  readonly commit_no: number
  readonly heads: Map<string, Head>
  readonly messages = new Map<string, MessageRow>()
  /** Ids of messages that were asked for, found or not. */
  readonly looked_up = new Set<string>()
  readonly withdrawn = new Map<string, WithdrawnRow>()
  readonly users = new Map<string, UserRow>()
  readonly jobs = new Map<string, JobRow>()
  readonly unread_counts = new Map<string, number>()
  /** By `pairKey`. */
  readonly blocks = new Map<string, BlockRow>()
  readonly settings = new Map<string, SettingsRow>()
  readonly reports = new Map<string, ReportRow>()

  readonly dirty_conversations = new Set<ConversationRow>()
  readonly dirty_members = new Set<MemberRow>()
  /** Of these nothing but `unread` changed; what most commits do to most members. */
  readonly dirty_unread = new Set<MemberRow>()
  readonly inserted_messages: MessageRow[] = []
  readonly dirty_messages = new Set<MessageRow>()
  readonly inserted_withdrawn: WithdrawnRow[] = []
  readonly dirty_users = new Set<UserRow>()
  readonly dirty_jobs = new Set<JobRow>()
  readonly inserted_heads: Head[] = []
  /** Written as `blocks` has them in the end: there, or gone. */
  readonly dirty_blocks = new Map<string, Pair>()
  readonly dirty_settings = new Set<SettingsRow>()
  readonly inserted_reports: ReportRow[] = []
  readonly revoked_tokens: { user_id: string; jti: string; revoked_at: number }[] = []
  readonly #newly_deleted: MessageRow[] = []

  constructor(commit_no: number, heads: Map<string, Head> = new Map()) {
    this.commit_no = commit_no
    this.heads = heads
  }

  get is_dirty(): boolean {
    return (
      this.dirty_conversations.size +
        this.dirty_members.size +
        this.dirty_unread.size +
        this.inserted_messages.length +
        this.dirty_messages.size +
        this.inserted_withdrawn.length +
        this.dirty_users.size +
        this.dirty_jobs.size +
        this.inserted_heads.length +
        this.dirty_blocks.size +
        this.dirty_settings.size +
        this.inserted_reports.length +
        this.revoked_tokens.length >
      0
    )
  }

  /**
   * Whether a row carries this unit's number. Where none does, the number must be used again: opening the database
   * finds the greatest one in the rows, and a number told to clients before must not name a later commit after.
   */
  get moves_commit_clock(): boolean {
    if (this.dirty_conversations.size > 0 || this.inserted_heads.length > 0) return true
    for (const member of this.dirty_members) if (member.changed === this.commit_no) return true
    return false
  }

  /** Members see a change of this conversation: its row is written with this commit's number. */
  touchConversation(conversation: ConversationRow): void {
    conversation.changed = this.commit_no
    this.dirty_conversations.add(conversation)
  }

  /** `seen_by_all`: receipts, which travel with the conversation; else what only this member sees. */
  touchMember(head: Head, member: MemberRow, seen_by_all: boolean): void {
    if (seen_by_all) this.touchConversation(head.conversation)
    else member.changed = this.commit_no
    this.dirty_members.add(member)
  }

  hasBlocked(user_id: string, other_id: string): boolean {
    return this.blocks.has(pairKey(user_id, other_id))
  }

  putBlock(row: BlockRow): void {
    const key = pairKey(row.user_id, row.blocked_id)
    this.blocks.set(key, row)
    this.dirty_blocks.set(key, [row.user_id, row.blocked_id])
  }

  deleteBlock(user_id: string, other_id: string): void {
    const key = pairKey(user_id, other_id)
    this.blocks.delete(key)
    this.dirty_blocks.set(key, [user_id, other_id])
  }

  insertMessage(message: MessageRow): void {
    this.messages.set(message.id, message)
    this.inserted_messages.push(message)
  }

  touchMessage(message: MessageRow): void {
    // A row inserted in this same unit is written with its final values anyway.
    if (!this.inserted_messages.includes(message)) this.dirty_messages.add(message)
  }

  noteDeleted(message: MessageRow): void {
    if (!this.inserted_messages.includes(message)) this.#newly_deleted.push(message)
  }

  /** Messages after `after_seq` that count as unread for this person, with what this unit changed so far. */
  unreadAfter(conversation_id: string, user_id: string, after_seq: number): number {
    let count = this.unread_counts.get(unreadKey(conversation_id, user_id, after_seq)) ?? 0
    for (const message of this.inserted_messages) {
      if (message.conversation_id === conversation_id && message.seq > after_seq && countsAsUnread(message, user_id)) count++
    }
    for (const message of this.#newly_deleted) {
      if (message.conversation_id === conversation_id && message.seq > after_seq && message.withheld === 0 && message.sender_id !== user_id)
        count--
    }
    return count
  }
}

/** Rules READ-5, BLOCK-7: not mine, not deleted, not withheld, not a system message. */
export const countsAsUnread = (message: MessageRow, user_id: string): boolean =>
  message.sender_id !== null && message.sender_id !== user_id && message.deleted_at === null && message.withheld === 0

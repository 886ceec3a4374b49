// The port to what is kept. Two halves: `transact` runs decisions of the domain over a unit of work, and
// bounded reads answer one page each. An adapter owns its SQL and knows nothing of verbs; the contract
// suite in the testkit says the same as this file and runs on every adapter.

import type { ConversationFilter } from '@jobline/protocol'
import type { ConversationParts } from '../domain/present.ts'
import type { MemberRow, MessageRow, ReportRow, SettingsRow, UserRow } from '../domain/rows.ts'
import type { Needs, Unit } from '../domain/unit.ts'

/** One conversation as a member finds it. */
export interface ConversationView {
  readonly parts: ConversationParts
  readonly me: MemberRow
}

export interface MessageRange {
  readonly before_seq?: number | undefined
  readonly after_seq?: number | undefined
  readonly limit: number
}

export interface MessagePage {
  /** Ascending by seq. */
  readonly messages: readonly MessageRow[]
  readonly rev: number
  readonly more_before: boolean
  readonly more_after: boolean
}

export interface ChangePage {
  readonly view: ConversationView
  /** Ascending by rev. */
  readonly messages: readonly MessageRow[]
  readonly up_to_rev: number
  readonly more: boolean
}

/** A place in the list of conversations sorted by their last activity, newest first. */
export interface ActivityPlace {
  readonly last_activity_at: number
  readonly id: string
}

/** A place in the order of commits. */
export interface CommitPlace {
  readonly commit_no: number
  readonly id: string
}

export interface SyncRow {
  readonly view: ConversationView
  /** The greater of both rows' `changed`: its place in the order of commits. */
  readonly changed: number
}

/** Somebody whom a person has blocked. */
export interface BlockedUser {
  readonly user: UserRow
  readonly blocked_at: number
}

export interface SearchQuestion {
  /** Of domain/search/search-keys.ts: every row has all of them. Without any, every row that can be found is meant. */
  readonly keys: readonly string[]
  readonly conversation_id?: string | undefined
  /** A place of an earlier step; the newest rows where absent. */
  readonly before?: number | undefined
  /** What an earlier step of the same question has said of it: then it is not counted again. */
  readonly size?: number | undefined
  readonly limit: number
}

export interface SearchStep {
  /** The newest first. Places fall from row to row; they mean nothing but an order. */
  readonly rows: readonly { readonly place: number; readonly message: MessageRow }[]
  /** Where the next step goes on; absent: nothing is left. A step may find nothing and leave more to look through. */
  readonly next?: number
  /** About how many messages there are to look through, where this step had to know. By it goes how wide a step is, and nothing else. */
  readonly size?: number | undefined
}

/** With its number, by which reports are told in the order they came. */
export interface NumberedReport extends ReportRow {
  readonly n: number
}

/** What a revocation goes by: whose token it is, when it was issued (ms), and its id where it has one. */
export interface TokenName {
  readonly user_id: string
  readonly issued_at: number
  readonly jti: string | undefined
}

export interface Store {
  /** Random id of this database; a restored backup gets a new one. */
  readonly epoch: string
  /** Number of the newest commit that changed a conversation or a member; the same after closing and opening. */
  readonly commit_no: number

  /**
   * Loads what is needed, lets `decide` change the unit, and writes every change in one transaction.
   * Resolves when it is on disk: what it wrote survives power loss. If it rejects, nothing was written and
   * the rows are as before. Calls do not overlap: the caller waits for one before the next.
   */
  transact<R>(needs: readonly Needs[], decide: (unit: Unit) => R): Promise<R>

  // Bounded reads. Each sees one consistent state. "undefined" means: unknown, or this user is not in it.
  getConversation(user_id: string, conversation_id: string): Promise<ConversationView | undefined>
  listConversations(
    user_id: string,
    filter: ConversationFilter,
    after: ActivityPlace | undefined,
    limit: number,
  ): Promise<readonly ConversationView[]>
  /** Rows changed at or after a place, in the order of commits; those of conversations I was taken out of too. */
  listChanged(user_id: string, after: CommitPlace, limit: number): Promise<readonly SyncRow[]>
  listMessages(user_id: string, conversation_id: string, range: MessageRange): Promise<MessagePage | undefined>
  listChanges(user_id: string, conversation_id: string, after_rev: number, limit: number): Promise<ChangePage | undefined>
  getMessage(user_id: string, message_id: string): Promise<MessageRow | undefined>
  /**
   * One bounded step through what this user may find: messages of people, not deleted, of conversations that they are in now, by
   * the keys of what is stored, indexed or not. All of them, and perhaps others: the caller looks at the words.
   */
  searchMessages(user_id: string, question: SearchQuestion): Promise<SearchStep>
  isMember(user_id: string, conversation_id: string): Promise<boolean>
  /** Ids of those who are in it now; empty for an unknown conversation. */
  listMemberIds(conversation_id: string): Promise<readonly string[]>
  /** The others who are in it now, without who is blocked by this user or has blocked them; undefined: this user is not in it. */
  listAudience(user_id: string, conversation_id: string): Promise<readonly string[] | undefined>
  /**
   * Those of `user_ids` whose presence this user may see: they share a conversation, neither has blocked the other, and
   * both let their presence be seen.
   */
  listPeers(user_id: string, user_ids: readonly string[]): Promise<readonly UserRow[]>
  getUser(user_id: string): Promise<UserRow | undefined>
  /** undefined: this person has never changed any. */
  getSettings(user_id: string): Promise<SettingsRow | undefined>
  /** The last one blocked first. */
  listBlocks(user_id: string): Promise<readonly BlockedUser[]>
  /** Those that came after a number, the oldest first; a short page is not the last one, an empty one is. */
  listReports(after_n: number, limit: number): Promise<readonly NumberedReport[]>
  /** By its id, or because every token of this person issued at or before a moment is. */
  isTokenRevoked(token: TokenName): Promise<boolean>

  /** Stored messages that the index of search does not have yet. What it has is always as it is stored: a deletion takes it out in its own commit. */
  readonly unindexed: number
  /** Indexes a slice of them, the oldest first, in a transaction of its own. Rejects as `transact` does, and does not overlap with it. */
  indexMessages(): Promise<void>

  close(): Promise<void>
}

/**
 * Thrown by `transact` after the disk failed in a way that leaves unknown what it holds. Nothing is written any more until
 * the process is started anew.
 */
export class StoreBroken extends Error {
  override readonly name = 'StoreBroken'
}

/** Thrown by `transact` where the disk is full: nothing was written, the same request may succeed later. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull'
}

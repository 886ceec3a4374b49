// Port: what this device keeps for one person between two starts. It stores rows and judges nothing but the
// conditions named below; what to keep is decided in sync/ and outbox/. Every adapter runs `cache-contract.ts`.

import type { Conversation, Message } from '@jobline/protocol'
import type { OutboxItem } from '../outbox/outbox-state.ts'
import type { Range } from '../sync/range.ts'

/** A conversation as this device knows it. */
export interface ConversationRow {
  readonly id: string
  readonly conversation: Conversation
  /** The `rev` of the last whole row from the server; frames after it have been added to `conversation` here. */
  readonly row_rev: number
  /** Which messages are stored, and as of when. */
  readonly range: Range
  /** A read mark that the server has not confirmed. */
  readonly pending_read_seq?: number
  /** Own settings of the conversation that the server has not confirmed. */
  readonly pending_state?: PendingState
}

/** As in `member_state`: absent stays as it is, null is taken away. */
export interface PendingState {
  readonly archived?: boolean
  readonly pinned?: boolean
  readonly marked_unread?: boolean
  readonly muted_until?: number | null
  readonly draft?: string | null
}

export interface Meta {
  readonly device_id?: string
  /** The database and the place in it up to which this device has synced. Saved with the rows of their page. */
  readonly epoch?: string
  readonly cursor?: string
  /** A sync has reached its end at least once. */
  readonly complete?: boolean
  /** Server clock minus device clock in ms, as last measured. */
  readonly clock_offset?: number
  /** The storage was damaged, and with it went, or may have gone, something that was never sent. Until the person has seen it. */
  readonly lost_unsent?: boolean
}

/** One step from one consistent state to the next. Carried out in the order of the fields. */
export interface CacheChange {
  /** Everything but the outbox and the meta goes. */
  readonly clear?: boolean
  /** These conversations go, with their messages; their outbox stays. */
  readonly removed_ids?: readonly string[]
  /** Messages of these conversations go; the rows stay. */
  readonly emptied_ids?: readonly string[]
  /** A row replaces the stored one unless that is of a greater `rev`: a tab that slept must not undo another's work. */
  readonly conversations?: readonly ConversationRow[]
  /** A message replaces the stored one only with a greater `rev`. */
  readonly messages?: readonly Message[]
  readonly outbox_added?: readonly OutboxItem[]
  /** Replaces items that are still there; one that is gone stays gone. */
  readonly outbox_changed?: readonly OutboxItem[]
  readonly outbox_removed_ids?: readonly string[]
  /** Merged into what is kept. */
  readonly meta?: Meta
}

/** It says something of what the server has. Messages come with the row of their conversation, and with a new database the meta. */
export const holdsRows = ({ conversations, removed_ids, meta }: CacheChange): boolean => Boolean(conversations || removed_ids || meta)

export interface Snapshot {
  readonly meta: Meta
  readonly conversations: readonly ConversationRow[]
  /** By `place`. */
  readonly outbox: readonly OutboxItem[]
}

/**
 * Guarantees: each method is atomic, also against other tabs of the same profile; calls take effect in the order they
 * were made; a change that touches the outbox is on disk, not only handed over, when its promise resolves. Rejects
 * where the device has no space or the storage is damaged, and has then changed nothing.
 */
export interface Cache {
  load(): Promise<Snapshot>
  /** Stored messages with a `seq` below `before_seq`, the newest `limit` of them, ascending. */
  messages(conversation_id: string, before_seq: number, limit: number): Promise<Message[]>
  /** All changes or none, in one step. */
  write(changes: readonly CacheChange[]): Promise<void>
  /** Items of the outbox as they are stored now: other tabs put theirs there too. */
  outbox(): Promise<OutboxItem[]>
  /** Marks the queued ones of these as `sending` and returns those that are still there, as they are stored now. */
  claim(ids: readonly string[]): Promise<OutboxItem[]>
  /** Puts `item` in the place of the one of its id, unless that is `sending`. false: it is, or it is gone. */
  revise(item: OutboxItem): Promise<boolean>
  /** Removes an item unless it is `sending`. false: it is, or it is gone. */
  discard(id: string): Promise<boolean>
  /** Removes everything. Usable afterwards, as new. */
  wipe(): Promise<void>
  /** Waits for what was begun; nothing may be called afterwards. */
  close(): Promise<void>
}

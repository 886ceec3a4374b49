// Loads a unit of work from SQLite and writes it back. One statement per loaded row and per touched row;
// the batch, not the message, is what costs. Runs inside the transaction that sqlite-store.ts opened.

import type { Database, Statement } from 'bun:sqlite'
import type { ConversationRow, JobRow, MemberRow, MessageRow, UserRow, WithdrawnRow } from '../../domain/rows.ts'
import { type Head, type Needs, type Unit, type UnreadCount, unreadKey } from '../../domain/unit.ts'
import type { SqlitePeople } from './sqlite-people.ts'
import type { SqliteSearch } from './sqlite-search.ts'

const MESSAGE_COLUMNS = [
  'conversation_id',
  'seq',
  'id',
  'rev',
  'first_rev',
  'kind',
  'sender_id',
  'text',
  'event',
  'reply_to_id',
  'sent_at',
  'created_at',
  'edited_at',
  'deleted_at',
  'reactions',
  'payload_hash',
  'withheld',
  'others_text',
  'others_edited_at',
] as const satisfies readonly (keyof MessageRow)[]
const MEMBER_COLUMNS = [
  'conversation_id',
  'user_id',
  'role',
  'joined_at',
  'removed_at',
  'delivered_seq',
  'read_seq',
  'shown_read_seq',
  'unread',
  'marked_unread',
  'archived_at',
  'pinned_at',
  'muted_until',
  'draft',
  'blocked_at',
  'silent_seq',
  'tail_seq',
  'tail_at',
  'changed',
] as const satisfies readonly (keyof MemberRow)[]
const CONVERSATION_COLUMNS = [
  'id',
  'job_id',
  'worker_id',
  'client_id',
  'status',
  'last_seq',
  'rev',
  'changed',
  'created_at',
  'last_activity_at',
] as const satisfies readonly (keyof ConversationRow)[]
const JOB_COLUMNS = [
  'id',
  'version',
  'title',
  'status',
  'status_label',
  'price_minor',
  'currency',
  'place',
  'starts_at',
  'ends_at',
] as const satisfies readonly (keyof JobRow)[]
const USER_COLUMNS = ['id', 'name', 'avatar_url', 'last_seen_at', 'revoked_at'] as const satisfies readonly (keyof UserRow)[]

/** Heads kept between units; the store is the file's only writer, so they cannot go stale. */
const MAX_CACHED_HEADS = 20_000

type Binding = string | number | null
const marks = (columns: readonly string[]) => columns.map(() => '?').join(', ')
const upsert = (table: string, key: string, columns: readonly string[]) =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks(columns)})
   ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`

export interface SqliteUnitsOptions {
  readonly people: SqlitePeople
  readonly search: SqliteSearch
  /** Added to before the commit: one too many costs a query, one too few would let somebody in. */
  readonly revoked_user_ids: Set<string>
}

export class SqliteUnits {
  readonly #cachedHeads = new Map<string, Head>()
  /** conversations.n by id, for every head that is cached or in the unit. */
  readonly #numbers = new Map<string, number>()
  readonly #selectConversation: Statement<ConversationRow & { n: number }, [string]>
  readonly #selectMembers: Statement<MemberRow, [string]>
  readonly #selectMessage: Statement<MessageRow, [string]>
  readonly #selectWithdrawn: Statement<WithdrawnRow, [string]>
  readonly #selectUser: Statement<UserRow, [string]>
  readonly #selectJob: Statement<JobRow, [string]>
  readonly #selectIdsOfJob: Statement<{ id: string }, [string]>
  readonly #selectIdsOfPair: Statement<{ id: string }, [string, string]>
  readonly #people: SqlitePeople
  readonly #countUnread: Statement<{ n: number }, [string, number, string]>
  readonly #insertMessage: Statement<unknown, Binding[]>
  readonly #updateMessage: Statement<unknown, Binding[]>
  readonly #insertConversation: Statement<unknown, Binding[]>
  readonly #updateConversation: Statement<unknown, Binding[]>
  readonly #insertMember: Statement<unknown, Binding[]>
  readonly #updateMember: Statement<unknown, Binding[]>
  readonly #updateUnread: Statement<unknown, Binding[]>
  readonly #insertWithdrawn: Statement<unknown, Binding[]>
  readonly #upsertUser: Statement<unknown, Binding[]>
  readonly #upsertJob: Statement<unknown, Binding[]>
  readonly #insertRevoked: Statement<unknown, Binding[]>

  readonly #search: SqliteSearch
  readonly #revoked_user_ids: Set<string>

  /** Most databases never see an early deletion; while there is none, no send has to look for one. */
  #has_withdrawn: boolean

  constructor(db: Database, { people, search, revoked_user_ids }: SqliteUnitsOptions) {
    this.#people = people
    this.#search = search
    this.#revoked_user_ids = revoked_user_ids
    this.#has_withdrawn = db.query('SELECT 1 FROM withdrawn LIMIT 1').get() !== null
    this.#selectConversation = db.prepare('SELECT * FROM conversations WHERE id = ?')
    this.#selectMembers = db.prepare('SELECT * FROM members WHERE conversation_id = ?')
    this.#selectMessage = db.prepare('SELECT * FROM message_rows WHERE id = ?')
    this.#selectWithdrawn = db.prepare('SELECT * FROM withdrawn WHERE id = ?')
    this.#selectUser = db.prepare('SELECT * FROM users WHERE id = ?')
    this.#selectJob = db.prepare('SELECT * FROM jobs WHERE id = ?')
    this.#selectIdsOfJob = db.prepare('SELECT id FROM conversations WHERE job_id = ?')
    this.#countUnread = db.prepare(
      `SELECT count(*) AS n FROM message_rows
       WHERE conversation_id = ? AND seq > ? AND sender_id IS NOT NULL AND sender_id <> ? AND deleted_at IS NULL AND withheld = 0`,
    )
    this.#insertMessage = db.prepare(
      `INSERT INTO messages (conversation_n, ${MESSAGE_COLUMNS.slice(1).join(', ')}) VALUES (${marks(MESSAGE_COLUMNS)})`,
    )
    this.#updateMessage = db.prepare(
      `UPDATE messages SET rev = ?, text = ?, edited_at = ?, deleted_at = ?, reactions = ?, others_text = ?, others_edited_at = ?
       WHERE id = ?`,
    )
    this.#insertConversation = db.prepare(
      `INSERT INTO conversations (${CONVERSATION_COLUMNS.join(', ')}) VALUES (${marks(CONVERSATION_COLUMNS)})`,
    )
    this.#updateConversation = db.prepare(
      'UPDATE conversations SET status = ?, last_seq = ?, rev = ?, changed = ?, last_activity_at = ? WHERE id = ?',
    )
    this.#insertMember = db.prepare(`INSERT INTO members (${MEMBER_COLUMNS.join(', ')}) VALUES (${marks(MEMBER_COLUMNS)})`)
    this.#updateMember = db.prepare(
      `UPDATE members SET removed_at = ?, delivered_seq = ?, read_seq = ?, shown_read_seq = ?, unread = ?, marked_unread = ?,
       archived_at = ?, pinned_at = ?, muted_until = ?, draft = ?, blocked_at = ?, silent_seq = ?, tail_seq = ?, tail_at = ?, changed = ?
       WHERE conversation_id = ? AND user_id = ?`,
    )
    this.#updateUnread = db.prepare('UPDATE members SET unread = ? WHERE conversation_id = ? AND user_id = ?')
    this.#insertWithdrawn = db.prepare('INSERT INTO withdrawn (id, sender_id, conversation_id, created_at) VALUES (?, ?, ?, ?)')
    this.#upsertUser = db.prepare(upsert('users', 'id', USER_COLUMNS))
    this.#upsertJob = db.prepare(upsert('jobs', 'id', JOB_COLUMNS))
    this.#selectIdsOfPair = db.prepare(
      `SELECT mine.conversation_id AS id FROM members mine JOIN members theirs ON theirs.conversation_id = mine.conversation_id
       WHERE mine.user_id = ? AND theirs.user_id = ?`,
    )
    this.#insertRevoked = db.prepare('INSERT OR IGNORE INTO revoked_tokens (user_id, jti, revoked_at) VALUES (?, ?, ?)')
  }

  load(unit: Unit, allNeeds: readonly Needs[]): void {
    for (const needs of allNeeds) {
      for (const id of needs.message_ids ?? []) this.#loadMessage(unit, id)
      for (const id of needs.conversation_ids ?? []) this.#loadHead(unit, id)
      for (const id of needs.conversations_of_job_ids ?? []) {
        for (const row of this.#selectIdsOfJob.all(id)) this.#loadHead(unit, row.id)
      }
      for (const id of needs.job_ids ?? []) this.#keep(unit.jobs, id, this.#selectJob.get(id))
      for (const id of needs.user_ids ?? []) this.#keep(unit.users, id, this.#selectUser.get(id))
      for (const count of needs.unread_counts ?? []) this.#loadUnread(unit, count)
      for (const [user_id, other_id] of needs.conversations_of_pairs ?? []) {
        for (const row of this.#selectIdsOfPair.all(user_id, other_id)) this.#loadHead(unit, row.id)
      }
      this.#people.load(unit, needs)
    }
  }

  write(unit: Unit): void {
    for (const row of unit.dirty_users) {
      if (row.revoked_at !== null) this.#revoked_user_ids.add(row.id)
      this.#upsertUser.run(...values(row, USER_COLUMNS))
    }
    for (const row of unit.dirty_jobs) this.#upsertJob.run(...values(row, JOB_COLUMNS))
    for (const { conversation, members } of unit.inserted_heads) {
      const { lastInsertRowid } = this.#insertConversation.run(...values(conversation, CONVERSATION_COLUMNS))
      this.#numbers.set(conversation.id, Number(lastInsertRowid))
      for (const member of members) this.#insertMember.run(...values(member, MEMBER_COLUMNS))
    }
    for (const row of unit.inserted_messages) this.#writeMessage(row)
    for (const row of unit.dirty_messages) {
      this.#search.beforeChange(row)
      this.#updateMessage.run(
        row.rev,
        row.text,
        row.edited_at,
        row.deleted_at,
        row.reactions,
        row.others_text,
        row.others_edited_at,
        row.id,
      )
    }
    for (const row of unit.dirty_conversations) {
      this.#updateConversation.run(row.status, row.last_seq, row.rev, row.changed, row.last_activity_at, row.id)
    }
    for (const row of unit.dirty_members) this.#writeMember(row)
    for (const row of unit.dirty_unread) {
      if (!unit.dirty_members.has(row)) this.#updateUnread.run(row.unread, row.conversation_id, row.user_id)
    }
    for (const row of unit.inserted_withdrawn) {
      this.#has_withdrawn = true
      this.#insertWithdrawn.run(row.id, row.sender_id, row.conversation_id, row.created_at)
    }
    this.#people.write(unit)
    for (const row of unit.revoked_tokens) {
      this.#revoked_user_ids.add(row.user_id)
      this.#insertRevoked.run(row.user_id, row.jti, row.revoked_at)
    }
  }

  /** The unit is on disk: its heads may serve the next one. */
  keepHeads(unit: Unit): void {
    for (const head of unit.inserted_heads) this.#cachedHeads.set(head.conversation.id, head)
    for (const id of this.#cachedHeads.keys()) {
      if (this.#cachedHeads.size <= MAX_CACHED_HEADS) break
      this.#cachedHeads.delete(id)
      this.#numbers.delete(id)
    }
  }

  /** The unit was not written, or only the file knows whether it was: what it changed in memory must go. */
  dropHeads(unit: Unit): void {
    for (const id of unit.heads.keys()) {
      this.#cachedHeads.delete(id)
      this.#numbers.delete(id)
    }
  }

  #loadHead(unit: Unit, id: string): void {
    if (unit.heads.has(id)) return
    let head = this.#cachedHeads.get(id)
    if (!head) {
      const conversation = this.#selectConversation.get(id)
      if (!conversation) return
      head = { conversation, members: this.#selectMembers.all(id) }
      this.#numbers.set(id, conversation.n)
      this.#cachedHeads.set(id, head)
    }
    unit.heads.set(id, head)
  }

  #loadMessage(unit: Unit, id: string): void {
    if (unit.looked_up.has(id)) return
    unit.looked_up.add(id)
    const message = this.#selectMessage.get(id)
    if (message) {
      unit.messages.set(id, message)
      this.#loadHead(unit, message.conversation_id)
      return
    }
    if (this.#has_withdrawn) this.#keep(unit.withdrawn, id, this.#selectWithdrawn.get(id))
  }

  /** Counts only where it is not plain from the head: everything read, or nothing to count. */
  #loadUnread(unit: Unit, count: UnreadCount): void {
    const place = 'after_message_id' in count ? unit.messages.get(count.after_message_id) : undefined
    const { conversation_id, after_seq } =
      'after_message_id' in count ? { conversation_id: place?.conversation_id ?? '', after_seq: place?.seq ?? 0 } : count
    const { user_id } = count
    const last_seq = unit.heads.get(conversation_id)?.conversation.last_seq ?? 0
    if (after_seq >= last_seq) return
    const n = this.#countUnread.get(conversation_id, after_seq, user_id)?.n ?? 0
    unit.unread_counts.set(unreadKey(conversation_id, user_id, after_seq), n)
  }

  #keep<T>(map: Map<string, T>, id: string, row: T | null): void {
    if (row !== null && !map.has(id)) map.set(id, row)
  }

  // The two statements of the hot path bind by hand: a spread of a mapped array costs as much as the statement.
  #writeMessage(row: MessageRow): void {
    this.#insertMessage.run(
      this.#numbers.get(row.conversation_id) as number,
      row.seq,
      row.id,
      row.rev,
      row.first_rev,
      row.kind,
      row.sender_id,
      row.text,
      row.event,
      row.reply_to_id,
      row.sent_at,
      row.created_at,
      row.edited_at,
      row.deleted_at,
      row.reactions,
      row.payload_hash,
      row.withheld,
      row.others_text,
      row.others_edited_at,
    )
  }

  #writeMember(row: MemberRow): void {
    this.#updateMember.run(
      row.removed_at,
      row.delivered_seq,
      row.read_seq,
      row.shown_read_seq,
      row.unread,
      row.marked_unread,
      row.archived_at,
      row.pinned_at,
      row.muted_until,
      row.draft,
      row.blocked_at,
      row.silent_seq,
      row.tail_seq,
      row.tail_at,
      row.changed,
      row.conversation_id,
      row.user_id,
    )
  }
}

const values = <T extends object, K extends keyof T>(row: T, columns: readonly K[]): Binding[] =>
  columns.map((column) => row[column] as Binding)

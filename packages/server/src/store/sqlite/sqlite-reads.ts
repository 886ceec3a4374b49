// Bounded reads over SQLite: one page each. Bun's SQLite is synchronous, so everything one call reads
// belongs to one state as long as it does not await in between, and it does not.

import type { Database, SQLQueryBindings } from 'bun:sqlite'
import type { ConversationFilter } from '@jobline/protocol'
import type { ConversationRow, JobRow, MemberRow, MessageRow, UserRow } from '../../domain/rows.ts'
import type { ActivityPlace, ChangePage, CommitPlace, ConversationView, MessagePage, MessageRange, SyncRow, TokenName } from '../store.ts'

/** Muted conversations still count as active; a filter is about where a row is listed. */
const FILTERS: Readonly<Record<ConversationFilter, string>> = {
  all: '',
  active: 'AND m.archived_at IS NULL',
  archived: 'AND m.archived_at IS NOT NULL',
  unread: 'AND m.archived_at IS NULL AND (m.unread > 0 OR m.marked_unread = 1)',
}

/** What a read does with a statement: each call is one query. */
interface Query<R, P extends SQLQueryBindings[]> {
  get(...bindings: P): R | null
  all(...bindings: P): R[]
}

export interface SqliteReadsOptions {
  readonly onQuery: () => void
  /** Ids of everybody of whom any token was ever revoked. This process is the file's only writer, so it cannot go stale. */
  readonly revoked_user_ids: ReadonlySet<string>
}

export class SqliteReads {
  readonly #prepare: <R, P extends SQLQueryBindings[]>(sql: string) => Query<R, P>
  readonly #revoked_user_ids: ReadonlySet<string>
  readonly #conversation: Query<ConversationRow, [string]>
  readonly #member: Query<MemberRow, [string, string]>
  readonly #members: Query<MemberRow, [string]>
  readonly #job: Query<JobRow, [string]>
  readonly #user: Query<UserRow, [string]>
  readonly #message: Query<MessageRow, [string]>
  readonly #messageAt: Query<MessageRow, [string, number]>
  readonly #before: Query<MessageRow, [string, number, number]>
  readonly #after: Query<MessageRow, [string, number, number]>
  readonly #changedLater: Query<MessageRow, [string, number, number]>
  readonly #unchangedAfter: Query<MessageRow, [string, number, number]>
  readonly #firstRev: Query<{ first_rev: number }, [string, number]>
  readonly #changed: Query<{ id: string; changed: number }, [string, number, number, string, number]>
  readonly #lists = new Map<ConversationFilter, Query<{ id: string }, [string, number, string, number]>>()
  readonly #peers: Query<UserRow, [string, string]>
  readonly #revoked: Query<{ found: number }, [string, number, string, string | null]>

  constructor(db: Database, { onQuery, revoked_user_ids }: SqliteReadsOptions) {
    this.#revoked_user_ids = revoked_user_ids
    this.#prepare = <R, P extends SQLQueryBindings[]>(sql: string): Query<R, P> => {
      const statement = db.prepare(sql) as unknown as Query<R, P>
      return {
        get(...bindings) {
          onQuery()
          return statement.get(...bindings)
        },
        all(...bindings) {
          onQuery()
          return statement.all(...bindings)
        },
      }
    }
    const prepare = this.#prepare
    this.#conversation = prepare('SELECT * FROM conversations WHERE id = ?')
    this.#member = prepare('SELECT * FROM members WHERE conversation_id = ? AND user_id = ?')
    this.#members = prepare('SELECT * FROM members WHERE conversation_id = ? ORDER BY role DESC')
    this.#job = prepare('SELECT * FROM jobs WHERE id = ?')
    this.#user = prepare('SELECT * FROM users WHERE id = ?')
    this.#message = prepare('SELECT * FROM message_rows WHERE id = ?')
    this.#messageAt = prepare('SELECT * FROM message_rows WHERE conversation_id = ? AND seq = ?')
    this.#before = prepare('SELECT * FROM message_rows WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?')
    this.#after = prepare('SELECT * FROM message_rows WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?')
    this.#changedLater = prepare(
      'SELECT * FROM message_rows WHERE conversation_id = ? AND rev > ? AND rev <> first_rev ORDER BY rev LIMIT ?',
    )
    this.#unchangedAfter = prepare(
      'SELECT * FROM message_rows WHERE conversation_id = ? AND seq > ? AND rev = first_rev ORDER BY seq LIMIT ?',
    )
    this.#firstRev = prepare('SELECT first_rev FROM message_rows WHERE conversation_id = ? AND seq = ?')
    // For somebody who was taken out the conversation stands still at that moment: whether the others go on is not told.
    const changed = 'CASE WHEN m.removed_at IS NULL THEN max(c.changed, m.changed) ELSE m.changed END'
    this.#changed = prepare(
      `SELECT c.id AS id, ${changed} AS changed FROM members m JOIN conversations c ON c.id = m.conversation_id
       WHERE m.user_id = ? AND (${changed} > ? OR (${changed} = ? AND c.id > ?))
       ORDER BY 2, c.id LIMIT ?`,
    )
    this.#peers = prepare(
      `SELECT * FROM users WHERE id IN (SELECT value FROM json_each(?1)) AND EXISTS (
         SELECT 1 FROM members mine JOIN members theirs ON theirs.conversation_id = mine.conversation_id
         WHERE mine.user_id = ?2 AND theirs.user_id = users.id AND mine.removed_at IS NULL AND theirs.removed_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM blocks WHERE (user_id = ?2 AND blocked_id = users.id) OR (user_id = users.id AND blocked_id = ?2))
       AND NOT EXISTS (SELECT 1 FROM settings WHERE user_id IN (?2, users.id) AND presence = 0)`,
    )
    this.#revoked = prepare(
      `SELECT 1 AS found FROM users WHERE id = ? AND revoked_at >= ?
       UNION ALL SELECT 1 FROM revoked_tokens WHERE user_id = ? AND jti = ?`,
    )
  }

  getConversation(user_id: string, conversation_id: string): ConversationView | undefined {
    const me = this.#member.get(conversation_id, user_id)
    if (!me || me.removed_at !== null) return undefined
    return this.#view(conversation_id, me)
  }

  listConversations(user_id: string, filter: ConversationFilter, after: ActivityPlace | undefined, limit: number): ConversationView[] {
    let list = this.#lists.get(filter)
    if (!list) {
      list = this.#prepare(
        `SELECT c.id AS id FROM members m JOIN conversations c ON c.id = m.conversation_id
         WHERE m.user_id = ? AND m.removed_at IS NULL ${FILTERS[filter]} AND (coalesce(m.tail_at, c.last_activity_at), c.id) < (?, ?)
         ORDER BY coalesce(m.tail_at, c.last_activity_at) DESC, c.id DESC LIMIT ?`,
      )
      this.#lists.set(filter, list)
    }
    const rows = list.all(user_id, after?.last_activity_at ?? Number.MAX_SAFE_INTEGER, after?.id ?? '', limit)
    return rows.map((row) => this.getConversation(user_id, row.id)).filter((view) => view !== undefined)
  }

  listChanged(user_id: string, after: CommitPlace, limit: number): SyncRow[] {
    const rows = this.#changed.all(user_id, after.commit_no, after.commit_no, after.id, limit)
    return rows.flatMap(({ id, changed }) => {
      const me = this.#member.get(id, user_id)
      return me ? [{ view: this.#view(id, me), changed }] : []
    })
  }

  listMessages(user_id: string, conversation_id: string, range: MessageRange): MessagePage | undefined {
    if (!this.isMember(user_id, conversation_id)) return undefined
    const { last_seq, rev } = this.#conversationOf(conversation_id)
    const messages =
      range.after_seq === undefined
        ? this.#before.all(conversation_id, range.before_seq ?? Number.MAX_SAFE_INTEGER, range.limit).reverse()
        : this.#after.all(conversation_id, range.after_seq, range.limit)
    // An empty page lies at the place that was asked for.
    const edge = range.after_seq === undefined ? (range.before_seq ?? last_seq + 1) : range.after_seq + 1
    const first = messages[0]?.seq ?? edge
    const last = messages.at(-1)?.seq ?? edge - 1
    return { messages, rev, more_before: first > 1 && last_seq > 0, more_after: last < last_seq }
  }

  listChanges(user_id: string, conversation_id: string, after_rev: number, limit: number): ChangePage | undefined {
    const view = this.getConversation(user_id, conversation_id)
    if (!view) return undefined
    const found = this.#messagesAfterRev(conversation_id, view.parts.conversation.last_seq, after_rev, limit + 1)
    const messages = found.slice(0, limit)
    const more = found.length > limit
    const up_to_rev = more ? (messages.at(-1)?.rev ?? after_rev) : view.parts.conversation.rev
    return { view, messages, up_to_rev, more }
  }

  getMessage(user_id: string, message_id: string): MessageRow | undefined {
    const message = this.#message.get(message_id)
    return message && this.isMember(user_id, message.conversation_id) ? message : undefined
  }

  isMember(user_id: string, conversation_id: string): boolean {
    return this.#member.get(conversation_id, user_id)?.removed_at === null
  }

  listMemberIds(conversation_id: string): string[] {
    return this.#members.all(conversation_id).flatMap((member) => (member.removed_at === null ? [member.user_id] : []))
  }

  listAudience(user_id: string, conversation_id: string): string[] | undefined {
    const members = this.#members.all(conversation_id).filter((member) => member.removed_at === null)
    const me = members.find((member) => member.user_id === user_id)
    if (!me) return undefined
    if (me.blocked_at !== null) return []
    return members.flatMap((member) => (member === me || member.blocked_at !== null ? [] : [member.user_id]))
  }

  listPeers(user_id: string, user_ids: readonly string[]): UserRow[] {
    return this.#peers.all(JSON.stringify(user_ids), user_id)
  }

  getUser(user_id: string): UserRow | undefined {
    return this.#user.get(user_id) ?? undefined
  }

  isTokenRevoked({ user_id, issued_at, jti }: TokenName): boolean {
    // Nearly nobody: so nearly every sign-in costs no query.
    if (!this.#revoked_user_ids.has(user_id)) return false
    return this.#revoked.get(user_id, issued_at, user_id, jti ?? null) !== null
  }

  /** Ascending by rev: those that changed since they were stored, merged with those that did not. */
  #messagesAfterRev(conversation_id: string, last_seq: number, after_rev: number, limit: number): MessageRow[] {
    const seq = this.#lastSeqAt(conversation_id, last_seq, after_rev)
    const unchanged = this.#unchangedAfter.all(conversation_id, seq, limit)
    const changed = this.#changedLater.all(conversation_id, after_rev, limit)
    return [...unchanged, ...changed].sort((a, b) => a.rev - b.rev).slice(0, limit)
  }

  /** The last message stored at or before a rev. `first_rev` grows with `seq`, so it is found by halving. */
  #lastSeqAt(conversation_id: string, last_seq: number, rev: number): number {
    // Every message took a rev of its own, so none with a greater seq than `rev` can have come before it.
    let [known, beyond] = [0, Math.min(last_seq, rev) + 1]
    while (beyond - known > 1) {
      const middle = known + Math.floor((beyond - known) / 2)
      const first_rev = this.#firstRev.get(conversation_id, middle)?.first_rev ?? Number.MAX_SAFE_INTEGER
      if (first_rev <= rev) known = middle
      else beyond = middle
    }
    return known
  }

  #view(conversation_id: string, me: MemberRow): ConversationView {
    const conversation = this.#conversationOf(conversation_id)
    const job = this.#job.get(conversation.job_id)
    if (!job) throw new Error(`unable to read conversation ${conversation_id}; its job is missing`)
    const members = this.#members.all(conversation_id).map((member) => ({ member, user: this.#userOf(member.user_id) }))
    const last_message = this.#messageAt.get(conversation_id, me.tail_seq ?? conversation.last_seq) ?? undefined
    return { parts: { conversation, job, members, last_message }, me }
  }

  #conversationOf(id: string): ConversationRow {
    const row = this.#conversation.get(id)
    if (!row) throw new Error(`unable to read conversation ${id}; its row is missing`)
    return row
  }

  #userOf(id: string): UserRow {
    const row = this.#user.get(id)
    if (!row) throw new Error(`unable to read user ${id}; the row is missing`)
    return row
  }
}

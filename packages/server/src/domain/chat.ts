// The domain's front: every door (sockets, REST, the integrator's API, the demo) comes in here, so that
// each rule is decided once. Changes are verbs in verbs/, carried out by the committer; reads are here.

import {
  type Block,
  type CatchUpPage,
  type Conversation,
  type ConversationFilter,
  type HistoryPage,
  type Message,
  PAGE_SIZE,
  type Report,
  type Settings,
  type SyncPage,
  type User,
} from '@jobline/protocol'
import type { ActivityPlace, ConversationView, Store } from '../store/store.ts'
import type { Committer, Settle } from './committer.ts'
import {
  formatActivityCursor,
  formatReportCursor,
  formatSyncCursor,
  LAST_ID,
  parseActivityCursor,
  parseReportCursor,
  parseSyncCursor,
} from './cursor.ts'
import { DomainError } from './domain-error.ts'
import { activityOf, presentConversation, presentMessage, presentReport, presentSettings, presentUser } from './present.ts'
import type { Verb } from './verb.ts'

export class Chat {
  readonly #store: Store
  readonly #committer: Committer

  constructor(store: Store, committer: Committer) {
    this.#store = store
    this.#committer = committer
  }

  get epoch(): string {
    return this.#store.epoch
  }

  /** Hands a change to the next commit; `settle` is called when it is on disk or refused. */
  submit<R>(verb: Verb<R>, settle: Settle<R>): void {
    this.#committer.submit(verb, settle)
  }

  /** The same as a promise. Rejects with a DomainError. */
  run<R>(verb: Verb<R>): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#committer.submit(verb, (result, error) => (error ? reject(error) : resolve(result as R)))
    })
  }

  async user(user_id: string): Promise<User> {
    const row = await this.#store.getUser(user_id)
    return row ? presentUser(row) : { id: user_id, name: user_id }
  }

  isMember(user_id: string, conversation_id: string): Promise<boolean> {
    return this.#store.isMember(user_id, conversation_id)
  }

  memberIds(conversation_id: string): Promise<readonly string[]> {
    return this.#store.listMemberIds(conversation_id)
  }

  /** Who may be told that this person types there; undefined where they are not in it. */
  audience(user_id: string, conversation_id: string): Promise<readonly string[] | undefined> {
    return this.#store.listAudience(user_id, conversation_id)
  }

  async settings(user_id: string): Promise<Settings> {
    return presentSettings(await this.#store.getSettings(user_id))
  }

  async blocks(user_id: string): Promise<Block[]> {
    const rows = await this.#store.listBlocks(user_id)
    return rows.map(({ user, blocked_at }) => ({ user: presentUser(user), blocked_at }))
  }

  /** For the marketplace alone. Where the page is empty there are no more yet, and the cursor that was asked with is still good. */
  async reports(query: { cursor?: string | undefined; limit?: number | undefined }): Promise<{ reports: Report[]; next_cursor?: string }> {
    const after = query.cursor === undefined ? { epoch: undefined, n: 0 } : parseReportCursor(query.cursor)
    if (!after) throw new DomainError('bad_request', { path: '/cursor' })
    const limit = query.limit ?? PAGE_SIZE
    const is_ours = (after.epoch ?? this.epoch) === this.epoch
    let rows = is_ours ? await this.#store.listReports(after.n, limit) : []
    // Numbers of another database mean nothing, and one that no report has here is of another: told twice is better than never.
    if (!is_ours || (rows.length === 0 && !(await this.#hasReport(after.n)))) rows = await this.#store.listReports(0, limit)
    const last = rows.at(-1)
    const reports = rows.map(presentReport)
    return last ? { reports, next_cursor: formatReportCursor(this.epoch, last.n) } : { reports }
  }

  async #hasReport(n: number): Promise<boolean> {
    const [row] = await this.#store.listReports(n - 1, 1)
    return row?.n === n
  }

  /** Those of `user_ids` this person may watch, with when each was last seen (PRESENCE-1). */
  async peers(user_id: string, user_ids: readonly string[]): Promise<Map<string, number | undefined>> {
    const rows = await this.#store.listPeers(user_id, user_ids)
    return new Map(rows.map((row) => [row.id, row.last_seen_at ?? undefined]))
  }

  async conversation(user_id: string, conversation_id: string): Promise<Conversation> {
    const view = await this.#store.getConversation(user_id, conversation_id)
    if (!view) throw new DomainError('not_found')
    return present(view)
  }

  async conversations(
    user_id: string,
    query: { filter?: ConversationFilter | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<{ conversations: Conversation[]; next_cursor?: string }> {
    const after = query.cursor === undefined ? undefined : parseActivityCursor(query.cursor)
    if (query.cursor !== undefined && !after) throw new DomainError('bad_request', { path: '/cursor' })
    const limit = query.limit ?? PAGE_SIZE
    const views = await this.#store.listConversations(user_id, query.filter ?? 'active', after, limit)
    const conversations = views.map(present)
    return views.length < limit ? { conversations } : { conversations, next_cursor: formatActivityCursor(placeOf(views)) }
  }

  async message(user_id: string, message_id: string): Promise<Message> {
    const row = await this.#store.getMessage(user_id, message_id)
    if (!row) throw new DomainError('not_found')
    return presentMessage(row, user_id)
  }

  async history(
    user_id: string,
    conversation_id: string,
    query: { before_seq?: number | undefined; after_seq?: number | undefined; limit?: number | undefined },
  ): Promise<HistoryPage> {
    if (query.before_seq !== undefined && query.after_seq !== undefined) throw new DomainError('bad_request', { path: '/after_seq' })
    const page = await this.#store.listMessages(user_id, conversation_id, { ...query, limit: query.limit ?? PAGE_SIZE })
    if (!page) throw new DomainError('not_found')
    return {
      conversation_id,
      messages: page.messages.map((row) => presentMessage(row, user_id)),
      up_to_rev: page.rev,
      more_before: page.more_before,
      more_after: page.more_after,
    }
  }

  async catchUp(user_id: string, conversation_id: string, query: { after_rev: number; limit?: number | undefined }): Promise<CatchUpPage> {
    const page = await this.#store.listChanges(user_id, conversation_id, query.after_rev, query.limit ?? PAGE_SIZE)
    if (!page) throw new DomainError('not_found')
    return {
      conversation: present(page.view),
      messages: page.messages.map((row) => presentMessage(row, user_id)),
      up_to_rev: page.up_to_rev,
      more: page.more,
    }
  }

  /** Rules SYNC-*: which of my conversations changed since a cursor of this database. */
  async sync(
    user_id: string,
    query: { epoch?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<SyncPage> {
    const limit = query.limit ?? PAGE_SIZE
    if (query.cursor === undefined) return this.#syncSnapshot(user_id, this.#store.commit_no, undefined, limit, false)
    const parsed = parseSyncCursor(query.cursor)
    if (!parsed) throw new DomainError('bad_request', { path: '/cursor' })
    const { cursor } = parsed
    const commit_no = cursor.form === 'snapshot' ? cursor.commit_no : cursor.place.commit_no
    const foreign = parsed.epoch !== this.epoch || (query.epoch !== undefined && query.epoch !== this.epoch)
    if (foreign || commit_no > this.#store.commit_no) {
      return this.#syncSnapshot(user_id, this.#store.commit_no, undefined, limit, true)
    }
    return cursor.form === 'snapshot'
      ? this.#syncSnapshot(user_id, commit_no, cursor.place, limit, false)
      : this.#syncChanges(user_id, cursor.place, limit)
  }

  /** Newest first. What moves while the pages are read is told again by the changes since the first page. */
  async #syncSnapshot(
    user_id: string,
    commit_no: number,
    after: ActivityPlace | undefined,
    limit: number,
    reset: boolean,
  ): Promise<SyncPage> {
    const views = await this.#store.listConversations(user_id, 'all', after, limit)
    const unfinished = views.length === limit
    const cursor = unfinished
      ? formatSyncCursor(this.epoch, { form: 'snapshot', commit_no, place: placeOf(views) })
      : formatSyncCursor(this.epoch, { form: 'changes', place: { commit_no, id: LAST_ID } })
    const more = unfinished || this.#store.commit_no > commit_no
    const page: SyncPage = { epoch: this.epoch, cursor, more, conversations: views.map(present) }
    if (reset) page.reset = true
    return page
  }

  async #syncChanges(user_id: string, after: { commit_no: number; id: string }, limit: number): Promise<SyncPage> {
    const newest = this.#store.commit_no
    const rows = await this.#store.listChanged(user_id, after, limit)
    const more = rows.length === limit
    const last = rows.at(-1)
    const place = more && last ? { commit_no: last.changed, id: last.view.parts.conversation.id } : { commit_no: newest, id: LAST_ID }
    const page: SyncPage = { epoch: this.epoch, cursor: formatSyncCursor(this.epoch, { form: 'changes', place }), more, conversations: [] }
    const removed_ids: string[] = []
    for (const { view } of rows) {
      if (view.me.removed_at === null) page.conversations.push(present(view))
      else removed_ids.push(view.parts.conversation.id)
    }
    if (removed_ids.length > 0) page.removed_ids = removed_ids
    return page
  }
}

const present = ({ parts, me }: ConversationView): Conversation => presentConversation(parts, me)

function placeOf(views: readonly ConversationView[]): ActivityPlace {
  const last = views.at(-1)
  if (!last) throw new Error('unable to make a cursor; the page is empty')
  return { last_activity_at: activityOf(last.parts.conversation, last.me), id: last.parts.conversation.id }
}

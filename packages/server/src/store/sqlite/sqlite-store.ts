// The embedded store: one SQLite file in WAL mode with synchronous=FULL, which is what makes an
// acknowledged message survive power loss (NORMAL loses it). This process is the file's only writer.

import { Database, type Statement } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ConversationFilter } from '@jobline/protocol'
import { type Needs, Unit } from '../../domain/unit.ts'
import {
  type ActivityPlace,
  type CommitPlace,
  type MessageRange,
  type SearchQuestion,
  StorageFull,
  type Store,
  StoreBroken,
  type TokenName,
} from '../store.ts'
import { migrate } from './migrate.ts'
import { SqlitePeople } from './sqlite-people.ts'
import { SqliteReads } from './sqlite-reads.ts'
import { SqliteSearch } from './sqlite-search.ts'
import { SqliteUnits } from './sqlite-unit.ts'

/** Its name in the data folder. */
export const DATABASE_FILE = 'jobline.db'

export interface SqliteStoreOptions {
  /** Path of the database file; its folder is made where it is missing. */
  readonly path: string
  readonly uuid: () => string
  /** Called for each query of a bounded read. */
  readonly onQuery?: () => void
}

export class SqliteStore implements Store {
  readonly epoch: string
  readonly #db: Database
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #search: SqliteSearch
  readonly #units: SqliteUnits
  readonly #people: SqlitePeople
  readonly #reads: SqliteReads
  #commit_no: number
  #broken: StoreBroken | undefined

  constructor({ path, uuid, onQuery = () => {} }: SqliteStoreOptions) {
    mkdirSync(dirname(path), { recursive: true })
    this.#db = new Database(path, { create: true, strict: true })
    // Small pages and rare checkpoints: a commit of a hundred conversations rewrites about a hundred pages, and that is
    // what a message costs. Both were measured (docs/decisions/0004).
    this.#db.run('PRAGMA page_size = 2048')
    this.#db.run('PRAGMA journal_mode = WAL')
    this.#db.run('PRAGMA wal_autocheckpoint = 8000')
    this.#db.run('PRAGMA synchronous = FULL')
    this.#db.run('PRAGMA busy_timeout = 5000')
    this.#db.run('PRAGMA cache_size = -65536')
    migrate(this.#db, uuid)
    this.#begin = this.#db.prepare('BEGIN IMMEDIATE')
    this.#commit = this.#db.prepare('COMMIT')
    const revoked = this.#db.query<{ id: string }, []>(
      'SELECT id FROM users WHERE revoked_at IS NOT NULL UNION SELECT user_id FROM revoked_tokens',
    )
    const revoked_user_ids = new Set(revoked.all().map(({ id }) => id))
    this.#people = new SqlitePeople(this.#db)
    this.#search = new SqliteSearch(this.#db, onQuery)
    this.#units = new SqliteUnits(this.#db, { people: this.#people, search: this.#search, revoked_user_ids })
    this.#reads = new SqliteReads(this.#db, { onQuery, revoked_user_ids })
    this.epoch = this.#db.query<{ value: string }, []>("SELECT value FROM meta WHERE name = 'epoch'").get()?.value ?? ''
    const newest = this.#db
      .query<{ n: number | null }, []>(
        'SELECT max(n) AS n FROM (SELECT max(changed) AS n FROM conversations UNION ALL SELECT max(changed) FROM members)',
      )
      .get()
    this.#commit_no = newest?.n ?? 0
  }

  get commit_no(): number {
    return this.#commit_no
  }

  async transact<R>(needs: readonly Needs[], decide: (unit: Unit) => R): Promise<R> {
    this.#requireSound()
    const unit = new Unit(this.#commit_no + 1)
    let result: R
    try {
      // The reads belong to the transaction too: outside of it each would lock and unlock the file for itself.
      this.#begin.run()
      this.#units.load(unit, needs)
      result = decide(unit)
      if (unit.is_dirty) this.#units.write(unit)
      this.#commit.run()
      if (!unit.is_dirty) return result
    } catch (error) {
      this.#units.dropHeads(unit)
      if (this.#db.inTransaction) this.#db.run('ROLLBACK')
      throw this.#translate(error)
    }
    if (unit.moves_commit_clock) this.#commit_no = unit.commit_no
    this.#units.keepHeads(unit)
    this.#search.unindexed += unit.inserted_messages.length
    return result
  }

  get unindexed(): number {
    return this.#search.unindexed
  }

  async indexMessages(): Promise<void> {
    for (const work of [() => this.#search.indexSlice(), () => this.#search.merge()]) {
      this.#requireSound()
      try {
        this.#begin.run()
        const settle = work()
        this.#commit.run()
        settle()
      } catch (error) {
        if (this.#db.inTransaction) this.#db.run('ROLLBACK')
        throw this.#translate(error)
      }
    }
  }

  #requireSound(): void {
    if (this.#broken) throw this.#broken
  }

  /**
   * A full disk passes. After an I/O error nobody knows what the disk holds: trying fsync again may report
   * success for pages that were dropped, so nothing is written until the process is started anew.
   */
  #translate(error: unknown): unknown {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('SQLITE_FULL')) return new StorageFull('unable to store; the disk is full')
    if (!code.startsWith('SQLITE_IOERR') && !code.startsWith('SQLITE_CORRUPT')) return error
    this.#broken = new StoreBroken(`unable to store; the disk failed with ${code}`, { cause: error })
    return this.#broken
  }

  async getConversation(user_id: string, conversation_id: string) {
    return this.#reads.getConversation(user_id, conversation_id)
  }

  async listConversations(user_id: string, filter: ConversationFilter, after: ActivityPlace | undefined, limit: number) {
    return this.#reads.listConversations(user_id, filter, after, limit)
  }

  async listChanged(user_id: string, after: CommitPlace, limit: number) {
    return this.#reads.listChanged(user_id, after, limit)
  }

  async listMessages(user_id: string, conversation_id: string, range: MessageRange) {
    return this.#reads.listMessages(user_id, conversation_id, range)
  }

  async listChanges(user_id: string, conversation_id: string, after_rev: number, limit: number) {
    return this.#reads.listChanges(user_id, conversation_id, after_rev, limit)
  }

  async getMessage(user_id: string, message_id: string) {
    return this.#reads.getMessage(user_id, message_id)
  }

  async searchMessages(user_id: string, question: SearchQuestion) {
    return this.#search.step(user_id, question)
  }

  async isMember(user_id: string, conversation_id: string) {
    return this.#reads.isMember(user_id, conversation_id)
  }

  async listMemberIds(conversation_id: string) {
    return this.#reads.listMemberIds(conversation_id)
  }

  async listAudience(user_id: string, conversation_id: string) {
    return this.#reads.listAudience(user_id, conversation_id)
  }

  async listPeers(user_id: string, user_ids: readonly string[]) {
    return this.#reads.listPeers(user_id, user_ids)
  }

  async getUser(user_id: string) {
    return this.#reads.getUser(user_id)
  }

  async getSettings(user_id: string) {
    return this.#people.getSettings(user_id)
  }

  async listBlocks(user_id: string) {
    return this.#people.listBlocks(user_id)
  }

  async listReports(after_n: number, limit: number) {
    return this.#people.listReports(after_n, limit)
  }

  async isTokenRevoked(token: TokenName) {
    return this.#reads.isTokenRevoked(token)
  }

  async close(): Promise<void> {
    this.#db.run('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#db.close()
  }
}

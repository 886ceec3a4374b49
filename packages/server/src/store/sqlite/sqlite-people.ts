// Settings, blocks and reports in SQLite: their part of a unit of work, and their reads. Statements only; what a block does
// stands on the members' rows, where every verb finds it without asking here.

import type { Database, Statement } from 'bun:sqlite'
import type { BlockRow, ReportRow, SettingsRow, UserRow } from '../../domain/rows.ts'
import { type Needs, pairKey, type Unit } from '../../domain/unit.ts'
import type { BlockedUser, NumberedReport } from '../store.ts'

/** A page of reports that holds so much is long enough, in UTF-16 code units of what was said. */
const MAX_PAGE_LENGTH = 2_097_152

export class SqlitePeople {
  readonly #selectBlock: Statement<BlockRow, [string, string]>
  readonly #insertBlock: Statement<unknown, [string, string, number]>
  readonly #deleteBlock: Statement<unknown, [string, string]>
  readonly #selectSettings: Statement<SettingsRow, [string]>
  readonly #upsertSettings: Statement<unknown, [string, number, number]>
  readonly #blocksOf: Statement<UserRow & { blocked_at: number }, [string]>
  readonly #selectReport: Statement<ReportRow, [string]>
  readonly #insertReport: Statement<unknown, (string | number | null)[]>
  readonly #reportSizes: Statement<{ n: number; size: number }, [number, number]>
  readonly #reports: Statement<NumberedReport, [number, number]>
  /** Most people change nothing; of them no read mark has to ask. Too many in it cost a query, too few would show what is hidden. */
  readonly #may_have_settings: Set<string>

  constructor(db: Database) {
    this.#selectBlock = db.prepare('SELECT * FROM blocks WHERE user_id = ? AND blocked_id = ?')
    this.#insertBlock = db.prepare('INSERT OR REPLACE INTO blocks (user_id, blocked_id, blocked_at) VALUES (?, ?, ?)')
    this.#deleteBlock = db.prepare('DELETE FROM blocks WHERE user_id = ? AND blocked_id = ?')
    this.#selectSettings = db.prepare('SELECT * FROM settings WHERE user_id = ?')
    this.#upsertSettings = db.prepare('INSERT OR REPLACE INTO settings (user_id, read_receipts, presence) VALUES (?, ?, ?)')
    this.#blocksOf = db.prepare(
      `SELECT users.*, blocks.blocked_at FROM blocks JOIN users ON users.id = blocks.blocked_id
       WHERE blocks.user_id = ? ORDER BY blocks.blocked_at DESC, users.id`,
    )
    const columns = 'id, conversation_id, job_id, reporter_id, reported_user_id, reason, note, messages, created_at'
    this.#selectReport = db.prepare(`SELECT ${columns} FROM reports WHERE id = ?`)
    this.#insertReport = db.prepare(`INSERT INTO reports (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#reportSizes = db.prepare('SELECT n, length(messages) AS size FROM reports WHERE n > ? ORDER BY n LIMIT ?')
    this.#reports = db.prepare('SELECT * FROM reports WHERE n > ? AND n <= ? ORDER BY n')
    const changed = db.query<{ user_id: string }, []>('SELECT user_id FROM settings').all()
    this.#may_have_settings = new Set(changed.map(({ user_id }) => user_id))
  }

  load(unit: Unit, needs: Needs): void {
    for (const [user_id, other_id] of needs.blocks ?? []) {
      const row = this.#selectBlock.get(user_id, other_id)
      if (row) unit.blocks.set(pairKey(user_id, other_id), row)
    }
    for (const user_id of needs.settings_of_user_ids ?? []) {
      if (unit.settings.has(user_id)) continue
      const row = this.getSettings(user_id)
      if (row) unit.settings.set(user_id, row)
    }
    for (const id of needs.report_ids ?? []) {
      const row = this.#selectReport.get(id)
      if (row) unit.reports.set(id, row)
    }
  }

  write(unit: Unit): void {
    for (const [key, [user_id, blocked_id]] of unit.dirty_blocks) {
      const row = unit.blocks.get(key)
      if (row) this.#insertBlock.run(user_id, blocked_id, row.blocked_at)
      else this.#deleteBlock.run(user_id, blocked_id)
    }
    for (const { user_id, read_receipts, presence } of unit.dirty_settings) {
      this.#may_have_settings.add(user_id)
      this.#upsertSettings.run(user_id, read_receipts, presence)
    }
    for (const row of unit.inserted_reports) {
      const { id, conversation_id, job_id, reporter_id, reported_user_id, reason, note, messages, created_at } = row
      this.#insertReport.run(id, conversation_id, job_id, reporter_id, reported_user_id, reason, note, messages, created_at)
    }
  }

  getSettings(user_id: string): SettingsRow | undefined {
    return this.#may_have_settings.has(user_id) ? (this.#selectSettings.get(user_id) ?? undefined) : undefined
  }

  listBlocks(user_id: string): BlockedUser[] {
    return this.#blocksOf.all(user_id).map(({ blocked_at, ...user }) => ({ user, blocked_at }))
  }

  /** Shorter than `limit` where much was said in them; never empty where there is one. */
  listReports(after_n: number, limit: number): NumberedReport[] {
    let last_n = after_n
    let length = 0
    for (const { n, size } of this.#reportSizes.all(after_n, limit)) {
      last_n = n
      length += size
      if (length >= MAX_PAGE_LENGTH) break
    }
    return this.#reports.all(after_n, last_n)
  }
}

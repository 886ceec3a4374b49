// The index of search over SQLite's FTS5: for each message its keys, its conversation's and its members', and no text. One invariant:
// what is numbered up to `#indexed_to` is in the index as it is stored; what comes after is not in it and is read from the rows. The position
// stands in the same file and moves in the transaction that fills the index, so a crash, a backup and an older file all go on from the right
// place. Changes of what is indexed already are made in the commit that makes them.

import type { Database, SQLQueryBindings, Statement } from 'bun:sqlite'
import type { MessageRow } from '../../domain/rows.ts'
import { KEYS_VERSION, keysOfMessage, type SearchableRow } from '../../domain/search/search-keys.ts'
import type { SearchQuestion, SearchStep } from '../store.ts'

/** A slice is at most so many messages, or so many characters of text: a few milliseconds. */
const SLICE_ROWS = 256
const SLICE_CHARACTERS = 65_536
/**
 * After each slice a part of the index is merged, this much: about what slices of that size ask for. Left to itself FTS5 would merge all
 * at once in one slice of many, and that one takes tens of milliseconds.
 */
const MERGE_PAGES = 100
/** A step looks at about so many of my messages, or at so many of everybody's that are not in the index. */
const STEP_MESSAGES = 4_096

const FINDABLE = "me.removed_at IS NULL AND m.kind <> 'system' AND m.deleted_at IS NULL"

interface Scope {
  readonly n: number
  readonly conversation_n: number
  readonly worker_id: string
  readonly client_id: string
}
interface Found {
  readonly place: number
  readonly id: string
}

export class SqliteSearch {
  /** Messages that are not in the index. */
  unindexed: number
  #indexed_to: number
  readonly #onQuery: () => void
  readonly #next: Statement<SearchableRow & Scope, [number, number]>
  readonly #stored: Statement<Scope & Pick<MessageRow, 'text' | 'others_text'>, [string]>
  readonly #message: Statement<MessageRow, [string]>
  readonly #insert: Statement<unknown, [number, string]>
  readonly #delete: Statement<unknown, [number]>
  readonly #savePosition: Statement<unknown, [string]>
  readonly #merge: Statement<unknown, [number]>
  readonly #mine: Statement<{ messages: number | null }, [string, string | null]>
  readonly #conversation: Statement<{ n: number }, [string]>
  readonly #recent: Statement<Found, SQLQueryBindings[]>
  readonly #recentByConversation: Statement<Found, SQLQueryBindings[]>
  readonly #indexed: Statement<Found, SQLQueryBindings[]>

  constructor(db: Database, onQuery: () => void) {
    this.#onQuery = onQuery
    const row = 'm.n, m.conversation_n, c.worker_id, c.client_id, m.text, m.others_text, m.kind, m.deleted_at'
    const rows = 'FROM messages m CROSS JOIN conversations c ON c.n = m.conversation_n'
    this.#next = db.prepare(`SELECT ${row} ${rows} WHERE m.n > ? ORDER BY m.n LIMIT ?`)
    this.#stored = db.prepare(`SELECT ${row} ${rows} WHERE m.id = ?`)
    this.#message = db.prepare('SELECT * FROM message_rows WHERE id = ?')
    this.#insert = db.prepare('INSERT INTO message_search (rowid, keys) VALUES (?, ?)')
    this.#delete = db.prepare('DELETE FROM message_search WHERE rowid = ?')
    this.#savePosition = db.prepare(
      "INSERT INTO meta (name, value) VALUES ('search_indexed_to', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    this.#merge = db.prepare("INSERT INTO message_search (message_search, rank) VALUES ('merge', ?)")
    const conversations = 'FROM members me CROSS JOIN conversations c ON c.id = me.conversation_id'
    this.#mine = db.prepare(
      `SELECT sum(c.last_seq) AS messages ${conversations} WHERE me.user_id = ?1 AND me.removed_at IS NULL AND (?2 IS NULL OR c.id = ?2)`,
    )
    this.#conversation = db.prepare('SELECT n FROM conversations WHERE id = ?')
    // Two ways to what is not indexed: by the number of the message, whoever it belongs to, or by conversation. The numbers stand in the
    // index of seq, so there a message that is indexed costs no look at its row.
    const mineOnly =
      'CROSS JOIN conversations c ON c.n = m.conversation_n CROSS JOIN members me ON me.conversation_id = c.id AND me.user_id = ?1'
    this.#recent = db.prepare(
      `SELECT m.n AS place, m.id FROM messages m ${mineOnly}
       WHERE (?2 IS NULL OR c.id = ?2) AND m.n > ?3 AND m.n < ?4 AND ${FINDABLE} ORDER BY m.n DESC LIMIT ?5`,
    )
    this.#recentByConversation = db.prepare(
      `SELECT m.n AS place, m.id ${conversations} CROSS JOIN messages m INDEXED BY messages_by_seq ON m.conversation_n = c.n
       WHERE me.user_id = ?1 AND (?2 IS NULL OR c.id = ?2) AND m.n > ?3 AND m.n < ?4 AND ${FINDABLE} ORDER BY m.n DESC LIMIT ?5`,
    )
    this.#indexed = db.prepare(
      `SELECT s.rowid AS place, m.id FROM message_search s CROSS JOIN messages m ON m.n = s.rowid ${mineOnly}
       WHERE message_search MATCH ?2 AND s.rowid > ?3 AND s.rowid < ?4 AND ${FINDABLE} ORDER BY s.rowid DESC LIMIT ?5`,
    )
    this.#indexed_to = this.#open(db)
    this.unindexed = (db.query<{ n: number | null }, []>('SELECT max(n) AS n FROM messages').get()?.n ?? 0) - this.#indexed_to
  }

  /** Other keys than those of this release: everything is indexed anew. */
  #open(db: Database): number {
    const meta = (name: string) => db.query<{ value: string }, [string]>('SELECT value FROM meta WHERE name = ?').get(name)?.value
    if (meta('search_keys') === String(KEYS_VERSION)) return Number(meta('search_indexed_to') ?? 0)
    db.transaction(() => {
      db.run("INSERT INTO message_search (message_search) VALUES ('delete-all')")
      db.query("INSERT OR REPLACE INTO meta (name, value) VALUES ('search_keys', ?)").run(String(KEYS_VERSION))
      this.#savePosition.run('0')
    }).immediate()
    return 0
  }

  /** Within a transaction. What it returns is called when that is on disk. */
  indexSlice(): () => void {
    let characters = 0
    let indexed = 0
    let last = this.#indexed_to
    for (const row of this.#next.all(this.#indexed_to, SLICE_ROWS)) {
      this.#add(row, keysOfMessage(row))
      last = row.n
      indexed++
      characters += row.text?.length ?? 0
      if (characters >= SLICE_CHARACTERS) break
    }
    this.#savePosition.run(String(last))
    return () => {
      this.#indexed_to = last
      this.unindexed = indexed === 0 ? 0 : this.unindexed - indexed
    }
  }

  /** Within a transaction of its own. */
  merge(): () => void {
    this.#merge.run(MERGE_PAGES)
    return () => {}
  }

  /** Within the commit, before the row is written: a message that is in the index already is taken out, and put back with its new text. */
  beforeChange(row: MessageRow): void {
    const stored = this.#stored.get(row.id)
    if (!stored || stored.n > this.#indexed_to || (stored.text === row.text && stored.others_text === row.others_text)) return
    this.#delete.run(stored.n)
    this.#add(stored, keysOfMessage(row))
  }

  /** Whose it is stands beside its words, as keys that no word has. Who may still look is asked when it is found. */
  #add({ n, conversation_n, worker_id, client_id }: Scope, keys: readonly string[]): void {
    if (keys.length === 0) return
    this.#insert.run(n, `${conversationKey(conversation_n)} ${memberKey(worker_id)} ${memberKey(client_id)} ${keys.join(' ')}`)
  }

  step(user_id: string, question: SearchQuestion): SearchStep {
    // Summed over all of somebody's conversations: once for all steps of a page, and not at all where none has to know.
    let { size } = question
    const step = this.#step(user_id, question, () => (size ??= this.#countMine(user_id, question.conversation_id ?? null)))
    return size === undefined ? step : { ...step, size }
  }

  #step(
    user_id: string,
    { keys, conversation_id, before = Number.MAX_SAFE_INTEGER, limit }: SearchQuestion,
    countMine: () => number,
  ): SearchStep {
    const conversation = conversation_id ?? null
    const newest = this.#indexed_to + this.unindexed
    const end = Math.min(before, newest + 1)
    if (end > this.#indexed_to + 1) {
      const few = end - this.#indexed_to <= STEP_MESSAGES
      const byConversation = !few && countMine() <= STEP_MESSAGES
      const after = few || byConversation ? this.#indexed_to : end - STEP_MESSAGES
      this.#onQuery()
      const statement = byConversation ? this.#recentByConversation : this.#recent
      return this.#stepOf(statement.all(user_id, conversation, after, end, limit), after, limit)
    }
    const mine = countMine()
    if (mine === 0) return { rows: [] }
    const width = mine <= STEP_MESSAGES ? this.#indexed_to : Math.ceil((this.#indexed_to * STEP_MESSAGES) / mine)
    const after = Math.max(0, end - 1 - width)
    const scope = conversation === null ? memberKey(user_id) : conversationKey(this.#conversation.get(conversation)?.n ?? 0)
    // Quoted, a key is a word and never an operator; keys hold no quotes (domain/search).
    const match = [scope, ...keys].map((key) => `"${key}"`).join(' AND ')
    this.#onQuery()
    return this.#stepOf(this.#indexed.all(user_id, match, after, end, limit), after, limit)
  }

  #countMine(user_id: string, conversation: string | null): number {
    this.#onQuery()
    return this.#mine.get(user_id, conversation)?.messages ?? 0
  }

  /** `found` are all of those after a number, or the newest `limit` of them. */
  #stepOf(found: readonly Found[], after: number, limit: number): SearchStep {
    const next = found.length < limit ? after + 1 : (found.at(-1)?.place ?? 1)
    const rows = found.flatMap(({ place, id }) => {
      this.#onQuery()
      const message = this.#message.get(id)
      return message ? [{ place, message }] : []
    })
    return next > 1 ? { rows, next } : { rows }
  }
}

const conversationKey = (n: number): string => `#${n.toString(36)}`
/** An id may hold anything, a hash letters and digits. Two people with one hash cost each other time and see nothing. */
const memberKey = (user_id: string): string => `@${Bun.hash.xxHash64(user_id).toString(36)}`

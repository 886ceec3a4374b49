// What must be true of the database after any number of kills, told as sentences: one for each thing that is not.

import { Database } from 'bun:sqlite'
import type { Message } from '@jobline/protocol'
import type { Sender, Sent } from './sender.ts'

export interface Evidence {
  readonly senders: readonly Sender[]
  /** Each conversation as REST tells it, all pages, in the order told. */
  readonly conversations: ReadonlyMap<string, readonly Message[]>
  readonly database: string
}

export function judge({ senders, conversations, database }: Evidence): string[] {
  const problems: string[] = []
  const rows = new Map<string, Message[]>()
  for (const messages of conversations.values()) {
    messages.forEach((message, index) => {
      if (message.seq !== index + 1) problems.push(`hole: ${message.conversation_id} has seq ${message.seq} at place ${index + 1}`)
      rows.set(message.id, [...(rows.get(message.id) ?? []), message])
    })
  }
  for (const [id, copies] of rows) if (copies.length > 1) problems.push(`twice: ${id} is there ${copies.length} times`)
  const written = new Map<string, Sent>()
  for (const sender of senders) {
    for (const message of sender.sent) written.set(message.id, message)
    problems.push(...judgeSender(sender, rows))
  }
  for (const [id, [row]] of rows) {
    if (row?.kind !== 'system' && !written.has(id)) problems.push(`unknown: ${id} is there and nobody sent it`)
  }
  return [...problems, ...judgeDatabase(database)]
}

function judgeSender(sender: Sender, rows: ReadonlyMap<string, readonly Message[]>): string[] {
  const problems: string[] = []
  const last_seq = new Map<string, number>()
  for (const { id, conversation_id, text } of sender.sent) {
    const row = rows.get(id)?.[0]
    const place = sender.acked.get(id)
    if (!row) {
      if (place) problems.push(`lost: ${id} of ${sender.user_id} was acknowledged at seq ${place.seq} and is not there`)
      continue
    }
    if (place && (place.seq !== row.seq || place.rev !== row.rev)) {
      problems.push(`moved: ${id} was acknowledged at ${place.seq} rev ${place.rev} and stands at ${row.seq} rev ${row.rev}`)
    }
    if (row.text !== text || row.sender_id !== sender.user_id || row.conversation_id !== conversation_id) {
      problems.push(`changed: ${id} of ${sender.user_id} is not what was sent`)
    }
    if (row.seq <= (last_seq.get(conversation_id) ?? 0)) problems.push(`order: ${id} of ${sender.user_id} overtook an earlier one`)
    last_seq.set(conversation_id, row.seq)
  }
  return problems
}

/** What the file itself must hold to: sound pages, heads that agree with their rows, unread counts that add up. */
function judgeDatabase(path: string): string[] {
  const db = new Database(path, { readonly: true })
  try {
    const sound = db.query<{ integrity_check: string }, []>('PRAGMA integrity_check').all()
    const problems = sound.flatMap(({ integrity_check }) => (integrity_check === 'ok' ? [] : [`damaged: ${integrity_check}`]))
    const orphans = db.query('PRAGMA foreign_key_check').all()
    if (orphans.length > 0) problems.push(`damaged: ${orphans.length} rows name something that is not there`)
    const heads = db
      .query<{ id: string }, []>(
        `SELECT c.id FROM conversations c WHERE
         c.last_seq <> (SELECT count(*) FROM message_rows m WHERE m.conversation_id = c.id)
         OR c.last_seq <> (SELECT max(seq) FROM message_rows m WHERE m.conversation_id = c.id)
         OR c.rev <> (SELECT max(rev) FROM message_rows m WHERE m.conversation_id = c.id)`,
      )
      .all()
    problems.push(...heads.map(({ id }) => `head: ${id} does not agree with its messages`))
    const counts = db
      .query<{ user_id: string }, []>(
        `SELECT m.user_id FROM members m WHERE m.unread <> (SELECT count(*) FROM message_rows x WHERE x.conversation_id = m.conversation_id
         AND x.seq > m.read_seq AND x.sender_id IS NOT NULL AND x.sender_id <> m.user_id AND x.deleted_at IS NULL)`,
      )
      .all()
    problems.push(...counts.map(({ user_id }) => `unread: the count of ${user_id} does not add up`))
    return problems
  } finally {
    db.close()
  }
}

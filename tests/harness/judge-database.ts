// What must be true of a database file after anything that happened to its process, told as sentences.

import { Database } from 'bun:sqlite'

/** What the file itself must hold to: sound pages, heads that agree with their rows, unread counts that add up. */
export function judgeDatabase(path: string): string[] {
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

// What the stopped server left on disk, read with nobody's help: were the acknowledged messages stored, each
// once, in a row without holes?

import { Database } from 'bun:sqlite'

export interface StoredMessages {
  readonly rows: number
  readonly ids: number
  /** Conversations whose numbers are not 1, 2, 3, … up to the head's last. */
  readonly with_holes: number
}

export function readStoredMessages(database: string): StoredMessages {
  const db = new Database(database, { readonly: true })
  try {
    const { rows, ids } = db
      .query<{ rows: number; ids: number }, []>("SELECT count(*) AS rows, count(DISTINCT id) AS ids FROM message_rows WHERE kind = 'text'")
      .get() ?? { rows: Number.NaN, ids: Number.NaN }
    const holes = db
      .query<{ n: number }, []>(
        `SELECT count(*) AS n FROM conversations c JOIN
           (SELECT conversation_id, count(*) AS rows, min(seq) AS first, max(seq) AS last FROM message_rows GROUP BY conversation_id) m
         ON m.conversation_id = c.id WHERE m.first <> 1 OR m.rows <> m.last OR m.last <> c.last_seq`,
      )
      .get()
    return { rows, ids, with_holes: holes?.n ?? Number.NaN }
  } finally {
    db.close()
  }
}

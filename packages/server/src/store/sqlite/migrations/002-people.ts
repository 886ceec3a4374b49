// What people let others see of them: settings, blocks, reports. The meaning of each column stands at domain/rows.ts.

export const people = `
-- Of those who ever changed something; everybody else has what is usual.
CREATE TABLE settings (
  user_id TEXT PRIMARY KEY,
  read_receipts INTEGER NOT NULL,
  presence INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE blocks (
  user_id TEXT NOT NULL REFERENCES users (id),
  blocked_id TEXT NOT NULL REFERENCES users (id),
  blocked_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, blocked_id)
) WITHOUT ROWID, STRICT;

-- n is the order in which they came. Nothing refers to messages: what was reported outlives them.
CREATE TABLE reports (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL,
  job_id TEXT NOT NULL,
  reporter_id TEXT NOT NULL,
  reported_user_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  messages TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

ALTER TABLE members ADD COLUMN blocked_at INTEGER;
ALTER TABLE members ADD COLUMN silent_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN tail_seq INTEGER;
ALTER TABLE members ADD COLUMN tail_at INTEGER;

ALTER TABLE messages ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN others_text TEXT;
ALTER TABLE messages ADD COLUMN others_edited_at INTEGER;
DROP VIEW message_rows;
CREATE VIEW message_rows AS
  SELECT c.id AS conversation_id, m.seq, m.id, m.rev, m.first_rev, m.kind, m.sender_id, m.text, m.event, m.reply_to_id,
         m.sent_at, m.created_at, m.edited_at, m.deleted_at, m.reactions, m.payload_hash, m.withheld, m.others_text,
         m.others_edited_at
  FROM messages m JOIN conversations c ON c.n = m.conversation_n;
`

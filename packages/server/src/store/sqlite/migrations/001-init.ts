// First schema. Times are milliseconds UTC, flags 0/1; the meaning of each column stands at domain/rows.ts.

export const init = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  avatar_url TEXT,
  last_seen_at INTEGER,
  revoked_at INTEGER
) WITHOUT ROWID, STRICT;

CREATE TABLE revoked_tokens (
  user_id TEXT NOT NULL,
  jti TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, jti)
) WITHOUT ROWID, STRICT;

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  status_label TEXT,
  price_minor INTEGER,
  currency TEXT,
  place TEXT,
  starts_at INTEGER,
  ends_at INTEGER
) WITHOUT ROWID, STRICT;

-- The number n stands for the conversation in its messages: an index entry with it is a quarter of one with the id.
CREATE TABLE conversations (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  job_id TEXT NOT NULL REFERENCES jobs (id),
  worker_id TEXT NOT NULL REFERENCES users (id),
  client_id TEXT NOT NULL REFERENCES users (id),
  status TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  UNIQUE (job_id, worker_id, client_id)
) STRICT;

CREATE TABLE members (
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL,
  joined_at INTEGER NOT NULL,
  removed_at INTEGER,
  delivered_seq INTEGER NOT NULL,
  read_seq INTEGER NOT NULL,
  shown_read_seq INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  marked_unread INTEGER NOT NULL,
  archived_at INTEGER,
  pinned_at INTEGER,
  muted_until INTEGER,
  draft TEXT,
  changed INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID, STRICT;
CREATE INDEX members_by_user ON members (user_id, conversation_id);

-- Kept in the order of arrival: a commit then dirties few pages, whichever conversations its messages belong to.
CREATE TABLE messages (
  n INTEGER PRIMARY KEY,
  conversation_n INTEGER NOT NULL REFERENCES conversations (n),
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  first_rev INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sender_id TEXT,
  text TEXT,
  event TEXT,
  reply_to_id TEXT,
  sent_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted_at INTEGER,
  reactions TEXT,
  payload_hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_by_id ON messages (id);
CREATE UNIQUE INDEX messages_by_seq ON messages (conversation_n, seq);
-- Only of messages that changed after they were stored. The others stand in the order of rev already, and an index over
-- all of them would dirty one more page for each message sent.
CREATE INDEX messages_changed_later ON messages (conversation_n, rev) WHERE rev <> first_rev;
CREATE VIEW message_rows AS
  SELECT c.id AS conversation_id, m.seq, m.id, m.rev, m.first_rev, m.kind, m.sender_id, m.text, m.event, m.reply_to_id,
         m.sent_at, m.created_at, m.edited_at, m.deleted_at, m.reactions, m.payload_hash
  FROM messages m JOIN conversations c ON c.n = m.conversation_n;

CREATE TABLE withdrawn (
  id TEXT PRIMARY KEY,
  sender_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
`

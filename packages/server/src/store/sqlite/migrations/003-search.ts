// The index of search: keys of messages by their number, and no text. Filled behind, from position 0, by sqlite-search.ts, which also says
// why it is tuned so.

export const search = `
CREATE VIRTUAL TABLE message_search USING fts5(
  keys, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '@#'"
);
INSERT INTO message_search (message_search, rank) VALUES ('automerge', 0);
INSERT INTO message_search (message_search, rank) VALUES ('usermerge', 4);
INSERT INTO message_search (message_search, rank) VALUES ('crisismerge', 64);
`

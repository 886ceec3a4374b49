// Rows as a cache keeps them, for tests of the device's storage.

import type { ConversationRow, SendItem } from '@jobline/client'
import type { Message } from '@jobline/protocol'
import { CONVERSATION, conversation, message } from './example-data.ts'

/** A conversation of which everything up to `last_seq` is stored. */
export const conversationRow = (id: string, last_seq: number): ConversationRow => ({
  id,
  conversation: conversation(last_seq, { id }),
  row_rev: last_seq,
  range: { first_seq: 1, last_seq, rev: last_seq, ahead_seqs: [], ahead_revs: [] },
})

export const storedMessage = (conversation_id: string, seq: number): Message =>
  message(seq, { id: `${conversation_id}-${seq}`, conversation_id })

export const sendItem = (id: string, place: number, changes: Partial<SendItem> = {}): SendItem => ({
  kind: 'send',
  id,
  conversation_id: CONVERSATION,
  text: 'unsent',
  sent_at: place,
  place,
  state: 'queued',
  ...changes,
})

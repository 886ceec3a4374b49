// Example data of the scripted tests: I am `me`, the other is `other`; a test names only what it is about.

import type { Conversation, Member, MemberState, Message } from '@jobline/protocol'

export const ME = 'me'
export const OTHER = 'other'
export const CONVERSATION = '5f0c2f6e-7a54-4f0e-9a1c-2d6b8e3f4a10'
export const ANOTHER = '11111111-2222-4333-8444-555555555555'
const START = Date.UTC(2026, 5, 1, 8)

export const messageId = (seq: number, letter = 'a') => `${letter.repeat(8)}-0000-4000-8000-${String(seq).padStart(12, '0')}`

export const member = (user_id: string, changes: Partial<Member> = {}): Member => ({
  user_id,
  role: user_id === ME ? 'worker' : 'client',
  name: user_id,
  joined_at: START,
  delivered_seq: 0,
  shown_read_seq: 0,
  ...changes,
})

export const message = (seq: number, changes: Partial<Message> = {}): Message => ({
  id: messageId(seq),
  conversation_id: CONVERSATION,
  seq,
  rev: seq,
  kind: 'text',
  sender_id: OTHER,
  text: `text ${seq}`,
  sent_at: START + seq,
  created_at: START + seq,
  ...changes,
})

type ConversationChanges = Partial<Omit<Conversation, 'state'>> & { state?: Partial<MemberState> }

/** With `last_seq` messages of the other, each of which took one `rev`. */
export const conversation = (last_seq = 0, { state, ...changes }: ConversationChanges = {}): Conversation => {
  const id = changes.id ?? CONVERSATION
  return {
    id,
    status: 'open',
    job: { id: 'job-1', version: 1, title: 'Kitchen sink replacement', status: 'accepted' },
    members: [member(ME), member(OTHER)],
    last_seq,
    rev: last_seq,
    ...(last_seq > 0 ? { last_message: message(last_seq, { conversation_id: id }) } : {}),
    created_at: START,
    last_activity_at: START + last_seq,
    ...changes,
    state: { conversation_id: id, read_seq: 0, unread: last_seq, ...state },
  }
}

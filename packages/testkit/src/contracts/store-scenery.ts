// The least that a store's contract needs to have something to read: conversations, messages, marks, written straight
// through units of work. Not the domain's verbs: a store must keep its word without them.

import type { Store } from '@jobline/server'

export type Unit = Parameters<Parameters<Store['transact']>[1]>[0]
export type MessageRow = Unit['inserted_messages'][number]
type Head = Unit['inserted_heads'][number]
type MemberRow = Head['members'][number]

let last_number = 0
const nextId = (prefix: string) => `${prefix}-${String(++last_number).padStart(6, '0')}`

const user = (id: string) => ({ id, name: id, avatar_url: null, last_seen_at: null, revoked_at: null })

const member = (conversation_id: string, user_id: string, role: MemberRow['role'], changed: number): MemberRow => ({
  conversation_id,
  user_id,
  role,
  joined_at: 1,
  removed_at: null,
  delivered_seq: 0,
  read_seq: 0,
  shown_read_seq: 0,
  unread: 0,
  marked_unread: 0,
  archived_at: null,
  pinned_at: null,
  muted_until: null,
  draft: null,
  blocked_at: null,
  silent_seq: 0,
  tail_seq: null,
  tail_at: null,
  changed,
})

/** A conversation without messages, of ana and ben unless somebody else is named. */
export async function openConversation(
  store: Store,
  {
    job_id = 'job-1',
    worker_id = 'ana',
    client_id = 'ben',
    at = 1_000,
  }: { job_id?: string; worker_id?: string; client_id?: string; at?: number } = {},
): Promise<string> {
  const id = nextId('c')
  await store.transact([{ job_ids: [job_id], user_ids: [worker_id, client_id] }], (unit) => {
    for (const user_id of [worker_id, client_id]) if (!unit.users.has(user_id)) unit.dirty_users.add(user(user_id))
    const job = {
      id: job_id,
      version: 1,
      title: 'A job',
      status: 'open' as const,
      status_label: null,
      price_minor: null,
      currency: null,
      place: null,
      starts_at: null,
      ends_at: null,
    }
    if (!unit.jobs.has(job_id)) unit.dirty_jobs.add(job)
    const conversation = {
      id,
      job_id,
      worker_id,
      client_id,
      status: 'open' as const,
      last_seq: 0,
      rev: 0,
      changed: unit.commit_no,
      created_at: at,
      last_activity_at: at,
    }
    const head = {
      conversation,
      members: [member(id, worker_id, 'worker', unit.commit_no), member(id, client_id, 'client', unit.commit_no)],
    }
    unit.heads.set(id, head)
    unit.inserted_heads.push(head)
  })
  return id
}

interface NewMessage {
  readonly sender_id: string | null
  readonly id?: string
  readonly text?: string
  readonly withheld?: number
  readonly others_text?: string
  readonly others_edited_at?: number
}

function insertMessage(
  unit: Unit,
  conversation_id: string,
  { sender_id, id = nextId('m'), text = `text of ${id}`, ...rest }: NewMessage,
): MessageRow {
  const head = headOf(unit, conversation_id)
  const rev = ++head.conversation.rev
  const row: MessageRow = {
    conversation_id,
    seq: ++head.conversation.last_seq,
    id,
    rev,
    first_rev: rev,
    kind: sender_id === null ? 'system' : 'text',
    sender_id,
    text,
    event: null,
    reply_to_id: null,
    sent_at: 1,
    created_at: 2,
    edited_at: null,
    deleted_at: null,
    reactions: null,
    payload_hash: 'hash',
    withheld: 0,
    others_text: null,
    others_edited_at: null,
    ...rest,
  }
  unit.touchConversation(head.conversation)
  unit.insertMessage(row)
  for (const other of head.members) {
    if (sender_id === null || other.user_id === sender_id) continue
    other.unread++
    unit.dirty_members.add(other)
  }
  return row
}

/** Adds one message in a unit of its own; `within` in one that has the head loaded. */
export const addMessage = Object.assign(
  async (store: Store, conversation_id: string, message: NewMessage): Promise<MessageRow> =>
    store.transact([{ conversation_ids: [conversation_id] }], (unit) => ({ ...insertMessage(unit, conversation_id, message) })),
  { within: insertMessage },
)

export async function touchMessage(store: Store, { id, conversation_id }: MessageRow, changes: Partial<MessageRow>): Promise<MessageRow> {
  return store.transact([{ message_ids: [id] }], (unit) => {
    const row = unit.messages.get(id)
    if (!row) throw new Error(`unable to change ${id}; it was not loaded`)
    const head = headOf(unit, conversation_id)
    Object.assign(row, changes, { rev: ++head.conversation.rev })
    unit.touchMessage(row)
    unit.touchConversation(head.conversation)
    return { ...row }
  })
}

export const deleteMessage = {
  /** In a unit that has the message loaded, or has just inserted it; `table` follows. */
  within(unit: Unit, { id, conversation_id }: MessageRow, table: MessageRow[]): void {
    const row = unit.messages.get(id)
    if (!row) throw new Error(`unable to delete ${id}; it was not loaded`)
    if (row.deleted_at !== null) return
    Object.assign(row, { text: null, deleted_at: 3, rev: ++headOf(unit, conversation_id).conversation.rev })
    unit.touchMessage(row)
    unit.noteDeleted(row)
    unit.touchConversation(headOf(unit, conversation_id).conversation)
    const kept = table.find((candidate) => candidate.id === id)
    if (kept) Object.assign(kept, row)
  },
}

export async function changeMember(
  store: Store,
  conversation_id: string,
  user_id: string,
  changes: Partial<MemberRow>,
  { seen_by_all }: { seen_by_all: boolean },
): Promise<void> {
  await store.transact([{ conversation_ids: [conversation_id] }], (unit) => {
    const head = headOf(unit, conversation_id)
    const row = head.members.find((candidate) => candidate.user_id === user_id)
    if (!row) throw new Error(`unable to change ${user_id}; not a member`)
    Object.assign(row, changes)
    unit.touchMember(head, row, seen_by_all)
  })
}

/** Everything that reads tell of one conversation, to compare before and after. */
export async function readAll(store: Store, conversation_id: string): Promise<unknown> {
  return {
    ana: await store.getConversation('ana', conversation_id),
    ben: await store.getConversation('ben', conversation_id),
    messages: await store.listMessages('ana', conversation_id, { after_seq: 0, limit: 1_000 }),
    changes: await store.listChanges('ana', conversation_id, 0, 1_000),
  }
}

function headOf(unit: Unit, conversation_id: string): Head {
  const head = unit.heads.get(conversation_id)
  if (!head) throw new Error(`unable to find the head of ${conversation_id}; it was not loaded`)
  return head
}

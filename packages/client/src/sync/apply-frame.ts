// What a frame or a page changes in the row of its conversation: pure, (row, what came) → row and messages to keep.
// Everything may come twice, late, or out of order; the greater `rev`, and of watermarks the greater seq, wins.
// Rules: G4, G5, CV-3, ORDER-4, READ-1, READ-2, READ-5, STATE-3, SYNC-6 to SYNC-8.

import type { CatchUpPage, Conversation, DownFrame, HistoryPage, Job, Member, MemberState, Message } from '@jobline/protocol'
import type { ConversationRow, PendingState } from '../cache/cache.ts'
import { jumpRev, noteRev, noteSeq, type Range, startRange } from './range.ts'

/** A device further behind than this drops what it holds of a conversation and starts from the newest. */
export const FAR_BEHIND = 200

export interface Applied {
  readonly row: ConversationRow
  readonly messages?: readonly Message[]
  /** The held range started anew: stored messages of the conversation go first. */
  readonly emptied?: boolean
}

/** Somebody else's, to be seen by me. */
export const isFromOther = ({ sender_id, kind, deleted_at, withheld }: Message, user_id: string) =>
  sender_id !== undefined && sender_id !== user_id && kind !== 'system' && deleted_at === undefined && !withheld

/** Up to here the server knows that a device of this person has stored everything. */
export const knownDelivered = (conversation: Conversation, user_id: string): number =>
  Math.max(find(conversation, { user_id })?.delivered_seq ?? 0, conversation.state.read_seq)

/** Something of it is missing here: announced revs that never came, or messages between those that did. */
export const isBehind = ({ range, conversation }: ConversationRow) => range.rev < conversation.rev || range.last_seq < conversation.last_seq

/** A message came by itself: new (an acknowledged own one too), or, with `is_update`, changed. */
export function applyMessage(row: ConversationRow, message: Message, user_id: string, is_update = false): Applied {
  const { conversation, range } = row
  const { seq, rev, withheld } = message
  if (rev <= range.rev || range.ahead_revs.includes(rev)) return { row }
  const in_sight = seq >= range.first_seq
  let next = noteRev(range, rev)
  if (in_sight) next = noteSeq(next, seq)

  let { state } = conversation
  // A person's new message brings an archived conversation back; one that came before it was archived here does not.
  if (
    !is_update &&
    row.pending_state?.archived === undefined &&
    message.kind !== 'system' &&
    !withheld &&
    rev > row.row_rev &&
    state.archived_at !== undefined
  )
    state = { ...state, archived_at: undefined }
  // What the server's row already counted is not counted again.
  if (seq > state.read_seq && rev > row.row_rev && message.sender_id !== user_id && !withheld) {
    if (!is_update && isFromOther(message, user_id)) state = { ...state, unread: state.unread + 1 }
    else if (is_update && message.deleted_at !== undefined) state = { ...state, unread: Math.max(0, state.unread - 1) }
  }
  const last = conversation.last_message
  // Withheld ones may lie behind it: it is the last that I see, and not the last of all.
  const is_last = !withheld && (!last || seq > last.seq || (seq === last.seq && rev > last.rev))
  const updated: Conversation = {
    ...conversation,
    state,
    rev: Math.max(conversation.rev, rev),
    last_seq: Math.max(conversation.last_seq, seq),
    last_message: is_last ? message : last,
    last_activity_at: Math.max(conversation.last_activity_at, is_last ? message.created_at : 0),
  }
  return { row: { ...row, conversation: updated, range: next }, messages: in_sight ? [message] : [] }
}

/** The whole row came: with a sync page, a catch-up, or because members or status changed. */
export function applyConversation(row: ConversationRow | undefined, incoming: Conversation): Applied {
  if (!row) return restart({ id: incoming.id, conversation: incoming, row_rev: incoming.rev })
  const { conversation } = row
  const newer = incoming.rev >= conversation.rev ? incoming : conversation
  const state = mergeState(row, incoming.state, newer.last_seq, newer !== incoming)
  const merged: Conversation = {
    ...newer,
    members: newer.members.map((member) => mergeMarks(mergeMarks(member, find(conversation, member)), find(incoming, member))),
    job: newerJob(conversation, incoming.job),
    state,
  }
  const row_rev = newer === incoming ? incoming.rev : row.row_rev
  const next: ConversationRow = { ...row, row_rev, conversation: merged, pending_read_seq: pendingAfter(row, incoming.state) }
  return merged.last_seq - row.range.last_seq > FAR_BEHIND ? restart(next) : { row: next }
}

/** Holds only the newest message, which the row itself brings. */
export function restart(row: Omit<ConversationRow, 'range'>): Applied {
  const { last_seq, rev, last_message } = row.conversation
  const holds_last = last_message?.seq === last_seq
  return {
    row: { ...row, range: startRange(last_seq, rev, holds_last) },
    messages: holds_last ? [last_message] : [],
    emptied: true,
  }
}

/** What this person wants of the conversation and the server has not confirmed, taken over from a row that goes. */
export function applySettings(applied: Applied, from: ConversationRow | undefined): Applied {
  const pending_state = from?.pending_state
  if (!pending_state) return applied
  const { row } = applied
  const state = overlay(row.conversation.state, pending_state, from.conversation.state)
  return { ...applied, row: withState({ ...row, pending_state }, state) }
}

/** A conversation frame is one step of its `rev`; a row out of a page is not. */
export function applyConversationFrame(row: ConversationRow | undefined, incoming: Conversation): Applied {
  const applied = applyConversation(row, incoming)
  return { ...applied, row: { ...applied.row, range: noteRev(applied.row.range, incoming.rev) } }
}

export function applyJob(row: ConversationRow, job: Job, rev: number): Applied {
  const { conversation } = row
  return {
    row: {
      ...row,
      conversation: { ...conversation, job: newerJob(conversation, job), rev: Math.max(conversation.rev, rev) },
      range: noteRev(row.range, rev),
    },
  }
}

/** `after_rev` is what was asked: a mark that was set back meanwhile must not be carried over what nobody told. */
export function applyCatchUp(row: ConversationRow, page: CatchUpPage, after_rev: number): Applied {
  const applied = applyConversation(row, page.conversation)
  if (applied.emptied) return applied
  let { range } = applied.row
  const messages = page.messages.filter((message) => message.seq >= range.first_seq)
  for (const message of messages) range = noteSeq(range, message.seq)
  if (after_rev <= range.rev) range = jumpRev(range, page.up_to_rev)
  return { row: { ...applied.row, range }, messages }
}

/** A page of older messages that ends where the range begins. */
export function applyHistory(row: ConversationRow, page: HistoryPage): Applied {
  const { range } = row
  const messages = page.messages.filter((message) => message.seq < range.first_seq)
  const first = messages[0]
  const last = messages[messages.length - 1]
  // Nothing older where there should be: the range begins where the server's history does.
  if (!first || !last) return { row: page.more_before ? row : { ...row, range: { ...range, first_seq: 1 } } }
  if (last.seq !== range.first_seq - 1) return { row }
  // Frames about these messages were passed over while they were out of sight. What came after the page was read counts
  // as not seen, and is asked for again.
  const { up_to_rev } = page
  const rev = Math.min(range.rev, up_to_rev)
  const extended: Range = { ...range, first_seq: first.seq, rev, ahead_revs: range.ahead_revs.filter((ahead) => ahead <= up_to_rev) }
  return { row: { ...row, range: extended }, messages }
}

/** Somebody's watermark. A read one is what that person shows, or my own mark from another device. */
export function applyMark(
  row: ConversationRow,
  { type, user_id, seq }: Pick<DownFrame<'read_receipt' | 'delivery_receipt'>, 'type' | 'user_id' | 'seq'>,
  me: string,
): ConversationRow {
  const { conversation } = row
  const is_read = type === 'read_receipt'
  const members = conversation.members.map((member) =>
    member.user_id !== user_id ? member : mergeMarks(member, { delivered_seq: seq, shown_read_seq: is_read ? seq : 0 }),
  )
  const changed = members.some((member, index) => member !== conversation.members[index])
  const state = is_read && user_id === me ? readUpTo(row, seq) : conversation.state
  if (!changed && state === conversation.state) return row
  return { ...row, conversation: { ...conversation, members, state } }
}

/** My read mark moved to `seq`. `unread_after` counts exactly where the messages are at hand. */
export function readUpTo({ conversation }: ConversationRow, seq: number, unread_after?: number): MemberState {
  const { state } = conversation
  // Read before: nothing is counted again, but it was looked at.
  const seen = state.marked_unread ? { ...state, marked_unread: undefined } : state
  if (seq <= state.read_seq) return seen
  const rest = conversation.last_seq - seq
  return { ...seen, read_seq: seq, unread: rest > 0 ? (unread_after ?? Math.min(state.unread, rest)) : 0 }
}

/** Another device of mine changed what only I see. */
export function applyState(row: ConversationRow, state: MemberState): ConversationRow {
  const merged = mergeState(row, state, row.conversation.last_seq, false)
  return { ...withState(row, merged), pending_read_seq: pendingAfter(row, state) }
}

/** The server's word, but for what this device has done and the server has not confirmed. */
function mergeState(row: ConversationRow, incoming: MemberState, last_seq: number, is_stale: boolean): MemberState {
  const { conversation } = row
  const local = conversation.state
  let { read_seq, unread } = incoming
  if (local.read_seq > read_seq) {
    read_seq = local.read_seq
    // The server's count is of an older mark. Without new messages mine is exact, with some it is the upper bound.
    unread = last_seq === conversation.last_seq ? Math.min(local.unread, unread) : Math.min(unread, last_seq - read_seq)
  } else if (is_stale && local.read_seq === read_seq) unread = local.unread
  return overlay({ ...incoming, read_seq, unread }, row.pending_state, local)
}

/**
 * Own settings that the server has not confirmed lie over what it says. What began with a setting began when it was made
 * here (`local`), or now.
 */
export function overlay(state: MemberState, pending: PendingState | undefined, local: MemberState, now?: number): MemberState {
  if (!pending) return state
  const { archived, pinned, ...plain } = pending
  const since = (at: 'archived_at' | 'pinned_at', is_on: boolean | undefined) =>
    is_on === undefined ? {} : { [at]: is_on ? (state[at] ?? local[at] ?? now) : undefined }
  // What is taken away is absent.
  const values = Object.entries(plain).map(([key, value]) => [key, value || undefined])
  return { ...state, ...since('archived_at', archived), ...since('pinned_at', pinned), ...Object.fromEntries(values) }
}

/** A read mark of this device that the server has not reached. */
const pendingAfter = ({ pending_read_seq = 0 }: ConversationRow, { read_seq }: MemberState) =>
  pending_read_seq > read_seq ? pending_read_seq : undefined

export const withState = (row: ConversationRow, state: MemberState): ConversationRow => ({
  ...row,
  conversation: { ...row.conversation, state },
})

const newerJob = ({ job }: Conversation, incoming: Job): Job => (incoming.version > job.version ? incoming : job)

const find = (conversation: Conversation, { user_id }: Pick<Member, 'user_id'>) =>
  conversation.members.find((member) => member.user_id === user_id)

/** Watermarks only rise, and read implies delivered. */
function mergeMarks(member: Member, marks: Pick<Member, 'delivered_seq' | 'shown_read_seq'> | undefined): Member {
  if (!marks) return member
  const shown_read_seq = Math.max(member.shown_read_seq, marks.shown_read_seq)
  const delivered_seq = Math.max(member.delivered_seq, marks.delivered_seq, shown_read_seq)
  return shown_read_seq === member.shown_read_seq && delivered_seq === member.delivered_seq
    ? member
    : { ...member, delivered_seq, shown_read_seq }
}

import { describe, expect, test } from 'bun:test'
import type { CatchUpPage, Conversation, DownFrame, HistoryPage, Message } from '@jobline/protocol'
import { SeededRandom } from '@jobline/testkit'
import { conversation, ME, member, message, OTHER } from '../../tests/example-data.ts'
import type { ConversationRow } from '../cache/cache.ts'
import {
  type Applied,
  applyCatchUp,
  applyConversation,
  applyConversationFrame,
  applyHistory,
  applyJob,
  applyMark,
  applyMessage,
  applyState,
  isBehind,
  readUpTo,
} from './apply-frame.ts'

const rowOf = (incoming: Conversation): ConversationRow => applyConversation(undefined, incoming).row

describe('CV-3 unread', () => {
  test('READ-5 counts messages of people that are not me', () => {
    const row = rowOf(conversation(1, { state: { read_seq: 1, unread: 0 } }))
    const unreadAfter = (changes: Partial<Message>) => applyMessage(row, message(2, changes), ME).row.conversation.state.unread
    expect(unreadAfter({})).toBe(1)
    expect(unreadAfter({ sender_id: ME })).toBe(0)
    expect(unreadAfter({ kind: 'system', sender_id: undefined })).toBe(0)
    expect(unreadAfter({ deleted_at: 1, text: undefined })).toBe(0)
  })

  test('READ-1 my read mark survives a row that does not know it yet', () => {
    const row = rowOf(conversation(5))
    const read = { ...row, pending_read_seq: 4, conversation: { ...row.conversation, state: readUpTo(row, 4, 1) } }
    const later = applyConversation(read, conversation(7)).row
    expect([later.conversation.state.read_seq, later.conversation.state.unread, later.pending_read_seq]).toEqual([4, 3, 4])
    const confirmed = applyConversation(later, conversation(7, { state: { read_seq: 4, unread: 3 } })).row
    expect(confirmed.pending_read_seq).toBeUndefined()
  })

  test('STATE-4 reading takes marked_unread away, also where nothing is new', () => {
    const row = rowOf(conversation(5, { state: { read_seq: 5, unread: 0, marked_unread: true } }))
    expect(readUpTo(row, 5).marked_unread).toBeUndefined()
    expect(readUpTo(rowOf(conversation(5, { state: { read_seq: 5, unread: 0 } })), 3).read_seq).toBe(5)
  })
})

test('BLOCK-7 what is withheld from me is not unread, not the last message and no activity, and no place is missing', () => {
  const before = rowOf(conversation(2, { state: { read_seq: 2, unread: 0, archived_at: 9 } }))
  const withheld = { text: undefined, withheld: true as const, created_at: 9_000 }
  const { row, messages } = applyMessage(before, message(3, withheld), ME)
  expect(messages).toHaveLength(1)
  expect(row.range).toMatchObject({ last_seq: 3, rev: before.range.rev + 1 })
  expect(row.conversation).toMatchObject({ last_seq: 3, state: { unread: 0, archived_at: 9 } })
  expect(row.conversation.last_message).toEqual(before.conversation.last_message as Message)
  expect(row.conversation.last_activity_at).toBe(before.conversation.last_activity_at)
  // One that came late, before the withheld one, is the last to be seen all the same; and so is the next.
  const ahead = applyMessage(before, message(4, withheld), ME).row
  expect(applyMessage(ahead, message(3), ME).row.conversation.last_message?.seq).toBe(3)
  const after = applyMessage(row, message(4), ME).row.conversation
  expect([after.last_message?.seq, after.state.unread, after.state.archived_at]).toEqual([4, 1, undefined])
})

describe('marks of others', () => {
  test('READ-1 READ-2 watermarks rise only, and read implies delivered', () => {
    const row = applyMark(rowOf(conversation(9)), { type: 'read_receipt', user_id: OTHER, seq: 7 }, ME)
    const marks = (of: ConversationRow) =>
      of.conversation.members.map(({ delivered_seq, shown_read_seq }) => [delivered_seq, shown_read_seq])
    expect(marks(row)).toEqual([
      [0, 0],
      [7, 7],
    ])
    expect(applyMark(row, { type: 'delivery_receipt', user_id: OTHER, seq: 6 }, ME)).toBe(row)
    const older = conversation(9, { rev: 12, members: [member(ME), member(OTHER, { delivered_seq: 8, shown_read_seq: 2 })] })
    expect(marks(applyConversation(row, older).row)).toEqual([
      [0, 0],
      [8, 7],
    ])
  })
})

describe('own settings', () => {
  test('what the server has not confirmed lies over what it says', () => {
    const row: ConversationRow = { ...rowOf(conversation(1)), pending_state: { archived: true, draft: null } }
    const { state } = applyState(row, { conversation_id: row.id, read_seq: 1, unread: 0, draft: 'old', archived_at: 7 }).conversation
    expect([state.archived_at, state.draft, state.unread]).toEqual([7, undefined, 0])
  })

  test('STATE-3 a person’s message brings an archived conversation back, the system’s does not', () => {
    const row = rowOf(conversation(1, { state: { archived_at: 5 } }))
    expect(applyMessage(row, message(2, { kind: 'system' }), ME).row.conversation.state.archived_at).toBe(5)
    expect(applyMessage(row, message(2), ME).row.conversation.state.archived_at).toBeUndefined()
  })
})

describe('jobs', () => {
  test('JOB-1 an older version is ignored, its rev is not', () => {
    const row = rowOf(conversation(1))
    const next = applyJob(row, { ...row.conversation.job, version: 3, title: 'New' }, 2).row
    const late = applyJob(next, { ...row.conversation.job, version: 2, title: 'Late' }, 3).row
    expect([late.conversation.job.title, late.range.rev]).toEqual(['New', 3])
  })
})

/** A conversation on the server, and the frames it announces. */
class Server {
  conversation: Conversation = conversation()
  readonly messages: Message[] = []

  #step(): number {
    this.conversation = { ...this.conversation, rev: this.conversation.rev + 1 }
    return this.conversation.rev
  }
  #put(changed: Message): void {
    this.messages[changed.seq - 1] = changed
    const { state } = this.conversation
    const unread = this.messages.filter((one) => one.seq > state.read_seq && one.sender_id === OTHER && one.deleted_at === undefined).length
    const last_message = this.messages.at(-1)
    this.conversation = {
      ...this.conversation,
      last_seq: this.messages.length,
      last_message,
      last_activity_at: last_message?.created_at ?? 0,
      state: { ...state, unread },
    }
  }
  act(chance: () => number): DownFrame {
    const what = chance()
    const rev = this.#step()
    const target = this.messages[Math.floor(chance() * this.messages.length)]
    if (what < 0.6 || !target) {
      const sent = message(this.messages.length + 1, { rev, sender_id: chance() < 0.5 ? ME : OTHER })
      this.#put(sent)
      return { type: 'chat_message', message: sent }
    }
    if (what < 0.75 && target.deleted_at === undefined) {
      const edited = { ...target, rev, text: `edit ${rev}`, edited_at: rev }
      this.#put(edited)
      return { type: 'message_update', message: edited }
    }
    if (what < 0.85 && target.deleted_at === undefined) {
      const { text: _, ...rest } = target
      const deleted = { ...rest, rev, deleted_at: rev }
      this.#put(deleted)
      return { type: 'message_update', message: deleted }
    }
    const job = { ...this.conversation.job, version: rev, title: `job ${rev}` }
    this.conversation = { ...this.conversation, job }
    return { type: 'job', conversation_id: this.conversation.id, rev, job }
  }
  catchUp(after_rev: number, limit: number): CatchUpPage {
    const changed = this.messages.filter(({ rev }) => rev > after_rev).sort((a, b) => a.rev - b.rev)
    const messages = changed.slice(0, limit)
    const more = changed.length > limit
    return { conversation: this.conversation, messages, up_to_rev: more ? (messages.at(-1)?.rev ?? 0) : this.conversation.rev, more }
  }
  history(before_seq: number, limit: number): HistoryPage {
    const older = this.messages.filter(({ seq }) => seq < before_seq)
    const messages = older.slice(-limit)
    const ends = { more_before: older.length > limit, more_after: true }
    return { conversation_id: this.conversation.id, messages, up_to_rev: this.conversation.rev, ...ends }
  }
}

describe('G4 whatever is lost, repeated or overtaken, the device ends equal to the server', () => {
  for (let block = 0; block < 10; block++) {
    test(`seeds ${block * 50} to ${block * 50 + 49}`, () => {
      for (let seed = block * 50; seed < block * 50 + 50; seed++) converge(seed)
    })
  }
})

function converge(seed: number): void {
  const random = new SeededRandom(seed)
  const chance = () => random.next()
  const server = new Server()
  for (let index = 0; index < chance() * 20; index++) server.act(chance)
  const stored = new Map<string, Message>()
  let row = rowOf(server.conversation)
  const keep = (applied: Applied) => {
    row = applied.row
    if (applied.emptied) stored.clear()
    for (const one of applied.messages ?? []) if (one.rev > (stored.get(one.id)?.rev ?? 0)) stored.set(one.id, one)
  }
  keep(applyConversation(undefined, server.conversation))

  const under_way: DownFrame[] = []
  const pages: (() => void)[] = []
  const receive = (frame: DownFrame | undefined) => {
    if (frame?.type === 'chat_message' || frame?.type === 'message_update')
      keep(applyMessage(row, frame.message, ME, frame.type === 'message_update'))
    else if (frame?.type === 'job') keep(applyJob(row, frame.job, frame.rev))
    else if (frame?.type === 'conversation') keep(applyConversationFrame(row, frame.conversation))
  }
  for (let step = 0; step < 80; step++) {
    const what = chance()
    if (what < 0.4) {
      const frame = server.act(chance)
      const fate = chance()
      if (fate > 0.1) under_way.push(frame)
      if (fate > 0.9) under_way.push(frame)
    } else if (what < 0.8) {
      // Mostly in order, sometimes not.
      receive(under_way.splice(chance() < 0.8 ? 0 : Math.floor(chance() * under_way.length), 1)[0])
    } else if (what < 0.88) {
      // Read now, arriving later: frames may come in between.
      const after_rev = row.range.rev
      const page = server.catchUp(after_rev, 3)
      pages.push(() => keep(applyCatchUp(row, page, after_rev)))
    } else if (what < 0.94) {
      const page = server.history(row.range.first_seq, 2)
      pages.push(() => keep(applyHistory(row, page)))
    } else pages.splice(0, 1)[0]?.()
  }
  for (const frame of under_way) receive(frame)
  // A new connection: the row comes whole, and what is missing is asked for.
  keep(applyConversation(row, server.conversation))
  for (let asked = 0; isBehind(row); asked++) {
    if (asked > 200) throw new Error(`seed ${seed}: it goes on asking`)
    keep(applyCatchUp(row, server.catchUp(row.range.rev, 3), row.range.rev))
  }

  const { first_seq, last_seq } = row.range
  const held = [...stored.values()].filter(({ seq }) => seq >= first_seq).sort((a, b) => a.seq - b.seq)
  const { members: _, ...local } = row.conversation
  const { members: __, ...remote } = server.conversation
  expect({ seed, last_seq, held, local }).toEqual({
    seed,
    last_seq: server.messages.length,
    held: server.messages.slice(first_seq - 1),
    local: remote,
  })
}

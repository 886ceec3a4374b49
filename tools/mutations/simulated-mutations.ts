// Planted bugs that the simulation has to see, each within a bounded number of seeds. They are what such systems get
// wrong: an answer too early, a hole that is skipped, a thing kept too late or forgotten too soon.

import { ackBeforeCommit, dedupeOff, type Edit, type Mutation } from './mutations.ts'

export interface SimulatedMutation extends Mutation {
  /** Seeds within which it has to be seen, where the usual number is not enough. */
  readonly seeds?: number
}

const bug = (
  name: string,
  breaks: string,
  ...edits: readonly (readonly [file: string, find: string, replace: string])[]
): SimulatedMutation => ({
  name,
  breaks,
  edits: edits.map(([file, find, replace]): Edit => ({ file: `packages/${file}`, find, replace })),
})

const DOMAIN = 'server/src/domain'
const SYNC = 'client/src/sync'

/** Of these a run meets few chances. */
const rare = (mutation: SimulatedMutation): SimulatedMutation => ({ ...mutation, seeds: 300 })

export const simulatedMutations: readonly SimulatedMutation[] = [
  // ── the server ──
  ackBeforeCommit,
  dedupeOff,
  bug(
    'a seq is given twice',
    'G3',
    [`${DOMAIN}/verbs/send-message.ts`, 'seq: ++conversation.last_seq,', 'seq: Math.max(1, conversation.last_seq),'],
    ['server/src/store/sqlite/migrations/001-init.ts', 'CREATE UNIQUE INDEX messages_by_seq', 'CREATE INDEX messages_by_seq'],
  ),
  bug('an edit takes no rev', 'G4', [
    `${DOMAIN}/message-update.ts`,
    'message.rev = ++head.conversation.rev',
    'message.rev = head.conversation.rev',
  ]),
  bug('a late receipt moves a watermark back', 'G5', [
    `${DOMAIN}/verbs/mark-read.ts`,
    'if (seq <= member.delivered_seq || isSilent',
    'if (seq === member.delivered_seq || isSilent',
  ]),
  bug('a deleted message stays unread', 'G4', [`${DOMAIN}/verbs/delete-message.ts`, '    member.unread--\n', '']),
  rare(
    bug('after_id is ignored', 'G3', [
      `${DOMAIN}/verbs/send-message.ts`,
      '  if (input.after_id === undefined) return',
      '  if (input.id !== undefined) return',
    ]),
  ),
  bug('catching up leaves out what changed later', 'G4', [
    'server/src/store/sqlite/sqlite-reads.ts',
    'const changed = this.#changedLater.all(conversation_id, after_rev, limit)',
    'const changed = this.#changedLater.all(conversation_id, after_rev, 0)',
  ]),
  bug('a setting does not move the cursor', 'G4', [
    `${DOMAIN}/verbs/set-member-state.ts`,
    'unit.touchMember(head, member, false)',
    'unit.dirty_members.add(member)',
  ]),
  bug('who was taken out is told what is said', 'G6', [
    `${DOMAIN}/announcement.ts`,
    'for (const member of head.members) if (member.removed_at === null) ids.push(member.user_id)',
    'for (const member of head.members) ids.push(member.user_id)',
  ]),

  // ── the client ──
  bug('a hole is ignored', 'G4', [
    `${SYNC}/apply-frame.ts`,
    'range.rev < conversation.rev || range.last_seq < conversation.last_seq',
    'range.rev < 0 && conversation.rev > 0',
  ]),
  bug('the mark is the greatest rev', 'G4', [`${SYNC}/apply-frame.ts`, 'let next = noteRev(range, rev)', 'let next = jumpRev(range, rev)']),
  rare(
    bug('the cursor is stored before its page', 'G4', [
      `${SYNC}/sync-engine.ts`,
      'const outbox_added = clear ?',
      'if (!clear) await replica.commit({ meta: { epoch: page.epoch, cursor: page.cursor } }).catch(() => {})\n    const outbox_added = clear ?',
    ]),
  ),
  bug('after a refused write the disk goes on', 'G4', [
    'client/src/cache/cache-writer.ts',
    '        is_refused = true\n        return store(batch, true)',
    '        is_refused = true\n        const given_up = store(batch, true)\n        is_refused = false\n        return given_up',
  ]),
  bug('what was under way is dropped at a start', 'G7', [
    `${SYNC}/replica.ts`,
    'for (const item of snapshot.outbox) put(item)',
    "for (const item of snapshot.outbox) if (item.state !== 'sending') put(item)",
  ]),
  bug('kept is told before it is on disk', 'G7', [
    `${SYNC}/replica.ts`,
    'await write({ outbox_added: [item] })',
    'void write({ outbox_added: [item] }).catch(() => {})',
  ]),
  bug('an attempted message is edited in place', 'G2', [
    'client/src/cache/memory/memory-cache.ts',
    "if (!stored || stored.state === 'sending') return false",
    'if (!stored) return false',
  ]),
  bug('another epoch is ignored', 'G4', [
    `${SYNC}/sync-engine.ts`,
    'const clear = starts_over || page.reset === true ||',
    'const clear = false &&',
  ]),
  rare(
    bug(
      'what a restore lost is not sent again',
      'SYNC-4',
      [`${SYNC}/recover-lost.ts`, 'undecided.map(({ id }) => id).filter((id) => known.has(id))', 'undecided.map(({ id }) => id)'],
      [`${SYNC}/recover-lost.ts`, 'undecided.filter(({ id }) => !known.has(id))', "undecided.filter(({ id }) => id === '')"],
    ),
  ),
  rare(
    bug('a read mark goes to another database', 'G5', [
      `${SYNC}/marks.ts`,
      '|| !isCurrent()) return',
      '|| (!isCurrent() && false)) return',
    ]),
  ),
  bug('delivered is told before it is stored', 'G5', [
    `${SYNC}/marks.ts`,
    'if (shown_seq !== undefined) await replica.idle()',
    'if (shown_seq !== undefined) await Promise.resolve()',
  ]),
  bug('sent is shown before the ack', 'G5', [
    'client/src/views/message-item.ts',
    'is_own: true, status: state }',
    "is_own: true, status: state === 'sending' ? 'sent' : state }",
  ]),
  bug('a tick is taken back', 'G5', [
    `${SYNC}/apply-frame.ts`,
    'Math.max(member.delivered_seq, marks.delivered_seq, shown_read_seq)',
    'Math.max(marks.delivered_seq, shown_read_seq)',
  ]),
]

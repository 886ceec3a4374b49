// Planted bugs in what blocking and settings promise: each takes one protection away, and the test files it names have to
// see it.

import type { Edit, Mutation } from './mutations.ts'

export interface AcceptedMutation extends Mutation {
  /** Below tests/acceptance. */
  readonly seen_by: string
}

const SERVER = 'packages/server/src'

const bug = (name: string, breaks: string, seen_by: string, file: string, find: string, replace: string): AcceptedMutation => {
  const edit: Edit = { file: `${SERVER}/${file}`, find, replace }
  return { name, breaks, seen_by, edits: [edit] }
}

export const peopleMutations: readonly AcceptedMutation[] = [
  bug(
    'a withheld message is told',
    'BLOCK-6',
    'block-withheld.test.ts',
    'domain/present.ts',
    'row.withheld === 1 && row.sender_id !== viewer_id',
    'row.withheld === 2 && row.sender_id !== viewer_id',
  ),
  bug(
    'one frame for both',
    'BLOCK-6',
    'block-silence.test.ts',
    'domain/announcement.ts',
    'differsByViewer(message) ? user_ids.map((id) => [id]) : [user_ids]',
    'differsByViewer(message) ? [user_ids] : [user_ids]',
  ),
  bug(
    'a withheld message counts and moves the list',
    'BLOCK-7',
    'block-withheld.test.ts',
    'domain/verbs/send-message.ts',
    'if (message.withheld === 1 && other !== member) {',
    'if (message.withheld === 2 && other !== member) {',
  ),
  bug(
    'a withheld message brings back from the archive',
    'BLOCK-7',
    'block-withheld.test.ts',
    'domain/verbs/send-message.ts',
    ' || isWithheldFrom(message, member.user_id)) continue',
    ') continue',
  ),
  bug(
    'an edit reaches who blocks',
    'BLOCK-8',
    'block-withheld.test.ts',
    'domain/verbs/edit-message.ts',
    'if (!isBlockedIn(head, member)) {',
    'if (!isBlockedIn(head, member) || message.seq > 0) {',
  ),
  bug(
    'a reaction reaches who blocks',
    'BLOCK-8',
    'block-withheld.test.ts',
    'domain/verbs/set-reaction.ts',
    'if (is_withheld) after.withheld_ids',
    'if (is_withheld && user_id === emoji) after.withheld_ids',
  ),
  bug(
    'receipts reach who is blocked',
    'BLOCK-5',
    'block.test.ts',
    'domain/verbs/mark-read.ts',
    'member.blocked_at !== null || seq <= member.silent_seq',
    'seq <= member.silent_seq',
  ),
  bug(
    'receipts jump when the block ends',
    'BLOCK-5',
    'block.test.ts',
    'domain/verbs/mark-read.ts',
    'member.blocked_at !== null || seq <= member.silent_seq',
    'member.blocked_at !== null',
  ),
  bug(
    'typing reaches who is blocked',
    'BLOCK-4',
    'block.test.ts',
    'store/sqlite/sqlite-reads.ts',
    'if (me.blocked_at !== null) return []',
    '',
  ),
  bug(
    'presence passes one way',
    'BLOCK-4',
    'block.test.ts',
    'store/sqlite/sqlite-reads.ts',
    'OR (user_id = users.id AND blocked_id = ?2)',
    '',
  ),
  bug(
    'the block of an open socket comes with its next question',
    'BLOCK-4',
    'block.test.ts',
    'domain/verbs/set-block.ts',
    'return [...announcements, { presence_user_id: user_id, other_user_id: blocked_id }]',
    'return announcements',
  ),
  bug(
    'who is blocked is told',
    'BLOCK-2',
    'block.test.ts',
    'domain/verbs/set-block.ts',
    'user_ids: [user_id], frame',
    'user_ids: head.members.map((each) => each.user_id), frame',
  ),
  bug(
    'blocking is a visible change',
    'BLOCK-2',
    'block.test.ts',
    'domain/verbs/set-block.ts',
    'unit.touchMember(head, member, false)',
    'unit.touchMember(head, member, true)',
  ),
  bug(
    'a conversation opened later is open',
    'BLOCK-1',
    'block.test.ts',
    'domain/verbs/put-conversation.ts',
    'unit.blocks.get(pairKey(user_id, other_id))?.blocked_at ?? null',
    'unit.blocks.get(pairKey(user_id, user_id + other_id))?.blocked_at ?? null',
  ),
  bug(
    'receipts are shown though they are off',
    'SETTINGS-2',
    'settings.test.ts',
    'domain/verbs/mark-read.ts',
    '.read_receipts === 0',
    '.read_receipts === 2',
  ),
  bug(
    'presence is shown though it is off',
    'SETTINGS-3',
    'settings.test.ts',
    'store/sqlite/sqlite-reads.ts',
    'WHERE user_id IN (?2, users.id) AND presence = 0',
    'WHERE user_id IN (?2, users.id) AND presence = 2',
  ),
  bug(
    'what was not said there can be reported',
    'REPORT-1',
    'report.test.ts',
    'domain/verbs/report-messages.ts',
    'message?.conversation_id !== conversation_id',
    'message === undefined',
  ),
  bug(
    'the id of somebody else’s report is answered',
    'REPORT-2',
    'report.test.ts',
    'domain/verbs/report-messages.ts',
    'stored.reporter_id === user_id &&',
    '',
  ),
  bug(
    'evidence tells the reporter’s silence',
    'REPORT-3',
    'report.test.ts',
    'domain/verbs/report-messages.ts',
    'return seen.withheld && row.sender_id !== null ?',
    'return seen.withheld && row.sender_id === reporter_id ?',
  ),
]

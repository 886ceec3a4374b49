// Judges a run in the manner of Jepsen: what the clients saw against what was found when all was quiet again, in the
// database and on every device. Pure. One sentence for each thing that must not be; its first word is the kind. G1 to G5.

import type { Message } from '@jobline/protocol'
import type { DeviceHistory, Send } from './history.ts'

/** What the end of a run looks like. */
export interface Found {
  /** By conversation, as the server tells them, in the order told. */
  readonly conversations: ReadonlyMap<string, readonly FoundMessage[]>
  /** What each device shows, in the order shown. */
  readonly screens: readonly Screen[]
  /** Messages were edited, deleted or reacted to: a `rev` may be greater than its acknowledgement said. */
  readonly has_changes?: boolean
}

export type FoundMessage = Pick<
  Message,
  'id' | 'conversation_id' | 'seq' | 'rev' | 'kind' | 'text' | 'sender_id' | 'deleted_at' | 'reactions'
>

export interface Screen {
  readonly device: string
  /** Conversations that its person is in, as whoever cast the run knows: what a device shows says nothing of what it lacks. */
  readonly must_show: readonly string[]
  readonly conversations: ReadonlyMap<string, readonly FoundMessage[]>
}

export function check(histories: readonly DeviceHistory[], found: Found): string[] {
  const rows = new Map<string, FoundMessage>()
  const problems: string[] = []
  for (const [conversation_id, messages] of found.conversations) problems.push(...checkConversation(conversation_id, messages, rows))
  const by_text = new Map([...rows.values()].map((row) => [row.text, row]))
  const sent = new Set<string>()
  for (const history of histories) {
    for (const { id, text } of history.sends) {
      if (id !== undefined) sent.add(id)
      sent.add(text)
    }
    problems.push(...checkSends(history, rows, by_text, found.has_changes === true), ...checkSightings(history))
  }
  for (const row of rows.values()) {
    if (row.kind !== 'system' && !sent.has(row.id) && !sent.has(row.text ?? ''))
      problems.push(`unknown: ${row.id} is there and nobody sent it`)
  }
  return [...problems, ...found.screens.flatMap((screen) => checkScreen(screen, found.conversations))]
}

/** Places without holes; every id and every text once. */
function checkConversation(conversation_id: string, messages: readonly FoundMessage[], rows: Map<string, FoundMessage>): string[] {
  const problems: string[] = []
  const texts = new Set<string>()
  messages.forEach((message, index) => {
    if (message.seq !== index + 1) problems.push(`hole: ${conversation_id} has seq ${message.seq} at place ${index + 1}`)
    if (rows.has(message.id)) problems.push(`twice: ${message.id} is there again at ${message.seq}`)
    else if (message.text !== undefined && texts.has(message.text)) problems.push(`twice: the text of ${message.id} is there again`)
    rows.set(message.id, message)
    if (message.text !== undefined) texts.add(message.text)
  })
  return problems
}

function checkSends(
  { device, user_id, sends }: DeviceHistory,
  rows: ReadonlyMap<string, FoundMessage>,
  by_text: ReadonlyMap<string | undefined, FoundMessage>,
  has_changes: boolean,
): string[] {
  const problems: string[] = []
  const last_seq = new Map<string, number>()
  for (const send of sends) {
    const { id, text, conversation_id, outcome, place, finals } = send
    const row = id === undefined ? by_text.get(text) : rows.get(id)
    const name = `${id ?? `"${text.slice(0, 40)}"`} of ${device}`
    if (!row) {
      if (outcome === 'ok') problems.push(`lost: ${name} was acknowledged at seq ${place?.seq} and is not there`)
      continue
    }
    if (outcome === 'fail') problems.push(`undead: ${name} was refused and is there at ${row.seq}`)
    if (place && (place.seq !== row.seq || place.rev > row.rev || (place.rev < row.rev && !has_changes))) {
      problems.push(`moved: ${name} was acknowledged at ${place.seq} rev ${place.rev} and stands at ${row.seq} rev ${row.rev}`)
    }
    if (
      !finals.includes(row.text) ||
      (row.text === undefined) !== (row.deleted_at !== undefined) ||
      row.sender_id !== user_id ||
      row.conversation_id !== conversation_id
    ) {
      problems.push(`changed: ${name} is not what was sent`)
    }
    if (row.seq <= (last_seq.get(conversation_id) ?? 0)) problems.push(`order: ${name} overtook an earlier one`)
    last_seq.set(conversation_id, row.seq)
  }
  return problems
}

/** Ticks and watermarks never go back. */
function checkSightings({ device, sightings }: DeviceHistory): string[] {
  const problems: string[] = []
  const greatest = new Map<string, number>()
  for (const { what, value } of sightings) {
    const before = greatest.get(what) ?? Number.NEGATIVE_INFINITY
    if (value < before) problems.push(`back: ${device} saw ${what} at ${value} after ${before}`)
    greatest.set(what, Math.max(before, value))
  }
  return problems
}

/** A device that is in step shows what the server has: the same messages, in its order, each once. */
function checkScreen({ device, must_show, conversations }: Screen, told: Found['conversations']): string[] {
  const lacking = must_show.filter((id) => !conversations.has(id))
  const problems = lacking.map((id) => `differs: ${device} does not show ${id} at all`)
  for (const [conversation_id, shown] of conversations) {
    const ids = new Set<string>()
    for (const { id } of shown) {
      if (ids.has(id)) problems.push(`twice: ${device} shows ${id} again`)
      ids.add(id)
    }
    const stored = told.get(conversation_id) ?? []
    const differs = Math.max(stored.length, shown.length)
    for (let index = 0; index < differs; index++) {
      const [there, here] = [stored[index], shown[index]]
      if (there && here && same(there, here)) continue
      problems.push(`differs: ${device} shows ${describe(here)} in ${conversation_id} where the server has ${describe(there)}`)
      break
    }
  }
  return problems
}

const same = (a: FoundMessage, b: FoundMessage): boolean =>
  a.id === b.id &&
  a.seq === b.seq &&
  a.rev === b.rev &&
  a.text === b.text &&
  a.sender_id === b.sender_id &&
  a.deleted_at === b.deleted_at &&
  JSON.stringify(a.reactions ?? []) === JSON.stringify(b.reactions ?? [])

const describe = (message: FoundMessage | undefined): string => (message ? `${message.id} at ${message.seq} rev ${message.rev}` : 'nothing')

/** How many sends ended how. */
export function countOutcomes(histories: readonly DeviceHistory[]): Record<Send['outcome'], number> {
  const counts = { ok: 0, fail: 0, unknown: 0 }
  for (const { sends } of histories) for (const { outcome } of sends) counts[outcome]++
  return counts
}

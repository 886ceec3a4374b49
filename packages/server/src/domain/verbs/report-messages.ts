// A person reports another of their conversation to the marketplace. What was said is copied as it stands, so that no later
// edit or deletion takes the evidence away; the other one is told nothing (REPORT-*).

import { isClean, type Message, type ReportReason } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import { seatOf } from '../member.ts'
import { presentMessage } from '../present.ts'
import type { MessageRow, ReportRow } from '../rows.ts'
import type { Unit } from '../unit.ts'
import type { Verb } from '../verb.ts'

export interface ReportMessages {
  readonly user_id: string
  readonly conversation_id: string
  readonly id: string
  readonly reason: ReportReason
  readonly note?: string | undefined
  readonly message_ids: readonly string[]
}

export interface ReportResult {
  readonly row: ReportRow
  /** false: it was stored before. */
  readonly created: boolean
}

export function reportMessages(input: ReportMessages): Verb<ReportResult> {
  return {
    needs: { conversation_ids: [input.conversation_id], message_ids: input.message_ids, report_ids: [input.id] },
    decide(unit, ports) {
      const { head, member } = seatOf(unit, input.conversation_id, input.user_id)
      const stored = unit.reports.get(input.id)
      if (stored) return { result: { row: requireSame(stored, input), created: false }, announcements: [] }
      if (input.note !== undefined && !isClean(input.note)) throw new DomainError('text_invalid', { path: '/note' })
      const messages = evidenceOf(unit, input)
      const row: ReportRow = {
        id: input.id,
        conversation_id: head.conversation.id,
        job_id: head.conversation.job_id,
        reporter_id: member.user_id,
        reported_user_id: head.members.find((other) => other !== member)?.user_id ?? '',
        reason: input.reason,
        note: input.note ?? null,
        messages: JSON.stringify(messages),
        created_at: ports.clock.now(),
      }
      unit.reports.set(row.id, row)
      unit.inserted_reports.push(row)
      return { result: { row, created: true }, announcements: [] }
    },
  }
}

/** REPORT-2: the same report again; any other use of the id is one and the same conflict. */
function requireSame(stored: ReportRow, { user_id, conversation_id, reason, note, message_ids }: ReportMessages): ReportRow {
  const ids = (JSON.parse(stored.messages) as Message[]).map(({ id }) => id)
  const same =
    stored.reporter_id === user_id &&
    stored.conversation_id === conversation_id &&
    stored.reason === reason &&
    stored.note === (note ?? null) &&
    ids.join() === message_ids.join()
  if (!same) throw new DomainError('id_conflict')
  return stored
}

function evidenceOf(unit: Unit, { user_id, conversation_id, message_ids }: ReportMessages): Message[] {
  return message_ids.map((id, index) => {
    const message = unit.messages.get(id)
    if (message?.conversation_id !== conversation_id) throw new DomainError('not_found', { path: `/message_ids/${index}` })
    return asReported(message, user_id)
  })
}

/** As the reporter sees it; of one that is withheld from them what it says as well, since that is what they have to bear. */
function asReported(row: MessageRow, reporter_id: string): Message {
  const seen = presentMessage(row, reporter_id)
  return seen.withheld && row.sender_id !== null ? { ...presentMessage(row, row.sender_id), withheld: true } : seen
}

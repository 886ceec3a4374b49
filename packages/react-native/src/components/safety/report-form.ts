// What a report says while it is being written: pure. A second try of the same report carries the same id, so that the
// marketplace gets it once; what was changed meanwhile is another report.

import type { MessageItem } from '@jobline/client'
import type { Report, ReportReason } from '@jobline/client/people'

/** Of one report. */
export const MAX_REPORTED = 20
export const MAX_NOTE_LENGTH = 1_000
/** To choose from, the newest of the other person. */
const OFFERED = 30

export interface ReportForm {
  readonly message_ids: readonly string[]
  readonly reason?: ReportReason
  readonly note: string
  /** Of the last try, and what was said in it. */
  readonly tried?: { readonly id: string; readonly content: string }
}

export const EMPTY_FORM: ReportForm = { message_ids: [], note: '' }

/** Messages of the other person that can be reported, the newest first; one that is chosen already is always among them. */
export function reportable(messages: readonly MessageItem[], chosen: readonly string[]): readonly MessageItem[] {
  const theirs = messages.filter((message) => !message.is_own && message.kind !== 'system' && message.deleted_at === undefined)
  const newest = new Set(theirs.slice(-OFFERED))
  return theirs.filter((message) => newest.has(message) || chosen.includes(message.id)).reverse()
}

/** With this message chosen, in front of the others. */
export const withMessage = (form: ReportForm, message_id: string): ReportForm =>
  form.message_ids.includes(message_id) ? form : { ...form, message_ids: [message_id, ...form.message_ids].slice(0, MAX_REPORTED) }

/** Takes a message in or out; beyond the limit nothing more goes in. */
export function toggled(form: ReportForm, message_id: string): ReportForm {
  const { message_ids } = form
  if (message_ids.includes(message_id)) return { ...form, message_ids: message_ids.filter((id) => id !== message_id) }
  return message_ids.length < MAX_REPORTED ? { ...form, message_ids: [...message_ids, message_id] } : form
}

/** The report to send, and the form that remembers it was tried. undefined: no reason is given yet. */
export function prepared(form: ReportForm, nextId: () => string): { report: Report; form: ReportForm } | undefined {
  const { reason, message_ids } = form
  if (!reason) return undefined
  const note = form.note.trim()
  const content = JSON.stringify([reason, note, message_ids])
  const tried = form.tried?.content === content ? form.tried : { id: nextId(), content }
  return { report: { id: tried.id, reason, message_ids, ...(note ? { note } : {}) }, form: { ...form, tried } }
}

// Sentences made of data: what a system message says, how a message reads in one line, how a job's
// status is called. Pure; the words come from the table. A text from the server is never taken for a
// sentence of ours, so no person can forge a system message.

import type { Job, Message, SystemEvent } from '@jobline/protocol'
import type { Strings } from './en.ts'

export interface People {
  /** Who reads. */
  readonly user_id: string
  nameOf(user_id: string): string
}

export function eventSentence(event: SystemEvent | undefined, strings: Strings, people: People): string {
  switch (event?.name) {
    case 'conversation_opened':
    case 'conversation_closed':
    case 'conversation_reopened':
      return strings.event[event.name]
    case 'member_removed':
      return event.user_id === people.user_id
        ? strings.event.member_removed_you
        : strings.event.member_removed(people.nameOf(event.user_id))
    case 'job_status_changed':
      return strings.event.job_status_changed(event.status_label ?? strings.job.status[event.to] ?? event.to)
    default:
      return strings.event.unknown
  }
}

/** The marketplace's own wording where it sent one. */
export const jobStatusLabel = (job: Pick<Job, 'status' | 'status_label'>, strings: Strings): string =>
  job.status_label ?? strings.job.status[job.status] ?? job.status

/** A message in one line, as the conversation list and the live region say it. */
export function oneLine(message: Message, strings: Strings, people: People): string {
  if (message.deleted_at !== undefined) return strings.conversations.deleted
  switch (message.kind) {
    case 'system':
      return eventSentence(message.event, strings, people)
    case 'image':
      return message.text || strings.conversations.photo
    case 'file':
      return message.text || strings.conversations.file
    default:
      return (message.text ?? '').replace(/\s+/g, ' ').trim()
  }
}

/** Up to two letters of a name, whole characters also outside the BMP. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

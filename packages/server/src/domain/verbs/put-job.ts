// The marketplace's word on a job. A version that is not greater than the stored one is ignored: webhooks
// arrive late and twice. A real change of the status reaches every open chat about the job live and leaves
// a system message there, all in one commit (JOB-*).

import { isLabel, type Job, type JobStatus } from '@jobline/protocol'
import { type Announcement, presentUserIds } from '../announcement.ts'
import { DomainError } from '../domain-error.ts'
import type { Ports } from '../ports.ts'
import { presentJob } from '../present.ts'
import type { JobRow } from '../rows.ts'
import type { Head, Unit } from '../unit.ts'
import type { Verb } from '../verb.ts'
import { leaveSystemMessage } from './system-message.ts'

export interface PutJobResult {
  readonly job: JobRow
  readonly applied: boolean
}

export function putJob(input: Job): Verb<PutJobResult> {
  return {
    needs: { job_ids: [input.id], conversations_of_job_ids: [input.id] },
    decide(unit, ports) {
      requireLabels(input)
      const before = unit.jobs.get(input.id)
      if (before && input.version <= before.version) return { result: { job: before, applied: false }, announcements: [] }
      const from = before?.status
      const job: JobRow = {
        id: input.id,
        version: input.version,
        title: input.title,
        status: input.status,
        status_label: input.status_label ?? null,
        price_minor: input.price_minor ?? null,
        currency: input.currency ?? null,
        place: input.place ?? null,
        starts_at: input.starts_at ?? null,
        ends_at: input.ends_at ?? null,
      }
      unit.jobs.set(job.id, job)
      unit.dirty_jobs.add(job)
      const differs = !before || JSON.stringify({ ...before, version: 0 }) !== JSON.stringify({ ...job, version: 0 })
      return { result: { job, applied: true }, announcements: differs ? tellConversations(unit, ports, job, from) : [] }
    },
  }
}

/** What stands in headers and lists is one visible line each. */
function requireLabels(input: Job): void {
  for (const name of ['title', 'status_label', 'place'] as const) {
    const value = input[name]
    if (value !== undefined && !isLabel(value)) throw new DomainError('bad_request', { path: `/${name}` })
  }
}

function tellConversations(unit: Unit, ports: Ports, job: JobRow, from: JobStatus | undefined): Announcement[] {
  const announcements: Announcement[] = []
  for (const head of unit.heads.values()) {
    if (head.conversation.job_id !== job.id) continue
    announcements.push(tellJob(unit, head, job))
    if (from === undefined || from === job.status) continue
    const label = job.status_label === null ? {} : { status_label: job.status_label }
    announcements.push(leaveSystemMessage(unit, ports, head, { name: 'job_status_changed', from, to: job.status, ...label }))
  }
  return announcements
}

function tellJob(unit: Unit, head: Head, job: JobRow): Announcement {
  const conversation_id = head.conversation.id
  const rev = ++head.conversation.rev
  unit.touchConversation(head.conversation)
  return { conversation_id, user_ids: presentUserIds(head), frame: { type: 'job', conversation_id, rev, job: presentJob(job) } }
}

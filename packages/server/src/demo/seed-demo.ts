// Fills an empty database with the demo marketplace by the same verbs that everybody uses, on a clock that
// walks through the past, so that the history looks lived in. Does nothing where there is anybody already.

import { Committer } from '../domain/committer.ts'
import type { Ports } from '../domain/ports.ts'
import type { Verb } from '../domain/verb.ts'
import { markDelivered, markRead } from '../domain/verbs/mark-read.ts'
import { putConversation } from '../domain/verbs/put-conversation.ts'
import { putJob } from '../domain/verbs/put-job.ts'
import { putUser } from '../domain/verbs/put-user.ts'
import { sendMessage } from '../domain/verbs/send-message.ts'
import type { Store } from '../store/store.ts'
import { DEMO_CONVERSATIONS, DEMO_JOBS, DEMO_PEOPLE, type DemoConversation, type DemoJob } from './marketplace.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** true: it was empty and is filled now. */
export async function seedDemo(store: Store, ports: Ports): Promise<boolean> {
  if (await store.getUser((DEMO_PEOPLE[0] as { id: string }).id)) return false
  const present = ports.clock.now()
  let now = present
  const past: Ports = { ...ports, clock: { ...ports.clock, now: () => now }, afterInput: queueMicrotask }
  const committer = new Committer(store, past, () => {})
  const run = <R>(verb: Verb<R>): Promise<R> =>
    new Promise((resolve, reject) => committer.submit(verb, (result, error) => (error ? reject(error) : resolve(result as R))))

  await Promise.all(DEMO_PEOPLE.map(({ id, name }) => run(putUser({ id, name }))))
  for (const job of DEMO_JOBS) {
    const conversations = DEMO_CONVERSATIONS.filter(({ job_id }) => job_id === job.id)
    const oldest = Math.max(0, ...conversations.flatMap(({ lines }) => lines.map(({ minutes_ago }) => minutes_ago)))
    now = present - (oldest + 30) * MINUTE_MS
    for (const [step, status] of job.statuses.entries()) {
      // Applied and before: there is nobody to talk to yet. The steps between fall into the talk's first half hour.
      now += 2 * MINUTE_MS
      await run(putJob(jobOf(job, step + 1, status, present)))
      if (step === 0)
        for (const { job_id, worker_id, client_id } of conversations) await run(putConversation({ job_id, worker_id, client_id }))
    }
    for (const conversation of conversations) {
      await talk(conversation, present, run, ports.uuid, (time) => {
        now = time
      })
    }
  }
  return true
}

type Run = <R>(verb: Verb<R>) => Promise<R>

async function talk(
  conversation: DemoConversation,
  present: number,
  run: Run,
  uuid: () => string,
  setNow: (time: number) => void,
): Promise<void> {
  const { job_id, worker_id, client_id, lines, unread = 0 } = conversation
  const { conversation_id } = await run(putConversation({ job_id, worker_id, client_id }))
  for (const [index, { from, minutes_ago, text }] of lines.entries()) {
    const time = present - minutes_ago * MINUTE_MS
    setNow(time)
    const [user_id, other_id] = from === 'worker' ? [worker_id, client_id] : [client_id, worker_id]
    const { message } = await run(sendMessage({ user_id, conversation_id, id: uuid(), text, sent_at: time }))
    const { seq } = message
    await run(markRead({ user_id, conversation_id, seq: seq - 1 }))
    await run(
      index < lines.length - unread
        ? markRead({ user_id: other_id, conversation_id, seq })
        : markDelivered({ user_id: other_id, conversation_id, seq }),
    )
  }
}

function jobOf(job: DemoJob, version: number, status: DemoJob['statuses'][number], present: number) {
  const { id, title, price_minor, place, starts_in_days } = job
  const money = price_minor === undefined ? {} : { price_minor, currency: 'PHP' }
  const starts_at = starts_in_days === undefined ? undefined : tenOClock(present + starts_in_days * DAY_MS)
  return { id, version, title, status, place, ...money, ...(starts_at === undefined ? {} : { starts_at }) }
}

function tenOClock(time: number): number {
  const date = new Date(time)
  date.setHours(10, 0, 0, 0)
  return date.getTime()
}

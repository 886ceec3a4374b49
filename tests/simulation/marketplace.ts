// The marketplace's backend: users, jobs, conversations. It asks again until it is answered, as webhooks do; each request
// is the same when it comes twice.

import type { Conversation, Job, JobStatus } from '@jobline/protocol'
import { putConversation, putJob, putUser, removeMember, setConversationStatus, type Verb } from '@jobline/server/parts'
import type { ServerMachine } from './server-machine.ts'
import { Process } from './virtual-time.ts'
import type { World } from './world.ts'

const STATUSES: readonly JobStatus[] = ['open', 'applied', 'accepted', 'in_progress', 'completed', 'cancelled', 'disputed']

/** Conversations cost time at the end of a run. */
const MOST_JOBS = 6

export class Marketplace {
  readonly world: World
  readonly server: ServerMachine
  readonly #process = new Process('marketplace')
  readonly #jobs: Job[] = []
  pending = 0

  constructor(world: World, server: ServerMachine) {
    this.world = world
    this.server = server
  }

  /** Opens with these people before anything else happens. */
  open(user_ids: readonly string[], conversations: number): void {
    for (const id of user_ids) this.ask(() => putUser({ id, name: `Person ${id}` }))
    const [client_id = '', ...workers] = user_ids
    for (let index = 0; index < conversations; index++) {
      // Everybody talks to the first; from the second round on workers also hire each other.
      const worker_id = workers[index % workers.length] ?? ''
      this.newConversation(
        worker_id,
        index >= workers.length && workers.length > 1 ? (workers[(index + 1) % workers.length] ?? '') : client_id,
      )
    }
  }

  newConversation(worker_id: string, client_id: string): void {
    const job: Job = { id: `job_${this.#jobs.length + 1}`, version: 1, title: `Job ${this.#jobs.length + 1}`, status: 'open' }
    this.#jobs.push(job)
    this.ask(() => putJob(job))
    this.ask(() => putConversation({ job_id: job.id, worker_id, client_id }))
  }

  changeJob(): void {
    const { choices } = this.world
    const index = choices.between(0, this.#jobs.length - 1)
    const before = this.#jobs[index] as Job
    const job: Job = {
      ...before,
      version: before.version + 1,
      title: choices.chance(0.5) ? `Job ${index + 1}, version ${before.version + 1}` : before.title,
      status: choices.chance(0.5) ? choices.pick(STATUSES) : before.status,
    }
    this.#jobs[index] = job
    this.ask(() => putJob(job))
  }

  /** Closes, reopens, opens another about a new job, and rarely takes somebody out. */
  changeConversation({ id, status, members }: Conversation): boolean {
    const { choices } = this.world
    const what = choices.next()
    const [one, two] = members
    if (what < 0.7) this.ask(() => setConversationStatus(id, status === 'open' ? 'closed' : 'open'))
    else if (what < 0.95 && one && two && this.#jobs.length < MOST_JOBS) this.newConversation(one.user_id, two.user_id)
    else if (what < 0.95) return false
    else {
      const { user_id } = choices.pick(members)
      this.ask(() => removeMember({ conversation_id: id, user_id }))
    }
    return true
  }

  /** Again and again until an answer comes. A refusal is an answer. */
  ask(makeVerb: () => Verb): void {
    const { time } = this.world
    let answered = false
    this.pending++
    const ask = () => {
      if (answered) return
      time.after(this.#process, 2_000, 'asks again', ask)
      const run = this.server.run
      if (!run) return
      time.after(run.process, 1, 'marketplace', () =>
        run.submit(makeVerb(), (error) => {
          if (error && (error.code === 'internal' || error.code === 'unavailable')) return
          if (!answered) this.pending--
          answered = true
        }),
      )
    }
    ask()
  }
}

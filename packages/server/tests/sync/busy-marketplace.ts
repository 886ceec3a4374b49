// People and a marketplace that do anything at random, over real sockets and REST: the weather for tests of convergence.

import { eg, type SeededRandom, type TestServer, type TestSocket } from '@jobline/testkit'

export const PEOPLE = [eg.worker.id, eg.client.id, 'client-2'] as const
const STATUSES = ['open', 'applied', 'accepted', 'in_progress', 'completed'] as const
const EMOJI = ['👍', '🎉', '❤️'] as const

interface Talk {
  readonly id: string
  readonly job_id: string
  /** Those that were sent, by whoever. */
  readonly message_ids: string[]
}

export class BusyMarketplace {
  readonly talks: Talk[] = []
  readonly #server: TestServer
  readonly #random: SeededRandom
  #sockets = new Map<string, TestSocket>()
  #version = 1
  #refs = 0

  constructor(server: TestServer, random: SeededRandom) {
    this.#server = server
    this.#random = random
  }

  /** Everybody signs in (again). */
  async connect(): Promise<void> {
    for (const id of PEOPLE) this.#sockets.set(id, await this.#server.connect(id))
  }

  async openTalk(): Promise<void> {
    // Two talks share a job, so that a change of the job reaches both.
    const job_id = `job-${Math.floor(this.talks.length / 2)}`
    const client_id = this.talks.length % 2 === 0 ? eg.client.id : 'client-2'
    const id = await this.#server.openConversation({ job_id, worker_id: eg.worker.id, client_id })
    if (!this.talks.some((talk) => talk.id === id)) this.talks.push({ id, job_id, message_ids: [] })
  }

  /** Some things at once: none waits for another, so that they share commits as chance has it. */
  async burst(most = 6): Promise<void> {
    await Promise.all(Array.from({ length: this.#random.between(1, most) }, () => this.#act()))
  }

  /** Every frame that was sent has been answered. */
  async settle(): Promise<void> {
    for (const socket of this.#sockets.values()) await socket.settle()
  }

  async #act(): Promise<void> {
    const random = this.#random
    const talk = random.pick(this.talks)
    const user_id = random.pick(PEOPLE)
    const conversation_id = talk.id
    const message_id = talk.message_ids.length > 0 ? random.pick(talk.message_ids) : undefined
    const kind = random.next()
    if (kind < 0.35 || message_id === undefined) {
      const message = eg.send({ text: `text ${random.between(0, 999)}` })
      talk.message_ids.push(message.id)
      if (random.chance(0.3)) return this.#rest('POST', `/api/conversations/${conversation_id}/messages/`, user_id, message)
      return this.#frame(user_id, { type: 'chat_message', conversation_id, ...message })
    }
    if (kind < 0.45) return this.#frame(user_id, { type: 'message_edit', message_id, text: `edit ${random.between(0, 99)}` })
    if (kind < 0.53) return this.#frame(user_id, { type: 'message_delete', message_id, conversation_id })
    if (kind < 0.65) return this.#frame(user_id, { type: 'reaction', message_id, emoji: random.pick(EMOJI), active: random.chance(0.7) })
    if (kind < 0.75)
      return this.#frame(user_id, { type: 'read_receipt', conversation_id, seq: random.between(1, talk.message_ids.length + 2) })
    if (kind < 0.8)
      return this.#frame(user_id, { type: 'delivery_receipt', conversation_id, seq: random.between(1, talk.message_ids.length + 2) })
    if (kind < 0.88)
      return this.#frame(user_id, {
        type: 'member_state',
        conversation_id,
        ...random.pick([
          { archived: true },
          { archived: false },
          { pinned: random.chance(0.5) },
          { draft: `d${random.between(0, 9)}` },
          { marked_unread: true },
        ]),
      })
    if (kind < 0.94) {
      const { id: _id, ...job } = eg.job({ version: ++this.#version, status: random.pick(STATUSES) })
      await this.#server.integrate('PUT', `/api/integration/jobs/${talk.job_id}/`, job)
      return
    }
    if (kind < 0.985) {
      await this.#server.integrate(
        'POST',
        `/api/integration/conversations/${conversation_id}/${random.pick(['close', 'reopen', 'reopen'])}/`,
      )
      return
    }
    await this.openTalk()
  }

  /** Takes the worker out of the oldest talk. */
  async removeWorker(): Promise<void> {
    const talk = this.talks.shift()
    if (talk) await this.#server.integrate('DELETE', `/api/integration/conversations/${talk.id}/members/${eg.worker.id}/`)
  }

  async #rest(method: string, path: string, user_id: string, body: unknown): Promise<void> {
    await this.#server.call(method, path, { user_id, body })
  }

  #frame(user_id: string, frame: Readonly<Record<string, unknown>>): void {
    this.#sockets.get(user_id)?.send(frame.type === 'chat_message' ? frame : { ...frame, ref: `b${++this.#refs}` })
  }
}

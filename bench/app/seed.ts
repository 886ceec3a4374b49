// The marketplace of the measurement, made as an integrator and two people make it: jobs over the integration API, messages over
// sockets. One conversation is long; it is talked in last, so that it stands at the top of the list.

import { createUsers, inParallel, put, type Site } from '../marketplace.ts'
import { createRandom, textOf } from './messages.ts'

export const PERSON = 'marisol'
export const OTHER = 'ramon'
const CLIENTS = 200
/** Messages that one of the two writes before the other answers. */
const LONGEST_RUN = 4

export interface Seeded {
  readonly conversation_id: string
}

export async function seed(site: Site, conversations: number, messages: number): Promise<Seeded> {
  const client_ids = await createUsers(site, CLIENTS)
  const ids: string[] = []
  await inParallel(conversations - 1, async (index) => {
    ids.push(await createConversation(site, `bench-${index}`, `Job ${index}`, client_ids[index % CLIENTS] as string))
  })
  const own = await Talker.enter(site, PERSON)
  const random = createRandom(1)
  for (let from = 0; from < ids.length; from += 100) {
    await Promise.all(ids.slice(from, from + 100).map((id, index) => own.say(id, textOf(from + index, random))))
  }
  const conversation_id = await createConversation(site, 'bench-long', 'The long one', OTHER)
  const other = await Talker.enter(site, OTHER)
  for (let said = 0, turn = 0; said < messages; turn++) {
    const run = Math.min(1 + Math.floor(random() * LONGEST_RUN), messages - said)
    const talker = turn % 2 === 0 ? own : other
    await Promise.all(Array.from({ length: run }, (_, index) => talker.say(conversation_id, textOf(said + index, random))))
    said += run
  }
  own.close()
  other.close()
  return { conversation_id }
}

async function createConversation(site: Site, job_id: string, title: string, client_id: string): Promise<string> {
  await put(site, `/api/integration/jobs/${job_id}/`, { version: 1, title, status: 'accepted', place: 'Baguio' })
  const made = await put<{ conversation_id: string }>(site, `/api/integration/jobs/${job_id}/conversations/`, {
    worker_id: PERSON,
    client_id,
  })
  return made.conversation_id
}

/** Browsers, whose types stand beside Bun's here, take no headers. */
const BunWebSocket = WebSocket as unknown as new (url: string, options: { headers: Record<string, string> }) => WebSocket

/** One person at one socket. */
class Talker {
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, () => void>()
  #failed: Error | undefined

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as { type: string; id?: string }
      if (frame.type === 'error') this.#failed = new Error(`unable to seed; the server answered ${data}`)
      if (frame.type !== 'ack' || frame.id === undefined) return
      this.#waiting.get(frame.id)?.()
      this.#waiting.delete(frame.id)
    }
  }

  static async enter(site: Site, name: string): Promise<Talker> {
    const answer = await fetch(`${site.url}/api/demo/${name}/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const { token } = (await answer.json()) as { token: string }
    const socket = new BunWebSocket(`${site.url.replace('http', 'ws')}/ws/`, { headers: { authorization: `Bearer ${token}` } })
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = () => reject(new Error('unable to seed; the server takes no socket'))
    })
    return new Talker(socket)
  }

  /** Resolves when the server has stored it. */
  say(conversation_id: string, text: string): Promise<void> {
    if (this.#failed) throw this.#failed
    const id = Bun.randomUUIDv7()
    const acked = new Promise<void>((resolve) => this.#waiting.set(id, resolve))
    this.#socket.send(JSON.stringify({ type: 'chat_message', id, conversation_id, text, sent_at: Date.now() }))
    return acked
  }

  close(): void {
    this.#socket.close()
  }
}

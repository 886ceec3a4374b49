// The marketplace beside the chat: tells the server of people and jobs with the service key, and signs its
// users' tokens. Plain fetch, from docs/protocol.md alone.

import { type Claims, signToken } from './sign-token.ts'
import { type OpenOptions, WireSocket } from './wire-socket.ts'

export interface Answer {
  readonly status: number
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test that knows only the page reads fields by their names
  readonly body: any
  readonly headers: Headers
}

export interface Place {
  /** `http://127.0.0.1:port`, without a last slash. */
  readonly origin: string
  readonly service_key: string
  readonly jwt_secret: string
  /** The server's clock. */
  readonly now: () => number
}

/** Two people, the job they talk about, and their conversation. */
export interface Pair {
  readonly worker_id: string
  readonly client_id: string
  readonly job_id: string
  readonly conversation_id: string
}

export class Marketplace {
  readonly place: Place
  #people = 0

  constructor(place: Place) {
    this.place = place
  }

  /** Good for an hour, unless told otherwise. */
  token(user_id: string, claims: Claims = {}): string {
    const seconds = Math.floor(this.place.now() / 1_000)
    return signToken({ sub: user_id, iat: seconds, exp: seconds + 3_600, ...claims }, this.place.jwt_secret)
  }

  async request(
    method: string,
    path: string,
    { token, body, headers }: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(this.place.origin + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    let parsed: unknown
    try {
      parsed = JSON.parse(text)
    } catch {
      parsed = undefined
    }
    return { status: response.status, text, body: parsed, headers: response.headers }
  }

  /** As a signed-in user. */
  as(user_id: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.request(method, path, { token: this.token(user_id), body })
  }

  /** Frames of a signed-in user, in a request. */
  poll(user_id: string, ...frames: unknown[]): Promise<Answer> {
    return this.as(user_id, 'POST', '/api/frames/', { frames })
  }

  /** As the marketplace's backend. */
  async tell(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.request(method, `/api/integration${path}`, { token: this.place.service_key, body })
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer
  }

  async person(name: string): Promise<string> {
    const user_id = `${name.toLowerCase()}_${++this.#people}`
    await this.tell('PUT', `/users/${user_id}/`, { name })
    return user_id
  }

  async job(title: string, status = 'accepted'): Promise<string> {
    const job_id = `job_${++this.#people}`
    await this.tell('PUT', `/jobs/${job_id}/`, { version: 1, title, status, price_minor: 850_000, currency: 'PHP' })
    return job_id
  }

  async conversation(job_id: string, worker_id: string, client_id: string): Promise<string> {
    const { body } = await this.tell('PUT', `/jobs/${job_id}/conversations/`, { worker_id, client_id })
    return body.conversation_id
  }

  /** A worker, a client, a job and their conversation, all new. */
  async pair(title = 'Repaint two bedrooms'): Promise<Pair> {
    const [worker_id, client_id, job_id] = await Promise.all([this.person('Maria'), this.person('Jun'), this.job(title)])
    return { worker_id, client_id, job_id, conversation_id: await this.conversation(job_id, worker_id, client_id) }
  }

  /** The door of everything. */
  get door(): string {
    return `${this.place.origin.replace('http', 'ws')}/ws/`
  }

  doorOf(conversation_id: string, slash = '/'): string {
    return `${this.place.origin.replace('http', 'ws')}/ws/chat/${conversation_id}${slash}`
  }

  /** A live socket of this person, on the door of one conversation or of everything. */
  socket(user_id: string, conversation_id?: string, options: OpenOptions = {}): Promise<WireSocket> {
    const url = conversation_id === undefined ? this.door : this.doorOf(conversation_id)
    return WireSocket.live(url, { token: this.token(user_id), ...options })
  }
}

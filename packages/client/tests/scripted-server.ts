// A server at the protocol level that does what a test's script says, misbehaviour included. It checks every frame it
// receives against the protocol's schemas and the rules of order, and every frame it says unless told otherwise.

import {
  type Conversation,
  type DownFrame,
  MAX_FRAME_BYTES,
  MAX_POLL_FRAMES,
  type Message,
  type UpFrame,
  type UpType,
} from '@jobline/protocol'
import { DOWN_SCHEMAS, UP_SCHEMAS } from '@jobline/protocol/schemas'
import Value from 'typebox/value'
import type { HttpAnswer, Socket, SocketEvents, Transport } from '../src/index.ts'
import type { ClientClock } from './client-clock.ts'

export const EPOCH = 'epoch-1'

export class ScriptedSocket {
  /** Checked, and not yet taken by the test. */
  readonly frames: UpFrame[] = []
  is_closed = false
  buffered = 0
  readonly token: string
  readonly url: string
  readonly #events: SocketEvents
  readonly #server: ScriptedServer
  #waiters: (() => void)[] = []
  #greeted = false

  constructor(server: ScriptedServer, url: string, token: string, events: SocketEvents) {
    this.#server = server
    this.url = url
    this.token = token
    this.#events = events
  }

  /** The client hands over a frame. */
  receive(text: string): void {
    if (this.is_closed) return
    const frame = JSON.parse(text) as UpFrame
    const schema = UP_SCHEMAS[frame.type]
    if (!schema) this.#server.faults.push(`unknown type: ${text}`)
    else if (!Value.Check(schema, frame)) this.#server.faults.push(`breaks its schema: ${text}`)
    if (!this.#greeted && frame.type !== 'hello' && frame.type !== 'auth') this.#server.faults.push(`before hello: ${text}`)
    if (frame.type === 'chat_message') this.#checkOrder(frame)
    if (frame.type === 'ping' && this.#server.answers_pings) this.say({ type: 'pong', now: this.#server.clock.now() })
    else this.frames.push(frame)
    for (const waiter of this.#waiters.splice(0)) waiter()
  }

  /** ORDER-5: what is named must have been sent before, on this or an earlier socket. */
  #checkOrder(frame: UpFrame<'chat_message'>): void {
    if (frame.after_id !== undefined && !this.#server.seen_ids.has(frame.after_id))
      this.#server.faults.push(`after_id was never sent: ${frame.text}`)
    const known = this.#server.seen_ids.get(frame.id)
    if (known !== undefined && known !== frame.text) this.#server.faults.push(`same id, other text: ${frame.text}`)
    this.#server.seen_ids.set(frame.id, frame.text)
  }

  open(): void {
    this.#events.opened()
  }

  say(frame: DownFrame): void {
    if (!Value.Check(DOWN_SCHEMAS[frame.type], frame))
      throw new Error(`the script says what the protocol does not allow: ${JSON.stringify(frame)}`)
    this.sayRaw(JSON.stringify(frame))
  }

  sayRaw(text: string): void {
    if (!this.is_closed) this.#events.received(text)
  }

  close(code = 1006): void {
    if (this.is_closed) return
    this.is_closed = true
    this.#events.closed(code)
  }

  /** The next frame of this type, waited for if need be; those of other types stay. */
  async take<T extends UpType>(type: T): Promise<UpFrame<T>> {
    for (;;) {
      const index = this.frames.findIndex((frame) => frame.type === type)
      if (index >= 0) return this.frames.splice(index, 1)[0] as UpFrame<T>
      if (this.is_closed) throw new Error(`unable to take ${type}; the socket is closed`)
      await new Promise<void>((resolve) => this.#waiters.push(resolve))
    }
  }

  /** All that came of this type and was not taken. */
  count(type: UpType): number {
    return this.frames.filter((frame) => frame.type === type).length
  }

  hello(changes: Partial<DownFrame<'hello'>> = {}): void {
    this.open()
    this.#greeted = true
    this.say(this.#server.greeting(changes))
  }

  /** Greets, and answers the first sync with one page. */
  async welcome(conversations: Conversation[] = [], changes: Partial<DownFrame<'sync'>> = {}): Promise<UpFrame<'sync'>> {
    this.hello({ epoch: changes.epoch ?? EPOCH })
    const asked = await this.take('sync')
    this.answerSync(asked, conversations, changes)
    return asked
  }

  answerSync({ ref }: UpFrame<'sync'>, conversations: Conversation[] = [], changes: Partial<DownFrame<'sync'>> = {}): void {
    this.say({ type: 'sync', ref, epoch: EPOCH, cursor: 'c1', more: false, conversations, ...changes })
  }

  ack(frame: UpFrame<'chat_message'>, seq: number, rev: number, message?: Message): void {
    const { id, conversation_id } = frame
    this.say({ type: 'ack', id, conversation_id, seq, rev, created_at: this.#server.clock.now(), ...(message ? { message } : {}) })
  }

  async ackRef(type: 'read_receipt' | 'delivery_receipt' | 'member_state'): Promise<UpFrame<typeof type>> {
    const frame = await this.take(type)
    this.say({ type: 'ack', ref: frame.ref })
    return frame
  }

  refuse(frame: UpFrame<'chat_message'>, code: string, retryable: boolean, retry_after_ms?: number): void {
    this.say({ type: 'error', id: frame.id, code, message: code, retryable, ...(retry_after_ms === undefined ? {} : { retry_after_ms }) })
  }
}

/** Frames that came in one request; the test answers. */
export interface ScriptedRequest {
  readonly url: string
  readonly token: string
  readonly frames: readonly UpFrame[]
  answer(...frames: DownFrame[]): void
  reply(answer: HttpAnswer): void
  fail(): void
}

/** One request of the REST API; the test answers. */
export interface ScriptedAnswer {
  readonly method: string
  readonly path: string
  readonly token: string
  readonly body?: unknown
  answer(result: object, status?: number): void
  fail(): void
}

export class ScriptedServer implements Transport {
  readonly clock: ClientClock
  /** What the client did wrong; a test ends with none. */
  readonly faults: string[] = []
  readonly seen_ids = new Map<string, string>()
  readonly sockets: ScriptedSocket[] = []
  answers_pings = true
  readonly requests: ScriptedRequest[] = []
  #waiters: (() => void)[] = []
  readonly #asking = new Set<string>()
  #taken = 0
  #requests_taken = 0

  constructor(clock: ClientClock) {
    this.clock = clock
  }

  dial(url: string, token: string, events: SocketEvents): Socket {
    const socket = new ScriptedSocket(this, url, token, events)
    this.sockets.push(socket)
    queueMicrotask(() => {
      for (const waiter of this.#waiters.splice(0)) waiter()
    })
    return {
      send: (text) => socket.receive(text),
      close: () => {
        socket.is_closed = true
      },
      buffered: () => socket.buffered,
    }
  }

  /** The client posts: checked like what a socket takes. */
  post(url: string, token: string, body: string): Promise<HttpAnswer> {
    if (Buffer.byteLength(body) > MAX_FRAME_BYTES) this.faults.push(`a body of ${Buffer.byteLength(body)} bytes`)
    const { frames } = JSON.parse(body) as { frames: UpFrame[] }
    // Those of a fresh token may overtake the last one of the old.
    if (this.#asking.has(token)) this.faults.push('two requests at a time')
    this.#asking.add(token)
    if (frames.length > MAX_POLL_FRAMES) this.faults.push(`${frames.length} frames in a request`)
    for (const frame of frames) {
      const schema = UP_SCHEMAS[frame.type]
      if (!schema || !Value.Check(schema, frame)) this.faults.push(`breaks its schema: ${JSON.stringify(frame)}`)
      if (frame.type === 'auth') this.faults.push('auth in a request')
    }
    return new Promise((resolve, reject) => {
      const done = () => this.#asking.delete(token)
      this.requests.push({
        url,
        token,
        frames,
        answer: (...answers) => {
          done()
          for (const frame of answers)
            if (!Value.Check(DOWN_SCHEMAS[frame.type], frame)) throw new Error(`not a frame: ${JSON.stringify(frame)}`)
          resolve({ status: 200, body: { frames: answers } })
        },
        reply: (answer) => {
          done()
          resolve(answer)
        },
        fail: () => {
          done()
          reject(new Error('no answer'))
        },
      })
      for (const waiter of this.#waiters.splice(0)) waiter()
    })
  }

  /** What the client asks of the REST API, beside its frames. */
  readonly rest_asked: ScriptedAnswer[] = []
  #rest_taken = 0

  rest(method: string, url: string, token: string, body?: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.rest_asked.push({
        method,
        path: url.replace(/^https:\/\/[^/]+/, ''),
        token,
        body: body === undefined ? undefined : JSON.parse(body),
        answer: (result, status = 200) => resolve({ status, body: result }),
        fail: () => reject(new Error('no answer')),
      })
      for (const waiter of this.#waiters.splice(0)) waiter()
    })
  }

  /** The next one, waited for if need be. */
  async restAsked(): Promise<ScriptedAnswer> {
    while (this.rest_asked.length <= this.#rest_taken) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    return this.rest_asked[this.#rest_taken++] as ScriptedAnswer
  }

  /** The next request that the client makes. */
  async asked(): Promise<ScriptedRequest> {
    while (this.requests.length <= this.#requests_taken) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    return this.requests[this.#requests_taken++] as ScriptedRequest
  }

  /** As `asked`, moving the clock until the client asks. */
  async askedLater(): Promise<ScriptedRequest> {
    for (let waited = 0; this.requests.length <= this.#requests_taken && waited < 60_000; waited += 100) await this.clock.advance(100)
    if (this.requests.length <= this.#requests_taken) throw new Error('the client did not ask within a minute')
    return this.asked()
  }

  greeting(changes: Partial<DownFrame<'hello'>> = {}): DownFrame<'hello'> {
    const now = this.clock.now()
    return { type: 'hello', protocol: 1, user_id: 'me', epoch: EPOCH, now, expires_at: now + 3_600_000, ...changes }
  }

  /** The next socket that the client dials. */
  async dialled(): Promise<ScriptedSocket> {
    while (this.sockets.length <= this.#taken) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    return this.sockets[this.#taken++] as ScriptedSocket
  }

  /** As `dialled`, moving the clock until the client's wait is over. */
  async redialled(): Promise<ScriptedSocket> {
    for (let waited = 0; this.sockets.length <= this.#taken && waited < 60_000; waited += 100) await this.clock.advance(100)
    if (this.sockets.length <= this.#taken) throw new Error('the client did not dial again within a minute')
    return this.dialled()
  }
}

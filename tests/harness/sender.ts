// A client that keeps its promises and writes everything down: it keeps a window of sends in flight, sends again under
// the same ids what was not acknowledged when the connection went, and remembers every acknowledgement it was given.

import type { SeededRandom } from '@jobline/testkit'
import { Recorder } from './history.ts'

interface Sent {
  readonly id: string
  readonly conversation_id: string
  readonly text: string
  readonly after_id: string | undefined
}

export interface SenderOptions {
  readonly user_id: string
  readonly conversation_ids: readonly string[]
  readonly token: string
  readonly random: SeededRandom
  readonly window: number
  /** Called for each acknowledgement that arrived. */
  readonly onAck: () => void
  /** Something that a correct server never says. */
  readonly onProblem: (problem: string) => void
}

const WORDS = [
  'gate',
  'ärger',
  '水漏れ',
  'مرحبا',
  '👩‍🔧',
  'e\u0301tage',
  'tab\there',
  'two\r\nlines',
  '<b>&amp;</b>',
  "it's",
  '\u200dno',
  'ñ',
] as const

export class Sender {
  readonly history: Recorder
  /** Sends that went out more than once. */
  resent = 0
  readonly #options: SenderOptions
  readonly #in_flight = new Map<string, Sent>()
  readonly #last_id = new Map<string, string>()
  #socket: WebSocket | undefined
  #closed: Promise<void> = Promise.resolve()
  #writing = true
  /** The network has gone: nothing that the server says arrives. */
  #deaf = false
  #settled: (() => void)[] = []

  constructor(options: SenderOptions) {
    this.#options = options
    this.history = new Recorder(options.user_id, options.user_id)
  }

  get user_id(): string {
    return this.#options.user_id
  }

  /** Resolves when it is signed in; then what was in flight has been sent again. */
  async connect(ws_url: string): Promise<void> {
    this.#deaf = false
    const socket = new WebSocket(`${ws_url}/ws/`, { headers: { authorization: `Bearer ${this.#options.token}` } } as unknown as string[])
    this.#socket = socket
    this.#closed = new Promise((resolve) => socket.addEventListener('close', () => resolve()))
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('error', () => reject(new Error(`unable to connect as ${this.user_id}`)))
      socket.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data))
        if (frame.type === 'hello') resolve()
        this.#heard(frame)
      })
    })
  }

  /** Nothing arrives any more, and the sends go on for a while: their answers are what gets lost. */
  goDeaf(): void {
    this.#deaf = true
  }

  get is_deaf(): boolean {
    return this.#deaf
  }

  hearAgain(): void {
    this.#deaf = false
  }

  /** Resolves when the dead socket has given up what it still held. */
  whenClosed(): Promise<void> {
    return this.#closed
  }

  /** Writes nothing new; resolves when all that was written is acknowledged. */
  finish(): Promise<void> {
    this.#writing = false
    if (this.#in_flight.size === 0) return Promise.resolve()
    return new Promise((resolve) => this.#settled.push(resolve))
  }

  close(): void {
    this.#socket?.close()
  }

  #heard(frame: { type: string; id?: string; seq?: number; rev?: number; code?: string }): void {
    if (this.#deaf) return
    if (frame.type === 'hello') {
      this.resent += this.#in_flight.size
      for (const message of this.#in_flight.values()) this.#transmit(message)
      this.#fill()
    } else if (frame.type === 'ack' && frame.id !== undefined) {
      this.#acknowledged(frame.id, { seq: frame.seq ?? 0, rev: frame.rev ?? 0 })
    } else if (frame.type === 'error') {
      this.#options.onProblem(`refused: ${frame.code} for ${frame.id}`)
    }
  }

  #acknowledged(id: string, place: { readonly seq: number; readonly rev: number }): void {
    const problem = this.history.ok(id, place)
    if (problem !== undefined) this.#options.onProblem(problem)
    this.#in_flight.delete(id)
    this.#options.onAck()
    this.#fill()
    if (this.#in_flight.size === 0) for (const resolve of this.#settled.splice(0)) resolve()
  }

  #fill(): void {
    while (this.#writing && this.#in_flight.size < this.#options.window) {
      const { random, conversation_ids } = this.#options
      const conversation_id = random.pick(conversation_ids)
      const message: Sent = { id: random.uuid(), conversation_id, text: this.#write(), after_id: this.#last_id.get(conversation_id) }
      this.#last_id.set(conversation_id, message.id)
      this.history.invoked(conversation_id, message.text)
      this.history.named(message.text, message.id)
      this.#in_flight.set(message.id, message)
      this.#transmit(message)
    }
  }

  #write(): string {
    const { random, user_id } = this.#options
    const words = Array.from({ length: random.chance(0.02) ? 400 : random.between(1, 12) }, () => random.pick(WORDS))
    return `${user_id} #${this.history.sends.length + 1}: ${words.join(' ')}`
  }

  #transmit({ id, conversation_id, text, after_id }: Sent): void {
    this.#socket?.send(JSON.stringify({ type: 'chat_message', id, conversation_id, text, ...(after_id === undefined ? {} : { after_id }) }))
  }
}

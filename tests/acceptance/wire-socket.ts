// A socket to the server, by the WebSocket client of npm's `ws`: a library that nobody here wrote. Knows what
// docs/protocol.md says of frames in general (JSON text with a `type`) and nothing of this project's code.

import { dirname, join } from 'node:path'
import type { WebSocket as WsSocket } from 'ws'

// By its file: Bun answers the bare name with a client of its own.
const { WebSocket: Ws }: typeof import('ws') = await import(
  join(dirname(Bun.resolveSync('ws/package.json', import.meta.dir)), 'wrapper.mjs')
)

export interface Frame {
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: a test that knows only the page reads fields by their names
  readonly [field: string]: any
}

export interface Closed {
  readonly code: number
  readonly reason: string
}

export interface OpenOptions {
  /** Brought in the Authorization header. */
  readonly token?: string | undefined
  readonly protocols?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

/** The server answered the upgrade by HTTP instead. */
export class UpgradeRefused extends Error {
  override readonly name = 'UpgradeRefused'
  readonly status: number
  readonly text: string
  constructor(status: number, text: string) {
    super(`the upgrade was refused with ${status}: ${text}`)
    this.status = status
    this.text = text
  }
}

type Match = Readonly<Record<string, unknown>> | ((frame: Frame) => boolean)

interface Waiter {
  readonly match: (frame: Frame) => boolean
  readonly wanted: string
  readonly resolve: (frame: Frame) => void
  readonly reject: (error: Error) => void
}

export class WireSocket {
  /** Every frame that came, in order, as text. */
  readonly texts: string[] = []
  /** Settles with the close code when the server, or this side, has closed. */
  readonly closed: Promise<Closed>
  readonly #socket: WsSocket
  readonly #unread: Frame[] = []
  readonly #waiters = new Set<Waiter>()
  #end: Closed | undefined
  #refs = 0

  /** Resolves when the upgrade was accepted; rejects with UpgradeRefused where it was not. */
  static open(url: string, { token, protocols = [], headers = {} }: OpenOptions = {}): Promise<WireSocket> {
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const socket = new Ws(url, [...protocols], { headers: { ...headers, ...authorization } })
    const wire = new WireSocket(socket)
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(wire))
      socket.once('error', reject)
      socket.once('unexpected-response', (_request, response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () => reject(new UpgradeRefused(response.statusCode ?? 0, text)))
      })
    })
  }

  /** Opens and waits for `hello`. */
  static async live(url: string, options: OpenOptions): Promise<WireSocket> {
    const wire = await WireSocket.open(url, options)
    await wire.next({ type: 'hello' })
    return wire
  }

  constructor(socket: WsSocket) {
    this.#socket = socket
    socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#received(data.toString())
    })
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#end = { code, reason: reason.toString() }
        for (const waiter of this.#waiters) waiter.reject(this.#gone(waiter.wanted))
        this.#waiters.clear()
        resolve(this.#end)
      })
    })
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  send(frame: Readonly<Record<string, unknown>>): void {
    this.sendText(JSON.stringify(frame))
  }

  sendText(text: string): void {
    this.#socket.send(text)
  }

  sendBinary(bytes: Uint8Array): void {
    this.#socket.send(bytes, { binary: true })
  }

  /** A text frame with whatever bytes. */
  sendTextBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes, { binary: false })
  }

  /** The next frame that was not taken yet and matches; frames before it stay for others. */
  next(match: Match): Promise<Frame> {
    const matches =
      typeof match === 'function'
        ? match
        : (frame: Frame) => Object.entries(match).every(([key, value]) => Bun.deepEquals(frame[key], value))
    const index = this.#unread.findIndex(matches)
    if (index >= 0) return Promise.resolve(this.#unread.splice(index, 1)[0]!)
    const wanted = typeof match === 'function' ? match.toString() : JSON.stringify(match)
    if (this.#end) return Promise.reject(this.#gone(wanted))
    return new Promise((resolve, reject) => this.#waiters.add({ match: matches, wanted, resolve, reject }))
  }

  /** Sends with a fresh `ref` and waits for its answer. */
  ask(frame: Readonly<Record<string, unknown>>): Promise<Frame> {
    const ref = `t${++this.#refs}`
    this.send({ ...frame, ref })
    return this.next({ ref })
  }

  /** Sends a message and waits for its answer, which goes by id. */
  say(frame: Readonly<Record<string, unknown>>): Promise<Frame> {
    this.send({ type: 'chat_message', ...frame })
    return this.next((answer) => (answer.type === 'ack' || answer.type === 'error') && answer.id === frame.id)
  }

  /** Everything sent before has been read by the server, and the socket lives. */
  async alive(): Promise<void> {
    this.send({ type: 'ping' })
    await this.next({ type: 'pong' })
  }

  /** Frames that nobody has taken yet. */
  get unread(): readonly Frame[] {
    return this.#unread
  }

  close(): Promise<Closed> {
    this.#socket.close(1000)
    return this.closed
  }

  /** Stops reading: the server's queue for this socket fills. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  #received(text: string): void {
    this.texts.push(text)
    const frame = JSON.parse(text) as Frame
    for (const waiter of this.#waiters) {
      if (!waiter.match(frame)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(frame)
      return
    }
    this.#unread.push(frame)
  }

  #gone(wanted: string): Error {
    return new Error(`the socket was closed with ${this.#end?.code} before ${wanted} came; last: ${this.texts.at(-1)}`)
  }
}

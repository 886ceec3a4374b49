// A socket for tests that speaks frames: it keeps all it received and waits for the one a test asks for.
// Knows nothing of the client library.

import type { DownFrame, DownType, UpFrame } from '@jobline/protocol'

export interface TestSocketOptions {
  readonly token?: string | undefined
  readonly protocols?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

interface Waiter {
  readonly matches: (frame: DownFrame) => boolean
  readonly resolve: (frame: DownFrame) => void
}

export class TestSocket {
  /** Everything received and not yet taken by `next`. */
  readonly received: DownFrame[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #socket: WebSocket
  readonly #waiters: Waiter[] = []
  #end: ((error: Error) => void)[] = []
  #is_closed = false
  #asked = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', (event) => this.#take(JSON.parse(String(event.data)) as DownFrame))
    this.closed = new Promise((resolve) => {
      socket.addEventListener('close', ({ code, reason }) => {
        this.#is_closed = true
        for (const end of this.#end) end(new Error(`unable to go on; the socket was closed with ${code} ${reason}`))
        resolve({ code, reason })
      })
    })
  }

  /** Resolves when the upgrade is done; rejects where it is refused. */
  static async dial(url: string, { token, protocols, headers = {} }: TestSocketOptions = {}): Promise<TestSocket> {
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    // Bun's WebSocket takes headers, which a browser's cannot.
    const options = { headers: { ...authorization, ...headers }, ...(protocols ? { protocols: [...protocols] } : {}) }
    const socket = new WebSocket(url, options as unknown as string[])
    const test = new TestSocket(socket)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', () => reject(new Error('unable to open the socket; the upgrade was refused')))
    })
    return test
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  send(frame: UpFrame | Readonly<Record<string, unknown>>): void {
    this.#socket.send(JSON.stringify(frame))
  }

  /** Anything at all, for what a good client never sends. */
  sendRaw(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data)
  }

  /** The first frame of this type, waited for if need be, and taken out of `received`. */
  next<T extends DownType>(type: T, matches: (frame: DownFrame<T>) => boolean = () => true): Promise<DownFrame<T>> {
    return this.#wait(type, (frame) => frame.type === type && matches(frame as DownFrame<T>)) as Promise<DownFrame<T>>
  }

  /** Sends a frame and resolves with its one answer: by `id` for a send, by a fresh `ref` for any other. */
  ask<T extends DownType = 'ack' | 'error'>(frame: Readonly<Record<string, unknown>>): Promise<DownFrame<T>> {
    const sends = frame.type === 'chat_message'
    const ref = `ask-${++this.#asked}`
    this.send(sends ? frame : { ...frame, ref })
    const isAnswer = (answer: DownFrame) =>
      sends ? (answer.type === 'ack' || answer.type === 'error') && answer.id === frame.id : 'ref' in answer && answer.ref === ref
    return this.#wait(`the answer to ${frame.type}`, isAnswer) as Promise<DownFrame<T>>
  }

  /** Resolves when the server has answered everything sent before: a ping's pong comes last. */
  async settle(): Promise<void> {
    this.send({ type: 'ping' })
    await this.next('pong')
  }

  close(code = 1000): void {
    this.#socket.close(code)
  }

  #wait(wanted: string, fits: (frame: DownFrame) => boolean): Promise<DownFrame> {
    const index = this.received.findIndex(fits)
    if (index >= 0) return Promise.resolve(this.received.splice(index, 1)[0] as DownFrame)
    if (this.#is_closed) return Promise.reject(new Error(`unable to wait for ${wanted}; the socket is closed`))
    return new Promise((resolve, reject) => {
      this.#waiters.push({ matches: fits, resolve })
      this.#end.push(reject)
    })
  }

  #take(frame: DownFrame): void {
    const index = this.#waiters.findIndex(({ matches }) => matches(frame))
    if (index < 0) this.received.push(frame)
    else this.#waiters.splice(index, 1)[0]?.resolve(frame)
  }
}

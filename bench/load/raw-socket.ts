// The client's end of a WebSocket, on a bare TCP socket: upgrade with a token, whole frames out, frames in as
// ranges of the buffer that was read. Leaner than a WebSocket object: nothing is decoded that is not looked at.
// Frames out are masked with four zero bytes, which is a mask like any other and saves the generator the work.

import type { Socket } from 'bun'

export interface FrameListener {
  /** One text frame: bytes `start` to `end` of `buffer`, valid only during the call. `now` is when it was read. */
  text(buffer: Uint8Array, start: number, end: number, now: number): void
}

const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const HEADER_END = new TextEncoder().encode('\r\n\r\n')

/** Text as one masked frame from a client. */
export function frameOf(text: string, opcode = TEXT): Uint8Array {
  const payload = new TextEncoder().encode(text)
  const long = payload.length > 125
  const frame = new Uint8Array((long ? 8 : 6) + payload.length)
  frame[0] = 0x80 | opcode
  if (long) {
    frame[1] = 0x80 | 126
    frame[2] = payload.length >> 8
    frame[3] = payload.length & 255
  } else {
    frame[1] = 0x80 | payload.length
  }
  frame.set(payload, frame.length - payload.length)
  return frame
}

export class RawSocket {
  listener: FrameListener | undefined
  readonly #onFailure: (reason: string) => void
  #socket: Socket<RawSocket> | undefined
  #upgraded: (() => void) | undefined
  #rest: Uint8Array | undefined
  #unsent: Uint8Array[] = []
  #ended = false

  private constructor(onFailure: (reason: string) => void) {
    this.#onFailure = onFailure
  }

  /** Resolves when the server has accepted the upgrade. `onFailure` is told when the socket ends unasked. */
  static async dial(port: number, token: string, onFailure: (reason: string) => void): Promise<RawSocket> {
    const raw = new RawSocket(onFailure)
    const upgraded = new Promise<void>((resolve) => {
      raw.#upgraded = resolve
    })
    raw.#socket = await Bun.connect<RawSocket>({ hostname: '127.0.0.1', port, data: raw, socket: HANDLERS })
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
    const request = [
      'GET /ws/ HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${key}`,
      'Sec-WebSocket-Version: 13',
      `Authorization: Bearer ${token}`,
    ]
    raw.write(new TextEncoder().encode(`${request.join('\r\n')}\r\n\r\n`))
    await upgraded
    return raw
  }

  /** `bytes` may be used again after the call. */
  write(bytes: Uint8Array): void {
    if (this.#unsent.length > 0) {
      this.#unsent.push(bytes.slice())
      return
    }
    const written = Math.max(0, this.#socket?.write(bytes) ?? 0)
    if (written < bytes.length) this.#unsent.push(bytes.slice(written))
  }

  end(): void {
    this.#ended = true
    this.#socket?.end()
  }

  drained(): void {
    const unsent = this.#unsent
    this.#unsent = []
    for (const bytes of unsent) this.write(bytes)
  }

  failed(reason: string): void {
    if (this.#ended) return
    this.#ended = true
    this.#onFailure(reason)
  }

  received(chunk: Uint8Array): void {
    const now = performance.now()
    let buffer = chunk
    if (this.#rest) {
      buffer = new Uint8Array(this.#rest.length + chunk.length)
      buffer.set(this.#rest)
      buffer.set(chunk, this.#rest.length)
      this.#rest = undefined
    }
    const end = this.#readFrames(buffer, this.#upgraded ? this.#readUpgrade(buffer) : 0, now)
    if (end < buffer.length) this.#rest = buffer.slice(end)
  }

  /** Where the frames begin, or 0 while the answer's head is not complete. */
  #readUpgrade(buffer: Uint8Array): number {
    const end = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.length).indexOf(HEADER_END)
    if (end < 0) return 0
    const head = new TextDecoder().decode(buffer.subarray(0, end))
    if (!head.startsWith('HTTP/1.1 101')) this.failed(`the upgrade was refused: ${head.split('\r\n')[0]}`)
    this.#upgraded?.()
    this.#upgraded = undefined
    return end + HEADER_END.length
  }

  /** Returns where the first incomplete frame begins. */
  #readFrames(buffer: Uint8Array, from: number, now: number): number {
    if (this.#upgraded) return from
    let at = from
    while (at + 2 <= buffer.length) {
      let length = (buffer[at + 1] as number) & 127
      let start = at + 2
      if (length === 126) {
        if (start + 2 > buffer.length) break
        length = ((buffer[start] as number) << 8) | (buffer[start + 1] as number)
        start += 2
      } else if (length === 127) {
        this.failed('a frame larger than any this load should see')
        return buffer.length
      }
      const end = start + length
      if (end > buffer.length) break
      const opcode = (buffer[at] as number) & 15
      if (opcode === TEXT) this.listener?.text(buffer, start, end, now)
      else this.#control(opcode, buffer.subarray(start, end))
      at = end
    }
    return at
  }

  #control(opcode: number, payload: Uint8Array): void {
    if (opcode === PING) this.write(frameOf(new TextDecoder().decode(payload), 0xa))
    if (opcode !== CLOSE) return
    const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0)
    this.failed(`the server closed with ${code} ${new TextDecoder().decode(payload.subarray(2))}`)
  }
}

/** One set for all sockets: fifteen thousand closures are not what is measured. */
const HANDLERS = {
  data: (socket: Socket<RawSocket>, chunk: Uint8Array) => socket.data.received(chunk),
  drain: (socket: Socket<RawSocket>) => socket.data.drained(),
  close: (socket: Socket<RawSocket>) => socket.data.failed('the connection was closed'),
  error: (socket: Socket<RawSocket>, error: Error) => socket.data.failed(error.message),
}

// A WebSocket byte by byte, for what no client library would send: frames in pieces, without a mask, of unknown kinds.

import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export interface FrameOptions {
  /** 1 text, 2 binary, 0 continuation, 8 close, 9 ping, 10 pong. */
  readonly opcode?: number
  readonly final?: boolean
  readonly masked?: boolean
}

/** One frame as it stands on the wire. */
export function textFrame(payload: Buffer, { opcode = 1, final = true, masked = true }: FrameOptions = {}): Buffer {
  const { length } = payload
  const first = (final ? 0x80 : 0) | opcode
  const bit = masked ? 0x80 : 0
  const head =
    length < 126
      ? Buffer.from([first, bit | length])
      : length < 65_536
        ? Buffer.from([first, bit | 126, length >> 8, length & 0xff])
        : Buffer.concat([
            Buffer.from([first, bit | 127, 0, 0, 0, 0]),
            Buffer.from([length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff]),
          ])
  if (!masked) return Buffer.concat([head, payload])
  const mask = Buffer.from([1, 2, 3, 4])
  return Buffer.concat([head, mask, Buffer.from(payload.map((byte, index) => byte ^ mask[index % 4]!))])
}

interface Received {
  readonly opcode: number
  readonly payload: Buffer
}

export class RawSocket {
  /** The code of the server's close frame; 1006 where the connection ended without one. */
  readonly closeCode: Promise<number>
  isClosed = false
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)
  readonly #received: Received[] = []
  readonly #waiters: { readonly matches: (frame: Received) => boolean; readonly resolve: (frame: Received) => void }[] = []
  #closed: (code: number) => void = () => undefined

  /** Resolves when `hello` has come. */
  static async open(url: string, token: string): Promise<RawSocket> {
    const { hostname, port, pathname } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    const raw = new RawSocket(socket)
    const headers = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ]
    socket.write(
      [`GET ${pathname} HTTP/1.1`, `Host: ${hostname}:${port}`, ...headers, `Authorization: Bearer ${token}`, '', ''].join('\r\n'),
    )
    await raw.nextText((text) => text.includes('"hello"'))
    return raw
  }

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    this.closeCode = new Promise((resolve) => {
      this.#closed = (code) => {
        this.isClosed = true
        resolve(code)
      }
    })
    let upgraded = false
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
      if (!upgraded) {
        const end = this.#bytes.indexOf('\r\n\r\n')
        if (end < 0) return
        upgraded = true
        this.#bytes = this.#bytes.subarray(end + 4)
      }
      this.#read()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => this.#closed(1006))
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  async nextText(matches: (text: string) => boolean = () => true): Promise<string> {
    return (await this.#next(({ opcode, payload }) => opcode === 1 && matches(payload.toString()))).payload.toString()
  }

  async nextPing(): Promise<void> {
    await this.#next(({ opcode }) => opcode === 9)
  }

  #next(matches: (frame: Received) => boolean): Promise<Received> {
    const index = this.#received.findIndex(matches)
    if (index >= 0) return Promise.resolve(this.#received.splice(index, 1)[0]!)
    return new Promise((resolve) => this.#waiters.push({ matches, resolve }))
  }

  #read(): void {
    for (;;) {
      if (this.#bytes.length < 2) return
      const short = this.#bytes[1]! & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (this.#bytes.length < head) return
      const length = short < 126 ? short : short === 126 ? this.#bytes.readUInt16BE(2) : Number(this.#bytes.readBigUInt64BE(2))
      if (this.#bytes.length < head + length) return
      const frame = { opcode: this.#bytes[0]! & 0x0f, payload: this.#bytes.subarray(head, head + length) }
      this.#bytes = this.#bytes.subarray(head + length)
      this.#take(frame)
    }
  }

  #take(frame: Received): void {
    if (frame.opcode === 8) {
      this.#closed(frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : 1005)
      return
    }
    const index = this.#waiters.findIndex(({ matches }) => matches(frame))
    if (index >= 0) this.#waiters.splice(index, 1)[0]!.resolve(frame)
    else this.#received.push(frame)
  }
}

// One connection through the fault proxy: two sockets and a line for each direction. It knows what weather its proxy has
// and how a link ends; when and why is the proxy's.

import type { Socket } from 'node:net'
import type { Clock } from '@jobline/client'
import type { SeededRandom } from './seeded-random.ts'

/** `up`: from the client to the server. */
export type Direction = 'up' | 'down'

/** How one direction carries what passes. Absent: at once, as it came. */
export interface Weather {
  readonly latency_ms?: number
  /** Added to the latency, anything up to this. Never changes the order: it is TCP. */
  readonly jitter_ms?: number
  readonly bytes_per_second?: number
  /** Pieces of one to so many bytes, each written for itself. */
  readonly slice_bytes?: number
}

/** `close`: what was counted arrives, then the end. `reset`: RST to both sides, which may take bytes along. */
export type Cut = 'close' | 'reset'

/** Bytes held for one direction of one link before its source is no longer read. */
const HELD_BYTES = 65_536
/** A throttled direction hands on at least so often: a page does not come in one piece at its end. */
const PIECES_PER_SECOND = 20

export interface LinkWorld {
  readonly random: SeededRandom
  readonly clock: Clock
  weather(direction: Direction): Weather
  isStalled(direction: Direction): boolean
  isSilent(direction: Direction): boolean
  passing(direction: Direction, length: number): { readonly bytes: number; readonly cut?: Cut }
  lost(): void
  ended(): void
}

/** One connection of a client, and the one to the server that stands for it. */
export class FaultLink {
  readonly lines: Readonly<Record<Direction, Line>>
  has_lost = false
  readonly #sockets: readonly Socket[]

  constructor(client: Socket, server: Socket, world: LinkWorld) {
    this.#sockets = [client, server]
    this.lines = { up: new Line(this, 'up', client, server, world), down: new Line(this, 'down', server, client, world) }
    for (const socket of this.#sockets) {
      socket.setNoDelay(true)
      // A reset on one side is a reset on the other.
      socket.on('error', () => this.reset())
      socket.on('close', () => {
        if (this.#sockets.every(({ destroyed }) => destroyed)) world.ended()
      })
    }
    for (const line of Object.values(this.lines)) line.read()
  }

  reset(): void {
    for (const line of Object.values(this.lines)) line.stop()
    for (const socket of this.#sockets) if (!socket.destroyed) socket.resetAndDestroy()
  }
}

/** One direction of a link: pieces in order, each with the time at which it is handed on. */
class Line {
  readonly #link: FaultLink
  readonly #direction: Direction
  readonly #source: Socket
  readonly #sink: Socket
  readonly #world: LinkWorld
  readonly #pieces: { readonly data: Uint8Array | 'end'; readonly due: number }[] = []
  #held = 0
  #free_at = 0
  #last_due = 0
  #waiting = false
  #stopped = false

  constructor(link: FaultLink, direction: Direction, source: Socket, sink: Socket, world: LinkWorld) {
    this.#link = link
    this.#direction = direction
    this.#source = source
    this.#sink = sink
    this.#world = world
    source.on('data', (data) => this.#take(data as Uint8Array))
    source.on('end', () => this.#hold('end', this.#last_due))
    sink.on('drain', () => this.read())
  }

  /** Reads its source, or lets it wait. */
  read(): void {
    const full = this.#held > HELD_BYTES || this.#sink.writableNeedDrain
    if (!this.#stopped && (full || this.#world.isStalled(this.#direction))) this.#source.pause()
    else this.#source.resume()
  }

  /** Nothing more is handed on; what still comes is dropped. */
  stop(): void {
    this.#stopped = true
    this.#pieces.length = 0
  }

  #take(data: Uint8Array): void {
    const { random, clock } = this.#world
    const { latency_ms = 0, jitter_ms = 0, bytes_per_second, slice_bytes } = this.#world.weather(this.#direction)
    const tick_bytes = bytes_per_second === undefined ? data.length : Math.ceil(bytes_per_second / PIECES_PER_SECOND)
    for (let start = 0; start < data.length; ) {
      const size = Math.min(slice_bytes === undefined ? data.length : random.between(1, slice_bytes), tick_bytes)
      const piece = data.subarray(start, start + size)
      start += piece.length
      if (bytes_per_second !== undefined) this.#free_at = Math.max(this.#free_at, clock.now()) + (piece.length / bytes_per_second) * 1_000
      const sent_at = bytes_per_second === undefined ? clock.now() : this.#free_at
      this.#hold(piece, sent_at + latency_ms + random.next() * jitter_ms)
    }
    this.read()
  }

  #hold(data: Uint8Array | 'end', due: number): void {
    if (this.#stopped) return
    this.#last_due = Math.max(this.#last_due, due)
    this.#pieces.push({ data, due: this.#last_due })
    if (data !== 'end') this.#held += data.length
    this.#run()
  }

  #run(): void {
    const { clock } = this.#world
    while (!this.#waiting) {
      const next = this.#pieces[0]
      if (!next) return
      const wait = next.due - clock.now()
      if (wait > 0) {
        this.#waiting = true
        clock.after(wait, () => {
          this.#waiting = false
          this.#run()
          this.read()
        })
        return
      }
      this.#pieces.shift()
      this.#handOn(next.data)
    }
  }

  #handOn(data: Uint8Array | 'end'): void {
    if (this.#world.isSilent(this.#direction)) {
      this.#link.has_lost = true
      this.#world.lost()
      if (data !== 'end') this.#held -= data.length
      return
    }
    if (data === 'end') {
      this.#sink.end()
      return
    }
    this.#held -= data.length
    const { bytes, cut } = this.#world.passing(this.#direction, data.length)
    if (cut === 'reset') this.#link.reset()
    else if (cut === 'close') {
      for (const line of Object.values(this.#link.lines)) line.stop()
      this.#source.destroy()
      // Closed only when its other side has: an earlier close would be a reset, which may take the last bytes along.
      this.#sink.end(data.subarray(0, bytes))
      this.#sink.on('end', () => this.#sink.destroy())
      this.#sink.resume()
    } else this.#sink.write(data)
  }
}

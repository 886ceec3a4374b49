// A bad network between a client and a server on this machine: a TCP proxy that delays, throttles, slices, cuts after
// a counted byte, resets, falls silent, stops reading or refuses. It knows bytes, never frames. What chance decides
// comes from the caller's seed; when the kernel hands over which bytes does not.

import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net'
import type { Clock } from '@jobline/client'
import { type Cut, type Direction, FaultLink, type Weather } from './fault-link.ts'
import type { SeededRandom } from './seeded-random.ts'

export interface FaultProxyOptions {
  /** Asked at each dial, so that a server may come back elsewhere. */
  readonly port: () => number
  readonly random: SeededRandom
  readonly clock?: Clock
}

interface PlannedCut {
  readonly direction: Direction
  readonly how: Cut
  left: number
  readonly done: () => void
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export class FaultProxy implements AsyncDisposable {
  /** Passed on since the start. */
  readonly bytes: Record<Direction, number> = { up: 0, down: 0 }
  readonly #options: FaultProxyOptions
  readonly #server: Server
  readonly #links = new Set<FaultLink>()
  readonly #weather: Record<Direction, Weather> = { up: {}, down: {} }
  readonly #silent = new Set<Direction>()
  readonly #stalled = new Set<Direction>()
  #refusing = false
  #refused: (() => void)[] = []
  #cut: PlannedCut | undefined
  #loss: { readonly links: number; readonly resolve: () => void } | undefined
  #watchers: { readonly bytes: number; readonly resolve: () => void }[] = []

  private constructor(options: FaultProxyOptions) {
    this.#options = options
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => this.#accept(client))
  }

  static async start(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }

  /** What a client dials in the server's place. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get open_links(): number {
    return this.#links.size
  }

  /** From now on, on open links too. */
  setWeather(direction: Direction, weather: Weather): void {
    this.#weather[direction] = weather
  }

  /**
   * Ends the link that carries the n-th byte from now, when it has carried it; with 0 when the first byte comes, which is
   * not passed on. Replaces a cut planned before. Resolves when it has happened.
   */
  cutAfter(direction: Direction, bytes: number, how: Cut = 'close'): Promise<void> {
    return new Promise((done) => {
      this.#cut = { direction, left: bytes, how, done }
    })
  }

  /** Resolves when so many bytes more have passed, both ways together. */
  afterBytes(bytes: number): Promise<void> {
    return new Promise((resolve) => this.#watchers.push({ bytes: this.bytes.up + this.bytes.down + bytes, resolve }))
  }

  /** Resolves when so many open links have lost bytes to a silence. */
  untilLost(links: number): Promise<void> {
    return new Promise((resolve) => {
      this.#loss = { links, resolve }
      this.#lost()
    })
  }

  /** RST on every open link, both ends. */
  resetAll(): void {
    for (const link of this.#links) link.reset()
  }

  /** Everything is swallowed and nobody is told: the sockets stay open on both sides. */
  silence(...directions: Direction[]): void {
    for (const direction of directions.length > 0 ? directions : (['up', 'down'] as const)) this.#silent.add(direction)
  }

  /** The sender of this direction is no longer read: its own buffers fill up. */
  stall(direction: Direction): void {
    this.#stalled.add(direction)
    for (const link of this.#links) link.lines[direction].read()
  }

  /** Every dial ends in a reset. Open links stay. */
  refuse(): void {
    this.#refusing = true
  }

  /** Resolves when a dial has been refused. */
  untilRefused(): Promise<void> {
    return new Promise((resolve) => this.#refused.push(resolve))
  }

  /** A good network again. A link that has lost bytes is reset: nothing could make it whole. */
  heal(): void {
    this.#refusing = false
    this.#cut = undefined
    this.#silent.clear()
    this.#stalled.clear()
    for (const direction of ['up', 'down'] as const) this.#weather[direction] = {}
    for (const link of [...this.#links]) {
      if (link.has_lost) link.reset()
      else for (const line of Object.values(link.lines)) line.read()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const link of [...this.#links]) link.reset()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #accept(client: Socket): void {
    client.on('error', () => {})
    if (this.#refusing) {
      client.resetAndDestroy()
      for (const resolve of this.#refused.splice(0)) resolve()
      return
    }
    const server = tcpConnect({ port: this.#options.port(), host: '127.0.0.1', allowHalfOpen: true })
    const { random, clock = SYSTEM_CLOCK } = this.#options
    const link = new FaultLink(client, server, {
      random,
      clock,
      weather: (direction) => this.#weather[direction],
      isStalled: (direction) => this.#stalled.has(direction),
      isSilent: (direction) => this.#silent.has(direction),
      passing: (direction, length) => this.#passing(direction, length),
      lost: () => this.#lost(),
      ended: () => this.#links.delete(link),
    })
    this.#links.add(link)
  }

  #lost(): void {
    if (this.#loss && [...this.#links].filter(({ has_lost }) => has_lost).length >= this.#loss.links) this.#loss.resolve()
  }

  /** How many of these bytes may go on, and whether the link ends with them. */
  #passing(direction: Direction, length: number): { bytes: number; cut?: Cut } {
    const cut = this.#cut
    const is_cut = cut !== undefined && cut.direction === direction && length >= cut.left
    const bytes = is_cut ? cut.left : length
    if (cut?.direction === direction) cut.left -= bytes
    this.bytes[direction] += bytes
    const passed = this.bytes.up + this.bytes.down
    for (const watcher of this.#watchers.filter((each) => each.bytes <= passed)) watcher.resolve()
    this.#watchers = this.#watchers.filter((each) => each.bytes > passed)
    if (!is_cut) return { bytes }
    this.#cut = undefined
    cut.done()
    return { bytes, cut: cut.how }
  }
}

// Looks at a list in every frame while it is scrolled: is it blank, did it jump, how long did the frame take. What the browser's
// compositor had scrolled before the page was told is looked at in the scroll event, before any listener of the product.

import { BlankTime } from './blank-time.ts'
import { isBlank } from './cover.ts'
import { type Jump, Movement } from './movement.ts'
import { type ListKind, placesOf, type RowPlace } from './rows.ts'

/** Without a wheel event for so long nothing is on its way. */
const REST_MS = 200

export interface ScrollReport {
  readonly seconds: number
  readonly frames: number
  readonly longest_frame_ms: number
  readonly frames_over_50_ms: number
  readonly frame_p95_ms: number
  readonly blank_ms: number
  readonly longest_blank_ms: number
  readonly blank_spells: number
  readonly jumps: readonly Jump[]
  readonly scrolled_points: number
  readonly held_back_points: number
}

export class ScrollWatch {
  readonly #kind: ListKind
  readonly #movement = new Movement()
  readonly #blank = new BlankTime()
  readonly #intervals: number[] = []
  readonly #ending = new AbortController()
  #before: readonly RowPlace[] = []
  #last_frame: number | undefined
  #down = 0
  #up = 0
  #largest = 0
  #arrived_blank = false
  #by_script = false
  #last_wheel = 0
  #is_moving = false
  readonly #waiting: (() => void)[] = []

  constructor(kind: ListKind) {
    this.#kind = kind
    const { signal } = this.#ending
    window.addEventListener('wheel', (event) => this.#onWheel(event), { capture: true, passive: true, signal })
    // A list that scrolls itself is shown only once it has drawn; what the compositor scrolls is on the screen by now.
    window.addEventListener('wheel', (event) => this.#onHandled(event), { passive: true, signal })
    window.addEventListener('scroll', () => this.#onScroll(), { capture: true, passive: true, signal })
    requestAnimationFrame((now) => this.#frame(now))
  }

  /** Resolves when nothing has been on its way for a moment. */
  rested(): Promise<void> {
    return this.#is_moving ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve()
  }

  stop(): ScrollReport {
    this.#ending.abort()
    if (this.#is_moving) this.#movement.rest()
    const sorted = [...this.#intervals].sort((a, b) => a - b)
    const round = (value: number) => Math.round(value * 10) / 10
    return {
      seconds: round(sorted.reduce((sum, ms) => sum + ms, 0) / 1_000),
      frames: sorted.length,
      longest_frame_ms: round(sorted.at(-1) ?? 0),
      frames_over_50_ms: sorted.filter((ms) => ms > 50).length,
      frame_p95_ms: round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
      blank_ms: round(this.#blank.total_ms),
      longest_blank_ms: round(this.#blank.longest_ms),
      blank_spells: this.#blank.spells,
      jumps: this.#movement.jumps,
      scrolled_points: Math.round(this.#movement.scrolled),
      held_back_points: Math.round(this.#movement.held_back),
    }
  }

  #onWheel({ deltaY }: WheelEvent): void {
    // A wheel that turns up moves the content down.
    if (deltaY < 0) this.#down -= deltaY
    else this.#up += deltaY
    this.#largest = Math.max(this.#largest, Math.abs(deltaY))
    this.#last_wheel = performance.now()
    this.#is_moving = true
  }

  #onHandled({ defaultPrevented }: WheelEvent): void {
    this.#by_script = defaultPrevented
  }

  #onScroll(): void {
    if (!this.#by_script) this.#arrived_blank ||= isBlank(placesOf(this.#kind))
  }

  #frame(now: number): void {
    if (this.#ending.signal.aborted) return
    requestAnimationFrame((next) => this.#frame(next))
    const places = placesOf(this.#kind)
    if (this.#last_frame !== undefined) {
      const ms = now - this.#last_frame
      this.#intervals.push(ms)
      this.#blank.frame(ms, this.#arrived_blank, isBlank(places))
      const viewport = places ? places.bottom - places.top : 0
      this.#movement.frame({
        down: this.#down,
        up: this.#up,
        largest: this.#largest,
        moved: this.#moved(places?.rows ?? []),
        viewport,
      })
    }
    if (this.#is_moving && performance.now() - this.#last_wheel > REST_MS) {
      this.#movement.rest()
      this.#is_moving = false
      for (const resolve of this.#waiting.splice(0)) resolve()
    }
    this.#last_frame = now
    this.#before = places?.rows ?? []
    this.#down = 0
    this.#up = 0
    this.#largest = 0
    this.#arrived_blank = false
  }

  /** Of the row nearest to the middle that was in sight in both frames. */
  #moved(rows: readonly RowPlace[]): number | undefined {
    const before = new Map(this.#before.map((row) => [row.element, row.top]))
    if (before.size === 0) return 0
    const common = rows.filter(({ element }) => before.has(element))
    const row = common[common.length >> 1]
    return row && row.top - (before.get(row.element) as number)
  }
}

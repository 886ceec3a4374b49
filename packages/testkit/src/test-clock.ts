// A clock that the test owns: time stands still until the test moves it.

import type { Clock } from '@jobline/server'

interface Repeated {
  readonly period_ms: number
  readonly run: () => void
  due: number
}

export class TestClock implements Clock {
  #now: number
  readonly #repeated = new Set<Repeated>()

  constructor(now = Date.UTC(2026, 5, 1, 9)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  every(period_ms: number, run: () => void): () => void {
    const entry: Repeated = { period_ms, run, due: this.#now + period_ms }
    this.#repeated.add(entry)
    return () => this.#repeated.delete(entry)
  }

  /** Moves time forward and runs what falls due on the way, in order. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const next = [...this.#repeated].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
      if (!next) break
      this.#now = Math.max(this.#now, next.due)
      next.due += next.period_ms
      next.run()
    }
    this.#now = end
  }
}

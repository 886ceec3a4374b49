// A clock that the test owns: time stands still until the test moves it, and timers run in order on the way.

import type { Cancel, Clock } from '../src/index.ts'

interface Timer {
  readonly due_at: number
  readonly run: () => void
}

/** Lets everything that is only waiting for promises go on. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) await new Promise((resolve) => setImmediate(resolve))
}

export class ClientClock implements Clock {
  #now = Date.UTC(2026, 5, 1, 9)
  #timers: Timer[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { due_at: this.#now + Math.max(0, ms), run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves time forward, timer by timer, and lets what each started go as far as it can. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (;;) {
      const next = this.#timers.filter(({ due_at }) => due_at <= end).sort((a, b) => a.due_at - b.due_at)[0]
      if (!next) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#now = Math.max(this.#now, next.due_at)
      next.run()
      await settle()
    }
    this.#now = end
  }

  /** The device slept: time has passed and no timer has run. */
  sleep(ms: number): void {
    this.#now += ms
  }

  /** Somebody set the clock: timers go on as if nothing happened. */
  jump(ms: number): void {
    this.#now += ms
    this.#timers = this.#timers.map(({ due_at, run }) => ({ due_at: due_at + ms, run }))
  }
}

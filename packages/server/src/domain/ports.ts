// What the domain needs from outside beside the store: time, chance, a hash, and a turn of the loop.
// The simulation and the tests bring their own; nothing in the domain reaches for a global.

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** Calls `run` about every `period_ms`; returns the function that ends it. */
  every(period_ms: number, run: () => void): () => void
}

export interface Ports {
  readonly clock: Clock
  /** A fresh UUID, lower case. */
  uuid(): string
  /** 0 ≤ n < 1. */
  random(): number
  /** Short and stable: equal texts give equal strings on every machine and release. */
  hash(text: string): string
  /** Runs `run` after the input that is already waiting has been handled: what arrives together commits together. */
  afterInput(run: () => void): void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(period_ms, run) {
    const timer = setInterval(run, period_ms)
    return () => clearInterval(timer)
  },
}

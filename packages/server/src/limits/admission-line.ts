// At which rate newcomers are let in, all of them or those of one address, and when those who were not should knock again.
// Nobody is kept waiting here: who is refused is told a moment of their own, so that they come back evenly. Rule CONN-15.

import { type Rate, TokenBucket } from './token-bucket.ts'

/** Nobody is told to stay away for longer; where more wait than that, they share the second half of it. */
export const LONGEST_WAIT_MS = 30_000
/** Who was refused asks why within this time, also over a slow network: the line is not over before. */
export const ASKED_WITHIN_MS = 5_000
const CHANCE_MS = 1_000

export class AdmissionLine {
  readonly #rate: Rate
  readonly #random: () => number
  readonly #bucket: TokenBucket
  /**
   * How many of those who were refused have not had their turn yet: a guess, for they cannot be told apart. Who knocks
   * without waiting counts again each time, so it is no more than can have their turn in the longest wait.
   */
  #waiting = 0
  #at: number
  #refused_at = Number.NEGATIVE_INFINITY

  /** `random` is in [0, 1). */
  constructor(rate: Rate, random: () => number, now: number) {
    this.#rate = rate
    this.#random = random
    this.#bucket = new TokenBucket(rate, now)
    this.#at = now
  }

  /** 0 where one more may come in now, else the ms after which to knock again. */
  enter(now: number): number {
    this.#advance(now)
    if (this.#bucket.take(this.#rate, now) === 0) return 0
    this.#waiting = Math.min(this.#waiting + 1, (LONGEST_WAIT_MS / 1_000) * this.#rate.per_second)
    this.#refused_at = now
    return this.#turn()
  }

  /** What `enter` would tell somebody who has just been refused; 0 where nobody has. */
  wait(now: number): number {
    this.#advance(now)
    return this.#waiting === 0 && now - this.#refused_at >= ASKED_WITHIN_MS ? 0 : this.#turn()
  }

  /** Everybody has had their turn, and the whole burst may come in: it is as if new. */
  isOver(now: number): boolean {
    return this.wait(now) === 0 && this.#bucket.isFull(this.#rate, now)
  }

  /** Their place in the line, a second's chance around it: waits are told in whole seconds, and those must not add up. */
  #turn(): number {
    const turn_ms = (this.#waiting / this.#rate.per_second) * 1_000
    const has_place = turn_ms < LONGEST_WAIT_MS - CHANCE_MS
    const wait_ms = has_place ? turn_ms + this.#random() * CHANCE_MS : (LONGEST_WAIT_MS / 2) * (1 + this.#random())
    return Math.max(1, Math.ceil(wait_ms))
  }

  #advance(now: number): void {
    const served = (Math.max(0, now - this.#at) / 1_000) * this.#rate.per_second
    this.#waiting = Math.max(0, this.#waiting - served)
    this.#at = now
  }
}

/** A line for each key (an address); those that are over are forgotten, so idle keys cost nothing. */
export class KeyedLines {
  readonly #rate: Rate
  readonly #random: () => number
  readonly #lines = new Map<string, AdmissionLine>()

  constructor(rate: Rate, random: () => number) {
    this.#rate = rate
    this.#random = random
  }

  enter(key: string, now: number): number {
    let line = this.#lines.get(key)
    if (!line) {
      line = new AdmissionLine(this.#rate, this.#random, now)
      this.#lines.set(key, line)
    }
    return line.enter(now)
  }

  wait(key: string, now: number): number {
    return this.#lines.get(key)?.wait(now) ?? 0
  }

  forgetOver(now: number): void {
    for (const [key, line] of this.#lines) if (line.isOver(now)) this.#lines.delete(key)
  }
}

// A rate with a burst: holds up to `burst` takes and gains `per_second`. Computed when asked, no timers.

export interface Rate {
  readonly burst: number
  readonly per_second: number
}

export class TokenBucket {
  #level: number
  #at: number

  constructor(rate: Rate, now: number) {
    this.#level = rate.burst
    this.#at = now
  }

  /** 0 where it may pass, else the milliseconds until one more would. */
  take(rate: Rate, now: number): number {
    this.#refill(rate, now)
    if (this.#level >= 1) {
      this.#level--
      return 0
    }
    return Math.ceil(((1 - this.#level) / rate.per_second) * 1_000)
  }

  isFull(rate: Rate, now: number): boolean {
    this.#refill(rate, now)
    return this.#level >= rate.burst
  }

  #refill(rate: Rate, now: number): void {
    const gained = (Math.max(0, now - this.#at) / 1_000) * rate.per_second
    this.#level = Math.min(rate.burst, this.#level + gained)
    this.#at = now
  }
}

/** Buckets by key (a user, an address); full ones are forgotten, so idle keys cost nothing. */
export class KeyedBuckets {
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #rate: Rate

  constructor(rate: Rate) {
    this.#rate = rate
  }

  take(key: string, now: number): number {
    let bucket = this.#buckets.get(key)
    if (!bucket) {
      bucket = new TokenBucket(this.#rate, now)
      this.#buckets.set(key, bucket)
    }
    return bucket.take(this.#rate, now)
  }

  forgetFull(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(this.#rate, now)) this.#buckets.delete(key)
  }
}

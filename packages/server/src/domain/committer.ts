// Group commit: verbs that arrive together share one transaction and one flush of the disk. An answer and
// its announcements go out only after the commit (G1), in the order the verbs came (G3). A verb that is
// refused fails alone; where the store itself fails, every verb of the batch is told so and may retry.

import type { ErrorCode } from '@jobline/protocol'
import { StorageFull, type Store } from '../store/store.ts'
import type { Announcement } from './announcement.ts'
import { DomainError } from './domain-error.ts'
import type { Ports } from './ports.ts'
import type { Needs, Unit } from './unit.ts'
import type { Outcome, Verb } from './verb.ts'

/** More than these wait only when the disk has stopped keeping up: new ones are refused (G8). */
const MAX_WAITING = 20_000
const MAX_BATCH = 1_000

export type Settle<R> = (result: R | undefined, error: DomainError | undefined) => void

interface Entry {
  readonly verb: Verb
  readonly settle: Settle<never>
}

export interface CommitterEvents {
  /** A batch is on disk: how many verbs, how long from its start to the disk's word, in ms. */
  onBatch?(verbs: number, ms: number): void
  /** The store failed; `error` is what it threw. */
  onFailure?(error: unknown): void
}

export class Committer {
  readonly #store: Store
  readonly #ports: Ports
  readonly #publish: (announcements: readonly Announcement[]) => void
  readonly #events: CommitterEvents
  #waiting: Entry[] = []
  #scheduled = false
  #idle: (() => void)[] = []

  constructor(store: Store, ports: Ports, publish: (announcements: readonly Announcement[]) => void, events: CommitterEvents = {}) {
    this.#store = store
    this.#ports = ports
    this.#publish = publish
    this.#events = events
  }

  /** `settle` is called once, after the verb is on disk or is refused. */
  submit<R>(verb: Verb<R>, settle: Settle<R>): void {
    if (this.#waiting.length >= MAX_WAITING) {
      settle(undefined, new DomainError('unavailable', { retry_after_ms: 1_000 }))
      return
    }
    this.#waiting.push({ verb, settle: settle as Settle<never> })
    this.#schedule()
  }

  /** Resolves when everything submitted so far has been answered. */
  whenIdle(): Promise<void> {
    if (!this.#scheduled) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#ports.afterInput(() => void this.#commit())
  }

  async #commit(): Promise<void> {
    const batch = this.#waiting.length <= MAX_BATCH ? this.#waiting : this.#waiting.slice(0, MAX_BATCH)
    this.#waiting = this.#waiting.length <= MAX_BATCH ? [] : this.#waiting.slice(MAX_BATCH)
    const started = performance.now()
    const needs: Needs[] = []
    for (const entry of batch) needs.push(entry.verb.needs)
    const outcomes = await this.#store
      .transact(needs, (unit) => batch.map((entry) => this.#decide(entry, unit)))
      .catch((error: unknown) => this.#fail(batch, error))
    if (outcomes) {
      this.#events.onBatch?.(batch.length, performance.now() - started)
      this.#answer(batch, outcomes)
    }
    this.#scheduled = false
    if (this.#waiting.length > 0) {
      this.#schedule()
    } else {
      for (const resolve of this.#idle.splice(0)) resolve()
    }
  }

  #decide(entry: Entry, unit: Unit): Outcome<unknown> | DomainError {
    try {
      return entry.verb.decide(unit, this.#ports)
    } catch (error) {
      if (error instanceof DomainError) return error
      throw error
    }
  }

  #fail(batch: readonly Entry[], error: unknown): undefined {
    this.#events.onFailure?.(error)
    const code: ErrorCode = error instanceof StorageFull ? 'storage_full' : 'internal'
    for (const entry of batch) entry.settle(undefined, new DomainError(code))
    return undefined
  }

  #answer(batch: readonly Entry[], outcomes: readonly (Outcome<unknown> | DomainError)[]): void {
    const announcements: Announcement[] = []
    for (let index = 0; index < batch.length; index++) {
      const outcome = outcomes[index] as Outcome<unknown> | DomainError
      const { settle } = batch[index] as Entry
      if (outcome instanceof DomainError) {
        settle(undefined, outcome)
      } else {
        settle(outcome.result as never, undefined)
        for (const announcement of outcome.announcements) announcements.push(announcement)
      }
    }
    if (announcements.length > 0) this.#publish(announcements)
  }
}

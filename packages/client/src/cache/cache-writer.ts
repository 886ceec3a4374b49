// Puts changes on disk in the order they were made, as few steps as they come in. Owns the queue before the cache;
// a change that the disk refuses is refused alone, not with its neighbours.

import { type Cache, type CacheChange, holdsRows } from './cache.ts'

export interface CacheWriter {
  /** Resolves when the change is stored. Rejects with what the cache said; later changes go on. */
  write(change: CacheChange): Promise<void>
  /** The disk has refused rows, and what is in memory goes beyond what it holds. */
  isRefused(): boolean
  /** Resolves when all that was asked for so far has been tried. */
  idle(): Promise<void>
}

interface Waiting {
  readonly change: CacheChange
  resolve(): void
  reject(error: unknown): void
}

export function createCacheWriter(cache: Cache): CacheWriter {
  let queue: Waiting[] = []
  let running: Promise<void> | undefined
  /** The disk has refused rows. Later ones build on them, a cursor most of all: until the next start it keeps what it has. */
  let is_refused = false

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue
      queue = []
      if (!(await store(batch))) for (const waiting of batch) await store([waiting], true)
    }
    running = undefined
  }
  async function store(batch: readonly Waiting[], is_last_try = false): Promise<boolean> {
    try {
      await cache.write(batch.map(({ change }) => (is_refused ? outboxOf(change) : change)))
      for (const { change, resolve, reject } of batch) {
        if (is_refused && holdsRows(change)) reject(new Error('refused'))
        else resolve()
      }
      return true
    } catch (error) {
      if (!is_last_try) return false
      // Its rows are given up; what it says of the outbox is small, and worth a try of its own.
      if (!is_refused && batch.some(({ change }) => holdsRows(change))) {
        is_refused = true
        return store(batch, true)
      }
      for (const { reject } of batch) reject(error)
      return true
    }
  }
  return {
    write(change) {
      return new Promise((resolve, reject) => {
        queue.push({ change, resolve, reject })
        // Not at once: what one frame or one burst changes goes in one step.
        running ??= Promise.resolve().then(run)
      })
    },
    isRefused: () => is_refused,
    idle: () => running ?? Promise.resolve(),
  }
}

const outboxOf = ({ outbox_added, outbox_changed, outbox_removed_ids }: CacheChange): CacheChange => ({
  outbox_added,
  outbox_changed,
  outbox_removed_ids,
})

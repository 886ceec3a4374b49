// Puts changes on disk in the order they were made, as few steps as they come in. Owns the queue before the cache;
// a change that the disk refuses is refused alone, not with its neighbours.

import type { Cache, CacheChange } from './cache.ts'

export interface CacheWriter {
  /** Resolves when the change is stored. Rejects with what the cache said; later changes go on. */
  write(change: CacheChange): Promise<void>
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

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue
      queue = []
      if (batch.length === 1 || !(await store(batch))) for (const waiting of batch) await store([waiting], true)
    }
    running = undefined
  }
  async function store(batch: readonly Waiting[], is_last_try = false): Promise<boolean> {
    try {
      await cache.write(batch.map(({ change }) => change))
      for (const { resolve } of batch) resolve()
      return true
    } catch (error) {
      if (is_last_try) for (const { reject } of batch) reject(error)
      return false
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
    idle: () => running ?? Promise.resolve(),
  }
}

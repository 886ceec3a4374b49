// The one implementation of View: computed when asked for, compared by identity, quiet where nothing changed.

import type { View } from './view.ts'

export interface LiveView<T> extends View<T> {
  /** Something it is made of may have changed. */
  changed(): void
  isWatched(): boolean
}

export interface ViewOptions<T> {
  /** Returns `before` itself where nothing changed. */
  compute(before: T | undefined): T
  /** The first listener came; what it returns is called when the last one went. */
  onWatched?(): () => void
}

export function createView<T>({ compute, onWatched }: ViewOptions<T>): LiveView<T> {
  const listeners = new Set<() => void>()
  let snapshot: T | undefined
  let stale = true
  let unwatch: (() => void) | undefined

  const getSnapshot = (): T => {
    if (stale) {
      stale = false
      snapshot = compute(snapshot)
    }
    return snapshot as T
  }
  return {
    getSnapshot,
    isWatched: () => listeners.size > 0,
    changed() {
      if (stale) return
      stale = true
      if (listeners.size === 0) return
      const before = snapshot
      if (getSnapshot() === before) return
      // A screen's fault is the screen's: it is reported as an unhandled rejection, and the client goes on.
      for (const listener of [...listeners]) void (async () => listener())()
    },
    subscribe(listener) {
      // A function of its own, so that the same listener may subscribe twice.
      const own = () => listener()
      // What the first change is compared with, even where the listener never looked.
      getSnapshot()
      listeners.add(own)
      if (listeners.size === 1) unwatch = onWatched?.()
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return
        unwatch?.()
        unwatch = undefined
      }
    },
  }
}

/** `next` with every element of `before` that is equal kept, or `before` itself where all are. Order counts. */
export function sameArray<T>(before: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  return before && before.length === next.length && next.every((item, index) => item === before[index]) ? before : next
}

/** `before` itself where every field of `next` is identical in it. Both have the same fields. */
export const sameFields = <T extends object>(before: T | undefined, next: T): T =>
  before && (Object.keys(next) as (keyof T)[]).every((key) => before[key] === next[key]) ? before : next

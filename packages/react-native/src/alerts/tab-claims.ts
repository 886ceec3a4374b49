// How the tabs of one browser agree who makes a sound: each message is claimed by one tab, and after a sound of any of them
// it is quiet for a moment in all. Pure but for its ports: a lock that all tabs share, and the storage that they share.
// Rule: RT-6.

import type { PreferenceStorage } from '../preferences/preference-storage.ts'

/** What comes this soon after a sound belongs to the same burst. */
export const QUIET_MS = 3_000
/** More than come at once: a claim is forgotten when this many newer ones stand before it. */
const REMEMBERED = 500

/** Runs `act` while no other tab of this browser holds the lock. */
export type Lock = <T>(act: () => T) => Promise<T>

export interface TabClaims {
  /** true for the first tab that asks for this message. */
  claim(message_id: string): Promise<boolean>
  /** true where no tab has sounded a moment ago; from then on it is quiet. */
  claimSound(): Promise<boolean>
}

interface Shared {
  readonly ids: readonly string[]
  readonly sounded_at: number
}

export function createTabClaims(key: string, storage: PreferenceStorage, lock: Lock, now: () => number): TabClaims {
  const read = (): Shared => {
    try {
      const { ids, sounded_at } = JSON.parse(storage.get(key) ?? '{}') as Partial<Shared>
      return { ids: Array.isArray(ids) ? ids : [], sounded_at: typeof sounded_at === 'number' ? sounded_at : 0 }
    } catch {
      return { ids: [], sounded_at: 0 }
    }
  }
  const write = (shared: Shared) => storage.set(key, JSON.stringify(shared))
  return {
    claim: (message_id) =>
      lock(() => {
        const shared = read()
        if (shared.ids.includes(message_id)) return false
        write({ ...shared, ids: [...shared.ids.slice(1 - REMEMBERED), message_id] })
        return true
      }),
    claimSound: () =>
      lock(() => {
        const shared = read()
        const since = now() - shared.sounded_at
        // A clock that was set back must not make it quiet for long.
        if (since >= 0 && since < QUIET_MS) return false
        write({ ...shared, sounded_at: now() })
        return true
      }),
  }
}

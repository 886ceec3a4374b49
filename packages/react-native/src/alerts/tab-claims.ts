// How the tabs of one browser agree who makes a sound: each message is claimed by one tab, and after a sound of any of them
// it is quiet for a moment in all. Pure but for its port, a record that all tabs share.
// Rule: RT-6.

/** What comes this soon after a sound belongs to the same burst. */
export const QUIET_MS = 3_000
/** More than come at once: a claim is forgotten when this many newer ones stand before it. */
const REMEMBERED = 500

/** A small text for each key that all tabs of this browser share. */
export interface TabRecord {
  /**
   * Reads and writes in one step: no other tab comes between.
   *
   * @param act at once: gets what is kept, gives what is kept from then on (undefined: the same) and what to answer
   */
  change<T>(key: string, act: (kept: string | undefined) => { readonly keep?: string; readonly answer: T }): Promise<T>
  remove(key: string): Promise<void>
}

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

export function createTabClaims(key: string, record: TabRecord, now: () => number): TabClaims {
  /** @param act what is shared from then on, or undefined: no */
  const take = (act: (shared: Shared) => Shared | undefined) =>
    record.change(key, (kept) => {
      const next = act(sharedOf(kept))
      return next ? { keep: JSON.stringify(next), answer: true } : { answer: false }
    })
  return {
    claim: (message_id) =>
      take((shared) =>
        shared.ids.includes(message_id) ? undefined : { ...shared, ids: [...shared.ids.slice(1 - REMEMBERED), message_id] },
      ),
    claimSound: () =>
      take((shared) => {
        const since = now() - shared.sounded_at
        // A clock that was set back must not make it quiet for long.
        return since >= 0 && since < QUIET_MS ? undefined : { ...shared, sounded_at: now() }
      }),
  }
}

function sharedOf(kept: string | undefined): Shared {
  try {
    const { ids, sounded_at } = JSON.parse(kept ?? '{}') as Partial<Shared>
    return { ids: Array.isArray(ids) ? ids : [], sounded_at: typeof sounded_at === 'number' ? sounded_at : 0 }
  } catch {
    return { ids: [], sounded_at: 0 }
  }
}

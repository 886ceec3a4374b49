// Lets the tabs of one browser agree which of them makes a sound: what one has claimed is written down where all of them
// read it, one at a time. Only ids of messages are kept, the last few hundred.

interface Platform {
  readonly localStorage?: { getItem(name: string): string | null; setItem(name: string, text: string): void }
  readonly navigator?: { readonly locks?: { request<T>(name: string, run: () => T): Promise<Awaited<T>> } }
}

/** More than come within the time for which a tab can sleep and still be opened again. */
const KEPT = 300

/**
 * A `claim` for `createAlerts`. Where the runtime has no storage that tabs share (phones, some private windows) everything is
 * granted; without locks two tabs may, once in a while, both make a sound.
 *
 * @example
 * createAlerts(client, { claim: claimInTabs(client.user_id), isOpen, onAlert })
 */
export function claimInTabs(namespace: string, platform: object = globalThis): (key: string) => Promise<boolean> {
  const name = `jobline-alerts:${namespace}`

  function take(key: string): boolean {
    // Asked for here, for where a page may not store anything even the question is refused.
    const { localStorage: storage } = platform as Platform
    if (!storage) return true
    const kept = read(storage.getItem(name))
    if (kept.includes(key)) return false
    storage.setItem(name, JSON.stringify([...kept, key].slice(-KEPT)))
    return true
  }
  return async (key) => {
    const { locks } = (platform as Platform).navigator ?? {}
    return locks ? locks.request(name, () => take(key)) : take(key)
  }
}

/** Whatever stands there: another version, or somebody's hands. */
function read(text: string | null): readonly unknown[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}

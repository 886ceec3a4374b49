// A lock that all tabs of this browser share, and names that a tab holds for as long as it lives, by Web Locks. Where there
// are none (a page without TLS from another machine) the tabs act without waiting for each other.

/** Runs `act` while no other tab is inside of the lock of this name. */
export async function withTabLock<T>(name: string, act: () => T): Promise<T> {
  if (!navigator.locks) return act()
  // What `act` returns is no promise, so the lock is let go at once.
  return (await navigator.locks.request(name, () => ({ value: act() }))).value
}

/** Holds a name until the returned function is called, or the tab ends. Any number of tabs may hold it. */
export function holdName(name: string): () => void {
  const ended = new AbortController()
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  void navigator.locks?.request(name, { mode: 'shared', signal: ended.signal }, () => held).catch(() => {})
  return () => {
    ended.abort()
    release()
  }
}

/** Whether any tab holds the name now. */
export async function isNameHeld(name: string): Promise<boolean> {
  const locks = await navigator.locks?.query()
  return locks?.held?.some((lock) => lock.name === name) ?? false
}

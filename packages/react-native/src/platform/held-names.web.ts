// Names that a tab holds for as long as it lives, for the other tabs of this browser to see, by Web Locks. Where there are
// none (a page without TLS from another machine) no tab knows of the others.

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

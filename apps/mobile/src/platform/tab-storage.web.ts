// What one tab remembers over a reload. Two tabs of one profile can be two people. A browser that refuses storage remembers
// for as long as the page is open.

const memory = new Map<string, string>()

/** undefined: it may not even be looked at. */
function storage(): Storage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

export const tabStorage = {
  get(key: string): string | undefined {
    return memory.get(key) ?? storage()?.getItem(key) ?? undefined
  },
  set(key: string, value: string): void {
    memory.set(key, value)
    try {
      storage()?.setItem(key, value)
    } catch {
      // The page still knows.
    }
  },
}

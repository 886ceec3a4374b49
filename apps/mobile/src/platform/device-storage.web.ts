// What all tabs of a browser remember, also after it was closed. A browser that refuses remembers nothing.

export const deviceStorage = {
  get(key: string): string | undefined {
    try {
      return window.localStorage.getItem(key) ?? undefined
    } catch {
      return undefined
    }
  },
  set(key: string, value: string): void {
    try {
      window.localStorage.setItem(key, value)
    } catch {
      // The tab still knows.
    }
  },
}

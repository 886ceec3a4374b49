// What one tab remembers over a reload. Two tabs of one profile can be two people.

export const tabStorage = {
  get: (key: string): string | undefined => window.sessionStorage.getItem(key) ?? undefined,
  set: (key: string, value: string): void => window.sessionStorage.setItem(key, value),
  remove: (key: string): void => window.sessionStorage.removeItem(key),
}

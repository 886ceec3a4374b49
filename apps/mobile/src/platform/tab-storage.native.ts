// A phone has no tabs: what is remembered lasts as long as the app runs.

const kept = new Map<string, string>()

export const tabStorage = {
  get: (key: string): string | undefined => kept.get(key),
  set: (key: string, value: string): void => void kept.set(key, value),
  remove: (key: string): void => void kept.delete(key),
}

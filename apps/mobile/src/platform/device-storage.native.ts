// On a phone the app is the only tab: what is remembered lasts as long as it runs.

const kept = new Map<string, string>()

export const deviceStorage = {
  get: (key: string): string | undefined => kept.get(key),
  set: (key: string, value: string): void => void kept.set(key, value),
}

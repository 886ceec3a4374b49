// Where small settings of a person on this device are kept, as a port. Ours are platform/device-storage.web.ts and
// platform/device-storage.native.ts; an app may bring its own.

export interface PreferenceStorage {
  /** Answers at once, so that the first picture is already right. undefined: nothing is kept, or it cannot be read. */
  get(key: string): string | undefined
  /** Keeps it, or, where the device refuses, lets it last as long as the app. Never throws. */
  set(key: string, value: string): void
  /** Nothing of it is kept any more. Never throws. */
  remove?(key: string): void
  /** Calls `listener` when another tab changed it. Returns the function that ends it. */
  subscribe?(key: string, listener: () => void): () => void
}

/** Lasts as long as the app: for tests, and where nothing else is there. */
export function memoryPreferences(): PreferenceStorage {
  const kept = new Map<string, string>()
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value), remove: (key) => void kept.delete(key) }
}

export const preferencesKey = (user_id: string): string => `jobline.preferences.${user_id}`

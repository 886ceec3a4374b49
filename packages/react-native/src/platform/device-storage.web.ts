// Small settings of a browser, in localStorage; other tabs are told by the `storage` event. Where the browser refuses
// storage they last as long as the page.

import { memoryPreferences, type PreferenceStorage } from '../preferences/preference-storage.ts'

const memory = memoryPreferences()

export const deviceStorage: PreferenceStorage = {
  get(key) {
    try {
      return window.localStorage.getItem(key) ?? memory.get(key)
    } catch {
      return memory.get(key)
    }
  },
  set(key, value) {
    try {
      window.localStorage.setItem(key, value)
    } catch {
      memory.set(key, value)
    }
  },
  remove(key) {
    memory.remove?.(key)
    try {
      window.localStorage.removeItem(key)
    } catch {
      // It is not there either.
    }
  },
  subscribe(key, listener) {
    // A key of null: all of it was cleared.
    const onStorage = (event: StorageEvent) => {
      if (event.key === key || event.key === null) listener()
    }
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  },
}

// Small settings of a phone, in the key-value file of expo-sqlite, which answers at once. Where its native part is not
// there (a test), they last as long as the app.

import type { SQLiteStorage } from 'expo-sqlite/kv-store'
import { memoryPreferences, type PreferenceStorage } from '../preferences/preference-storage.ts'

const memory = memoryPreferences()
const file = openFile()

export const deviceStorage: PreferenceStorage = {
  get(key) {
    try {
      return file?.getItemSync(key) ?? memory.get(key)
    } catch {
      return memory.get(key)
    }
  },
  set(key, value) {
    memory.set(key, value)
    try {
      file?.setItemSync(key, value)
    } catch {
      // It lasts as long as the app.
    }
  },
  remove(key) {
    memory.remove?.(key)
    try {
      file?.removeItemSync(key)
    } catch {
      // It was not kept.
    }
  },
}

function openFile(): SQLiteStorage | undefined {
  try {
    // It looks for its native part as it is loaded.
    return (require('expo-sqlite/kv-store') as typeof import('expo-sqlite/kv-store')).default
  } catch {
    return undefined
  }
}

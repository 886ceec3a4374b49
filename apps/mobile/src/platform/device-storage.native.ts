// What a phone remembers, also after the app was ended: the key-value file of expo-sqlite, which answers at once.

import { Storage } from 'expo-sqlite/kv-store'

export const deviceStorage = {
  get: (key: string): string | undefined => Storage.getItemSync(key) ?? undefined,
  set: (key: string, value: string): void => Storage.setItemSync(key, value),
}

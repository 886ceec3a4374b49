// Small texts that all tabs of this browser share, each changed by one tab at a time. In IndexedDB: what one tab writes to
// localStorage may reach another one after a lock did. Where the browser refuses it, each tab has its own.

import type { TabRecord } from '../alerts/tab-claims.ts'
import { deviceStorage } from './device-storage.ts'

const NAME = 'jobline-tabs'
const STORE = 'records'

let opening: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => {
      const database = request.result
      // It may be closed under us: all data of the site was cleared.
      database.onclose = () => {
        opening = undefined
      }
      resolve(database)
    }
    request.onerror = () => reject(request.error)
  })
  opening.catch(() => {
    opening = undefined
  })
  return opening
}

export const tabRecord: TabRecord = {
  async change(key, act) {
    try {
      const transaction = (await open()).transaction(STORE, 'readwrite', { durability: 'relaxed' })
      return await new Promise((resolve, reject) => {
        const store = transaction.objectStore(STORE)
        const request = store.get(key)
        request.onsuccess = () => {
          const { keep, answer } = act(typeof request.result === 'string' ? request.result : undefined)
          if (keep !== undefined) store.put(keep, key)
          transaction.oncomplete = () => resolve(answer)
        }
        transaction.onabort = () => reject(transaction.error)
      })
    } catch {
      const { keep, answer } = act(deviceStorage.get(key))
      if (keep !== undefined) deviceStorage.set(key, keep)
      return answer
    }
  },
  async remove(key) {
    deviceStorage.remove?.(key)
    try {
      const transaction = (await open()).transaction(STORE, 'readwrite')
      transaction.objectStore(STORE).delete(key)
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve
        transaction.onabort = reject
      })
    } catch {
      // It is not there either.
    }
  },
}

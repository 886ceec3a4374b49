// Opening and deleting the browser's database, its versions, and what may go wrong on the way: a browser that never
// answers, another tab that holds on to an old version, a database of a newer release, one that the browser lost.

import type { OutboxItem } from '../../outbox/outbox-state.ts'
import type { Meta } from '../cache.ts'

export type StoreName = 'meta' | 'conversations' | 'messages' | 'outbox'
export const ALL: StoreName[] = ['meta', 'conversations', 'messages', 'outbox']
export const META_KEY = 'meta'

/** A browser that has not opened it until then (some never do, or a sleeping tab is in the way) is taken to have refused. */
const PATIENCE_MS = 4_000

type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void

/** Step n brings a database of version n to n + 1. Each stays as it was released; tests/fixtures keeps a dump of every version. */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    database.createObjectStore('meta')
    database.createObjectStore('conversations', { keyPath: 'id' })
    database.createObjectStore('messages', { keyPath: 'id' }).createIndex('by_seq', ['conversation_id', 'seq'])
    database.createObjectStore('outbox', { keyPath: 'id' })
  },
  // Acts other than a send wait too, so an item says what it is.
  (_database, transaction) => {
    const items = transaction.objectStore('outbox').openCursor()
    items.onsuccess = () => {
      const cursor = items.result
      if (!cursor) return
      cursor.update({ kind: 'send', ...(cursor.value as Omit<OutboxItem, 'kind'>) })
      cursor.continue()
    }
  },
]

export interface OpenEvents {
  /** The connection is gone; open again when asked. */
  onLost(): void
  /** There was no database. */
  onNew(): void
}

export function openDatabase(name: string, { onLost, onNew }: OpenEvents): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, MIGRATIONS.length)
    let has_given_up = false
    const patience = setTimeout(() => {
      has_given_up = true
      reject(new Error('The browser does not open its storage.'))
    }, PATIENCE_MS)
    request.onupgradeneeded = (event) => {
      // Under way: however long it takes.
      clearTimeout(patience)
      const { result: database, transaction } = request
      if (!transaction) return
      for (const migrate of MIGRATIONS.slice(event.oldVersion)) migrate(database, transaction)
      if (event.oldVersion > 0) return
      onNew()
      const lost: Meta = { lost_unsent: true }
      if (isRecovered(event)) transaction.objectStore('meta').put(lost, META_KEY)
    }
    request.onerror = () => {
      clearTimeout(patience)
      reject(request.error)
    }
    request.onsuccess = () => {
      clearTimeout(patience)
      const database = request.result
      if (has_given_up) return database.close()
      // Another tab brings a newer version, or deletes: let go.
      database.onversionchange = () => {
        database.close()
        onLost()
      }
      database.onclose = onLost
      resolve(database)
    }
  })
}

/** Resolves when nothing is left of it, or when only a sleeping tab is in the way: then it goes once that tab wakes up. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Where a browser has no storage, nothing was kept.
    if (typeof indexedDB === 'undefined') return resolve()
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onblocked = () => resolve()
    request.onerror = () => reject(request.error)
  })
}

/** Chromium replaces a damaged database by an empty one, and says so to whoever opens it first. */
const isRecovered = (event: IDBVersionChangeEvent) => (event as { readonly dataLoss?: string }).dataLoss === 'total'

export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

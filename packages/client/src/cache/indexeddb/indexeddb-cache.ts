// Cache on IndexedDB, for browsers. One database a person, named by who they are and where; one transaction a method.
// Whatever touches the outbox is written with strict durability, the rest may be lost with the power: the server has it.
// How the database is opened, and its versions: open-database.ts.

import type { Message } from '@jobline/protocol'
import { advanceItem, type OutboxItem } from '../../outbox/outbox-state.ts'
import { type Cache, type CacheChange, type ConversationRow, holdsRows, type Meta } from '../cache.ts'
import { ALL, answer, deleteDatabase, META_KEY, openDatabase, type StoreName } from './open-database.ts'

export interface IndexedDbCacheOptions {
  readonly user_id: string
  /** Tells servers apart that one origin talks to; part of the database's name. */
  readonly namespace?: string
}

const NO_META: Meta = {}
/** Messages of a conversation that stay when space is needed: what a screen shows first. */
const KEPT_MESSAGES = 50

export const databaseName = ({ user_id, namespace = '' }: IndexedDbCacheOptions) => `jobline:${namespace}:${user_id}`

export function createIndexedDbCache(options: IndexedDbCacheOptions): Cache {
  const name = databaseName(options)
  let opening: Promise<IDBDatabase> | undefined
  let is_loaded = false
  /**
   * The database was made anew since it was loaded (another tab signed out, the browser cleared it): it lacks what this
   * tab knows, so it must not be told how far this tab has synced. Until the next load only the outbox is kept.
   */
  let is_part = false

  function open(): Promise<IDBDatabase> {
    const onLost = () => {
      opening = undefined
    }
    const onNew = () => {
      is_part = is_loaded
    }
    opening ??= openDatabase(name, { onLost, onNew }).catch((error: unknown) => {
      // Asked again next time: the reason may have been another tab's migration.
      opening = undefined
      throw error
    })
    return opening
  }

  type Work<T> = (transaction: IDBTransaction) => Promise<T>

  /** Runs `work` in one transaction and resolves with its result once that is complete. Refused for space, it makes some and tries again. */
  async function run<T>(stores: StoreName[], mode: IDBTransactionMode, work: Work<T>): Promise<T> {
    try {
      return await attempt(stores, mode, work)
    } catch (error) {
      if ((error as DOMException).name !== 'QuotaExceededError') throw error
      await attempt(['messages'], 'readwrite', shed)
      return attempt(stores, mode, work)
    }
  }
  async function attempt<T>(stores: StoreName[], mode: IDBTransactionMode, work: Work<T>): Promise<T> {
    const database = await open()
    const durability = mode === 'readwrite' && stores.includes('outbox') ? 'strict' : 'default'
    const transaction = database.transaction(stores, mode, { durability })
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted.'))
    })
    try {
      const asked = work(transaction).then((result) => {
        if (mode === 'readwrite') commitNow(transaction)
        return result
      })
      const [result] = await Promise.all([asked, done])
      return result
    } catch (error) {
      done.catch(() => {})
      try {
        transaction.abort()
      } catch {
        // It has ended by itself.
      }
      // The requests behind a refused one are told of the abort first: the transaction knows the reason.
      throw transaction.error ?? error
    }
  }
  const outboxOf = async (transaction: IDBTransaction) => {
    const items: OutboxItem[] = await answer(transaction.objectStore('outbox').getAll())
    return items.sort((a, b) => a.place - b.place)
  }

  return {
    load: () =>
      run(ALL, 'readonly', async (transaction) => {
        const meta = answer<Meta | undefined>(transaction.objectStore('meta').get(META_KEY))
        const conversations = answer<ConversationRow[]>(transaction.objectStore('conversations').getAll())
        const outbox = outboxOf(transaction)
        const snapshot = { meta: (await meta) ?? NO_META, conversations: await conversations, outbox: await outbox }
        is_loaded = true
        is_part = false
        return snapshot
      }),
    messages: (conversation_id, before_seq, limit) =>
      run(['messages'], 'readonly', (transaction) => {
        const range = IDBKeyRange.bound([conversation_id, 0], [conversation_id, before_seq], false, true)
        const newest_first = transaction.objectStore('messages').index('by_seq').openCursor(range, 'prev')
        return collect<Message>(newest_first, limit).then((messages) => messages.reverse())
      }),
    write: (changes) =>
      run(storesOf(changes), 'readwrite', async (transaction) => {
        // A database that lacks the rest must not be told how far the device has synced.
        if (is_part && changes.some(holdsRows)) throw new Error('The database is new: rows come with the next start.')
        for (const change of changes) await apply(transaction, change)
      }),
    outbox: () => run(['outbox'], 'readonly', outboxOf),
    claim: (ids) =>
      run(['outbox'], 'readwrite', async (transaction) => {
        const store = transaction.objectStore('outbox')
        const there: OutboxItem[] = []
        for (const id of ids) {
          const item: OutboxItem | undefined = await answer(store.get(id))
          const claimed = item && advanceItem(item, 'attempt')
          if (!claimed) continue
          if (claimed !== item) store.put(claimed)
          there.push(claimed)
        }
        return there
      }),
    revise: (item) =>
      run(['outbox'], 'readwrite', async (transaction) => {
        const store = transaction.objectStore('outbox')
        const stored: OutboxItem | undefined = await answer(store.get(item.id))
        if (!stored || stored.state === 'sending') return false
        store.put(item)
        return true
      }),
    discard: (id) =>
      run(['outbox'], 'readwrite', async (transaction) => {
        const store = transaction.objectStore('outbox')
        const item: OutboxItem | undefined = await answer(store.get(id))
        if (!item || advanceItem(item, 'discard')) return false
        store.delete(id)
        return true
      }),
    async wipe() {
      // Emptied first: another tab that sleeps can hold the deletion up for as long as it likes.
      await attempt(ALL, 'readwrite', async (transaction) => {
        for (const store of ALL) transaction.objectStore(store).clear()
      }).catch(() => {})
      await close()
      is_loaded = false
      await deleteDatabase(name)
    },
    close,
  }

  async function close(): Promise<void> {
    const database = await opening?.catch(() => undefined)
    opening = undefined
    // Waits by itself for transactions that were begun.
    database?.close()
  }
}

/** All has been asked for: it need not come back with the last answers before it commits. */
function commitNow(transaction: IDBTransaction): void {
  try {
    transaction.commit()
  } catch {
    // A browser that lacks it, or sees the transaction otherwise: it commits by itself.
  }
}

/** What the server can give again goes, the newest of every conversation excepted. */
async function shed(transaction: IDBTransaction): Promise<void> {
  const store = transaction.objectStore('messages')
  await new Promise<void>((resolve, reject) => {
    const newest_first = store.index('by_seq').openKeyCursor(null, 'prev')
    let conversation_id: unknown
    let passed = 0
    newest_first.onerror = () => reject(newest_first.error)
    newest_first.onsuccess = () => {
      const cursor = newest_first.result
      if (!cursor) return resolve()
      const [id] = cursor.key as [string, number]
      passed = id === conversation_id ? passed + 1 : 1
      conversation_id = id
      if (passed > KEPT_MESSAGES) store.delete(cursor.primaryKey)
      cursor.continue()
    }
  })
}

/** Only what is touched: a transaction that leaves the outbox alone need not be strict nor wait for it. */
function storesOf(changes: readonly CacheChange[]): StoreName[] {
  const stores = new Set<StoreName>()
  for (const change of changes) {
    if (change.meta) stores.add('meta')
    if (change.clear || change.removed_ids?.length || change.conversations?.length) stores.add('conversations')
    if (change.clear || change.removed_ids?.length || change.emptied_ids?.length || change.messages?.length) stores.add('messages')
    if (change.outbox_added?.length || change.outbox_changed?.length || change.outbox_removed_ids?.length) stores.add('outbox')
  }
  return stores.size > 0 ? [...stores] : ['meta']
}

async function apply(transaction: IDBTransaction, change: CacheChange): Promise<void> {
  const store = (name: StoreName) => transaction.objectStore(name)
  const removed = change.removed_ids ?? []
  if (change.clear) {
    store('conversations').clear()
    store('messages').clear()
  }
  for (const id of removed) store('conversations').delete(id)
  for (const id of [...removed, ...(change.emptied_ids ?? [])]) await deleteMessages(store('messages'), id)
  for (const row of change.conversations ?? []) {
    const stored: ConversationRow | undefined = await answer(store('conversations').get(row.id))
    if (row.conversation.rev >= (stored?.conversation.rev ?? 0)) store('conversations').put(row)
  }
  for (const message of change.messages ?? []) {
    const stored: Message | undefined = await answer(store('messages').get(message.id))
    if (message.rev > (stored?.rev ?? 0)) store('messages').put(message)
  }
  for (const item of change.outbox_added ?? []) store('outbox').put(item)
  for (const item of change.outbox_changed ?? []) {
    if ((await answer(store('outbox').getKey(item.id))) !== undefined) store('outbox').put(item)
  }
  for (const id of change.outbox_removed_ids ?? []) store('outbox').delete(id)
  if (change.meta) {
    const stored: Meta | undefined = await answer(store('meta').get(META_KEY))
    store('meta').put({ ...stored, ...change.meta }, META_KEY)
  }
}

async function deleteMessages(store: IDBObjectStore, conversation_id: string): Promise<void> {
  const range = IDBKeyRange.bound([conversation_id, 0], [conversation_id, Number.MAX_SAFE_INTEGER])
  for (const key of await answer(store.index('by_seq').getAllKeys(range))) store.delete(key)
}

function collect<T>(request: IDBRequest<IDBCursorWithValue | null>, limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const found: T[] = []
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const cursor = request.result
      if (!cursor || found.length >= limit) return resolve(found)
      found.push(cursor.value)
      cursor.continue()
    }
  })
}

// What every Store must do, whatever it is made of: it keeps units of work whole (store-units.ts), reads what is
// there (store-reads.ts) and finds it by its words (store-search.ts). Speaks to the port only; an adapter's test file calls `storeContract` once.

import { afterEach, describe } from 'bun:test'
import type { Store } from '@jobline/server'
import { testPeople } from './store-people.ts'
import { testReads } from './store-reads.ts'
import { testSearch } from './store-search.ts'
import { testUnits } from './store-units.ts'

/** One database and how to open it: `open` again after `close` finds what was kept. */
export interface StoreUnderTest {
  open(): Promise<Store>
  /** Takes the database away. */
  dispose(): Promise<void>
}

/** What the tests open stores with. */
export interface Bench {
  openStore(): Promise<Store>
  /** Closes and opens the same database again. */
  reopen(store: Store): Promise<Store>
}

export function storeContract(name: string, create: () => Promise<StoreUnderTest>): void {
  const opened: { store: Store; place: StoreUnderTest }[] = []
  const openStore = async () => {
    const place = await create()
    const store = await place.open()
    opened.push({ store, place })
    return store
  }
  /** Closes and opens the same database again. */
  const reopen = async (store: Store): Promise<Store> => {
    const entry = opened.find((candidate) => candidate.store === store)
    if (!entry) throw new Error('unable to reopen; this store was not opened here')
    await store.close()
    entry.store = await entry.place.open()
    return entry.store
  }
  afterEach(async () => {
    for (const { store, place } of opened.splice(0)) {
      await store.close()
      await place.dispose()
    }
  })

  describe(`${name}: a unit of work`, () => testUnits({ openStore, reopen }))
  describe(`${name}: people`, () => testPeople({ openStore, reopen }))
  describe(`${name}: reads`, () => testReads({ openStore, reopen }))
  describe(`${name}: search`, () => testSearch({ openStore, reopen }))
}

// Search: whatever is stored is found by its keys, indexed or not, and what may not be seen never is. The words here are of five letters, a
// length of key, so that each is its own key.

import { expect, test } from 'bun:test'
import type { Store } from '@jobline/server'
import { chooseSeed, SeededRandom } from '../seeded-random.ts'
import type { Bench } from './store-contract.ts'
import { addMessage, changeMember, type MessageRow, openConversation, touchMessage } from './store-scenery.ts'

const seed = chooseSeed()
const again = `to repeat: JOBLINE_SEED=${seed}`
const WORDS = ['apple', 'berry', 'cedar', 'daisy', 'elder'] as const

interface Asked {
  readonly keys?: readonly string[]
  readonly conversation_id?: string
  readonly limit?: number
}

/** All steps to the end. */
async function searchAll(store: Store, user_id: string, { keys = [], conversation_id, limit = 7 }: Asked = {}): Promise<MessageRow[]> {
  const told: MessageRow[] = []
  let place = Number.POSITIVE_INFINITY
  for (let before: number | undefined; ; ) {
    const step = await store.searchMessages(user_id, { keys, conversation_id, before, limit })
    expect(step.rows.length).toBeLessThanOrEqual(limit)
    for (const row of step.rows) {
      expect(row.place).toBeLessThan(place)
      place = row.place
      told.push(row.message)
    }
    if (step.next === undefined) return told
    expect(step.next).toBeLessThanOrEqual(place)
    if (before !== undefined) expect(step.next).toBeLessThan(before)
    before = step.next
  }
}

const idsOf = (rows: readonly MessageRow[]) => rows.map(({ id }) => id)

async function indexAll(store: Store): Promise<void> {
  while (store.unindexed > 0) {
    const before = store.unindexed
    await store.indexMessages()
    expect(store.unindexed).toBeLessThan(before)
  }
}

export function testSearch({ openStore, reopen }: Bench): void {
  test('SEARCH-1 SEARCH-5 whatever is sent, edited, deleted, indexed and reopened in between, a search tells what is stored', async () => {
    const random = new SeededRandom(seed)
    let store = await openStore()
    const ids = [await openConversation(store), await openConversation(store, { job_id: 'job-2', client_id: 'sam' })]
    const table: MessageRow[] = []
    const text = () => WORDS.filter(() => random.chance(0.4)).join(' ') || 'nothing'
    for (let round = 0; round < 150; round++) {
      const act = random.between(0, 9)
      const row = table.length > 0 ? random.pick(table) : undefined
      if (act < 5 || !row) {
        const conversation_id = random.pick(ids)
        table.push(await addMessage(store, conversation_id, { sender_id: random.pick(['ana', null]), text: text() }))
      } else if (act === 5) Object.assign(row, await touchMessage(store, row, { text: row.deleted_at === null ? text() : null }))
      else if (act === 6) Object.assign(row, await touchMessage(store, row, { text: null, deleted_at: 3 }))
      else if (act === 7) Object.assign(row, await touchMessage(store, row, { reactions: '[]' }))
      else if (act === 8) await store.indexMessages()
      else store = await reopen(store)
      if (round % 5 > 0) continue
      const keys = WORDS.filter(() => random.chance(0.3))
      const conversation_id = random.pick([undefined, ...ids])
      const findable = table.filter(
        (candidate) =>
          candidate.kind === 'text' &&
          candidate.deleted_at === null &&
          (conversation_id ?? candidate.conversation_id) === candidate.conversation_id,
      )
      const expected = findable.filter((candidate) => keys.every((key) => candidate.text?.split(' ').includes(key))).reverse()
      const told = await searchAll(store, 'ana', { keys, conversation_id, limit: random.between(1, 9) })
      const answers = told.filter((candidate) => keys.every((key) => candidate.text?.split(' ').includes(key)))
      expect(answers, `round ${round}, ${again}`).toEqual(expected)
      // It may tell more than was asked for, never what cannot be found.
      expect(idsOf(told).filter((id) => !findable.some((candidate) => candidate.id === id))).toEqual([])
    }
  })

  test('SEARCH-5 what waits for the index is counted, survives being closed, and comes to an end', async () => {
    let store = await openStore()
    const id = await openConversation(store)
    expect(store.unindexed).toBe(0)
    for (let index = 0; index < 5; index++) await addMessage(store, id, { sender_id: 'ana', text: 'apple' })
    expect(store.unindexed).toBe(5)
    store = await reopen(store)
    expect(store.unindexed).toBe(5)
    await indexAll(store)
    await addMessage(store, id, { sender_id: null, text: 'apple' })
    store = await reopen(store)
    expect(store.unindexed).toBe(1)
    expect(await searchAll(store, 'ben', { keys: ['apple'] })).toHaveLength(5)
    await indexAll(store)
    await store.indexMessages()
    expect(store.unindexed).toBe(0)
    expect(await searchAll(store, 'ben', { keys: ['apple'] })).toHaveLength(5)
  })

  test('SEARCH-5 a unit that is not written leaves what is found as it was', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    const row = await addMessage(store, id, { sender_id: 'ana', text: 'apple' })
    await indexAll(store)
    const fail = store.transact([{ message_ids: [row.id] }], (unit) => {
      const loaded = unit.messages.get(row.id)
      if (!loaded) throw new Error('the row is missing')
      loaded.text = 'berry'
      unit.touchMessage(loaded)
      addMessage.within(unit, id, { sender_id: 'ana', text: 'apple' })
      // The same id twice cannot be stored.
      addMessage.within(unit, id, { sender_id: 'ana', id: row.id })
    })
    expect(await fail.then(() => 'written').catch(() => 'refused')).toBe('refused')
    expect(store.unindexed).toBe(0)
    expect(await searchAll(store, 'ana', { keys: ['berry'] })).toEqual([])
    expect(idsOf(await searchAll(store, 'ana', { keys: ['apple'] }))).toEqual([row.id])
  })

  test('G6 SEARCH-4 nobody finds what is said where they are not, or no longer; the others do', async () => {
    for (const indexed of [false, true]) {
      const store = await openStore()
      const id = await openConversation(store)
      const own = await openConversation(store, { job_id: 'job-2', client_id: 'sam' })
      const rows = [
        await addMessage(store, id, { sender_id: 'ana', text: 'apple' }),
        await addMessage(store, own, { sender_id: 'sam', text: 'apple' }),
      ]
      if (indexed) await indexAll(store)
      const look = async (user_id: string, conversation_id?: string) =>
        idsOf(await searchAll(store, user_id, { keys: ['apple'], conversation_id }))
      expect(await look('ana')).toEqual(idsOf(rows).reverse())
      expect(await look('ben')).toEqual([rows[0]!.id])
      expect(await look('sam')).toEqual([rows[1]!.id])
      expect(await look('nobody')).toEqual([])
      expect(await look('sam', id)).toEqual([])
      await changeMember(store, id, 'ben', { removed_at: 9 }, { seen_by_all: false })
      await addMessage(store, id, { sender_id: 'ana', text: 'apple again' })
      if (indexed) await indexAll(store)
      expect(await look('ben')).toEqual([])
      expect(await look('ben', id)).toEqual([])
      expect(await searchAll(store, 'ben')).toEqual([])
      expect(await look('ana')).toHaveLength(3)
    }
  })

  test('SEARCH-9 G6 one message is told to those who are in its conversation now', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    const row = await addMessage(store, id, { sender_id: 'ana' })
    expect([await store.getMessage('ana', row.id), await store.getMessage('ben', row.id)]).toEqual([row, row])
    expect(await store.getMessage('sam', row.id)).toBeUndefined()
    expect(await store.getMessage('ana', 'm-none')).toBeUndefined()
    await changeMember(store, id, 'ben', { removed_at: 9 }, { seen_by_all: false })
    expect(await store.getMessage('ben', row.id)).toBeUndefined()
  })
}

import { expect, test } from 'bun:test'
import type { ConversationFilter } from '@jobline/protocol'
import { chooseSeed, SeededRandom } from '@jobline/testkit'
import type { Replica } from '../sync/replica.ts'
import { createConversationList } from './conversation-list.ts'
import type { ConversationItem } from './view.ts'

const NOW = 1_000

/** As much of a row as the list looks at; it stands for the item, too. */
function rowOf(id: string, last_activity_at: number, own: Partial<ConversationItem['state']>) {
  const state = { unread: 1, ...own }
  return { id, last_activity_at, state, conversation: { state } }
}

function listOf(states: readonly Partial<ConversationItem['state']>[]) {
  const items = new Map(states.map((state, index) => [`c${index}`, rowOf(`c${index}`, index, state)]))
  const replica = { conversations: items, isLoaded: () => true, meta: () => ({ complete: true }) } as unknown as Replica
  let asked = 0
  const got: string[] = []
  const now = () => {
    asked++
    return NOW
  }
  const get = (id: string) => {
    got.push(id)
    return items.get(id) as unknown as ConversationItem
  }
  /** As the replica has it: another row, for each of them. */
  const put = (id: string, last_activity_at: number, state: Partial<ConversationItem['state']>) =>
    items.set(id, rowOf(id, last_activity_at, state))
  const listed = (filter: ConversationFilter) => createConversationList(filter, replica, { get }, now)
  return { list: listed('active'), listed, asked: () => asked, got, put, remove: (id: string) => items.delete(id) }
}

test('RT-2 the badge counts what is neither archived nor muted now', () => {
  const { list } = listOf([{}, { muted_until: NOW + 1 }, { muted_until: NOW }, { archived_at: 5 }])
  expect(list.getSnapshot().unread).toBe(2)
  expect(list.getSnapshot().items.map(({ id }) => id)).toEqual(['c2', 'c1', 'c0'])
})

test('a list of thousands asks the clock once', () => {
  const { list, asked } = listOf(Array.from({ length: 5_000 }, () => ({})))
  expect(list.getSnapshot().unread).toBe(5_000)
  expect(asked()).toBe(1)
})

test('CV-1 a change of one among thousands asks for that one, and the others stay the same objects', () => {
  const { list, got, put } = listOf(Array.from({ length: 5_000 }, () => ({})))
  list.subscribe(() => {})
  const before = list.getSnapshot().items
  got.length = 0
  put('c17', 9_000, { unread: 4 })
  list.changed(['c17'])
  const { items, unread } = list.getSnapshot()
  expect(got).toEqual(['c17'])
  expect(unread).toBe(5_003)
  expect(items[0]?.id).toBe('c17')
  const others = before.filter(({ id }) => id !== 'c17')
  expect(items.slice(1).every((item, index) => item === others[index])).toBe(true)
  expect(items.length).toBe(before.length)
})

test('what changed nothing leaves the snapshot as it is', () => {
  const { list } = listOf([{}, {}])
  const before = list.getSnapshot()
  list.changed([])
  list.changed(['c1', 'c9'])
  expect(list.getSnapshot()).toBe(before)
})

test('CV-2 CV-3 whatever changes in whatever order, watched or not, the list is as one that is made anew', () => {
  const random = new SeededRandom(chooseSeed())
  const upTo = (count: number) => random.between(0, count - 1)
  const { listed, put, remove } = listOf(Array.from({ length: 30 }, () => ({})))
  const filters: ConversationFilter[] = ['all', 'active', 'archived', 'unread']
  const lists = filters.map((filter) => ({ filter, list: listed(filter) }))
  let unsubscribe = lists.map(({ list }) => list.subscribe(() => {}))
  for (let step = 0; step < 600; step++) {
    const ids = Array.from({ length: upTo(4) }, () => `c${upTo(45)}`)
    for (const id of ids) {
      if (random.chance(0.15)) remove(id)
      else
        put(id, upTo(50), {
          unread: upTo(3),
          ...(random.chance(0.3) ? { archived_at: 1 } : {}),
          ...(random.chance(0.2) ? { pinned_at: upTo(3) } : {}),
          ...(random.chance(0.2) ? { marked_unread: true } : {}),
          ...(random.chance(0.2) ? { muted_until: NOW + 1 } : {}),
        })
    }
    for (const { list } of lists) list.changed(ids)
    if (step % 50 === 20) for (const end of unsubscribe) end()
    if (step % 50 === 30) unsubscribe = lists.map(({ list }) => list.subscribe(() => {}))
    if (step % 3 > 0) continue
    for (const { filter, list } of lists)
      expect({ seed: random.seed, step, ...list.getSnapshot() }).toEqual({ seed: random.seed, step, ...listed(filter).getSnapshot() })
  }
})

import { expect, test } from 'bun:test'
import type { Replica } from '../sync/replica.ts'
import { createConversationList } from './conversation-list.ts'
import type { ConversationItem } from './view.ts'

const NOW = 1_000

function listOf(states: readonly Partial<ConversationItem['state']>[]) {
  const items = new Map(
    states.map((state, index) => [`c${index}`, { id: `c${index}`, state: { unread: 1, ...state }, last_activity_at: index }]),
  )
  const replica = { conversations: items, isLoaded: () => true, meta: () => ({ complete: true }) } as unknown as Replica
  let asked = 0
  const now = () => {
    asked++
    return NOW
  }
  const get = (id: string) => items.get(id) as unknown as ConversationItem
  return { list: createConversationList('active', replica, { get }, now), asked: () => asked }
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

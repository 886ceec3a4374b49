import { expect, test } from 'bun:test'
import type { MessageItem } from '@jobline/client'
import { messageRows } from './message-rows.ts'
import { landmarkOf, movedBy, type Travel, travel } from './movement.ts'

const NOON = new Date('2026-03-18T12:00:00').getTime()
const item = (seq: number): MessageItem => ({
  id: `m${seq}`,
  conversation_id: 'c',
  seq,
  rev: seq,
  kind: 'text',
  sender_id: 'ana',
  text: 'x',
  sent_at: NOON + seq,
  created_at: NOON + seq,
  is_own: false,
})
const items = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => item(from + index))
/** Rows of 50 points, ten in sight. */
const at = (first: number) => ({ offset: first * 50, first, last: first + 9, topOf: (index: number) => index * 50 })

test('CH-2 older rows in front are no movement, a scroll is', () => {
  const rows = messageRows(items(100, 150), undefined)
  const landmark = landmarkOf(rows, at(20))
  expect(landmark).toBeDefined()
  if (!landmark) return
  expect(movedBy(landmark, rows, at(18))).toBe(100)
  expect(movedBy(landmark, rows, at(22))).toBe(-100)
  const longer = messageRows(items(80, 150), undefined)
  expect(movedBy(landmark, longer, at(40))).toBe(0)
  expect(movedBy(landmark, rows, at(0))).toBeUndefined()
})

test('CH-2 the direction changes only where somebody goes a way', () => {
  const go = (steps: readonly number[], from: Travel = { towards: 'end', gone: 0 }) => steps.reduce(travel, from)
  expect(go([10, 10]).towards).toBe('end')
  expect(go([20, 20]).towards).toBe('history')
  // A trembling finger changes nothing.
  expect(go([20, 20, -10, 10, -20, 5, -20]).towards).toBe('history')
  expect(go([20, 20, -20, -20]).towards).toBe('end')
})

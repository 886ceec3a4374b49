import { describe, expect, test } from 'bun:test'
import type { MessageItem } from '@jobline/client'
import { type MessageRow, messageRows } from './message-rows.ts'
import { newAfter, seenSeq } from './viewport.ts'

const NOON = new Date('2026-03-18T12:00:00').getTime()
const item = (seq: number, fields: Partial<MessageItem> = {}): MessageItem => ({
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
  ...fields,
})

/** A list of rows with these heights, scrolled to an offset. */
function look(heights: readonly number[], offset: number, height: number) {
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((a, b) => a + b, 0))
  const showing = heights.map((size, index) => (tops[index] as number) < offset + height && (tops[index] as number) + size > offset)
  return {
    offset,
    height,
    first: showing.indexOf(true),
    last: showing.lastIndexOf(true),
    topOf: (index: number) => tops[index] as number,
    heightOf: (index: number) => heights[index] as number,
  }
}

describe('only what was visible counts as read', () => {
  const rows = messageRows([item(1), item(2), item(3), item(4)], undefined) // day + four bubbles
  const heights = [30, 100, 100, 100, 100]

  test('the last row whose lower end is on the screen', () => {
    expect(seenSeq(rows, look(heights, 0, 330))).toBe(3)
    expect(seenSeq(rows, look(heights, 0, 300))).toBe(2)
    expect(seenSeq(rows, look(heights, 130, 300))).toBe(4)
  })

  test('a cut margin is still seen', () => expect(seenSeq(rows, look(heights, 0, 324))).toBe(3))

  test('nothing where only the separator shows', () => expect(seenSeq(rows, look(heights, 0, 25))).toBe(0))

  test('a message taller than the screen counts when it fills half of it', () => {
    const tall = messageRows([item(1), item(2)], undefined)
    expect(seenSeq(tall, look([30, 100, 2_000], 0, 400))).toBe(2)
    expect(seenSeq(tall, look([30, 300, 2_000], 0, 400))).toBe(1)
  })

  test('a queued message has no seq to mark', () => {
    const queued: MessageRow[] = messageRows([item(1), item(2, { id: 'q', seq: 0, is_own: true, sender_id: 'me' })], undefined)
    expect(seenSeq(queued, look([30, 100, 100], 0, 400))).toBe(1)
  })
})

test('the pill counts messages of others below, not mine and not deleted ones', () => {
  const rows = messageRows([item(1), item(2), item(3, { is_own: true, sender_id: 'me' }), item(4, { deleted_at: 5 }), item(5)], undefined)
  expect(newAfter(rows, 1)).toBe(2)
  expect(newAfter(rows, 2)).toBe(1)
  expect(newAfter(rows, 5)).toBe(0)
})

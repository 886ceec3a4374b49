import { describe, expect, test } from 'bun:test'
import type { MessageItem } from '@jobline/client'
import { type BubbleRow, GROUP_WITHIN_MS, type MessageRow, messageRows, openingIndex } from './message-rows.ts'

const NOON = new Date('2026-03-18T12:00:00').getTime()
const MINUTE = 60_000

function item(id: string, fields: Partial<MessageItem> = {}): MessageItem {
  const seq = fields.seq ?? Number(id.replace(/\D/g, ''))
  const created_at = fields.created_at ?? NOON + seq * 1_000
  return {
    id,
    conversation_id: 'c',
    seq,
    rev: seq,
    kind: 'text',
    sender_id: 'ana',
    text: id,
    sent_at: created_at,
    is_own: false,
    ...fields,
    created_at,
  }
}
const mine = { sender_id: 'me', is_own: true } as const
const shape = (rows: readonly MessageRow[]) =>
  rows.map((row) => (row.type === 'bubble' ? `${row.starts_group ? '(' : ''}${row.key}${row.ends_group ? ')' : ''}` : row.type))
const bubbles = (rows: readonly MessageRow[]) => rows.filter((row): row is BubbleRow => row.type === 'bubble')

describe('grouping (CH-4)', () => {
  test('one person’s messages within minutes are one group, another person starts the next', () => {
    expect(shape(messageRows([item('m1'), item('m2'), item('m3', mine), item('m4', mine), item('m5')], undefined))).toEqual([
      'day',
      '(m1',
      'm2)',
      '(m3',
      'm4)',
      '(m5)',
    ])
  })

  test('a longer pause starts a new group', () => {
    const at = (seq: number, created_at: number) => item(`m${seq}`, { seq, created_at })
    expect(shape(messageRows([at(1, NOON), at(2, NOON + GROUP_WITHIN_MS), at(3, NOON + 2 * GROUP_WITHIN_MS + 1)], undefined))).toEqual([
      'day',
      '(m1',
      'm2)',
      '(m3)',
    ])
  })

  test('a system message stands between two groups', () => {
    const event = { name: 'conversation_closed' } as const
    expect(shape(messageRows([item('m1'), item('m2', { kind: 'system', event }), item('m3')], undefined))).toEqual([
      'day',
      '(m1)',
      'system',
      '(m3)',
    ])
  })

  test('a queued message joins the group by the time it was written', () => {
    const queued = item('q', { ...mine, seq: 0, created_at: 0, sent_at: NOON + MINUTE })
    expect(shape(messageRows([item('m1', mine), queued], undefined))).toEqual(['day', '(m1', 'q)'])
  })
})

describe('day separators', () => {
  const DAY = 24 * 60 * MINUTE
  const failed = (id: string, sent_at: number) => item(id, { seq: 0, sent_at, status: 'failed', ...mine })

  test('what could not be sent yesterday stands last, under today', () => {
    const rows = messageRows([item('m1', { created_at: NOON - DAY }), item('m2'), failed('f', NOON - DAY)], undefined)
    expect(shape(rows)).toEqual(['day', '(m1)', 'day', '(m2)', '(f)'])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })

  test('a message that comes in before what waits leaves each day with one separator', () => {
    const waiting = [failed('f', NOON - DAY), failed('g', NOON)]
    const before = messageRows([item('m1', { created_at: NOON - DAY }), ...waiting], undefined)
    expect(shape(before)).toEqual(['day', '(m1)', '(f)', 'day', '(g)'])
    const after = messageRows([item('m1', { created_at: NOON - DAY }), item('m2'), ...waiting], undefined, before)
    expect(shape(after)).toEqual(['day', '(m1)', 'day', '(m2)', '(f)', '(g)'])
  })

  test('one before the first message of each day; a group ends at midnight', () => {
    const before = new Date('2026-03-18T23:59:30').getTime()
    const rows = messageRows([item('m1', { created_at: before }), item('m2', { created_at: before + MINUTE })], undefined)
    expect(shape(rows)).toEqual(['day', '(m1)', 'day', '(m2)'])
    expect(new Set(rows.map((row) => row.key)).size).toBe(4)
  })

  test('none without messages', () => expect(messageRows([], undefined)).toEqual([]))
})

test('the divider stands before the first unread message and opens the list there', () => {
  const rows = messageRows([item('m1'), item('m2'), item('m3')], 'm2')
  expect(shape(rows)).toEqual(['day', '(m1)', 'unread', '(m2', 'm3)'])
  expect(openingIndex(rows)).toBe(2)
  expect(openingIndex(messageRows([item('m1')], undefined))).toBeUndefined()
})

describe('identity', () => {
  const items = [item('m1'), item('m2'), item('m3')]
  const before = messageRows(items, undefined)

  test('a new message changes its own row and the one before it, no other', () => {
    const after = messageRows([...items, item('m4')], undefined, before)
    expect(bubbles(after).map((row) => before.includes(row))).toEqual([true, true, false, false])
    expect(before.includes(after[0] as MessageRow)).toBe(true)
  })

  test('a new message of the other person leaves every row before it alone', () => {
    const after = messageRows([...items, item('m4', mine)], undefined, before)
    expect(bubbles(after).map((row) => before.includes(row))).toEqual([true, true, true, false])
  })

  test('older messages in front leave all rows alone but the first', () => {
    const after = messageRows([item('m0', { seq: 0.5 }), ...items], undefined, before)
    expect(
      bubbles(after)
        .slice(2)
        .every((row) => before.includes(row)),
    ).toBe(true)
  })

  test('a changed message changes only its row', () => {
    const after = messageRows([items[0], { ...items[1], text: 'edited' }, items[2]] as MessageItem[], undefined, before)
    expect(bubbles(after).map((row) => before.includes(row))).toEqual([true, false, true])
  })
})

test('rows made step by step are those made at once, and what a step left alone is the same object', () => {
  let state = 11
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  let next = 500
  const made = (seq: number): MessageItem =>
    item(`m${seq}`, {
      created_at: NOON + seq * 2 * MINUTE,
      ...(below(3) === 0 ? mine : {}),
      ...(below(9) === 0 ? { kind: 'system', event: { name: 'conversation_closed' } } : {}),
      ...(below(4) === 0 ? { reply_to_id: `m${400 + below(200)}` } : {}),
    } as Partial<MessageItem>)
  let items: readonly MessageItem[] = []
  let rows: readonly MessageRow[] = []
  let unread: string | undefined
  for (let step = 0; step < 400; step++) {
    const before = items
    const at = below(items.length + 1)
    switch (below(5)) {
      case 0:
        items = [...items, made(next++)]
        break
      case 1:
        items = [...Array.from({ length: below(4) }, (_, index) => made(400 - step * 4 + index)), ...items]
        break
      case 2:
        items = items.map((old, index) => (index === at ? { ...old, text: `${step}` } : old))
        break
      case 3:
        items = items.filter((_, index) => index !== at)
        break
      default:
        unread = below(2) === 0 ? undefined : items[at]?.id
    }
    const stepwise = messageRows(items, unread, rows)
    expect(stepwise).toEqual(messageRows(items, unread))
    if (items.length === before.length + 1 && items[0] === before[0]) {
      const same = new Set<MessageRow>(rows)
      expect(stepwise.filter((row) => !same.has(row)).length).toBeLessThanOrEqual(4)
    }
    rows = stepwise
  }
})

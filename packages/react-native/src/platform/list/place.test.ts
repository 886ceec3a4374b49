import { describe, expect, test } from 'bun:test'
import { FIRST_OVERSCAN, offsetOf, rangeAround } from './place.ts'
import { RowOffsets } from './row-offsets.ts'

function rows(count: number, height = 50): { offsets: RowOffsets<string>; indexOf: (key: string) => number | undefined } {
  const keys = Array.from({ length: count }, (_, index) => `k${index}`)
  const offsets = new RowOffsets(height, (key: string) => key)
  offsets.setRows(keys)
  return { offsets, indexOf: (key) => (keys.includes(key) ? keys.indexOf(key) : undefined) }
}

describe('the place of a list', () => {
  test('a row keeps its distance to the upper edge when those above turn out taller', () => {
    const { offsets, indexOf } = rows(100)
    const place = { type: 'row', key: 'k10', top: 20 } as const
    expect(offsetOf(place, offsets, indexOf, 600)).toBe(480)
    offsets.setHeight(3, 250)
    expect(offsetOf(place, offsets, indexOf, 600)).toBe(680)
  })

  test('the end moves with the content; a row that is gone gives way to it', () => {
    const { offsets, indexOf } = rows(100)
    expect(offsetOf({ type: 'end' }, offsets, indexOf, 600)).toBe(4_400)
    offsets.setHeight(99, 150)
    expect(offsetOf({ type: 'end' }, offsets, indexOf, 600)).toBe(4_500)
    expect(offsetOf({ type: 'row', key: 'gone', top: 0 }, offsets, indexOf, 600)).toBe(4_500)
  })
})

describe('the rows to draw', () => {
  test('are few of many, and cover the viewport', () => {
    const { offsets } = rows(100_000)
    const range = rangeAround(2_500_000, 800, offsets)
    expect(range.end - range.start).toBeLessThan(60)
    expect(offsets.topOf(range.start)).toBeLessThan(2_500_000)
    expect(offsets.topOf(range.end)).toBeGreaterThan(2_500_800)
  })

  test('stay the same while the viewport moves within their margin', () => {
    const { offsets } = rows(1_000)
    const range = rangeAround(20_000, 800, offsets)
    expect(rangeAround(20_400, 800, offsets, range)).toBe(range)
    expect(rangeAround(20_700, 800, offsets, range)).not.toBe(range)
  })

  test('are fewer the first time, and more once those are on the screen', () => {
    const { offsets } = rows(1_000)
    const first = rangeAround(20_000, 800, offsets, undefined, FIRST_OVERSCAN)
    expect(first.end - first.start).toBeLessThan(24)
    expect(offsets.topOf(first.start)).toBeLessThan(20_000)
    expect(offsets.topOf(first.end)).toBeGreaterThan(20_800)
    expect(rangeAround(20_000, 800, offsets, first, FIRST_OVERSCAN)).toBe(first)
    const more = rangeAround(20_000, 800, offsets, first)
    expect(more.start).toBeLessThan(first.start)
    expect(more.end).toBeGreaterThan(first.end)
  })

  test('reach the last row at the end, also from beyond it', () => {
    const { offsets } = rows(1_000)
    expect(rangeAround(49_200, 800, offsets).end).toBe(1_000)
    expect(rangeAround(90_000, 800, offsets).end).toBe(1_000)
    expect(rangeAround(0, 800, rows(0).offsets)).toEqual({ start: 0, end: 0 })
  })
})

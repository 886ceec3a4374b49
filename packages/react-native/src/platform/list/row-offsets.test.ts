import { expect, test } from 'bun:test'
import { RowOffsets } from './row-offsets.ts'

/** A row that is its own key. */
const itself = (key: string) => key
const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `k${from + index}`)

test('unmeasured rows stand by the guess, measured ones by their height', () => {
  const offsets = new RowOffsets(50, itself)
  offsets.setRows(keys(0, 10))
  expect(offsets.total).toBe(500)
  expect(offsets.setHeight(2, 80)).toBe(true)
  expect(offsets.setHeight(2, 80.05)).toBe(false)
  expect([offsets.topOf(2), offsets.topOf(3), offsets.total]).toEqual([100, 180, 530])
})

test('a height that equals the guess is noted but changes nothing', () => {
  const offsets = new RowOffsets(50, itself)
  offsets.setRows(keys(0, 3))
  expect(offsets.setHeight(1, 50)).toBe(false)
  expect(offsets.total).toBe(150)
})

test('with new rows the average of what was measured becomes the guess', () => {
  const offsets = new RowOffsets(50, itself)
  offsets.setRows(keys(0, 3))
  offsets.setHeight(0, 150)
  offsets.setHeight(1, 50)
  expect(offsets.heightOf(2)).toBe(50)
  offsets.setRows(keys(0, 4))
  expect([0, 1, 2, 3].map((index) => offsets.heightOf(index))).toEqual([150, 50, 100, 100])
})

test('the row at an offset', () => {
  const offsets = new RowOffsets(10, itself)
  offsets.setRows(keys(0, 5))
  offsets.setHeight(1, 30)
  expect([-5, 0, 9.9, 10, 39, 40, 49, 999].map((offset) => offsets.indexAt(offset))).toEqual([0, 0, 0, 1, 1, 2, 2, 4])
  expect(new RowOffsets(10, itself).indexAt(3)).toBe(0)
})

test('measured heights stay with their rows when older ones come in front', () => {
  const offsets = new RowOffsets(10, itself)
  offsets.setRows(keys(5, 8))
  offsets.setHeight(0, 100)
  offsets.setRows(keys(3, 8))
  expect([0, 1, 2, 3].map((index) => offsets.topOf(index))).toEqual([0, 100, 200, 300])
})

test('a key is found again after rows came before it, went away or were put between', () => {
  const offsets = new RowOffsets(10, itself)
  const find = (...wanted: string[]) => wanted.map((key) => offsets.indexOf(key))
  offsets.setRows(keys(5, 9))
  expect(find('k7', 'k5', 'gone', 'k7')).toEqual([2, 0, undefined, 2])
  offsets.setRows(keys(0, 9))
  expect(find('k7', 'k0', 'k8')).toEqual([7, 0, 8])
  offsets.setRows(['k0', 'new', ...keys(1, 7), 'k8'])
  expect(find('k8', 'new', 'k6', 'k7', 'k0')).toEqual([8, 1, 7, undefined, 0])
  offsets.setRows([])
  expect(find('k0')).toEqual([undefined])
})

test('whatever changes between two looks, heights are those of the rows as they stand', () => {
  let state = 7
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  const offsets = new RowOffsets(10, itself)
  const height = (key: string) => 10 + (Number(key.slice(1)) % 7)
  let rows = keys(0, 30)
  for (let step = 0, next = 30; step < 300; step++) {
    const at = below(rows.length + 1)
    const added = keys(next, next + below(4))
    next += added.length
    rows = [...rows.slice(0, at), ...added, ...rows.slice(at + below(4))]
    offsets.setRows(rows)
    for (const [index, key] of rows.entries()) offsets.setHeight(index, height(key))
    const tops = rows.map((_, index) => offsets.topOf(index))
    expect(tops).toEqual(rows.map((_, index) => rows.slice(0, index).reduce((sum, key) => sum + height(key), 0)))
    expect(rows.map((key) => offsets.indexOf(key))).toEqual(rows.map((_, index) => index))
  }
})

import { expect, test } from 'bun:test'
import { RowOffsets } from './row-offsets.ts'

const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `k${from + index}`)

test('unmeasured rows stand by the guess, measured ones by their height', () => {
  const offsets = new RowOffsets(50)
  offsets.setKeys(keys(0, 10))
  expect(offsets.total).toBe(500)
  expect(offsets.setHeight(2, 80)).toBe(true)
  expect(offsets.setHeight(2, 80.05)).toBe(false)
  expect([offsets.topOf(2), offsets.topOf(3), offsets.total]).toEqual([100, 180, 530])
})

test('a height that equals the guess is noted but changes nothing', () => {
  const offsets = new RowOffsets(50)
  offsets.setKeys(keys(0, 3))
  expect(offsets.setHeight(1, 50)).toBe(false)
  expect(offsets.total).toBe(150)
})

test('with new rows the average of what was measured becomes the guess', () => {
  const offsets = new RowOffsets(50)
  offsets.setKeys(keys(0, 3))
  offsets.setHeight(0, 150)
  offsets.setHeight(1, 50)
  expect(offsets.heightOf(2)).toBe(50)
  offsets.setKeys(keys(0, 4))
  expect([0, 1, 2, 3].map((index) => offsets.heightOf(index))).toEqual([150, 50, 100, 100])
})

test('the row at an offset', () => {
  const offsets = new RowOffsets(10)
  offsets.setKeys(keys(0, 5))
  offsets.setHeight(1, 30)
  expect([-5, 0, 9.9, 10, 39, 40, 49, 999].map((offset) => offsets.indexAt(offset))).toEqual([0, 0, 0, 1, 1, 2, 2, 4])
  expect(new RowOffsets(10).indexAt(3)).toBe(0)
})

test('measured heights stay with their rows when older ones come in front', () => {
  const offsets = new RowOffsets(10)
  offsets.setKeys(keys(5, 8))
  offsets.setHeight(0, 100)
  offsets.setKeys(keys(3, 8))
  expect([0, 1, 2, 3].map((index) => offsets.topOf(index))).toEqual([0, 100, 200, 300])
})

import { expect, test } from 'bun:test'
import { isBlank, widestStripe } from './cover.ts'

const places = (...rows: [top: number, bottom: number][]) => ({
  top: 100,
  bottom: 700,
  rows: rows.map(([top, bottom]) => ({ element: {} as Element, top, bottom })),
})

test('the widest stripe without a row, at the edges and between rows', () => {
  expect(widestStripe(places([50, 400], [400, 720]))).toBe(0)
  expect(widestStripe(places([250, 400], [460, 690]))).toBe(150)
  expect(widestStripe(places([50, 400], [460, 500]))).toBe(200)
  expect(widestStripe(places())).toBe(600)
})

test('margins between rows are no blank; half a screen is, and so is no list', () => {
  expect(isBlank(places([100, 400], [420, 700]))).toBe(false)
  expect(isBlank(places([400, 700]))).toBe(true)
  expect(isBlank(undefined)).toBe(true)
})

import { expect, test } from 'bun:test'
import { toSee } from './to-see.ts'

test('a field that is in sight is left where it is', () => {
  expect(toSee({ top: 300, height: 88 }, { from: 200, height: 400 })).toBe(200)
})

test('a field below the edge, or above it, comes in by the shortest way', () => {
  expect(toSee({ top: 700, height: 88 }, { from: 0, height: 300 })).toBe(500)
  expect(toSee({ top: 100, height: 88 }, { from: 400, height: 300 })).toBe(88)
  expect(toSee({ top: 4, height: 88 }, { from: 400, height: 300 })).toBe(0)
})

test('a field taller than the room shows its beginning', () => {
  expect(toSee({ top: 700, height: 500 }, { from: 0, height: 300 })).toBe(688)
})

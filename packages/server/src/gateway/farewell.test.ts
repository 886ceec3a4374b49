import { expect, test } from 'bun:test'
import { SeededRandom } from '@jobline/testkit'
import { returnDelays } from './farewell.ts'

test('CONN-11 each client has a delay of its own, and any second holds no more than its share of them', () => {
  for (const [count, seed] of [
    [200, 1],
    [5_000, 2],
  ] as const) {
    const random = new SeededRandom(seed)
    const spread_ms = 15_000
    const delays = returnDelays(count, spread_ms, () => random.next())
    const sorted = delays.toSorted((a, b) => a - b)
    expect(sorted[0]).toBeGreaterThanOrEqual(0)
    expect(sorted.at(-1)).toBeLessThan(spread_ms)
    for (const from of sorted) {
      const within = sorted.filter((delay) => delay >= from && delay < from + 1_000).length
      expect(within / count).toBeLessThanOrEqual(1_000 / spread_ms + 2 / count)
    }
    // However long a part is, and wherever it begins.
    for (const length of [sorted[1] ?? 0, 100, 1_234, 7_500]) {
      const counts = Array.from({ length: 500 }, () => {
        const from = random.next() * (spread_ms - length)
        return sorted.filter((delay) => delay >= from && delay < from + length).length
      })
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3)
    }
    // Who connected one after the other does not come back one after the other.
    expect(delays).not.toEqual(sorted)
  }
})

test('CONN-11 nobody to tell, one to tell, and no time to spread over', () => {
  expect(returnDelays(0, 5_000, () => 0.5)).toEqual([])
  expect(returnDelays(1, 5_000, () => 0.5)).toEqual([2_500])
  expect(returnDelays(3, 0, () => 0.5)).toEqual([0, 0, 0])
})

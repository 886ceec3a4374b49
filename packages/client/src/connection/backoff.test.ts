import { expect, test } from 'bun:test'
import { backoff } from './backoff.ts'

test('WS-3 full jitter: from nothing up to a ceiling that doubles from one second to thirty', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 60, 5_000].map((attempt) => backoff(attempt, 0.9999999))).toEqual([
    999, 1999, 3999, 7999, 15999, 29999, 29999, 29999, 29999,
  ])
  expect(backoff(7, 0)).toBe(0)
})

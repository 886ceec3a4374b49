// Rates by a clock of the test's own.

import { expect, test } from 'bun:test'
import { KeyedBuckets, TokenBucket } from './token-bucket.ts'

const RATE = { burst: 3, per_second: 2 }
const take = (bucket: TokenBucket, now: number) => bucket.take(RATE, now)

test('LIMIT-4 a burst passes at once, then the wait is the time until one more would', () => {
  const bucket = new TokenBucket(RATE, 1_000)
  expect([take(bucket, 1_000), take(bucket, 1_000), take(bucket, 1_000)]).toEqual([0, 0, 0])
  expect(take(bucket, 1_000)).toBe(500)
  expect(take(bucket, 1_400)).toBe(100)
  expect(take(bucket, 1_500)).toBe(0)
  expect(take(bucket, 1_500)).toBe(500)
})

test('a wait that was kept is always enough', () => {
  const rate = { burst: 1, per_second: 0.3 }
  const bucket = new TokenBucket(rate, 0)
  expect(bucket.take(rate, 0)).toBe(0)
  let now = 0
  for (let round = 0; round < 200; round++) {
    const wait = bucket.take(rate, now)
    expect(wait).toBeGreaterThan(0)
    now += wait
    expect(bucket.take(rate, now)).toBe(0)
  }
})

test('quiet fills it up to the burst and no further; a clock that runs backwards gives nothing', () => {
  const bucket = new TokenBucket(RATE, 0)
  for (let index = 0; index < 3; index++) take(bucket, 0)
  expect(take(bucket, 3_600_000)).toBe(0)
  expect([take(bucket, 3_600_000), take(bucket, 3_600_000)]).toEqual([0, 0])
  expect(take(bucket, 3_600_000)).toBe(500)
  expect(take(bucket, 0)).toBe(500)
})

test('G8 each key has its own, and those that are full again are forgotten', () => {
  const buckets = new KeyedBuckets({ burst: 1, per_second: 1 })
  expect([buckets.take('maria', 0), buckets.take('maria', 0), buckets.take('jun', 0)]).toEqual([0, 1_000, 0])
  buckets.forgetFull(500)
  expect(buckets.take('maria', 500)).toBe(500)
  buckets.forgetFull(2_000)
  expect(buckets.take('maria', 2_000)).toBe(0)
})

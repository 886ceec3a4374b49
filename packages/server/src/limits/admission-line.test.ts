import { expect, test } from 'bun:test'
import { SeededRandom } from '@jobline/testkit'
import { AdmissionLine, ASKED_WITHIN_MS, KeyedLines, LONGEST_WAIT_MS } from './admission-line.ts'

const rate = { burst: 40, per_second: 80 }

/** Everybody knocks at the same moment and comes back when told. Counts who came in, by second. */
function storm(people: number, line: AdmissionLine, whole_seconds: boolean): { admitted: number[]; refused: number } {
  const admitted: number[] = []
  let refused = 0
  const knocks = Array.from({ length: people }, () => 0)
  while (knocks.length > 0) {
    knocks.sort((a, b) => b - a)
    const now = knocks.pop() as number
    const wait_ms = line.enter(now)
    if (wait_ms === 0) {
      const second = Math.floor(now / 1_000)
      admitted[second] = (admitted[second] ?? 0) + 1
    } else {
      refused++
      knocks.push(now + (whole_seconds ? Math.ceil(wait_ms / 1_000) * 1_000 : wait_ms))
    }
  }
  return { admitted, refused }
}

for (const whole_seconds of [false, true]) {
  test(`CONN-15 a thousand at once, who heed a time in ${whole_seconds ? 'whole seconds' : 'milliseconds'}, come in at the rate, soon, and few knock often`, () => {
    const random = new SeededRandom(7)
    const { admitted, refused } = storm(1_000, new AdmissionLine(rate, () => random.next(), 0), whole_seconds)
    expect(admitted.reduce((sum, count) => sum + (count ?? 0), 0)).toBe(1_000)
    for (const count of admitted) expect(count ?? 0).toBeLessThanOrEqual(rate.burst + rate.per_second)
    // At the rate it takes 12 s at least. Whole seconds fall together, and then only a burst comes in with each.
    expect(admitted.length).toBeLessThanOrEqual(whole_seconds ? 30 : 20)
    expect(refused).toBeLessThan(2 * 1_000)
  })
}

test('CONN-15 control: where everybody is told the same moment, most are refused again and again', () => {
  const random = new SeededRandom(7)
  const line = new AdmissionLine(rate, () => random.next(), 0)
  const naive = { enter: (now: number) => Math.min(line.enter(now), 1_000) } as AdmissionLine
  expect(storm(1_000, naive, true).refused).toBeGreaterThan(5 * 1_000)
})

test('CONN-15 nobody is told to stay away for longer than a bound, however many wait, and those who are do not come at once', () => {
  const random = new SeededRandom(3)
  const line = new AdmissionLine({ burst: 1, per_second: 1 }, () => random.next(), 0)
  const waits = Array.from({ length: 1_000 }, () => line.enter(0)).slice(100)
  expect(Math.max(...waits)).toBeLessThanOrEqual(LONGEST_WAIT_MS)
  expect(new Set(waits.map((wait_ms) => Math.floor(wait_ms / 1_000))).size).toBeGreaterThan(10)
})

test('CONN-15 the line is over when its time has passed, also where nobody came back, but not before who was refused could ask why', () => {
  const line = new AdmissionLine({ burst: 1, per_second: 10 }, () => 0, 0)
  expect(line.wait(0)).toBe(0)
  expect([line.enter(0), line.enter(0), line.enter(0)]).toEqual([0, 100, 200])
  expect(line.wait(100)).toBe(100)
  expect(line.wait(ASKED_WITHIN_MS - 1)).toBe(1)
  expect(line.wait(ASKED_WITHIN_MS)).toBe(0)
})

test('CONN-15 the line is over after the longest wait, however often those knock who do not heed theirs', () => {
  const random = new SeededRandom(5)
  const line = new AdmissionLine(rate, () => random.next(), 0)
  for (let ms = 0; ms < 60_000; ms++) line.enter(ms)
  expect(line.wait(60_000)).toBeGreaterThan(0)
  expect(line.wait(60_000 + LONGEST_WAIT_MS)).toBe(0)
  expect(line.isOver(60_000 + LONGEST_WAIT_MS)).toBe(true)
})

test('CONN-15 more than can have their turn in the longest wait are told moments far apart, also where they ask a little later', () => {
  const random = new SeededRandom(11)
  const line = new AdmissionLine(rate, () => random.next(), 0)
  for (let index = 0; index < 20_000; index++) line.enter(0)
  for (const asked_at of [1, 500, 999]) {
    const seconds = new Set(Array.from({ length: 500 }, () => Math.floor(line.wait(asked_at) / 1_000)))
    expect(seconds.size).toBeGreaterThan(10)
  }
  const { admitted } = storm(5_000, new AdmissionLine(rate, () => random.next(), 0), false)
  for (const count of admitted) expect(count ?? 0).toBeLessThanOrEqual(rate.burst + rate.per_second)
  expect(admitted.length).toBeLessThanOrEqual(90)
})

test('G8 CONN-15 each key has a line of its own, and those that are over are forgotten', () => {
  const lines = new KeyedLines({ burst: 1, per_second: 1 }, () => 0)
  expect([lines.enter('here', 0), lines.enter('here', 0), lines.enter('here', 0), lines.enter('there', 0)]).toEqual([0, 1_000, 2_000, 0])
  expect([lines.wait('here', 0), lines.wait('there', 0), lines.wait('nowhere', 0)]).toEqual([2_000, 0, 0])
  lines.forgetOver(ASKED_WITHIN_MS - 1)
  expect(lines.wait('here', ASKED_WITHIN_MS - 1)).toBe(1)
  lines.forgetOver(ASKED_WITHIN_MS)
  expect(lines.wait('here', 0)).toBe(0)
})

import { expect, test } from 'bun:test'
import { BlankTime } from './blank-time.ts'

test('a list that always shows rows is never blank', () => {
  const time = new BlankTime()
  for (let frame = 0; frame < 10; frame++) time.frame(16, false, false)
  expect(time).toMatchObject({ total_ms: 0, longest_ms: 0, spells: 0 })
})

test('a frame that leaves the list blank counts until the next one has rows', () => {
  const time = new BlankTime()
  time.frame(16, false, true)
  time.frame(120, false, false)
  time.frame(16, false, false)
  expect(time).toMatchObject({ total_ms: 120, longest_ms: 120, spells: 1 })
})

test('an interval at whose end the browser had scrolled beyond the rows counts whole', () => {
  const time = new BlankTime()
  time.frame(90, true, false)
  time.frame(16, false, false)
  time.frame(30, true, true)
  time.frame(40, true, false)
  expect(time).toMatchObject({ total_ms: 160, longest_ms: 90, spells: 2 })
})

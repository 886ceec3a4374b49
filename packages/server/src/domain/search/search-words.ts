// What search takes for a word, in a message and in a question alike, and what two words have in common: letters and digits
// without case, accents and vowel points. A sign that stands for itself (an emoji, a letter of a script that is written without blanks) is a
// word of its own. Pure; every store and every index goes by these words.

import { MAX_SEARCH_WORDS } from '@jobline/protocol'

export interface Word {
  /** Where it stands in the text, in UTF-16 code units. */
  readonly start: number
  readonly end: number
  readonly folded: string
}

const SIGNS = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{Extended_Pictographic}]'
const SIGN = `[${SIGNS}--[\\p{M}\\p{N}]]`
/** Two letters of a country; alone they are nothing. */
const FLAG = '\\p{RI}{2}'
const ONE_SIGN = new RegExp(`^(?:${FLAG}|${SIGN})$`, 'v')
/** What belongs to the character before it. */
const TAIL = '[\\p{M}\\p{Emoji_Modifier}\\u200c\\u200d]'
const LETTER = '[\\p{L}\\p{M}\\p{N}\\u0640\\u200c\\u200d]'
const WORDS = new RegExp(`(?:${FLAG}|${SIGN})${TAIL}*|(?:(?!${SIGN})${LETTER})+`, 'gv')
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\u0000-\u007f]*$/

/** Accents of all scripts, points of Hebrew and Arabic, the stroke that widens an Arabic word; but not the vowels of Indian scripts. */
const MARKS =
  /[\p{sc=Inherited}\p{Emoji_Modifier}\u0591-\u05c7\u0610-\u061a\u0640\u06d6-\u06ed]|[^\p{L}\p{M}\p{N}\p{RI}\p{Extended_Pictographic}]/gu

/** In the order of the text. */
export function wordsOf(text: string): Word[] {
  if (ASCII.test(text)) return asciiWordsOf(text.toLowerCase())
  const words: Word[] = []
  for (const match of text.matchAll(WORDS)) {
    const folded = foldWord(match[0])
    if (folded !== '') words.push({ start: match.index, end: match.index + match[0].length, folded })
  }
  return words
}

/** The same for the usual text, at half the cost. */
function asciiWordsOf(text: string): Word[] {
  const words: Word[] = []
  let start = -1
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at)
    const is_inside = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
    if (is_inside && start < 0) start = at
    if (is_inside || start < 0) continue
    words.push({ start, end: at, folded: text.slice(start, at) })
    start = -1
  }
  return words
}

/** Whether this folded word stands for itself: nothing longer begins with it. */
export const isSign = (folded: string): boolean => ONE_SIGN.test(folded)

/** The words of a question, those that others say already left out; none of a question without a letter, a digit or an emoji. */
export function questionOf(q: string): string[] {
  const folded = [...new Set(wordsOf(q).map((word) => word.folded))].slice(0, MAX_SEARCH_WORDS)
  return folded.filter((word) => !folded.some((other) => other !== word && other.startsWith(word)))
}

/** Whether each word of the question begins one of the text. */
export const isAnswer = (words: readonly Word[], question: readonly string[]): boolean =>
  question.every((asked) => words.some(({ folded }) => folded.startsWith(asked)))

/** Where the beginning of a word that is as long as `length` of its folded letters ends in the text. */
export function endOfBeginning(text: string, { start, end }: Word, length: number): number {
  let at = start
  for (let said = 0; at < end; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const folded = fold(character).length
    // What adds nothing belongs to the letter before it.
    if (said >= length && folded > 0) break
    said += folded
    at += character.length
  }
  return at
}

/** Of a sign only itself, without what is put on top of it. A flag is two, and digits are none, whatever their script: both stay whole. */
function foldWord(word: string): string {
  const folded = fold(word)
  const first = String.fromCodePoint(folded.codePointAt(0) ?? 0)
  return folded !== '' && isSign(first) ? first : folded
}

const fold = (word: string): string => word.normalize('NFKD').replace(MARKS, '').toLowerCase().replaceAll('ς', 'σ')

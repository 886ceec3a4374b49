// How words are matched on the device, as the server does it: every word asked for must begin a word of the text; case and
// diacritics do not count. Pure. Without `\p{…}`, which not every engine of a phone knows.

import type { Part } from './search.ts'

/** Beyond ASCII, what is no part of a word: signs of Latin-1, Arabic punctuation, punctuation and symbols, halves of emoji, wide forms. */
const SIGNS: readonly (readonly [from: number, to: number])[] = [
  [0x80, 0xa9],
  [0xab, 0xb1],
  [0xb4, 0xb4],
  [0xb6, 0xb8],
  [0xbb, 0xbb],
  [0xbf, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x60c, 0x60c],
  [0x61b, 0x61f],
  [0x66a, 0x66d],
  [0x6d4, 0x6d4],
  [0x2000, 0x2bff],
  [0x2e00, 0x2e7f],
  [0x3000, 0x3004],
  [0x3008, 0x3020],
  [0x3030, 0x3030],
  [0xd83c, 0xd83e],
  [0xdc00, 0xdfff],
  [0xfe00, 0xfe6f],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff65],
]
const ALPHANUMERIC = /[0-9A-Za-z]/
/** Marks over, under and in letters once they stand alone: Latin, Cyrillic, Hebrew and Arabic ones. */
const MARKS = /[\u0300-\u036f]|[\u0483-\u0489]|[\u0591-\u05bd]|[\u0610-\u061a]|\u0640|[\u064b-\u065f]|\u0670|[\u06d6-\u06dc]/g

function isApart(character: string): boolean {
  const code = character.charCodeAt(0)
  return code < 0x80 ? !ALPHANUMERIC.test(character) : SIGNS.some(([from, to]) => code >= from && code <= to)
}

const fold = (text: string) => text.normalize('NFD').replace(MARKS, '').toLowerCase()

interface Word {
  readonly folded: string
  /** Where it stands in the text as it is. */
  readonly start: number
  readonly end: number
}

function wordsIn(text: string): Word[] {
  const words: Word[] = []
  let start = -1
  for (let index = 0; index <= text.length; index++) {
    const is_apart = index === text.length || isApart(text.charAt(index))
    if (!is_apart && start < 0) start = index
    else if (is_apart && start >= 0) {
      const folded = fold(text.slice(start, index))
      if (folded) words.push({ folded, start, end: index })
      start = -1
    }
  }
  return words
}

/** What is looked for: each word once, folded. */
export const wordsOf = (query: string): readonly string[] => [...new Set(wordsIn(query).map(({ folded }) => folded))]

/** Every word begins a word of one of these texts. Cheap where it does not fit, as with most texts. */
export function fits(texts: readonly string[], words: readonly string[]): boolean {
  const folded = texts.map(fold)
  if (!words.every((word) => folded.some((text) => text.includes(word)))) return false
  const found = texts.flatMap(wordsIn)
  return words.every((word) => found.some((other) => other.folded.startsWith(word)))
}

/** The text in pieces, words that fit marked whole. */
export function partsOf(text: string, words: readonly string[]): readonly Part[] {
  const parts: Part[] = []
  let end = 0
  for (const word of wordsIn(text)) {
    if (!words.some((wanted) => word.folded.startsWith(wanted))) continue
    if (word.start > end) parts.push({ text: text.slice(end, word.start) })
    parts.push({ text: text.slice(word.start, word.end), hit: true })
    end = word.end
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** UTF-16 units before the first hit, and in all. */
const BEFORE = 40
const LENGTH = 160

/** A piece of a longer text around the first hit, cut between words where it can be. */
export function snippetOf(text: string, words: readonly string[]): readonly Part[] {
  const one_line = text.replace(/\s+/g, ' ').trim()
  const first = wordsIn(one_line).find(({ folded }) => words.some((word) => folded.startsWith(word)))
  let start = Math.max(0, (first?.start ?? 0) - BEFORE)
  if (start > 0) start = Math.min(cut(one_line, start), first?.start ?? start)
  let end = Math.min(one_line.length, start + LENGTH)
  const space = one_line.lastIndexOf(' ', end)
  if (end < one_line.length && space > (first?.end ?? start)) end = space
  const parts = [...partsOf(one_line.slice(start, end), words)]
  if (start > 0) parts.unshift({ text: '…' })
  if (end < one_line.length) parts.push({ text: '…' })
  return parts
}

/** The beginning of the next word. */
const cut = (text: string, from: number) => {
  const space = text.indexOf(' ', from)
  return space < 0 ? from : space + 1
}

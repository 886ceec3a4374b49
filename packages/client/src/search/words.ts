// How words are matched on the device, by the server's rules (SEARCH-2, SEARCH-3, SEARCH-7): every word asked for begins a
// word of the text, case and accents do not count, and an emoji or a letter of a script without blanks is a word of its own.
// Pure. By tables, for not every engine of a phone knows `\p{…}` or how to tell characters apart.

import { MAX_SEARCH_WORDS } from '@jobline/protocol'
import type { Part } from './search.ts'

type Ranges = readonly (readonly [from: number, to: number])[]

/** Beyond ASCII, what is no part of a word: signs of Latin-1, Arabic punctuation, punctuation and symbols, wide forms. */
// biome-ignore format: a table
const APART: Ranges = [
  [0x80, 0xa9], [0xab, 0xb1], [0xb4, 0xb4], [0xb6, 0xb8], [0xbb, 0xbb], [0xbf, 0xbf], [0xd7, 0xd7], [0xf7, 0xf7],
  [0x60c, 0x60c], [0x61b, 0x61f], [0x66a, 0x66d], [0x6d4, 0x6d4],
  [0x2000, 0x200b], [0x200e, 0x2bff], [0x2e00, 0x2e7f], [0x3000, 0x3004], [0x3008, 0x3020], [0x3030, 0x3030],
  [0xfe00, 0xfe6f], [0xff00, 0xff0f], [0xff1a, 0xff20], [0xff3b, 0xff40], [0xff5b, 0xff65], [0x1f000, 0x1faff],
]
/** Emoji, and the letters of scripts that are written without blanks: Thai, Lao, Burmese, Khmer, Japanese, Chinese. */
// biome-ignore format: a table
const SIGNS: Ranges = [
  [0xe01, 0xe30], [0xe32, 0xe33], [0xe40, 0xe46], [0xe81, 0xeb0], [0xeb2, 0xeb3], [0xec0, 0xec6], [0x1000, 0x102a], [0x1050, 0x1055], [0x1780, 0x17b3],
  [0x231a, 0x231b], [0x23e9, 0x23f3], [0x2600, 0x27bf], [0x2b05, 0x2b07], [0x2b1b, 0x2b1c], [0x2b50, 0x2b50], [0x2b55, 0x2b55],
  [0x3005, 0x3006], [0x3041, 0x3096], [0x309d, 0x309f], [0x30a1, 0x30fa], [0x30fc, 0x30ff], [0x31f0, 0x31ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff],
  [0xf900, 0xfaff], [0xff66, 0xff9d], [0x1f300, 0x1f3fa], [0x1f400, 0x1faff], [0x20000, 0x323af],
]
/** What belongs to the character before it: vowels and tones over and under it, skin tones, what joins emoji. */
// biome-ignore format: a table
const TAILS: Ranges = [
  [0x300, 0x36f], [0x483, 0x489], [0x591, 0x5c7], [0x610, 0x61a], [0x64b, 0x65f], [0x670, 0x670], [0x6d6, 0x6ed],
  [0xe31, 0xe31], [0xe34, 0xe3a], [0xe47, 0xe4e], [0xeb1, 0xeb1], [0xeb4, 0xebc], [0xec8, 0xece], [0x102b, 0x103e], [0x17b4, 0x17d3],
  [0x200c, 0x200d], [0x3099, 0x309a], [0xfe00, 0xfe0f], [0x1f3fb, 0x1f3ff],
]
const ALPHANUMERIC = /[0-9A-Za-z]/
/** Of those, what does not count: accents, points of Hebrew and Arabic, the stroke that widens a word, but not the vowels of Asian scripts. */
const MARKS =
  /[\u0300-\u036f]|[\u0483-\u0489]|[\u0591-\u05c7]|[\u0610-\u061a]|\u0640|[\u064b-\u065f]|\u0670|[\u06d6-\u06ed]|\u200c|\u200d|[\u3099\u309a]|[\ufe00-\ufe0f]|\ud83c[\udffb-\udfff]/g

const within = (ranges: Ranges, code: number) => ranges.some(([from, to]) => code >= from && code <= to)
const isSign = (code: number) => code >= 0xe01 && within(SIGNS, code)
const isTail = (code: number) => code >= 0x300 && within(TAILS, code)
/** Two of them are a flag, and that is a sign. */
const isRegional = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff
const isApart = (code: number) => (code < 0x80 ? !ALPHANUMERIC.test(String.fromCharCode(code)) : within(APART, code) && !isTail(code))

const fold = (text: string) => text.normalize('NFKD').replace(MARKS, '').toLowerCase().replaceAll('ς', 'σ')
const codeAt = (text: string, at: number) => text.codePointAt(at) ?? 0
const sizeOf = (code: number) => (code > 0xffff ? 2 : 1)

interface Word {
  readonly folded: string
  /** Where it stands in the text as it is. */
  readonly start: number
  readonly end: number
}

function wordsIn(text: string): Word[] {
  const words: Word[] = []
  const add = (start: number, end: number) => {
    const folded = fold(text.slice(start, end))
    const first = codeAt(folded, 0)
    if (folded) words.push({ start, end, folded: isSign(first) ? String.fromCodePoint(first) : folded })
  }
  for (let at = 0; at < text.length; ) {
    const start = at
    const code = codeAt(text, at)
    at += sizeOf(code)
    const is_flag = isRegional(code) && isRegional(codeAt(text, at))
    if (is_flag) at += 2
    const is_sign = is_flag || isSign(code)
    if (!is_sign && isApart(code)) continue
    for (; at < text.length; at += sizeOf(codeAt(text, at))) {
      const next = codeAt(text, at)
      if (is_sign ? !isTail(next) : isSign(next) || isApart(next)) break
    }
    add(start, at)
  }
  return words
}

/** What is looked for: each word once, folded. */
export const wordsOf = (query: string): readonly string[] =>
  [...new Set(wordsIn(query).map(({ folded }) => folded))].slice(0, MAX_SEARCH_WORDS)

/** Every word begins a word of one of these texts. Cheap where it does not fit, as with most texts. */
export function fits(texts: readonly string[], words: readonly string[]): boolean {
  const folded = texts.map(fold)
  if (!words.every((word) => folded.some((text) => text.includes(word)))) return false
  const found = texts.flatMap(wordsIn)
  return words.every((word) => found.some((other) => other.folded.startsWith(word)))
}

/** The text in pieces, with what of its words was asked for marked. */
export function partsOf(text: string, words: readonly string[]): readonly Part[] {
  const parts: { text: string; hit?: true }[] = []
  const add = (from: number, to: number, hit?: true) => {
    const last = parts.at(-1)
    if (from === to) return
    // Signs that stand side by side are one hit.
    if (last && last.hit === hit) last.text += text.slice(from, to)
    else parts.push({ text: text.slice(from, to), ...(hit ? { hit } : {}) })
  }
  let end = 0
  for (const word of wordsIn(text)) {
    const said = Math.max(0, ...words.filter((wanted) => word.folded.startsWith(wanted)).map(({ length }) => length))
    if (said === 0) continue
    add(end, word.start)
    end = endOfBeginning(text, word, said)
    add(word.start, end, true)
  }
  add(end, text.length)
  return parts
}

/** Where so many folded units of a word end in the text, with what belongs to the last of them. */
function endOfBeginning(text: string, { start, end }: Word, units: number): number {
  let at = start
  for (let said = 0; at < end; ) {
    const code = codeAt(text, at)
    const adds = fold(String.fromCodePoint(code)).length
    if (said >= units && adds > 0 && !isTail(code)) break
    said += adds
    at += sizeOf(code)
  }
  return at
}

/** UTF-16 units before the first hit, and about so many in all. */
const BEFORE = 40
const LENGTH = 120

/** A piece of a text in one line around the first hit, cut between words where it can be, `…` where something is left out. */
export function snippetOf(text: string, words: readonly string[]): readonly Part[] {
  const line = text.replace(/\s+/g, ' ').trim()
  const all = wordsIn(line)
  const first = all.find(({ folded }) => words.some((word) => folded.startsWith(word))) ?? { start: 0, end: 0 }
  const earliest = Math.max(0, Math.min(first.start - BEFORE, line.length - LENGTH))
  const start = earliest === 0 ? 0 : (all.find((word) => word.start >= earliest)?.start ?? first.start)
  const latest = Math.min(line.length, start + LENGTH)
  const fitting = all.filter((word) => word.end <= latest && word.end >= first.end).pop()
  const end = latest === line.length ? latest : (fitting?.end ?? wholeTo(line, latest))
  const [before, after] = [start > 0 ? '…' : '', end < line.length ? '…' : '']
  const parts = partsOf(line.slice(start, end), words).map((part) => ({ ...part }))
  const [head, tail] = [parts[0], parts.at(-1)]
  if (before && head && !head.hit) head.text = before + head.text
  else if (before) parts.unshift({ text: before })
  if (after && tail && !tail.hit) tail.text += after
  else if (after) parts.push({ text: after })
  return parts
}

/** Not within a character. */
function wholeTo(text: string, end: number): number {
  let at = end
  while (at > 0 && (isTail(codeAt(text, at)) || /[\udc00-\udfff]/.test(text.charAt(at)))) at--
  return at
}

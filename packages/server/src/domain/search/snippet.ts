// The part of a text around the first hit, in pieces: what a list of hits shows of each. Never half a character of those that people see.

import type { TextPart } from '@jobline/protocol'
import { endOfBeginning, type Word } from './search-words.ts'

/** About so long, and so much of it before the first hit, in UTF-16 code units. */
const LENGTH = 120
const BEFORE = 40
/** How far beyond the window its ends are looked for: few characters are longer. */
const MARGIN = 40

interface Range {
  readonly start: number
  readonly end: number
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** `words` are those of the text. */
export function snippetOf(text: string, words: readonly Word[], question: readonly string[]): TextPart[] {
  const first = words.find((word) => hitOf(text, word, question) !== undefined)
  const window = first ? windowAround(text, words, first) : { start: 0, end: Math.min(text.length, LENGTH) }
  const edges = edgesIn(text, window)
  const start = window.start === 0 ? 0 : (edges.findLast((edge) => edge <= window.start) ?? window.start)
  const end = window.end === text.length ? text.length : (edges.findLast((edge) => edge > start && edge <= window.end) ?? window.end)
  const shown = words.filter((word) => word.start < end && word.end > start)
  const hits = shown.flatMap((word) => hitOf(text, word, question) ?? [])

  const pieces: TextPart[] = []
  let at = start
  for (const hit of hits) {
    const from = Math.max(at, edges.findLast((edge) => edge <= hit.start) ?? hit.start)
    const to = Math.min(end, edges.find((edge) => edge >= hit.end) ?? hit.end)
    if (to <= from) continue
    if (from > at) pieces.push({ text: text.slice(at, from) })
    const last = pieces.at(-1)
    // Signs that stand side by side are one hit.
    if (last?.hit && from === at) last.text += text.slice(from, to)
    else pieces.push({ text: text.slice(from, to), hit: true })
    at = to
  }
  if (at < end) pieces.push({ text: text.slice(at, end) })
  return trim(pieces, start > 0, end < text.length)
}

/** What of a word answers; undefined: nothing. */
function hitOf(text: string, word: Word, question: readonly string[]): Range | undefined {
  let length = 0
  for (const asked of question) if (asked.length > length && word.folded.startsWith(asked)) length = asked.length
  return length === 0 ? undefined : { start: word.start, end: endOfBeginning(text, word, length) }
}

/** From the beginning of a word before the hit to the end of one behind it. */
function windowAround(text: string, words: readonly Word[], hit: Range): Range {
  const earliest = Math.max(0, Math.min(hit.start - BEFORE, text.length - LENGTH))
  const start = earliest === 0 ? 0 : (words.find((word) => word.start >= earliest && word.start <= hit.start)?.start ?? hit.start)
  const latest = Math.min(text.length, start + LENGTH)
  const end = latest === text.length ? latest : words.findLast((word) => word.end <= latest && word.end >= hit.end)?.end
  return { start, end: end ?? (isLowHalf(text, latest) ? latest - 1 : latest) }
}

/** Where characters begin, in and a little around the window; none within one that is longer than all that. */
function edgesIn(text: string, { start, end }: Range): number[] {
  let from = Math.max(0, start - MARGIN)
  if (isLowHalf(text, from)) from--
  const edges: number[] = []
  for (const { index } of characters.segment(text.slice(from, end + MARGIN))) edges.push(from + index)
  // The slice may have begun or ended within a character.
  if (from > 0) edges.shift()
  if (end + MARGIN < text.length) edges.pop()
  else edges.push(text.length)
  return edges
}

const isLowHalf = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at)) && at > 0

/** One line, without blanks at its ends, and with a sign where something is left out. */
function trim(pieces: TextPart[], cut_before: boolean, cut_after: boolean): TextPart[] {
  for (const piece of pieces) piece.text = piece.text.replace(/\s+/g, ' ')
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (first) first.text = first.text.trimStart()
  if (last) last.text = last.text.trimEnd()
  const kept = pieces.filter((piece) => piece.text !== '')
  if (cut_before) attach(kept, 'before')
  if (cut_after) attach(kept, 'after')
  return kept
}

function attach(pieces: TextPart[], side: 'before' | 'after'): void {
  const piece = side === 'before' ? pieces[0] : pieces.at(-1)
  if (piece && !piece.hit) piece.text = side === 'before' ? `…${piece.text}` : `${piece.text}…`
  else if (side === 'before') pieces.unshift({ text: '…' })
  else pieces.push({ text: '…' })
}

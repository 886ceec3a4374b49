// What a message is found by in an index: the beginnings of its words, at a few lengths. A question is looked up by the longest of these
// that it fills, so each look-up is a whole key and never a range; what else begins like it is told apart by isAnswer.
// Whoever changes this, or the words, raises KEYS_VERSION: stores then build their index anew.

import type { MessageRow } from '../rows.ts'
import { isSign, wordsOf } from './search-words.ts'

export const KEYS_VERSION = 2

/** In UTF-16 code units. A word of one letter has no key: nearly every message would have it. */
const LENGTHS = [2, 3, 5, 8] as const

/** What of a message decides by what it is found. */
export type SearchableRow = Pick<MessageRow, 'kind' | 'text' | 'others_text' | 'deleted_at'>

/** Empty for what is never found: deleted messages, system messages. */
export function keysOfMessage({ kind, text, others_text, deleted_at }: SearchableRow): string[] {
  const keys = new Set<string>()
  if (kind === 'system' || deleted_at !== null) return []
  // Of whatever anybody sees of it; which of it this person does is for the search to say.
  for (const seen of [text, others_text]) for (const { folded } of wordsOf(seen ?? '')) addKeys(keys, folded)
  return [...keys]
}

/** undefined: too short to be looked up. */
export function keyOf(asked: string): string | undefined {
  if (isSign(asked)) return asked
  const length = LENGTHS.findLast((candidate) => candidate <= asked.length)
  return length === undefined ? undefined : asked.slice(0, length)
}

function addKeys(keys: Set<string>, word: string): void {
  if (isSign(word)) keys.add(word)
  else for (const length of LENGTHS) if (length <= word.length) keys.add(word.slice(0, length))
}

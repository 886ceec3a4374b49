// What a message's text may be. The rule is one for socket, REST, store and composer: a text that
// passes is kept byte for byte (no trimming, no normalisation), anything else is refused whole.

import type { ErrorCode } from './errors.ts'
import { MAX_TEXT_LENGTH } from './limits.ts'

// C0 controls but tab, line feed and carriage return; DEL; with the `u` flag, halves of surrogate pairs that stand alone.
// PostgreSQL cannot hold U+0000, UTF-8 no half pair, and terminals obey the rest.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
const UNCLEAN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u
const LINE_OR_DIRECTION = /[\t\n\r\u2028-\u202e\u2066-\u2069]/
const VISIBLE = /[^\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]/u

/** Why a text is refused, or undefined where it may be sent. Rules TEXT-1 to TEXT-4. */
export function refuseText(text: string): ErrorCode | undefined {
  // MAX_TEXT_BYTES follows: a code unit takes three bytes of UTF-8 at most.
  if (text.length > MAX_TEXT_LENGTH) return 'text_too_long'
  if (!isClean(text)) return 'text_invalid'
  if (!VISIBLE.test(text)) return 'text_empty'
  return undefined
}

/** May be kept and shown: no control character, no half of a surrogate pair. Drafts, which may still be empty. */
export const isClean = (text: string): boolean => !UNCLEAN.test(text)

/** One line that names something (a person, a job): clean, visible, and unable to turn around the text beside it. */
export const isLabel = (text: string): boolean => isClean(text) && VISIBLE.test(text) && !LINE_OR_DIRECTION.test(text)

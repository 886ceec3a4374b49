// What a message's text may be. The rule is one for socket, REST, store and composer: a text that
// passes is kept byte for byte (no trimming, no normalisation), anything else is refused whole.

import type { ErrorCode } from './errors.ts'
import { MAX_TEXT_BYTES, MAX_TEXT_LENGTH } from './limits.ts'

// C0 controls but tab, line feed and carriage return; DEL. PostgreSQL cannot hold U+0000, terminals obey the rest.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const LINE_OR_DIRECTION = /[\t\n\r\u2028-\u202e\u2066-\u2069]/
const VISIBLE = /[^\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]/u

/** Why a text is refused, or undefined where it may be sent. Rules TEXT-1 to TEXT-4. */
export function refuseText(text: string): ErrorCode | undefined {
  if (text.length > MAX_TEXT_LENGTH) return 'text_too_long'
  // Only a text that could exceed the limit in UTF-8 is counted: three bytes per code unit at most.
  if (text.length * 3 > MAX_TEXT_BYTES && utf8Length(text) > MAX_TEXT_BYTES) return 'text_too_long'
  if (CONTROL.test(text) || !isWellFormed(text)) return 'text_invalid'
  if (!VISIBLE.test(text)) return 'text_empty'
  return undefined
}

/** May be kept and shown: no control character, no half of a surrogate pair. Drafts, which may still be empty. */
export const isClean = (text: string): boolean => !CONTROL.test(text) && isWellFormed(text)

/** One line that names something (a person, a job): clean, visible, and unable to turn around the text beside it. */
export const isLabel = (text: string): boolean => isClean(text) && VISIBLE.test(text) && !LINE_OR_DIRECTION.test(text)

/** True where no half of a surrogate pair stands alone. */
export function isWellFormed(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(index + 1)
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false
    index++
  }
  return true
}

function utf8Length(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit <= 0xdbff) {
      bytes += 4
      index++
    } else bytes += 3
  }
  return bytes
}

import { expect, test } from 'bun:test'
import { emojiOnly } from './emoji-only.ts'

test.each([
  ['👍', 1],
  [' 👍 ', 1],
  ['😀😀', 2],
  ['😀 👍🏽 ❤️', 3],
  ['👩‍👩‍👧‍👦', 1],
  ['🇵🇭🇪🇸', 2],
  ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', 1],
  ['1️⃣', 1],
  ['👩🏽‍🔧', 1],
])('%s', (text, count) => expect(emojiOnly(text)).toBe(count))

test.each(['', ' ', '😀😀😀😀', 'ok 👍', '123', '#', '©', '™', ':-)', '👍!'])('"%s" is a text like any other', (text) =>
  expect(emojiOnly(text)).toBe(0),
)

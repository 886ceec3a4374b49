// Whether a text is nothing but a few emoji, which are shown large and without a bubble. Pure.

const PIECE = String.raw`(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?[\u{e0020}-\u{e007f}]*(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?)*)`
const ONLY = new RegExp(`^(?:${PIECE}\\s*){1,3}$`, 'u')
const PIECES = new RegExp(PIECE, 'gu')
/** By itself a plain character: © ™ ↔. */
const COLOURFUL = /\p{Emoji_Presentation}|\ufe0f|\u20e3|\u200d|\p{Regional_Indicator}/u

/** How many emoji the text is made of; 0 where it holds anything else, or more than three. */
export function emojiOnly(text: string): number {
  const trimmed = text.trim()
  // Three of the longest are shorter than this.
  if (trimmed.length === 0 || trimmed.length > 120 || !ONLY.test(trimmed)) return 0
  const pieces = trimmed.match(PIECES) ?? []
  return pieces.every((piece) => COLOURFUL.test(piece)) ? pieces.length : 0
}

// The skin that emoji have. Each person chooses once, in the picker.

export const SKIN_TONES = ['none', 'light', 'medium_light', 'medium', 'medium_dark', 'dark'] as const
export type SkinTone = (typeof SKIN_TONES)[number]

/** What was kept may be of another version. */
export const toneOf = (kept: string | undefined): SkinTone => SKIN_TONES.find((tone) => tone === kept) ?? 'none'

/** The same for an emoji in every tone, to compare by: also without the selector of its look, which a tone replaces. */
export const toneless = (emoji: string): string => emoji.replace(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, '')

/** Unicode's modifiers, in the order of the tones. */
const FIRST_MODIFIER = 0x1f3fb

/** Of an emoji that shows skin, everybody in it in that tone: all that can have one, but no hands that two people hold. */
export function inTone(emoji: string, tone: SkinTone): string {
  if (tone === 'none') return emoji
  const modifier = String.fromCodePoint(FIRST_MODIFIER + SKIN_TONES.indexOf(tone) - 1)
  return emoji.replace(/(?!🤝\u200d)(\p{Emoji_Modifier_Base})\ufe0f?/gu, `$1${modifier}`)
}

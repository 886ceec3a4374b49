// The whole set of emoji, brought when a picker opens for the first time: half a megabyte that a chat does without. They are
// found by their words in the language of the screens, where there are such, and always by their English ones.

import type { EmojiNames } from './emoji-names.ts'

export const EMOJI_GROUPS = ['smileys', 'people', 'animals', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'] as const
export type EmojiGroupName = (typeof EMOJI_GROUPS)[number]

export interface Emoji {
  readonly emoji: string
  /** In the language of the screens; undefined where none is known: a screen reader then says its own. */
  readonly name: string | undefined
  /** Folded, each with a space before it; its name first. */
  readonly words: string
  /** It shows skin. */
  readonly has_tones: boolean
}

export interface EmojiGroup {
  readonly name: EmojiGroupName
  readonly emoji: readonly Emoji[]
}

/** Numbers of the groups in the data; 2 holds parts of emoji that are none by themselves. */
const GROUP_OF_NUMBER: Readonly<Record<number, EmojiGroupName>> = {
  0: 'smileys',
  1: 'people',
  3: 'animals',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
}

interface EmojiEntry {
  readonly unicode: string
  readonly label: string
  readonly group?: number
  readonly order?: number
  readonly tags?: readonly string[]
  readonly skins?: readonly unknown[]
}
export type EmojiSet = readonly EmojiEntry[]

/** Rejects where it cannot be loaded; the next call tries again. */
export async function loadEmoji(): Promise<EmojiSet> {
  const module = await import('emojibase-data/en/compact.json')
  return (module.default ?? module) as unknown as EmojiSet
}

let made: { readonly of: readonly unknown[]; readonly groups: readonly EmojiGroup[] } | undefined

/** Made anew only for other names: it takes a cheap phone a tenth of a second. @param language of the screens: `en`, `fil` … */
export function emojiGroups(all: EmojiSet, language: string, names: EmojiNames | undefined): readonly EmojiGroup[] {
  const of = [all, language, names]
  if (!made?.of.every((it, at) => it === of[at])) made = { of, groups: groupsOf(all, language, names) }
  return made.groups
}

function groupsOf(all: EmojiSet, language: string, names: EmojiNames | undefined): readonly EmojiGroup[] {
  const groups = new Map<EmojiGroupName, EmojiEntry[]>(EMOJI_GROUPS.map((name) => [name, []]))
  for (const entry of all) groups.get(GROUP_OF_NUMBER[entry.group ?? 2] as EmojiGroupName)?.push(entry)
  return [...groups].map(([name, members]) => ({
    name,
    emoji: members
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(({ unicode, label, tags = [], skins }) => {
        const own = names?.of(unicode)
        return {
          emoji: oneSpelling(unicode),
          name: language === 'en' ? label : own?.name,
          words: ` ${fold([own?.name ?? label, ...(own?.words ?? []), label, ...tags].join(' '))}`,
          has_tones: skins !== undefined,
        }
      }),
  }))
}

/** Of two ways to write an emoji the one that keyboards use: no selector after what is colourful anyway. */
const oneSpelling = (emoji: string): string => emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1')

/** Every word of the query begins a word of the emoji. Those whose name begins with it come first. */
export function searchEmoji(groups: readonly EmojiGroup[], query: string, limit = 120): readonly Emoji[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = groups.flatMap(({ emoji }) => emoji).filter((it) => words.every((word) => it.words.includes(` ${word}`)))
  const beginning = ` ${words.join(' ')}`
  const rank = (it: Emoji) => (it.words.startsWith(beginning) ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, limit)
}

/** "corazón" is found by "corazon", and what is stretched in Arabic by what is not. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|\u0640/gu, '')
    .toLowerCase()

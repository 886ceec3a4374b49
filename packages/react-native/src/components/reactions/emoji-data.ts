// The whole set of emoji, brought when a picker opens for the first time: a third of a megabyte that a chat does without.
// Names and words to search by are English, as the Unicode consortium keeps them.

export const EMOJI_GROUPS = ['smileys', 'people', 'animals', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'] as const
export type EmojiGroupName = (typeof EMOJI_GROUPS)[number]

export interface Emoji {
  readonly emoji: string
  readonly label: string
  /** Lower case, each with a space before it. */
  readonly words: string
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

interface Row {
  readonly unicode: string
  readonly label: string
  readonly group?: number
  readonly order?: number
  readonly tags?: readonly string[]
}

let loading: Promise<readonly EmojiGroup[]> | undefined

/** Rejects where it cannot be loaded; the next call tries again. */
export function loadEmoji(): Promise<readonly EmojiGroup[]> {
  loading ??= import('emojibase-data/en/compact.json')
    .then((module) => groupsOf((module.default ?? module) as unknown as readonly Row[]))
    .catch((error: unknown) => {
      loading = undefined
      throw error
    })
  return loading
}

/** Of two ways to write an emoji the one that keyboards use: no selector after what is colourful anyway. */
const oneSpelling = (emoji: string): string => emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1')

export function groupsOf(rows: readonly Row[]): readonly EmojiGroup[] {
  const groups = new Map<EmojiGroupName, Row[]>(EMOJI_GROUPS.map((name) => [name, []]))
  for (const row of rows) groups.get(GROUP_OF_NUMBER[row.group ?? 2] as EmojiGroupName)?.push(row)
  return [...groups].map(([name, members]) => ({
    name,
    emoji: members
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(({ unicode, label, tags = [] }) => ({
        emoji: oneSpelling(unicode),
        label,
        words: ` ${[label, ...tags].join(' ').toLowerCase()}`,
      })),
  }))
}

/** Every word of the query begins a word of the emoji. Those whose name begins with it come first. */
export function searchEmoji(groups: readonly EmojiGroup[], query: string, limit = 120): readonly Emoji[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = groups.flatMap(({ emoji }) => emoji).filter((it) => words.every((word) => it.words.includes(` ${word}`)))
  const first = words[0] as string
  const rank = ({ label }: Emoji) => (label.toLowerCase().startsWith(first) ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, limit)
}

/** Rows of a grid. */
export function inRows<T>(cells: readonly T[], columns: number): readonly (readonly T[])[] {
  const rows: T[][] = []
  for (let at = 0; at < cells.length; at += columns) rows.push(cells.slice(at, at + columns))
  return rows
}

// What the picker shows, row by row: what was looked for; else those used last and then all groups, each under its title.

import type { ReactionWords } from '../../strings/reaction-words.ts'
import { type Emoji, type EmojiGroup, searchEmoji } from './emoji-data.ts'
import { inTone, type SkinTone, toneless } from './skin-tone.ts'

export interface EmojiCell {
  readonly emoji: string
  /** undefined: a screen reader has its own word for it. */
  readonly name: string | undefined
}

export type EmojiRow = { readonly key: string; readonly title: string } | { readonly key: string; readonly cells: readonly EmojiCell[] }

export interface EmojiView {
  readonly query: string
  readonly columns: number
  readonly tone: SkinTone
  readonly recent: readonly string[]
}

/** @param groups none while they are loading */
export function emojiRows(
  groups: readonly EmojiGroup[],
  { query, columns, tone, recent }: EmojiView,
  words: Pick<ReactionWords, 'recent' | 'group'>,
): readonly EmojiRow[] {
  const cellOf = ({ emoji, name, has_tones }: Emoji): EmojiCell => ({ emoji: has_tones ? inTone(emoji, tone) : emoji, name })
  const rowsOf = (key: string, cells: readonly EmojiCell[]): EmojiRow[] =>
    inRows(cells, columns).map((in_row, at) => ({ key: `${key}-${columns}-${at}-${in_row[0]?.emoji}`, cells: in_row }))
  if (query.trim()) return rowsOf('found', searchEmoji(groups, query).map(cellOf))
  const section = (key: string, title: string, cells: readonly EmojiCell[]): EmojiRow[] =>
    cells.length === 0 ? [] : [{ key, title }, ...rowsOf(key, cells)]
  if (groups.length === 0) return []
  const names = new Map(groups.flatMap(({ emoji }) => emoji).map(({ emoji, name }) => [toneless(emoji), name]))
  const used = recent.map((emoji) => ({ emoji, name: names.get(toneless(emoji)) }))
  return [
    ...section('recent', words.recent, used),
    ...groups.flatMap(({ name, emoji }) => section(name, words.group[name], emoji.map(cellOf))),
  ]
}

function inRows<T>(cells: readonly T[], columns: number): readonly (readonly T[])[] {
  const rows: T[][] = []
  for (let at = 0; at < cells.length; at += columns) rows.push(cells.slice(at, at + columns))
  return rows
}

import { expect, test } from 'bun:test'
import { ENGLISH } from '../../strings/en.ts'
import { EMOJI_GROUPS, emojiGroups, loadEmoji } from './emoji-data.ts'
import { emojiRows } from './emoji-rows.ts'

const VIEW = { query: '', columns: 4, tone: 'none', recent: [] } as const
const WORDS = ENGLISH.reactions
const english = async () => emojiGroups(await loadEmoji(), 'en', undefined)
const cells = (rows: ReturnType<typeof emojiRows>) => rows.flatMap((row) => ('cells' in row ? row.cells : []))

test('MF-4 the groups, each under its title, in rows that are full but for the last', async () => {
  const groups = await english()
  const rows = emojiRows(groups, VIEW, WORDS)
  expect(rows.flatMap((row) => ('title' in row ? row.title : []))).toEqual(EMOJI_GROUPS.map((name) => WORDS.group[name]))
  expect(cells(rows)).toHaveLength(groups.flatMap(({ emoji }) => emoji).length)
  const sizes = rows.map((row) => ('cells' in row ? row.cells.length : 0))
  for (const [at, size] of sizes.entries()) if (size > 0 && sizes[at + 1]) expect(size).toBe(4)
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
})

test('MF-4 those used last come first, as they were used', async () => {
  const [title, row] = emojiRows(await english(), { ...VIEW, tone: 'dark', recent: ['🔥', '👍🏽'] }, WORDS)
  expect(title).toMatchObject({ title: 'Used last' })
  expect(row).toMatchObject({
    cells: [
      { emoji: '🔥', name: 'fire' },
      { emoji: '👍🏽', name: 'thumbs up' },
    ],
  })
})

test('MF-4 the tone of skin holds in the groups and for what is found, and keeps the name', async () => {
  const groups = await english()
  const toned = { ...VIEW, tone: 'medium' } as const
  expect(cells(emojiRows(groups, toned, WORDS))).toContainEqual({ emoji: '👍🏽', name: 'thumbs up' })
  expect(cells(emojiRows(groups, { ...toned, query: 'thumbs up' }, WORDS))[0]).toEqual({ emoji: '👍🏽', name: 'thumbs up' })
  expect(cells(emojiRows(groups, { ...toned, query: 'red heart' }, WORDS))[0]?.emoji).toBe('❤️')
})

test('nothing while they are loading, and nothing found is no row', async () => {
  expect(emojiRows([], { ...VIEW, recent: ['🔥'] }, WORDS)).toEqual([])
  expect(emojiRows(await english(), { ...VIEW, query: 'zzzz' }, WORDS)).toEqual([])
})

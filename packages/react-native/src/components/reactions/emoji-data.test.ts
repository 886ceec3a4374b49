import { expect, test } from 'bun:test'
import { type EmojiGroup, emojiGroups, loadEmoji, searchEmoji } from './emoji-data.ts'
import { emojiNames } from './emoji-names.ts'

const groupsIn = async (language: string) => emojiGroups(await loadEmoji(), language, await emojiNames(language))
const find = (groups: readonly EmojiGroup[]) => (query: string) => searchEmoji(groups, query).map(({ emoji }) => emoji)
const named = (groups: readonly EmojiGroup[], emoji: string) =>
  groups.flatMap((group) => group.emoji).find((it) => it.emoji === emoji)?.name

test('MF-4 the whole set is there, in groups, without parts of emoji', async () => {
  const groups = await groupsIn('en')
  expect(groups.map(({ name }) => name)).toEqual([
    'smileys',
    'people',
    'animals',
    'food',
    'travel',
    'activities',
    'objects',
    'symbols',
    'flags',
  ])
  const all = groups.flatMap(({ emoji }) => emoji)
  expect(all.length).toBeGreaterThan(1_800)
  expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length)
  expect(groups[0]?.emoji[0]?.emoji).toBe('😀')
  expect(all.some(({ emoji }) => emoji === '🏻' || emoji === '🇦')).toBe(false)
})

test('MF-4 search by beginnings of words; names before tags', async () => {
  const found = find(await groupsIn('en'))
  expect(found('thumbs up')[0]).toBe('👍')
  expect(found('red heart')[0]).toBe('❤️')
  expect(found('hamb')[0]).toBe('🍔')
  expect(found('flag phil')).toEqual(['🇵🇭'])
  expect(found('  ')).toEqual([])
  expect(found('zzzz')).toEqual([])
})

test.each([
  ['es', ['corazon rojo', 'CORAZÓN ROJO'], 'corazón rojo', 'filipinas'],
  ['fil', ['pulang puso'], 'pulang puso', 'pilipinas'],
  ['ar', ['قلب أحمر', 'قلب احمر', 'قلـــب أحمر'], 'قلب أحمر', 'الفلبين'],
])(
  'MF-4 in %s they are named and found in that language, whatever its marks, and by English words',
  async (language, queries, name, country) => {
    const groups = await groupsIn(language)
    const found = find(groups)
    for (const query of queries) expect(found(query)[0]).toBe('❤️')
    expect(found('red heart')).toContain('❤️')
    expect(named(groups, '❤️')).toBe(name)
    expect(found(country)).toContain('🇵🇭')
    expect(found('flag phil')).toEqual(['🇵🇭'])
    const unnamed = groups.flatMap((group) => group.emoji).filter((it) => it.name === undefined)
    expect(unnamed.length).toBeLessThan(100)
  },
)

test('MF-4 in a language without names of emoji nobody is told English ones, but they find', async () => {
  const groups = await groupsIn('de')
  expect(named(groups, '❤️')).toBeUndefined()
  expect(find(groups)('red heart')[0]).toBe('❤️')
})

test('MF-4 what is made of parts is found by the words of each', async () => {
  const groups = await groupsIn('es')
  expect(find(groups)('hombre nino')).toContain('👨‍👩‍👦')
  expect(named(groups, '👨‍👩‍👦')).toBeUndefined()
})

test('before the names are there, or without them, they are found by English words', async () => {
  const groups = emojiGroups(await loadEmoji(), 'es', undefined)
  expect(find(groups)('red heart')[0]).toBe('❤️')
  expect(find(groups)('corazon')).toEqual([])
  expect(emojiGroups(await loadEmoji(), 'es', undefined)).toBe(groups)
})

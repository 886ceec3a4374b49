import { expect, test } from 'bun:test'
import { inRows, loadEmoji, searchEmoji } from './emoji-data.ts'

test('MF-4 the whole set is there, in groups, without parts of emoji', async () => {
  const groups = await loadEmoji()
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
  const groups = await loadEmoji()
  const found = (query: string) => searchEmoji(groups, query).map(({ emoji }) => emoji)
  expect(found('thumbs up')[0]).toBe('👍')
  expect(found('red heart')[0]).toBe('❤️')
  expect(found('hamb')[0]).toBe('🍔')
  expect(found('flag phil')).toEqual(['🇵🇭'])
  expect(found('  ')).toEqual([])
  expect(found('zzzz')).toEqual([])
})

test('rows of a grid', () => {
  expect(inRows([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inRows([], 3)).toEqual([])
})

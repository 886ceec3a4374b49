import { expect, test } from 'bun:test'
import compact from 'emojibase-data/en/compact.json'
import { emojiGroups, loadEmoji } from './emoji-data.ts'
import { inTone, SKIN_TONES, toneless, toneOf } from './skin-tone.ts'

test('MF-4 every emoji with skin, in every tone, is one that Unicode knows', async () => {
  const known = new Set(compact.flatMap(({ skins = [] }) => skins.map(({ unicode }) => unicode)))
  const toned = emojiGroups(await loadEmoji(), 'en', undefined)
    .flatMap(({ emoji }) => emoji)
    .filter(({ has_tones }) => has_tones)
  expect(toned.length).toBeGreaterThan(300)
  const unknown = toned.flatMap(({ emoji }) => SKIN_TONES.slice(1).map((tone) => inTone(emoji, tone))).filter((it) => !known.has(it))
  expect(unknown).toEqual([])
})

test('what shows no skin has no tone', () => {
  expect(inTone('❤️', 'dark')).toBe('❤️')
  expect(inTone('👍', 'none')).toBe('👍')
  expect(inTone('👍', 'medium')).toBe('👍🏽')
})

test('an emoji is the same in every tone', () => {
  for (const emoji of ['👍', '☝️', '👩‍⚕️']) for (const tone of SKIN_TONES) expect(toneless(inTone(emoji, tone))).toBe(toneless(emoji))
  expect(toneless('❤️')).not.toBe(toneless('💛'))
})

test('what was kept and is no tone is none', () => {
  expect([toneOf('dark'), toneOf('green'), toneOf(undefined)]).toEqual(['dark', 'none', 'none'])
})

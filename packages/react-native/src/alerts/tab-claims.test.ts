import { expect, test } from 'bun:test'
import { createTabClaims, QUIET_MS, type TabRecord } from './tab-claims.ts'

/** Two tabs on one record, changed in the order they asked. */
function tabs() {
  const kept = new Map<string, string>()
  const record: TabRecord = {
    async change(key, act) {
      const { keep, answer } = act(kept.get(key))
      if (keep !== undefined) kept.set(key, keep)
      return answer
    },
    remove: async (key) => void kept.delete(key),
  }
  const clock = { now: 1_000_000 }
  const open = () => createTabClaims('claims', record, () => clock.now)
  return { first: open(), second: open(), kept, clock }
}

test('RT-6 of two tabs one claims a message, whichever asks first', async () => {
  const { first, second } = tabs()
  expect(await Promise.all([first.claim('a'), second.claim('a')])).toEqual([true, false])
  expect(await Promise.all([second.claim('b'), first.claim('b')])).toEqual([true, false])
  expect(await first.claim('a')).toBe(false)
})

test('RT-6 after a sound of one tab it is quiet in the other, for a moment', async () => {
  const { first, second, clock } = tabs()
  expect(await Promise.all([first.claimSound(), second.claimSound()])).toEqual([true, false])
  clock.now += QUIET_MS - 1
  expect(await second.claimSound()).toBe(false)
  clock.now += 1
  expect(await second.claimSound()).toBe(true)
  clock.now -= 1_000_000
  expect(await first.claimSound()).toBe(true)
})

test('what it remembers has a bound, and nonsense in the record is nothing', async () => {
  const { first, second, kept } = tabs()
  kept.set('claims', '{"ids":7')
  expect(await first.claim('old')).toBe(true)
  for (let index = 0; index < 600; index++) await first.claim(`m${index}`)
  expect((kept.get('claims') ?? '').length).toBeLessThan(500 * 10)
  expect(await second.claim('m599')).toBe(false)
  expect(await second.claim('old')).toBe(true)
})

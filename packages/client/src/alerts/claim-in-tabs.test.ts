import { expect, test } from 'bun:test'
import { claimInTabs } from './claim-in-tabs.ts'

/** What two tabs of one browser share: a storage, and locks that let one in at a time. */
function aBrowser() {
  const stored = new Map<string, string>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    stored,
    localStorage: {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, text: string) => void stored.set(name, text),
    },
    navigator: {
      locks: {
        request: (_name: string, run: () => unknown) => {
          last = last.then(run)
          return last
        },
      },
    },
  }
}

test('a key is granted once, whoever asks first, and to each person apart', async () => {
  const browser = aBrowser()
  const [one, two, other] = [claimInTabs('me', browser), claimInTabs('me', browser), claimInTabs('somebody else', browser)]
  expect(await Promise.all([one('m1'), two('m1'), two('m2'), one('m2'), other('m1')])).toEqual([true, false, true, false, true])
  // Also for a tab that is opened, or wakes up, later.
  expect(await claimInTabs('me', browser)('m1')).toBe(false)
})

test('what is kept is bounded, and what is broken is written anew', async () => {
  const browser = aBrowser()
  const claim = claimInTabs('me', browser)
  browser.stored.set('jobline-alerts:me', '{broken')
  for (let index = 0; index < 400; index++) expect(await claim(`m${index}`)).toBe(true)
  expect(JSON.parse(browser.stored.get('jobline-alerts:me') ?? '').length).toBe(300)
  expect([await claim('m399'), await claim('m100')]).toEqual([false, false])
})

test('a runtime without shared storage grants everything; a refused storage is told to the caller', async () => {
  expect(await claimInTabs('me', {})('m1')).toBe(true)
  const full = {
    localStorage: {
      getItem: () => null,
      setItem: () => {
        throw new Error('full')
      },
    },
  }
  expect(await claimInTabs('me', full)('m1').catch(({ message }) => message)).toBe('full')
})

// Two devices of one person, a device whose clock is wrong, and what makes a device dial at once.

import { expect, type Page, test } from '@playwright/test'
import { newJob } from './jobs.ts'
import { startOwnBrowser } from './own-browser.ts'
import { appIsKept, backOnline, bubble, KITCHEN_SINK, openChat, row, say, signIn, unique, url } from './people.ts'

const HOUR_MS = 3_600_000

test('AC-3 CV-3 RT-4 two devices of one person agree on what is unread and what is read', async ({ browser }) => {
  const [phone, laptop] = (await Promise.all([0, 1].map(async () => signIn(await browser.newContext(), 'marisol')))) as [Page, Page]
  const client = await signIn(await browser.newContext(), 'ramon')
  await openChat(client, KITCHEN_SINK)
  const badge = (page: Page) => row(page, KITCHEN_SINK).getByTestId('unread-badge')
  // Whatever other tests have left unread is read first.
  await openChat(phone, KITCHEN_SINK)
  for (const page of [phone, laptop]) await expect(badge(page)).toBeHidden()
  await openChat(phone, 'Shower leak behind the tiles')
  for (const number of ['1', '2']) {
    const text = unique('Are you there?')
    await say(client, text)
    for (const page of [phone, laptop]) await expect(badge(page)).toContainText(number)
    await expect(bubble(client, text)).toHaveAccessibleName(/Delivered/)
  }
  await openChat(laptop, KITCHEN_SINK)
  await expect(badge(phone)).toBeHidden()
  await expect(badge(laptop)).toBeHidden()
  for (const page of [phone, laptop, client]) await page.context().close()
})

for (const [name, shift_ms] of [
  ['three hours ahead', 3 * HOUR_MS],
  ['two days behind', -48 * HOUR_MS],
] as const) {
  test(`CH-5 SEND-11 under a clock that is ${name}, bubbles and days show the right times`, async ({ browser }) => {
    await using own = await startOwnBrowser()
    await own.context.addInitScript(shiftClock, shift_ms)
    const { title } = await newJob('marisol', 'ramon')
    const wrong = await signIn(own.context, 'marisol')
    const right = await signIn(await browser.newContext(), 'ramon')
    // The clock is really wrong.
    expect(Math.abs((await wrong.evaluate(() => Date.now())) - Date.now() - shift_ms)).toBeLessThan(60_000)
    for (const page of [wrong, right]) await openChat(page, title)
    await say(right, unique('What time is it?'))
    own.proxy.refuse()
    own.proxy.resetAll()
    const text = unique('By my clock?')
    await say(wrong, text)
    const shownBefore = timesIn(await bubble(wrong, text).getAttribute('aria-label'))
    await expect(bubble(wrong, text)).toHaveAccessibleName(/Waiting/)
    own.proxy.heal()
    await backOnline(wrong)
    await expect(bubble(right, text)).toBeVisible()
    await expect(bubble(wrong, text)).toHaveAccessibleName(/Read/)
    const shown = timesIn(await bubble(wrong, text).getAttribute('aria-label'))
    expect(shown).toEqual(timesIn(await bubble(right, text).getAttribute('aria-label')))
    // Written just now: the same minute, or the one before.
    expect(minutesBetween(shownBefore, shown)).toBeLessThanOrEqual(1)
    const days = (page: Page) => page.getByTestId('day-separator').allTextContents()
    for (const page of [wrong, right]) await expect.poll(() => days(page)).toEqual(['Today'])
    const moments = async (page: Page) => (await row(page, title).innerText()).match(TIME)
    await expect.poll(() => moments(wrong)).toEqual(await moments(right))
    await right.context().close()
  })
}

test('WS-3 CONN-12 the network’s return, the app’s return and a tap on "try now" each dial at once', async () => {
  await using own = await startOwnBrowser()
  const page = await own.context.newPage()
  await page.clock.install()
  await page.goto(`${url()}/demo/marisol`)
  await expect(row(page, KITCHEN_SINK)).toBeVisible()
  // Or its downloads are among the links.
  await appIsKept(page)
  // From here no timer of the page fires any more: nothing but these three can dial.
  await page.clock.pauseAt(Date.now() + A_WHILE_MS)
  const { proxy } = own
  proxy.silence()
  for (const wake of [
    () => page.evaluate(() => window.dispatchEvent(new Event('online'))),
    () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
    () => page.getByTestId('connection-retry').click(),
  ]) {
    // A dial that fails is followed by a question over REST, which has to fail as well.
    await expect(async () => {
      proxy.resetAll()
      await expect(page.getByTestId('connection-retry')).toBeVisible({ timeout: 500 })
      expect(proxy.open_links).toBe(0)
    }).toPass()
    await wake()
    await expect.poll(() => proxy.open_links).toBe(1)
    await expect(page.getByTestId('connection-retry')).toBeHidden()
  }
})

/** The page's clock must not be past it before it is told. */
const A_WHILE_MS = 10_000
const TIME = /\d{1,2}:\d{2}\s?[AP]M/g
const timesIn = (label: string | null): readonly string[] => label?.match(TIME) ?? []
function minutesBetween([a = '']: readonly string[], [b = '']: readonly string[]): number {
  const minutes = (text: string) => new Date(`2026-01-01 ${text}`).getTime() / 60_000
  const apart = Math.abs(minutes(a) - minutes(b))
  return Math.min(apart, 24 * 60 - apart)
}

/** Runs in the page before anything else of it. */
function shiftClock(shift_ms: number): void {
  const RealDate = Date
  class Shifted extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(RealDate.now() + shift_ms)
      else super(...(given as [number]))
    }
    static override now(): number {
      return RealDate.now() + shift_ms
    }
  }
  globalThis.Date = Shifted as DateConstructor
}

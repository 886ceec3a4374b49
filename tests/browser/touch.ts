// A finger on a page: Playwright can tap, and no more.

import { type CDPSession, expect, type Locator, type Page } from '@playwright/test'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Presses, moves in steps and lets go. */
export async function drag(page: Page, from: Point, to: Point, steps = 12): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const at = (share: number) => ({ x: Math.round(from.x + (to.x - from.x) * share), y: Math.round(from.y + (to.y - from.y) * share) })
  // In one go: a finger does not wait for a busy test between two steps, long enough to be a long press.
  const moves = () => Array.from({ length: steps }, (_, step) => touch(session, 'touchMove', at((step + 1) / steps)))
  await Promise.all([touch(session, 'touchStart', from), ...moves(), touch(session, 'touchEnd')])
  await session.detach()
}

/** Pulls something sideways by so many points; negative to the left. */
export async function pull(page: Page, what: Locator, by: number): Promise<void> {
  await what.scrollIntoViewIfNeeded()
  const { x, y } = await middleOf(what)
  await drag(page, { x: x - by / 2, y }, { x: x + by / 2, y })
}

/** Puts a finger down on something, moves it by so much, and lifts it. */
export async function swipe(page: Page, target: Locator, dx: number, dy = 0): Promise<void> {
  const from = await middleOf(target)
  await drag(page, from, { x: from.x + dx, y: from.y + dy })
}

/** A long press. */
export async function press(page: Page, target: Locator, hold_until: Locator): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await touch(session, 'touchStart', await middleOf(target))
  await expect(hold_until).toBeVisible()
  await touch(session, 'touchEnd')
  await session.detach()
}

async function middleOf(what: Locator): Promise<Point> {
  const box = (await what.boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

const touch = (session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', point?: Point) =>
  session.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] })

// A finger on a page: Playwright can tap, and no more.

import type { Locator, Page } from '@playwright/test'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Presses, moves in steps and lets go. */
export async function drag(page: Page, from: Point, to: Point, steps = 12): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const at = (share: number) => [{ x: Math.round(from.x + (to.x - from.x) * share), y: Math.round(from.y + (to.y - from.y) * share) }]
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (let step = 1; step <= steps; step++) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / steps) })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}

/** Pulls something sideways by so many points; negative to the left. */
export async function pull(page: Page, what: Locator, by: number): Promise<void> {
  await what.scrollIntoViewIfNeeded()
  const box = (await what.boundingBox())!
  const from = { x: box.x + box.width / 2 - by / 2, y: box.y + box.height / 2 }
  await drag(page, from, { x: from.x + by, y: from.y })
}

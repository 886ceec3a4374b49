// From right to left: what does not fit is cut at its end, and not where it begins, in whatever letters it was written.

import { expect, type Page } from '@playwright/test'
import { scenesOf, showScene, test } from './gallery.ts'

test.use({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', serviceWorkers: 'block' })

/** Texts of one line that are too long for it: how many, and those whose first letter is out of sight. */
const cut = (page: Page): Promise<{ count: number; at_the_start: string[] }> =>
  page.evaluate(() => {
    const at_the_start: string[] = []
    let count = 0
    for (const element of document.querySelectorAll<HTMLElement>('[dir="auto"]')) {
      if (getComputedStyle(element).textOverflow !== 'ellipsis' || element.scrollWidth <= element.clientWidth + 1) continue
      const first = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
      const begin = first?.textContent?.search(/[\p{L}\p{N}]/u) ?? -1
      if (!first || begin === -1) continue
      count++
      const range = document.createRange()
      range.setStart(first, begin)
      range.setEnd(first, begin + 1)
      const [letter, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
      if (letter.left < box.left - 1 || letter.right > box.right + 1) at_the_start.push(element.textContent ?? '')
    }
    return { count, at_the_start }
  })

test('in Arabic a long Latin title, name or message is cut at its end in every scene', async ({ page, gallery }) => {
  test.setTimeout(120_000)
  const found: string[] = []
  let count = 0
  for (const scene of await scenesOf(page, gallery)) {
    await showScene(page, scene, 'scheme=light&lang=ar')
    const here = await cut(page)
    count += here.count
    for (const text of here.at_the_start) found.push(`${scene}: ${text}`)
  }
  expect(count).toBeGreaterThan(20)
  expect(found).toEqual([])
})

test('what is cut where it begins is noticed', async ({ page }) => {
  const text = (content: string) =>
    `<p dir="auto" style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${content}</p>`
  await page.setContent(text('Latin letters, cut at their end') + text('\u200f\u2068Latin letters, cut where they begin\u2069'))
  expect(await cut(page)).toEqual({ count: 2, at_the_start: [expect.stringContaining('cut where they begin')] })
})

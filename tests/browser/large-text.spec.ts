// Text at twice its size: nothing that can be tapped or read is pushed out of the window, and a chat still opens at its end.

import { expect, type Page } from '@playwright/test'
import { scenesOf, showScene, test } from './gallery.ts'

test.use({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', serviceWorkers: 'block' })

/** What reaches over an edge of the window, left or right. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('[data-testid],[role],button,input,textarea')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('[aria-hidden="true"]')) continue
      const { left, right, width } = element.getBoundingClientRect()
      if (width > 0 && (left < -1 || right > innerWidth + 1))
        found.push(`${element.dataset.testid ?? element.role ?? element.tagName} ${left} to ${right}`)
    }
    return found
  })

test('with text of 200 % no scene reaches over the edge of a phone, from either side of reading', async ({ page, gallery }) => {
  test.setTimeout(180_000)
  const found: string[] = []
  for (const language of ['en', 'ar'])
    for (const scene of await scenesOf(page, gallery)) {
      await showScene(page, scene, `scheme=light&lang=${language}&text=200`)
      for (const what of await outside(page)) found.push(`${scene} (${language}): ${what}`)
    }
  expect(found).toEqual([])
})

test('a chat opens at its end also where its rows grow while it opens', async ({ page, gallery }) => {
  await scenesOf(page, gallery)
  for (const scene of ['chat', 'chat-quotes', 'chat-reactions', 'chat-refused', 'chat-long']) {
    await showScene(page, scene, 'scheme=light&lang=en&text=200')
    await expect(page.getByTestId('composer-input')).toBeVisible()
    const list = page.getByTestId('message-list')
    await expect.poll(() => list.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop)).toBeLessThan(2)
  }
})

test('what reaches over the edge is noticed', async ({ page }) => {
  await page.setContent('<button style="position:absolute;left:300px;width:120px" data-testid="wide">x</button>')
  expect(await outside(page)).toEqual(['wide 300 to 420'])
})

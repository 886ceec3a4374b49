// Whatever can be tapped is at least 48 points wide and high, in every scene of the gallery. A link inside a sentence
// is as large as its words.

import { expect, type Page } from '@playwright/test'
import { scenesOf, showScene, test } from './gallery.ts'

test.use({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', hasTouch: true, serviceWorkers: 'block' })

const INTERACTIVE = [
  'a[href]',
  'button',
  'input',
  'select',
  'textarea',
  ...['button', 'checkbox', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'option', 'radio', 'switch', 'tab'].map(
    (role) => `[role="${role}"]`,
  ),
].join(',')

/** Everything that can be tapped and is too small, as words. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((selector) => {
    const least = 47.5
    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('[aria-hidden="true"]')) continue
      if (getComputedStyle(element).display === 'inline') continue
      const { width, height } = element.getBoundingClientRect()
      if (width >= least && height >= least) continue
      const name = element.dataset.testid ?? element.ariaLabel ?? element.textContent?.slice(0, 40)
      found.push(`${element.tagName.toLowerCase()} "${name}" ${Math.round(width)} × ${Math.round(height)}`)
    }
    return found
  }, INTERACTIVE)

test('every target of every scene is at least 48 × 48', async ({ page, gallery }) => {
  test.setTimeout(180_000)
  const found: string[] = []
  let measured = 0
  for (const scene of await scenesOf(page, gallery)) {
    await showScene(page, scene, 'scheme=light&lang=en')
    measured += await page.locator(INTERACTIVE).count()
    for (const target of await tooSmall(page)) found.push(`${scene}: ${target}`)
  }
  expect(measured).toBeGreaterThan(50)
  expect([...new Set(found)]).toEqual([])
})

test('a small target is noticed', async ({ page }) => {
  await page.setContent('<button style="width:40px;height:60px;padding:0">x</button><p>In a <a href="/x">sentence</a></p>')
  expect(await tooSmall(page)).toEqual(['button "x" 40 × 60'])
})

// What axe-core can find wrong with a page, it does not find: in every scene of the gallery and in the real app. Four modes hold
// every pair of colours, direction and size of window; JOBLINE_AXE_MODES=all takes all of them, otherwise it is the first two.

import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { scenesOf, showScene, test } from './gallery.ts'
import { KITCHEN_SINK, openChat, signIn, url } from './people.ts'

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 800 }
const EVERY_MODE = [
  { name: 'phone, light, left to right', viewport: PHONE, query: 'scheme=light&lang=en' },
  { name: 'desktop, dark, left to right', viewport: DESKTOP, query: 'scheme=dark&lang=en' },
  { name: 'phone, dark, right to left', viewport: PHONE, query: 'scheme=dark&lang=ar' },
  { name: 'desktop, light, right to left', viewport: DESKTOP, query: 'scheme=light&lang=ar' },
] as const
const MODES = process.env.JOBLINE_AXE_MODES === 'all' ? EVERY_MODE : EVERY_MODE.slice(0, 2)

/** Every violation in one line, with where it is. */
async function violations(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
}

for (const { name, viewport, query } of MODES) {
  test.describe(name, () => {
    test.use({ viewport, reducedMotion: 'reduce', serviceWorkers: 'block' })
    test(`every scene is free of violations (${name})`, async ({ page, gallery }) => {
      test.setTimeout(240_000)
      const found: string[] = []
      for (const scene of await scenesOf(page, gallery)) {
        await showScene(page, scene, query)
        found.push(...(await violations(page, scene)))
      }
      expect(found).toEqual([])
    })
  })
}

for (const { name, viewport, locale, scheme } of [
  { name: 'phone, English, light', viewport: PHONE, locale: 'en-US', scheme: 'light' },
  { name: 'desktop, Arabic, dark', viewport: DESKTOP, locale: 'ar', scheme: 'dark' },
] as const) {
  test.describe(name, () => {
    test.use({ viewport, locale, colorScheme: scheme, reducedMotion: 'reduce' })
    test(`the real app is free of violations (${name})`, async ({ context, page }) => {
      const found: string[] = []
      await page.goto(url())
      await expect(page.getByTestId('demo-sign-in').getByRole('button').first()).toBeVisible()
      found.push(...(await violations(page, 'sign-in')))
      const chat = await signIn(context, 'marisol')
      found.push(...(await violations(chat, 'list')))
      await openChat(chat, KITCHEN_SINK)
      found.push(...(await violations(chat, 'chat')))
      await chat.goto(`${url()}/chat/00000000-0000-4000-8000-000000000000`)
      await expect(chat.getByTestId('chat-unknown')).toBeVisible()
      found.push(...(await violations(chat, 'unknown chat')))
      await chat.goto(`${url()}/nothing/here`)
      await expect(chat.getByTestId('lost')).toBeVisible()
      found.push(...(await violations(chat, 'lost')))
      expect(found).toEqual([])
    })
  })
}

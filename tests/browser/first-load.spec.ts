// What somebody's first visit brings over the network, to the list and into a chat: half a megabyte at most, gzipped.

import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { KITCHEN_SINK, openChat, row, url } from './people.ts'

const BUDGET_BYTES = 500_000

test('the first load of the web app is at most 500 kB gzipped', async ({ browser }) => {
  // Without a service worker, which would fetch the rest for later.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const files = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/api/') || response.status() !== 200) return
    files.set(
      pathname,
      response.body().then((body) => gzipSync(body, { level: 6 }).byteLength),
    )
  })
  await page.goto(`${url()}/demo/marisol`)
  await expect(row(page, KITCHEN_SINK)).toBeVisible()
  await openChat(page, KITCHEN_SINK)
  const scripts = [...files.keys()].filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(0)
  const sizes = await Promise.all(files.values())
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  console.log(`first load: ${Math.round(bytes / 1_000)} kB gzipped in ${files.size} files`)
  expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES)
  await context.close()
})

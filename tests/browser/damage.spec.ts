// The disk under the browser's storage is damaged between two starts: Chromium's own files, in a profile of this test.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'

test.describe.configure({ timeout: 90_000 })

let profile: string
test.beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'jobline-profile-'))
})
test.afterEach(() => rmSync(profile, { recursive: true, force: true }))

const start = (): Promise<BrowserContext> => {
  const { launchOptions } = test.info().project.use
  return chromium.launchPersistentContext(profile, { ...launchOptions })
}

/** One byte in a hundred of the database's files of this name. */
function damage(name: RegExp): number {
  let damaged = 0
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.parentPath.includes('IndexedDB') || !name.test(entry.name)) continue
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    for (let index = 0; index < bytes.length; index += 97) bytes[index] = (bytes[index] as number) ^ 0xff
    writeFileSync(join(entry.parentPath, entry.name), bytes)
    damaged++
  }
  return damaged
}
const banner = (page: Page) => page.getByTestId('storage-banner').filter({ visible: true })

async function chatOnce(): Promise<string> {
  const context = await start()
  const page = await signIn(context, 'marisol')
  await expect(banner(page)).toHaveCount(0)
  await openChat(page, KITCHEN_SINK)
  const text = unique('Before the damage')
  await say(page, text)
  await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  await context.close()
  return text
}

test('G7 damaged storage is rebuilt from the server, and that something unsent may be lost is told until it was read', async () => {
  const text = await chatOnce()
  expect(damage(/\.log$/)).toBeGreaterThan(0)
  const context = await start()
  const page = await signIn(context, 'marisol')
  await expect(banner(page)).toContainText('damaged')
  await page.reload()
  await expect(banner(page)).toContainText('damaged')
  await banner(page).getByTestId('loss-read').click()
  await expect(banner(page)).toHaveCount(0)
  await openChat(page, KITCHEN_SINK)
  await expect(bubble(page, text)).toBeVisible()
  await page.reload()
  await expect(bubble(page, text)).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
  await context.close()
})

test('storage that the browser can neither open nor delete: the chat works, and says that nothing is kept', async () => {
  const text = await chatOnce()
  expect(damage(/^CURRENT$/)).toBeGreaterThan(0)
  const context = await start()
  const page = await signIn(context, 'marisol')
  await expect(banner(page)).toContainText('not kept on this device')
  await openChat(page, KITCHEN_SINK)
  await expect(bubble(page, text)).toBeVisible()
  await say(page, unique('After the damage'))
  await context.close()
})

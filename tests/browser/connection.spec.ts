// The page about the connection, and the signs of being offline everywhere else: what they say is what is so.

import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { type OwnBrowser, startOwnBrowser } from './own-browser.ts'
import { bubble, cuttable, KITCHEN_SINK, openChat, row, say, signIn, tryAgain, unique } from './people.ts'

const SHOWER_LEAK = 'Shower leak behind the tiles'
const banner = (page: Page) => page.getByTestId('connection-banner').filter({ visible: true })

/** By the app's own buttons: nothing is asked of the server. */
async function openConnection(page: Page): Promise<void> {
  await page.getByTestId('list-settings').filter({ visible: true }).click()
  await page.getByTestId('open-connection').click()
  await expect(page.getByTestId('connection-page')).toBeVisible()
}

function cut({ proxy }: OwnBrowser): void {
  proxy.refuse()
  proxy.resetAll()
}

test('OF-5 being offline is said in the chat and on the page, with what waits; back again, both say so and all is sent', async ({
  browser,
}) => {
  await using own = await startOwnBrowser()
  const worker = await signIn(own.context, 'marisol')
  await worker.setViewportSize({ width: 1280, height: 800 })
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const page of [worker, client]) await openChat(page, KITCHEN_SINK)
  await expect(banner(worker)).toBeHidden()
  cut(own)
  await expect(banner(worker)).toContainText('You are offline')
  const texts = [unique('Written in the lift'), unique('And in the cellar')] as const
  await say(worker, texts[0])
  await expect(banner(worker)).toContainText('1 waiting to be sent')
  await say(worker, texts[1])
  await expect(bubble(worker, texts[0])).toHaveAccessibleName(/Waiting to be sent/)

  await openConnection(worker)
  await expect(worker.getByTestId('connection-state')).toHaveText(/Offline|Connecting/)
  await expect(worker.getByTestId('connection-last')).not.toContainText('Now')
  await expect(worker.getByTestId('waiting-counts')).toHaveText('2 messages')
  const waiting = worker.locator('[data-testid^="waiting-"]').filter({ hasText: texts[1] })
  await expect(waiting).toContainText('Ramon Aquino')
  await expect(waiting).toContainText('Waiting to be sent')

  own.proxy.heal()
  const state = worker.getByTestId('connection-state')
  await tryAgain(worker.getByTestId('connection-try'), (soon) => expect(state).toHaveText('Connected', soon))
  await expect(worker.getByTestId('connection-last')).toContainText('Now')
  await expect(worker.getByTestId('waiting-counts')).toContainText('Nothing waits')
  for (const text of texts) await expect(bubble(client, text)).toHaveCount(1)
  await row(worker, KITCHEN_SINK).click()
  await expect(banner(worker)).toBeHidden()
  await client.context().close()
})

test('the report for support is shown whole before it is saved, and holds nothing of what was said or who said it', async ({ context }) => {
  // A browser of its own would keep its downloads to itself.
  const line = await cuttable(context)
  const page = await signIn(context, 'marisol')
  await page.setViewportSize({ width: 390, height: 844 })
  await openChat(page, SHOWER_LEAK)
  await line.cut()
  await expect(banner(page)).toBeVisible()
  const text = unique('Nobody may read this')
  await say(page, text)
  await page.getByTestId('chat-back').click()
  await openConnection(page)
  await expect(page.getByTestId('report-content')).toBeHidden()
  await page.getByTestId('report-show').click()
  const shown = (await page.getByTestId('report-content').textContent()) ?? ''
  const download = page.waitForEvent('download')
  await page.getByTestId('report-save').click()
  await expect(page.getByTestId('toast')).toContainText('Saved')
  const saved = readFileSync(await (await download).path(), 'utf8')
  expect(saved).toBe(shown)
  expect(JSON.parse(saved)).toMatchObject({
    connection: expect.stringMatching(/offline|connecting/),
    outbox: [{ kind: 'send', count: 1 }],
    storage: 'kept',
  })
  for (const secret of [text, 'Nobody', 'marisol', 'Marisol', 'kristine', 'Kristine', 'Shower', 'localhost', 'eyJ'])
    expect(saved).not.toContain(secret)
  expect(saved).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
})

// The server goes away and comes back; what was typed in between arrives, once.

import { expect, test } from '@playwright/test'
import { OwnServer } from './own-server.ts'
import { bubble, KITCHEN_SINK, openChat, row, unique } from './people.ts'

test('AC-5 AC-9 OF-1 TS-2 TS-3 a text written while the server is gone is kept, marked, and sent once when it is back', async ({
  browser,
}) => {
  await using server = await OwnServer.start()
  const worker = await (await browser.newContext()).newPage()
  const client = await (await browser.newContext()).newPage()
  for (const [page, name] of [
    [worker, 'marisol'],
    [client, 'ramon'],
  ] as const) {
    await page.goto(`${server.url}/demo/${name}`)
    await openChat(page, KITCHEN_SINK)
  }
  await server.stop()
  await expect(worker.getByTestId('connection-banner')).toBeVisible()
  const [first, second] = [unique('Written in the dark'), unique('And another one')]
  for (const text of [first, second]) {
    await worker.getByTestId('composer-input').fill(text)
    await worker.getByTestId('send-button').click()
    await expect(bubble(worker, text)).toHaveAccessibleName(/Waiting|Queued|Sending/i)
  }
  await server.start()
  for (const text of [first, second]) {
    await expect(bubble(client, text)).toBeVisible({ timeout: 40_000 })
    await expect(bubble(client, text)).toHaveCount(1)
    await expect(bubble(worker, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  }
  await expect(worker.getByTestId('connection-banner')).toBeHidden()
  await expect(row(worker, KITCHEN_SINK)).toContainText(second)
  for (const page of [worker, client]) await page.context().close()
})

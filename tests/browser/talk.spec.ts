// Two people talk about a job through the screens, each in a browser of their own.

import { expect, type Page, test } from '@playwright/test'
import { bubble, integrate, KITCHEN_SINK, openChat, row, say, signIn, unique } from './people.ts'

let worker: Page
let client: Page

test.beforeEach(async ({ browser }) => {
  worker = await signIn(await browser.newContext(), 'marisol')
  client = await signIn(await browser.newContext(), 'ramon')
})

test.afterEach(async () => {
  await worker.context().close()
  await client.context().close()
})

test('AC-1 CH-1 MF-1 TS-1 what one sends appears on the other side, both ways', async () => {
  await openChat(worker, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  const [question, answer] = [unique('Is the water off?'), unique('Yes, since this morning.')]
  await say(worker, question)
  await expect(bubble(client, question)).toBeVisible()
  await say(client, answer)
  await expect(bubble(worker, answer)).toBeVisible()
})

test('CH-3 after a message the next one can be written at once, whatever pressed the button', async () => {
  await openChat(worker, KITCHEN_SINK)
  const input = worker.getByTestId('composer-input')
  await say(worker, unique('By mouse'))
  await expect(input).toBeFocused()
  const by_key = unique('And by key')
  await worker.keyboard.type(by_key)
  await expect(input).toHaveValue(by_key)
  await worker.keyboard.press('Tab')
  await expect(worker.getByTestId('send-button')).toBeFocused()
  await worker.keyboard.press('Space')
  await expect(bubble(worker, by_key)).toBeVisible()
  await expect(input).toBeFocused()
})

test('CH-6 RT-4 ticks go from sent to delivered to read', async () => {
  await openChat(worker, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  const text = unique('Ten minutes more.')
  await client.context().setOffline(true)
  await client.close()
  await say(worker, text)
  await expect(bubble(worker, text)).toHaveAccessibleName(/Sent/)
  client = await signIn(await worker.context().browser()!.newContext(), 'ramon')
  await expect(bubble(worker, text)).toHaveAccessibleName(/Delivered/)
  await openChat(client, KITCHEN_SINK)
  await expect(bubble(worker, text)).toHaveAccessibleName(/Read/)
})

test('AC-2 CH-7 RT-3 TS-4 typing shows on the other side and goes away', async () => {
  await openChat(worker, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  await worker.getByTestId('composer-input').pressSequentially('I am wri')
  await expect(client.getByTestId('typing-indicator')).toBeVisible()
  await worker.getByTestId('composer-input').fill('')
  await expect(client.getByTestId('typing-indicator')).toBeHidden()
})

test('CV-2 CV-3 AC-3 RT-2 the list shows the preview, counts what is unread, and forgets it once read', async () => {
  await openChat(worker, KITCHEN_SINK)
  const text = unique('Which tiles do you like?')
  const badge = row(client, KITCHEN_SINK).getByTestId('unread-badge')
  await openChat(client, KITCHEN_SINK)
  await expect(badge).toBeHidden()
  await leaveChat(client)
  await say(worker, text)
  await expect(row(client, KITCHEN_SINK)).toContainText(text)
  await expect(badge).toContainText('1')
  await openChat(client, KITCHEN_SINK)
  await expect(badge).toBeHidden()
})

test('RT-5 presence follows the other person', async () => {
  await openChat(worker, KITCHEN_SINK)
  await expect(worker.getByTestId('chat-presence')).toContainText(/online/i)
  await client.close()
  await expect(worker.getByTestId('chat-presence')).not.toContainText(/online/i, { timeout: 15_000 })
})

test('AC-4 TS-6 a reload keeps all', async () => {
  await openChat(worker, KITCHEN_SINK)
  const text = unique('I left the old tap on the table.')
  await say(worker, text)
  await expect(bubble(worker, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  await worker.reload()
  await expect(bubble(worker, text)).toBeVisible()
  await expect(worker.getByTestId('job-header')).toContainText(KITCHEN_SINK)
})

test('AC-7 CH-2 CV-6 the job stands in the header, and its change of status appears live', async () => {
  await openChat(worker, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  await expect(worker.getByTestId('job-header')).toContainText('3,500')
  await expect(worker.getByTestId('job-header')).toContainText('Makati')
  // Grows from run to run, as a marketplace's would.
  const version = Date.now()
  const job = { title: KITCHEN_SINK, price_minor: 350_000, currency: 'PHP', place: 'Makati' }
  await integrate('PUT', '/api/integration/jobs/kitchen-sink/', { ...job, version, status: 'completed' })
  for (const page of [worker, client]) {
    await expect(page.getByTestId('job-header')).toContainText('Completed')
    await expect(page.locator('[data-testid^="system-message-"]').last()).toContainText('Completed')
  }
  await integrate('PUT', '/api/integration/jobs/kitchen-sink/', { ...job, version: version + 1, status: 'in_progress' })
  await expect(client.getByTestId('job-header')).toContainText('In progress')
})

/** Wide screens show list and chat side by side; another chat takes the place of this one. */
async function leaveChat(page: Page): Promise<void> {
  await openChat(page, 'Gate motor repair')
}

// The same on a phone's screen: one thing at a time, and the way back.

import { expect, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, row, say, signIn, unique } from './people.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('CV-1 CH-1 the list opens a chat, and the back button leads to the list', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await expect(page.getByTestId('composer-input')).toBeHidden()
  await openChat(page, KITCHEN_SINK)
  await expect(row(page, KITCHEN_SINK)).toBeHidden()
  await page.goBack()
  await expect(row(page, KITCHEN_SINK)).toBeVisible()
  await expect(page.getByTestId('composer-input')).toBeHidden()
  await openChat(page, KITCHEN_SINK)
  await page.getByTestId('chat-back').click()
  await expect(row(page, KITCHEN_SINK)).toBeVisible()
})

test('CH-3 a long text grows the composer and goes out whole', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const input = page.getByTestId('composer-input')
  const before = (await input.boundingBox())!.height
  const text = unique(Array.from({ length: 12 }, (_, line) => `Line ${line + 1} of what I did today`).join('\n'))
  await input.fill(text)
  await expect.poll(async () => (await input.boundingBox())!.height).toBeGreaterThan(before * 2)
  await page.getByTestId('send-button').click()
  await expect(bubble(page, text.split('\n')[11] as string)).toBeVisible()
  await expect.poll(async () => (await input.boundingBox())!.height).toBeLessThan(before * 1.5)
})

test('nothing to send is not sent, and a link to a chat that is not mine says so', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  await page.getByTestId('composer-input').fill('   ')
  await expect(page.getByTestId('send-button')).toBeDisabled()
  await say(page, unique('Still here'))
  await page.goto(`${new URL(page.url()).origin}/chat/00000000-0000-4000-8000-000000000000`)
  await expect(page.getByTestId('chat-unknown')).toBeVisible()
})

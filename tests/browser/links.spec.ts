// What a message holds that can be opened, and emoji that stand alone.

import { expect, test } from '@playwright/test'
import { bubble, conversationOf, integrate, KITCHEN_SINK, openChat, say, signIn, unique, write } from './people.ts'

test('MF-1 addresses open in a page of their own that gets no hold on this one; nothing else can be opened', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  await context.route('https://example.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Example</title>ok' }))
  const text = unique('See (https://example.com/sink_(double)), mail ana@example.com, javascript:alert(1) and https://bank.com@evil.com')
  await say(page, text)
  const links = bubble(page, text).getByRole('link')
  await expect(links).toHaveCount(2)
  await expect(links.first()).toHaveText('https://example.com/sink_(double)')
  await expect(links.first()).toHaveAttribute('rel', 'noopener noreferrer')
  await expect(links.last()).toHaveAttribute('href', 'mailto:ana@example.com')
  const opened = context.waitForEvent('page')
  await links.first().click()
  const other = await opened
  await expect(other).toHaveTitle('Example')
  expect(await other.evaluate(() => [window.opener, document.referrer])).toEqual([null, ''])
  expect(page.url()).toContain('/chat/')
  await other.close()
})

test('CH-4 links and quotes are stops of the tab key in the message that has the focus, and in no other', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const [first, second] = [unique('https://example.com/one'), unique('https://example.com/two and https://example.com/three')]
  for (const text of [first, second]) await say(page, text)
  const composer = page.getByTestId('composer-input')
  const list = page.getByTestId('message-list')
  await expect(composer).toBeFocused()
  // Back from the composer: the list, with at most what stands at its ends on the way.
  for (let presses = 0; presses < 4 && !(await list.evaluate((it) => it === document.activeElement)); presses++) {
    await page.keyboard.press('Shift+Tab')
    await expect(page.locator('[data-message-id] :focus')).toHaveCount(0)
  }
  await expect(list).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(bubble(page, second)).toBeFocused()
  const links = bubble(page, second).getByRole('link')
  await page.keyboard.press('Tab')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(links.last()).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(page.locator('[data-message-id] :focus')).toHaveCount(0)
  // Forward again, past all messages.
  await bubble(page, first).focus()
  await page.keyboard.press('Tab')
  await expect(bubble(page, first).getByRole('link')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.locator('[data-message-id] :focus')).toHaveCount(0)
  // Held down, the key comes again before the first press is over; the links stay what they are.
  await page.evaluate(() => {
    for (let press = 0; press < 3; press++)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }))
  })
  await expect(bubble(page, first).getByRole('link')).not.toHaveAttribute('tabindex', '-1')
})

test('MF-1 an address with letters that look like others shows where it really leads', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const words = unique('Pay at this place')
  await page.getByTestId('composer-input').fill(`${words} https://раураl.com/x`)
  await page.getByTestId('send-button').click()
  await expect(bubble(page, words)).toContainText('(xn--')
})

test('CH-4 a system message holds no link, whatever a status is called', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, 'Shower leak behind the tiles')
  const status_label = `https://example.com/${Date.now() % 1_000_000}`
  const job = { title: 'Shower leak behind the tiles', version: Date.now(), status: 'accepted', status_label }
  await integrate('PUT', '/api/integration/jobs/shower-leak/', job)
  const told = page.locator('[data-testid^="system-message-"]').filter({ hasText: status_label })
  await expect(told).toBeVisible()
  await expect(told.getByRole('link')).toHaveCount(0)
})

test('CH-4 up to three emoji alone stand large and without a bubble', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const ids = await write('marisol', conversationOf(page), ['👍🏽', '😀😀😀😀', '👍 ok'])
  const size = (id: string) =>
    page
      .locator(`[data-message-id="${id}"] [dir="auto"]`)
      .first()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
  await expect(page.locator(`[data-message-id="${ids[2]}"]`)).toBeVisible()
  expect(await size(ids[0] as string)).toBeGreaterThan(40)
  expect(await size(ids[1] as string)).toBeLessThan(20)
  expect(await size(ids[2] as string)).toBeLessThan(20)
})

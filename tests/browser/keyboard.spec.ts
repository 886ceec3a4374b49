// Without a mouse: from the list into a chat, a message, and back.

import { expect, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, row, signIn, unique } from './people.ts'

test('CH-3 the keyboard alone opens a chat, sends, breaks a line, and refuses to send nothing', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  const target = row(page, KITCHEN_SINK)
  for (let presses = 0; presses < 30; presses++) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('job-header')).toContainText(KITCHEN_SINK)
  await expect(page.getByTestId('composer-input')).toBeFocused()
  const [first, second] = [unique('First line'), unique('second line')]
  await page.keyboard.press('Enter')
  await page.keyboard.type(first)
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type(second)
  await page.keyboard.press('Enter')
  await expect(bubble(page, first)).toContainText(second)
  await expect(page.getByTestId('composer-input')).toHaveValue('')
})

test('text of any kind is shown as text', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await row(page, KITCHEN_SINK).click()
  const text = unique('<img src=x onerror="document.title=1"> **bold** \u202Eltr & ‮ مرحبا 👩‍👩‍👧')
  await page.getByTestId('composer-input').fill(text)
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-testid^="message-"][role="article"]').last()).toContainText('<img src=x onerror=')
  await expect(page).toHaveTitle(/Jobline/)
})

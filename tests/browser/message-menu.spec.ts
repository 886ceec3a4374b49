// The menu of a message, by mouse and by keyboard, and copying.

import { expect, test } from '@playwright/test'
import { newJob, signInTo } from './jobs.ts'
import { bubble, choose, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('MF-6 a message is copied as it was written, and a word says so', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('Gate code 4711\nsecond line & <b>')
  await say(page, text)
  await choose(page, text.split('\n')[0] as string, 'copy')
  await expect(page.getByTestId('toast')).toContainText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
})

test('CH-4 MF-6 the keyboard alone reaches every message and what can be done with it', async ({ context }) => {
  // A chat without links and quotes, which are stops of their own.
  const { title } = await newJob('marisol', 'ramon')
  const page = await context.newPage()
  await signInTo(page, 'marisol', title)
  await openChat(page, title)
  const [first, second] = [unique('The first'), unique('The second')]
  await say(page, first)
  await say(page, second)
  await expect(bubble(page, second)).toHaveAccessibleName(/Sent|Delivered|Read/)
  const composer = page.getByTestId('composer-input')
  const menu = page.getByTestId('message-menu')
  // From the composer back to the list, which is one stop, and into it.
  await composer.focus()
  for (
    let presses = 0;
    presses < 10 && !(await page.getByTestId('message-list').evaluate((it) => it === document.activeElement));
    presses++
  )
    await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowUp')
  await expect(bubble(page, second)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(bubble(page, first)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(bubble(page, second)).toBeFocused()
  // The three keys of the menu; Escape closes it and gives the focus back.
  for (const key of ['Enter', 'Space', 'Shift+F10']) {
    await page.keyboard.press(key)
    await expect(menu).toBeVisible()
    await expect(menu.getByTestId('menu-reply')).toBeFocused()
    await expect(menu.getByTestId('menu-reply')).toContainText('R')
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(bubble(page, second)).toBeFocused()
  }
  await page.keyboard.press('c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(second)
  await page.keyboard.press('e')
  await expect(page.getByTestId('composer-edit')).toBeVisible()
  await expect(composer).toBeFocused()
  await page.keyboard.press('Escape')
  await bubble(page, second).focus()
  await page.keyboard.press('r')
  await expect(page.getByTestId('composer-reply')).toContainText(second)
  await page.keyboard.press('Escape')
  await bubble(page, second).focus()
  await page.keyboard.press('Delete')
  await expect(page.locator('[data-message-id]:focus')).toContainText('You deleted this message')
  await page.keyboard.press('z')
  await expect(bubble(page, second)).toBeVisible()
  await page.keyboard.press('i')
  await expect(page.getByTestId('message-info')).toContainText(/20\d\d/)
})

test('CH-5 the mouse over a message shows its buttons; selected words keep the browser’s own menu', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('Hover over me')
  await say(page, text)
  const id = await bubble(page, text).getAttribute('data-message-id')
  const more = page.getByTestId(`message-more-${id}`)
  await page.mouse.move(0, 0)
  await expect(more).toBeHidden()
  await bubble(page, text).hover()
  await more.click()
  await expect(page.getByTestId('message-menu')).toBeVisible()
  await page.getByTestId('menu-info').click()
  await expect(page.getByTestId('message-info')).toContainText(String(new Date().getFullYear()))
  await expect(page.getByRole('dialog')).toHaveAccessibleName('Message info')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('message-info')).toBeHidden()
  // A press with the mouse means the words: no letter does anything, and what is selected is what is copied.
  await bubble(page, text).click({ position: { x: 30, y: 18 } })
  await page.keyboard.press('e')
  await page.keyboard.press('Delete')
  await expect(page.getByTestId('composer-edit')).toBeHidden()
  await expect(bubble(page, text)).toContainText(text)
  await bubble(page, text).dblclick({ position: { x: 30, y: 18 } })
  await page.keyboard.press('ControlOrMeta+c')
  const selected = await page.evaluate(() => getSelection()?.toString().trim())
  expect(text.startsWith(selected ?? '-') && selected !== text).toBe(true)
  await expect.poll(async () => (await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(selected)
  expect(await page.evaluate(() => getSelection()?.toString().trim().length)).toBeGreaterThan(0)
  await bubble(page, text).click({ button: 'right', position: { x: 30, y: 18 } })
  await expect(page.getByTestId('message-menu')).toBeHidden()
})

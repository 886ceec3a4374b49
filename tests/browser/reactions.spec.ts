// An emoji on a message: by the quick row, by the picker, by its chip; counted, live for both, and with a limit.

import { expect, type Page, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'
import { press } from './touch.ts'

const chip = (page: Page, id: string | null, emoji: string) => page.getByTestId(`reaction-${id}-${emoji}`)

test('MF-4 a reaction shows on both sides, counts, and goes by a tap on its chip; who gave it is told', async ({ browser }) => {
  const worker = await signIn(await browser.newContext(), 'marisol')
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const page of [worker, client]) await openChat(page, KITCHEN_SINK)
  const text = unique('All done, it does not drip any more')
  await say(worker, text)
  await expect(bubble(client, text)).toBeVisible()
  const id = await bubble(client, text).getAttribute('data-message-id')
  await bubble(client, text).click({ button: 'right' })
  await client.getByTestId('quick-👍').click()
  for (const page of [worker, client]) await expect(chip(page, id, '👍')).toBeVisible()
  await expect(chip(client, id, '👍')).toHaveAttribute('aria-pressed', 'true')
  await expect(chip(worker, id, '👍')).toHaveAttribute('aria-pressed', 'false')
  await expect(chip(worker, id, '👍')).toHaveAccessibleName('👍 from Ramon Aquino')
  await chip(worker, id, '👍').click()
  for (const page of [worker, client]) await expect(chip(page, id, '👍')).toContainText('2')
  await chip(client, id, '👍').click({ button: 'right' })
  await expect(client.getByTestId('reactors')).toContainText('Marisol Santos')
  await expect(client.getByTestId('reactors')).toContainText('You')
  await client.getByTestId('take-back-👍').click()
  await expect(client.getByTestId('reactors')).not.toContainText('You')
  await client.getByTestId('sheet-close').click()
  await chip(worker, id, '👍').click()
  for (const page of [worker, client]) await expect(chip(page, id, '👍')).toHaveCount(0)
  for (const page of [worker, client]) await page.context().close()
})

test('MF-4 the picker finds any emoji by word and by arrow keys, keeps the last used, and tells the limit of six', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('Pick one')
  await say(page, text)
  await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  const id = await bubble(page, text).getAttribute('data-message-id')
  const picker = page.getByTestId('emoji-picker')
  const open = async () => {
    await bubble(page, text).focus()
    await page.keyboard.press('+')
    await expect(page.getByTestId('emoji-grid')).toBeVisible()
  }
  await open()
  await page.getByTestId('emoji-search').fill('hamb')
  await expect(picker.locator('[data-cell]')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(picker).toBeHidden()
  await expect(chip(page, id, '🍔')).toBeVisible()
  await open()
  const first = picker.locator('[data-cell]').first()
  await expect(first).toHaveText('🍔')
  // By arrows alone: one row down, one to the right, and back up into the field.
  await page.getByTestId('emoji-search').focus()
  await page.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const below = await page.locator('[data-cell]:focus').textContent()
  expect(below).toBe('😀')
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('[data-cell]:focus')).toHaveText('😃')
  await page.keyboard.press('Enter')
  await expect(chip(page, id, '😃')).toBeVisible()
  for (const emoji of ['👍', '😂', '😮', '🙏']) {
    await bubble(page, text).click({ button: 'right' })
    await page.getByTestId(`quick-${emoji}`).click()
    await expect(chip(page, id, emoji)).toBeVisible()
  }
  await bubble(page, text).click({ button: 'right' })
  await page.locator('[data-testid^="quick-"][aria-checked="false"]').first().click()
  await expect(page.getByTestId('toast')).toContainText('up to six')
  await expect(page.locator(`[data-testid^="reaction-${id}-"]`)).toHaveCount(6)
})

test('MF-4 the tone of skin is chosen once: the picker, the quick row and the other side show it, also after a reload', async ({
  browser,
}) => {
  const page = await signIn(await browser.newContext(), 'marisol')
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const it of [page, client]) await openChat(it, KITCHEN_SINK)
  const text = unique('With these hands')
  await say(page, text)
  await expect(bubble(client, text)).toBeVisible()
  const id = await bubble(page, text).getAttribute('data-message-id')
  const pick = async () => {
    await bubble(page, text).click({ button: 'right' })
    await page.getByTestId('quick-more').click()
    await expect(page.getByTestId('emoji-grid')).toBeVisible()
  }
  await pick()
  await expect(page.getByTestId('skin-tone')).toHaveAccessibleName('Skin tone: Yellow')
  // By keys alone: from the field to the button, its six, and three to the right.
  await expect(page.getByTestId('emoji-search')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByTestId('skin-tone')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByTestId('skin-tone-none')).toBeFocused()
  for (const tone of ['light', 'medium_light', 'medium']) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByTestId(`skin-tone-${tone}`)).toBeChecked()
  }
  await expect(page.getByTestId('skin-tone')).toHaveAccessibleName('Skin tone: Medium')
  await page.getByTestId('emoji-search').fill('thumbs up')
  await page.getByTestId('emoji-👍🏽').click()
  for (const it of [page, client]) await expect(chip(it, id, '👍🏽')).toBeVisible()
  await page.reload()
  await expect(chip(page, id, '👍🏽')).toBeVisible()
  await bubble(page, text).click({ button: 'right' })
  await expect(page.getByTestId('quick-🙏🏽')).toBeVisible()
  await page.keyboard.press('Escape')
  await pick()
  await expect(page.getByTestId('skin-tone')).toHaveAccessibleName('Skin tone: Medium')
  for (const it of [page, client]) await it.context().close()
})

for (const [locale, query, name] of [
  ['es', 'corazon rojo', 'corazón rojo'],
  ['fil', 'pulang puso', 'pulang puso'],
  ['ar', 'قلب احمر', 'قلب أحمر'],
] as const) {
  test(`MF-4 who reads ${locale} finds an emoji by that language's words`, async ({ browser }) => {
    const page = await signIn(await browser.newContext({ locale }), 'marisol')
    await openChat(page, KITCHEN_SINK)
    const text = unique('❤️?')
    await say(page, text)
    await bubble(page, text).click({ button: 'right' })
    await page.getByTestId('quick-more').click()
    await page.getByTestId('emoji-search').fill(query)
    await expect(page.getByTestId('emoji-❤️')).toHaveAccessibleName(name)
    await page.context().close()
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('MF-4 a long press offers six, and all others behind a plus', async ({ context }) => {
    const page = await signIn(context, 'marisol')
    await openChat(page, KITCHEN_SINK)
    const text = unique('Press me long')
    await say(page, text)
    await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
    const id = await bubble(page, text).getAttribute('data-message-id')
    await press(page, bubble(page, text), page.getByTestId('message-menu'))
    await expect(page.locator('[role="menuitemcheckbox"]')).toHaveCount(6)
    await page.getByTestId('quick-more').tap()
    await expect(page.getByTestId('emoji-grid')).toBeVisible()
    await page.locator('[data-cell]').filter({ hasText: '😀' }).first().tap()
    await expect(chip(page, id, '😀')).toBeVisible()
  })
})

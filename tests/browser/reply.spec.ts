// An answer to one message: chosen by menu, key and swipe; quoted in the bubble; the way to what it answers and back.

import { expect, type Page, test } from '@playwright/test'
import { bubble, choose, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'
import { press, swipe } from './touch.ts'

const composer = (page: Page) => page.getByTestId('composer-input')

test('CH-4 an answer quotes what it answers, for both, and a tap on the quote leads there', async ({ browser }) => {
  const worker = await signIn(await browser.newContext(), 'marisol')
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const page of [worker, client]) await openChat(page, KITCHEN_SINK)
  const [question, answer] = [unique('Which colour for the tap?'), unique('Brass, please.')]
  await say(worker, question)
  await expect(bubble(client, question)).toBeVisible()
  for (let line = 0; line < 14; line++)
    await say(worker, unique(`And one more thing, number ${line}, to fill the screen\nwith a second line`))
  await expect(bubble(client, question)).not.toBeInViewport()
  await bubble(client, question).scrollIntoViewIfNeeded()
  await choose(client, question, 'reply')
  await expect(client.getByTestId('composer-reply')).toContainText('Marisol Santos')
  await expect(client.getByTestId('composer-reply')).toContainText(question)
  await expect(composer(client)).toBeFocused()
  await client.keyboard.type(answer)
  await client.keyboard.press('Enter')
  await expect(client.getByTestId('composer-reply')).toBeHidden()
  const quote = bubble(worker, answer).locator('[data-testid^="quote-of-"]')
  await expect(quote).toContainText('You')
  await expect(quote).toContainText(question)
  await expect(bubble(client, answer).locator('[data-testid^="quote-of-"]')).toContainText('Marisol Santos')
  await expect(bubble(worker, answer)).toHaveAccessibleName(/in reply to You: Which colour/)
  const target = worker.locator(`[data-message-id="${await bubble(client, question).first().getAttribute('data-message-id')}"]`)
  await expect(target).not.toBeInViewport()
  await quote.click()
  await expect(target).toBeInViewport()
  await expect(target).toBeFocused()
  for (const page of [worker, client]) await page.context().close()
})

test('CH-3 Escape and the cross give an answer up, and the words stay', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('To be answered')
  await say(page, text)
  await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  for (const giveUp of [() => composer(page).press('Escape'), () => page.getByTestId('composer-cancel').click()]) {
    await choose(page, text, 'reply')
    await expect(page.getByTestId('composer-reply')).toBeVisible()
    await composer(page).fill('Half a thought')
    await giveUp()
    await expect(page.getByTestId('composer-reply')).toBeHidden()
    await expect(composer(page)).toHaveValue('Half a thought')
  }
  await composer(page).fill('')
})

test('MF-5 what is deleted while it is being answered is gone over the composer, too', async ({ browser }) => {
  const page = await signIn(await browser.newContext(), 'marisol')
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const it of [page, client]) await openChat(it, KITCHEN_SINK)
  const text = unique('Said too much')
  await say(client, text)
  await expect(bubble(page, text)).toBeVisible()
  await choose(page, text, 'reply')
  const bar = page.getByTestId('composer-reply')
  await expect(bar).toContainText(text)
  await composer(page).fill('Half a thought')
  await choose(client, text, 'delete')
  await expect(bar).toContainText('Message deleted')
  await expect(bar).not.toContainText(text)
  await expect(composer(page)).toHaveValue('Half a thought')
  await page.getByTestId('composer-cancel').click()
  await composer(page).fill('')
  for (const it of [page, client]) await it.context().close()
})

test('CH-4 a deleted message stays quoted as deleted', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const [first, second] = [unique('Soon gone'), unique('About what is gone')]
  await say(page, first)
  await expect(bubble(page, first)).toHaveAccessibleName(/Sent|Delivered|Read/)
  await choose(page, first, 'reply')
  await say(page, second)
  await bubble(page, first).first().click({ button: 'right' })
  await page.getByTestId('menu-delete').click()
  await expect(bubble(page, second).locator('[data-testid^="quote-of-"]')).toContainText('Message deleted')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('CH-4 MF-6 a long press opens the menu, a swipe towards the inside answers, one to the edge or upwards does not', async ({
    context,
  }) => {
    const page = await signIn(context, 'marisol')
    await openChat(page, KITCHEN_SINK)
    const text = unique('Press me')
    await say(page, text)
    await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
    const menu = page.getByTestId('message-menu')
    await press(page, bubble(page, text), menu)
    await expect(menu.getByTestId('menu-copy')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    const bar = page.getByTestId('composer-reply')
    await swipe(page, bubble(page, text), 20)
    await swipe(page, bubble(page, text), 0, -120)
    await expect(bar).toBeHidden()
    await swipe(page, bubble(page, text), -110, 4)
    await expect(bar).toContainText(text)
    await page.getByTestId('composer-cancel').click()
    await expect(bar).toBeHidden()
  })
})

// Other words for an own message.

import { expect, type Page, test } from '@playwright/test'
import { bubble, choose, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'

const composer = (page: Page) => page.getByTestId('composer-input')

test('MF-1 an edited message shows its new words on both sides, marked as edited; the draft is untouched', async ({ browser }) => {
  const worker = await signIn(await browser.newContext(), 'marisol')
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const page of [worker, client]) await openChat(page, KITCHEN_SINK)
  const [wrong, right] = [unique('See you at eihgt'), unique('See you at eight')]
  await say(worker, wrong)
  await expect(bubble(client, wrong)).toBeVisible()
  await composer(worker).fill('A draft of something else')
  await choose(worker, wrong, 'edit')
  await expect(worker.getByTestId('composer-edit')).toContainText(wrong)
  await expect(composer(worker)).toBeFocused()
  await expect(composer(worker)).toHaveValue(wrong)
  await composer(worker).fill(right)
  await composer(worker).press('Enter')
  for (const page of [worker, client]) {
    await expect(bubble(page, right)).toContainText('edited')
    await expect(bubble(page, right)).toHaveAccessibleName(/edited/)
    await expect(bubble(page, wrong)).toHaveCount(0)
  }
  await expect(composer(worker)).toHaveValue('A draft of something else')
  await composer(worker).fill('')
  // What somebody else wrote offers no such thing.
  await bubble(client, right).click({ button: 'right' })
  await expect(client.getByTestId('menu-reply')).toBeVisible()
  await expect(client.getByTestId('menu-edit')).toHaveCount(0)
  await expect(client.getByTestId('menu-delete')).toHaveCount(0)
  for (const page of [worker, client]) await page.context().close()
})

test('CH-3 ArrowUp in an empty composer edits the last own message, Escape leaves it as it was', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('The last thing I said')
  await say(page, text)
  await composer(page).press('ArrowUp')
  await expect(page.getByTestId('composer-edit')).toBeVisible()
  await expect(composer(page)).toHaveValue(text)
  await composer(page).fill('Something else')
  await composer(page).press('Escape')
  await expect(page.getByTestId('composer-edit')).toBeHidden()
  await expect(composer(page)).toHaveValue('')
  await expect(bubble(page, text)).not.toContainText('edited')
  // With words in the field the key moves the cursor.
  await composer(page).fill('Words')
  await composer(page).press('ArrowUp')
  await expect(page.getByTestId('composer-edit')).toBeHidden()
  await composer(page).fill('')
})

test('MF-1 a refused edit says why, keeps the words, and can be tried again or dropped', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  // The server's answer to the edit is turned into a refusal on its way.
  let refuse = true
  await page.routeWebSocket(/\/ws\//, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((frame) => {
      const { type, ref, message_id } = JSON.parse(String(frame))
      if (type !== 'message_edit' || !refuse) return server.send(frame)
      socket.send(JSON.stringify({ type: 'error', ref, message_id, code: 'not_editable', message: 'refused', retryable: false }))
    })
  })
  await page.reload()
  await openChat(page, KITCHEN_SINK)
  const text = unique('As it was')
  await say(page, text)
  await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  const edit = async (words: string) => {
    await choose(page, text, 'edit')
    await composer(page).fill(words)
    await composer(page).press('Enter')
  }
  const notice = page.locator('[data-testid^="change-failed-"]')
  await edit(`${text} changed`)
  await expect(notice).toContainText('Only words can be edited')
  await expect(notice).toContainText(`${text} changed`)
  await expect(bubble(page, text)).not.toContainText('edited')
  await page.locator('[data-testid^="change-discard-"]').click()
  await expect(notice).toBeHidden()
  await edit(`${text} again`)
  await expect(notice).toBeVisible()
  refuse = false
  await page.locator('[data-testid^="change-retry-"]').click()
  await expect(bubble(page, `${text} again`)).toContainText('edited')
  await expect(notice).toBeHidden()
})

test('MF-1 the words of an edit are there again after another conversation was looked at', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('Half past nine')
  await say(page, text)
  await choose(page, text, 'edit')
  await composer(page).fill('Half past ten, because')
  await openChat(page, 'New garden tap')
  await expect(composer(page)).toHaveValue('')
  await openChat(page, KITCHEN_SINK)
  await expect(page.getByTestId('composer-edit')).toContainText(text)
  await expect(composer(page)).toHaveValue('Half past ten, because')
  await composer(page).press('Escape')
  await expect(composer(page)).toHaveValue('')
})

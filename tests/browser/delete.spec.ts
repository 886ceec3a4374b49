// Taking back what one has said.

import { expect, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, row, say, signIn, unique, url } from './people.ts'

test('MF-5 a deletion shows at once, can be taken back for five seconds, and then holds for both', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${url()}/demo/marisol`)
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const it of [page, client]) await openChat(it, KITCHEN_SINK)
  const text = unique('I should not have said that')
  await say(page, text)
  await expect(bubble(client, text)).toBeVisible()
  const id = await bubble(page, text).getAttribute('data-message-id')
  const mine = page.getByTestId(`message-${id}`)
  const theirs = client.getByTestId(`message-${id}`)
  // The page's clock must not be past it before it is told.
  await page.clock.pauseAt(Date.now() + 10_000)
  // With a clock that stands still nothing moves, so the mouse would wait for ever.
  const remove = async () => {
    await mine.dispatchEvent('contextmenu', { clientX: 600, clientY: 400 })
    await page.getByTestId('menu-delete').dispatchEvent('click')
  }

  // Taken back, in the bubble and then by the toast.
  for (const undo of [page.getByTestId(`message-undo-${id}`), page.getByTestId('toast-action')]) {
    await remove()
    await expect(mine).toContainText('You deleted this message')
    await expect(page.getByTestId('toast')).toContainText('Message deleted')
    await undo.dispatchEvent('click')
    await expect(mine).toContainText(text)
    await page.clock.runFor(6_000)
    await expect(mine).toContainText(text)
    await expect(theirs).toContainText(text)
  }

  await remove()
  await page.clock.runFor(4_000)
  await expect(page.getByTestId(`message-undo-${id}`)).toBeVisible()
  await expect(theirs).toContainText(text)
  await page.clock.runFor(2_000)
  await expect(theirs).toContainText('Message deleted')
  await expect(mine).toContainText('You deleted this message')
  await expect(page.getByTestId(`message-undo-${id}`)).toBeHidden()
  await expect(row(client, KITCHEN_SINK)).not.toContainText(text)
  // A tombstone offers nothing, and stays one.
  await theirs.click({ button: 'right' })
  await expect(client.getByTestId('message-menu')).toBeHidden()
  await client.reload()
  await expect(theirs).toContainText('Message deleted')
  await client.context().close()
  await context.close()
})

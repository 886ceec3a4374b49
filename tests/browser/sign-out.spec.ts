// Signing out asks where something is unsent, and leaves nothing on the device for the next person.

import { expect, type Page, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, row, say, signIn, unique, url } from './people.ts'

const databases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('jobline:')))

async function goOffline(page: Page): Promise<void> {
  // The socket is open already: a page cannot be told to lose it, so no other is let in and this one is left.
  await page.routeWebSocket(/\/ws\//, (socket) => socket.close())
  await page.route('**/api/**', (route) => route.abort())
  await page.reload()
  await expect(page.getByTestId('connection-banner')).toBeVisible()
}

test('G7 AC-4 signing out with something unsent asks first, by keyboard too, and afterwards nothing is left for another person', async ({
  context,
}) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const sent = unique('Known to the server')
  await say(page, sent)
  await expect(bubble(page, sent)).toHaveAccessibleName(/Sent|Delivered|Read/)
  expect(await databases(page)).toHaveLength(1)
  await page.goto(url())
  await goOffline(page)
  await openChat(page, KITCHEN_SINK)
  const unsent = unique('Only on this device')
  await say(page, unsent)

  const question = page.getByTestId('sign-out-question')
  const account = page.getByTestId('account').filter({ visible: true })
  await account.focus()
  await page.keyboard.press('Enter')
  await expect(question).toContainText('1 message or change was not sent')
  await expect(page.getByRole('dialog')).toHaveAccessibleName(/not sent/)
  // Escape means no.
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(bubble(page, unsent)).toBeVisible()

  await account.focus()
  await page.keyboard.press('Enter')
  await expect(question).toBeVisible()
  await expect(page.getByTestId('sign-out-cancel')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByTestId('sign-out-anyway')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('account')).toBeHidden()
  await expect.poll(() => databases(page)).toEqual([])

  // The next person on this browser: without the server there is nothing to see, with it their own and no more.
  await page.unrouteAll()
  const other = await context.newPage()
  await other.goto(`${url()}/demo/ana`)
  await expect(other.locator('[data-testid^="conversation-row-"]').first()).toBeVisible()
  await expect(other.getByText(unsent)).toHaveCount(0)
  await expect(other.getByText(sent)).toHaveCount(0)
  expect((await databases(other)).length).toBe(1)
  // And the first, signed in again, finds what the server has and nothing else.
  const again = await signIn(context, 'marisol')
  await openChat(again, KITCHEN_SINK)
  await expect(bubble(again, sent)).toBeVisible()
  await expect(bubble(again, unsent)).toHaveCount(0)
})

test('signing out with everything sent asks nothing', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await expect(row(page, KITCHEN_SINK)).toBeVisible()
  await page.getByTestId('account').filter({ visible: true }).click()
  await expect(page.getByTestId('sign-out-question')).toHaveCount(0)
  await expect(page.getByTestId('account')).toBeHidden()
  await expect.poll(() => databases(page)).toEqual([])
})

test('a browser that refuses its storage chats all the same, and says that nothing is kept', async ({ context }) => {
  await context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }))
  const page = await signIn(context, 'marisol')
  await expect(page.getByTestId('storage-banner').filter({ visible: true })).toContainText('not kept on this device')
  await openChat(page, KITCHEN_SINK)
  const text = unique('Without storage')
  await say(page, text)
  await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
})

test('AC-4 the settings sign out too, at once where nothing is unsent', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await page.goto(`${url()}/settings`)
  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('demo-sign-in')).toBeVisible()
  await expect.poll(() => databases(page)).toEqual([])
})

// The settings: of this device at once and in every tab, of the person on the server and for all who see them.

import { expect, type Page, test } from '@playwright/test'
import { bubble, enter, openChat, row, say, signIn, unique, url } from './people.ts'

async function openSettings(page: Page): Promise<void> {
  await page.goto(`${url()}/settings`)
  await expect(page.getByTestId('settings')).toBeVisible()
}

/** As it is painted. */
const ground = (page: Page) => page.getByTestId('settings').evaluate((element) => getComputedStyle(element).backgroundColor)
const DARK = 'rgb(11, 17, 16)'

for (const [name, viewport] of [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 800 }],
] as const) {
  test(`colours and language change at once, stay, and follow in another tab; another person has their own (${name})`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ viewport, colorScheme: 'light' })
    const page = await enter(context, 'ana')
    await openSettings(page)
    const other_tab = await enter(context, 'ana')
    await openSettings(other_tab)
    expect(await ground(page)).not.toBe(DARK)

    await page.getByTestId('setting-theme-dark').click()
    for (const tab of [page, other_tab]) await expect.poll(() => ground(tab)).toBe(DARK)
    await page.getByTestId('setting-language').click()
    await page.getByTestId('language-es').click()
    await page.getByTestId('language-done').click()
    for (const tab of [page, other_tab]) {
      await expect(tab.getByTestId('settings').getByRole('heading', { level: 1 })).toHaveText('Ajustes')
      await expect(tab.locator('html')).toHaveAttribute('lang', /^es/)
    }
    await page.reload()
    await expect(page.getByTestId('settings').getByRole('heading', { level: 1 })).toHaveText('Ajustes')
    expect(await ground(page)).toBe(DARK)

    const somebody = await enter(context, 'ben')
    await openSettings(somebody)
    await expect(somebody.getByTestId('settings').getByRole('heading', { level: 1 })).toHaveText('Settings')
    expect(await ground(somebody)).not.toBe(DARK)
    await context.close()
  })
}

test('the keyboard alone: a group of choices is one stop, arrows choose, a switch turns by Space', async ({ context }) => {
  const page = await enter(context, 'ana')
  await openSettings(page)
  await page.getByTestId('setting-theme-auto').focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByTestId('setting-theme-light')).toBeFocused()
  await expect(page.getByRole('radio', { checked: true })).toHaveText(/Light/)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByTestId('setting-theme-dark')).toBeChecked()
  await page.keyboard.press('Home')
  await expect(page.getByTestId('setting-theme-auto')).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(page.getByTestId('setting-language')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('language-sheet')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('language-sheet')).toBeHidden()
  await page.getByTestId('setting-language').focus()
  await page.keyboard.press('Tab')
  const sound = page.getByRole('switch', { name: /^Sound/ })
  await expect(sound).toBeFocused()
  await page.keyboard.press('Space')
  await expect(sound).not.toBeChecked()
})

test('read receipts off: the other person no longer sees that it was read, though it was', async ({ context, browser }) => {
  const worker = await enter(context, 'ana')
  const client = await signIn(await browser.newContext(), 'ramon')
  const JOB = 'Aircon cleaning, 3 units'
  const receipts = worker.getByTestId('setting-read_receipts')
  await openSettings(worker)
  await expect(receipts).toBeChecked()
  // It shows at once; a page that goes before it is told would take it along.
  const told = () =>
    worker.waitForResponse((answer) => answer.url().includes('/api/me/settings/') && answer.request().method() === 'PATCH' && answer.ok())
  await Promise.all([told(), receipts.click()])
  await expect(receipts).not.toBeChecked()
  await worker.reload()
  await expect(receipts).not.toBeChecked()

  await openChat(client, JOB)
  const unseen = unique('Have you read this?')
  await say(client, unseen)
  await worker.goto(url())
  await openChat(worker, JOB)
  await expect(bubble(worker, unseen)).toBeVisible()
  await expect(row(worker, JOB).getByTestId('unread-badge')).toBeHidden()
  const answer = unique('An answer')
  await say(worker, answer)
  await expect(bubble(client, answer)).toBeVisible()
  await expect(bubble(client, unseen)).toHaveAccessibleName(/Delivered/)

  // The control: on again, and the next one is seen to be read.
  await openSettings(worker)
  await Promise.all([told(), receipts.click()])
  await expect(receipts).toBeChecked()
  await worker.goto(url())
  await openChat(worker, JOB)
  const seen = unique('And this?')
  await say(client, seen)
  await expect(bubble(client, seen)).toHaveAccessibleName(/Read/)
  await client.context().close()
})

test('what the server does not take goes back and says so; without a connection it says why it cannot', async ({ context }) => {
  const page = await enter(context, 'ana')
  await openSettings(page)
  const presence = page.getByTestId('setting-presence')
  await expect(presence).toBeEnabled()
  await page.route('**/api/me/settings/', (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 503, json: {} }) : route.continue(),
  )
  await presence.click()
  await expect(page.getByTestId('toast')).toContainText('Could not save')
  await expect(presence).toBeChecked()
  await page.unroute('**/api/me/settings/')

  await page.routeWebSocket(/\/ws\//, (socket) => socket.close())
  await page.route('**/api/**', (route) => route.abort())
  await page.reload()
  await expect(presence).toBeDisabled()
  // Nobody here knows how it stands: it is not said to be on.
  await expect(presence).not.toBeChecked()
  await expect(presence).toContainText('online again')
  // What belongs to this device works on.
  await page.getByTestId('setting-sound').click()
  await expect(page.getByTestId('setting-sound')).not.toBeChecked()
})

test('what others see that could not be brought is shown as not known, says so, and is asked for again', async ({ context }) => {
  const page = await enter(context, 'paolo')
  const failing = '**/api/me/settings/'
  await page.route(failing, (route) =>
    route.fulfill({ status: 429, json: { code: 'rate_limited', message: 'too many', retryable: true, retry_after_ms: 1_000 } }),
  )
  await openSettings(page)
  const failed = page.getByTestId('privacy-failed')
  const retry = page.getByTestId('privacy-retry')
  const receipts = page.getByTestId('setting-read_receipts')
  await expect(failed).toContainText('These settings could not be loaded.')
  await expect(page.getByRole('group', { name: 'Privacy' }).getByRole('status')).toHaveText('These settings could not be loaded.')
  await expect(receipts).toBeDisabled()
  await expect(receipts).not.toBeChecked()
  await expect(receipts).toHaveAccessibleName(/Not known yet/)
  await retry.focus()
  await Promise.all([page.waitForResponse(failing), page.keyboard.press('Enter')])
  await expect(retry).toHaveText('Try again')
  await expect(retry).toBeFocused()
  await page.unroute(failing)
  await retry.click()
  await expect(failed).toBeHidden()
  await expect(receipts).toBeEnabled()
  await expect(receipts).toBeChecked()
})

test('settings open from the list, stand beside it on a wide window, and lead back', async ({ context }) => {
  const page = await enter(context, 'ana')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByTestId('list-settings').filter({ visible: true }).click()
  await expect(page.getByTestId('settings')).toBeVisible()
  await expect(row(page, 'Aircon cleaning, 3 units')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(row(page, 'Aircon cleaning, 3 units')).toBeHidden()
  await page.getByTestId('screen-back').filter({ visible: true }).click()
  await expect(page.getByTestId('settings')).toBeHidden()
  await expect(row(page, 'Aircon cleaning, 3 units')).toBeVisible()
})

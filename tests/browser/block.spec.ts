// Blocking somebody: what each of the two then sees. The server enforces it; the blocked one is not told.

import { expect, type Page, test } from '@playwright/test'
import { startOwnBrowser } from './own-browser.ts'
import { backOnline, bubble, enter, openChat, row, say, unique, url } from './people.ts'
import { sendAs } from './user-api.ts'

const AIRCON = 'Aircon cleaning, 3 units'
const GATE = 'Gate motor repair'

async function chatMenu(page: Page, item: string): Promise<void> {
  await page.getByTestId('chat-menu').filter({ visible: true }).click()
  await page.getByTestId(`menu-${item}`).click()
}

for (const [name, viewport] of [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 800 }],
] as const) {
  test(`a blocked person is not told, nothing of theirs arrives, and after an unblock only what is new does (${name})`, async ({
    browser,
  }) => {
    const mine = await browser.newContext({ viewport })
    const me = await enter(mine, 'ana')
    const them = await enter(await browser.newContext(), 'ramon')
    for (const page of [me, them]) await openChat(page, AIRCON)
    const before = unique('Before the block')
    await say(them, before)
    await expect(bubble(me, before)).toBeVisible()

    await chatMenu(me, 'block')
    await expect(me.getByTestId('block-sheet')).toContainText('They are not told')
    await me.getByTestId('block-cancel').click()
    await expect(me.getByTestId('composer-input')).toBeVisible()
    await chatMenu(me, 'block')
    await me.getByTestId('block-confirm').click()
    await expect(me.getByTestId('blocked-panel')).toContainText('You have blocked Ramon Aquino')
    await expect(me.getByTestId('composer-input')).toBeHidden()
    // It stays readable.
    await expect(bubble(me, before)).toBeVisible()

    const withheld = unique('You do not get this')
    await say(them, withheld)
    await expect(bubble(them, withheld)).toHaveAccessibleName(/Sent/)

    await me.getByTestId('unblock').click()
    await expect(me.getByTestId('composer-input')).toBeVisible()
    const after = unique('After the unblock')
    await say(them, after)
    await expect(bubble(me, after)).toBeVisible()
    await expect(bubble(me, withheld)).toHaveCount(0)
    // A mark has no holes: what is read after the block's end covers it, and tells nothing (BLOCK-5).
    await expect(bubble(them, withheld)).toHaveAccessibleName(/Sent|Delivered|Read/)
    for (const page of [me, them]) await page.context().close()
  })
}

test('the row says it, the settings list whom I have blocked, and unblocking there opens the chat again', async ({ context }) => {
  const me = await enter(context, 'ben')
  await me.setViewportSize({ width: 1280, height: 800 })
  await openChat(me, GATE)
  await chatMenu(me, 'block')
  await me.getByTestId('block-confirm').click()
  await expect(row(me, GATE)).toHaveAccessibleName(/Blocked/)
  await me.goto(`${url()}/settings/blocked`)
  await expect(me.getByTestId('blocked-ramon')).toContainText('Ramon Aquino')
  await me.getByTestId('unblock-ramon').click()
  await expect(me.getByTestId('blocked-empty')).toBeVisible()
  await expect(row(me, GATE)).not.toHaveAccessibleName(/Blocked/)
  await openChat(me, GATE)
  await say(me, unique('We can talk again'))
})

test('what waited while I blocked them is refused, says why, and goes out once I take the block back', async ({ browser }) => {
  await using own = await startOwnBrowser()
  const away = await enter(own.context, 'ana')
  const here = await enter(await browser.newContext(), 'ana')
  for (const page of [away, here]) await openChat(page, AIRCON)
  own.proxy.refuse()
  own.proxy.resetAll()
  const text = unique('Written before I blocked you')
  await say(away, text)
  await chatMenu(here, 'block')
  await here.getByTestId('block-confirm').click()
  await expect(here.getByTestId('blocked-panel')).toBeVisible()
  own.proxy.heal()
  await backOnline(away)
  await expect(bubble(away, text)).toHaveAccessibleName(/Not sent/)
  await expect(away.getByText('Not sent. You have blocked this person')).toBeVisible()
  await away.getByTestId('unblock').click()
  await expect(away.getByTestId('composer-input')).toBeVisible()
  await away.locator('[data-testid^="message-retry-"]').click()
  await expect(bubble(away, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  await here.context().close()
})

test('without a connection nobody can be blocked, and the sheet says so', async () => {
  await using own = await startOwnBrowser()
  const me = await enter(own.context, 'ben')
  await openChat(me, GATE)
  own.proxy.refuse()
  own.proxy.resetAll()
  await chatMenu(me, 'block')
  await me.getByTestId('block-confirm').click()
  await expect(me.getByTestId('block-failed')).toBeVisible()
  await me.getByTestId('block-cancel').click()
  own.proxy.heal()
  await backOnline(me)
  await expect(me.getByTestId('composer-input')).toBeVisible()
  await sendAs('ramon', GATE, unique('Still talking'))
})

test('a list of blocked people that could not be brought says so, and is asked for again', async ({ context }) => {
  const me = await enter(context, 'paolo')
  const failing = '**/api/blocks/'
  await me.route(failing, (route) => route.fulfill({ status: 503, json: {} }))
  await me.goto(`${url()}/settings/blocked`)
  const failed = me.getByTestId('blocked-failed')
  const retry = me.getByTestId('blocked-retry')
  await expect(failed).toContainText('could not be loaded')
  await expect(me.getByTestId('blocked-people').getByRole('status').first()).toHaveText('The list could not be loaded.')
  await retry.focus()
  await Promise.all([me.waitForResponse(failing), me.keyboard.press('Enter')])
  await expect(retry).toHaveText('Try again')
  await expect(retry).toBeFocused()
  await me.unroute(failing)
  await retry.click()
  await expect(me.getByTestId('blocked-empty')).toBeVisible()
  await expect(failed).toBeHidden()
})

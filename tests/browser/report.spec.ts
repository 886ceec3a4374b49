// Reporting: what a person chooses and says is what the marketplace gets, once.

import { expect, type Page, test } from '@playwright/test'
import { bubble, enter, openChat, say, unique, url } from './people.ts'
import { demo } from './start-server.ts'
import { conversationOf } from './user-api.ts'

const AIRCON = 'Aircon cleaning, 3 units'

interface Reported {
  readonly id: string
  readonly conversation_id: string
  readonly reporter_id: string
  readonly reported_user_id: string
  readonly reason: string
  readonly note?: string
  readonly messages: readonly { readonly id: string; readonly text?: string }[]
}

/** As the marketplace's backend gets them. */
async function reports(): Promise<readonly Reported[]> {
  const found: Reported[] = []
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const response = await fetch(`${url()}/api/integration/reports/${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`, {
      headers: { authorization: `Bearer ${demo().service_key}` },
    })
    expect(response.status).toBe(200)
    const page = (await response.json()) as { reports: Reported[]; next_cursor?: string }
    found.push(...page.reports)
    cursor = page.next_cursor
  }
  return found
}

async function openReport(page: Page): Promise<void> {
  await page.getByTestId('chat-menu').filter({ visible: true }).click()
  await page.getByTestId('menu-report').click()
  await expect(page.getByTestId('report-sheet')).toBeVisible()
}

for (const [name, viewport] of [
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 800 }],
] as const) {
  test(`messages, a reason and a word reach the marketplace, and blocking is offered (${name})`, async ({ browser }) => {
    const me = await enter(await browser.newContext({ viewport }), 'ana')
    const them = await enter(await browser.newContext(), 'ramon')
    for (const page of [me, them]) await openChat(page, AIRCON)
    const [bad, harmless] = [unique('Pay me by gift card'), unique('See you on Tuesday')]
    await say(them, bad)
    await say(them, harmless)
    await expect(bubble(me, harmless)).toBeVisible()

    await openReport(me)
    await expect(me.getByTestId('report-send')).toBeDisabled()
    await me.getByRole('checkbox', { name: bad }).click()
    await me.getByTestId('report-reason-scam').click()
    const note = unique('It asked for gift cards twice')
    await me.getByTestId('report-note').fill(note)
    await me.getByTestId('report-send').click()
    await expect(me.getByTestId('report-thanks')).toBeVisible()
    const report = (await reports()).find((it) => it.note === note)
    expect(report).toMatchObject({
      conversation_id: await conversationOf('ana', AIRCON),
      reporter_id: 'ana',
      reported_user_id: 'ramon',
      reason: 'scam',
      messages: [{ text: bad }],
    })
    await me.getByTestId('report-block').click()
    await expect(me.getByTestId('block-sheet')).toBeVisible()
    await me.getByTestId('block-cancel').click()
    for (const page of [me, them]) await page.context().close()
  })
}

test('an answer that gets lost: what was written stays, and sent again it is one report', async ({ context }) => {
  const me = await enter(context, 'ana')
  await openChat(me, AIRCON)
  await openReport(me)
  await me.getByTestId('report-reason-other').click()
  const note = unique('Sent twice, told once')
  await me.getByTestId('report-note').fill(note)
  let lost = 0
  await me.route('**/reports/', async (route) => {
    await route.fetch()
    lost++
    await route.abort()
  })
  await me.getByTestId('report-send').click()
  await expect(me.getByTestId('report-hint')).toContainText('was not sent')
  expect(lost).toBe(1)
  await expect(me.getByTestId('report-note')).toHaveValue(note)
  await me.unroute('**/reports/')
  await me.getByTestId('report-send').click()
  await expect(me.getByTestId('report-thanks')).toBeVisible()
  expect((await reports()).filter((it) => it.note === note)).toHaveLength(1)
})

test('from the menu of one message, that one is chosen', async ({ context, browser }) => {
  const me = await enter(context, 'ana')
  const them = await enter(await browser.newContext(), 'ramon')
  for (const page of [me, them]) await openChat(page, AIRCON)
  const bad = unique('This one')
  await say(them, bad)
  await bubble(me, bad).click({ button: 'right' })
  await me.getByTestId('menu-report').click()
  await expect(me.getByRole('checkbox', { name: bad })).toBeChecked()
  await expect(me.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await them.context().close()
})

test('without a connection it says so, and keeps what was chosen and typed', async ({ context }) => {
  const me = await enter(context, 'ana')
  await openChat(me, AIRCON)
  await me.routeWebSocket(/\/ws\//, (socket) => socket.close())
  await me.route('**/api/**', (route) => route.abort())
  await me.reload()
  await expect(me.getByTestId('connection-banner').filter({ visible: true })).toBeVisible()
  await openReport(me)
  await me.getByTestId('report-reason-spam').click()
  await me.getByTestId('report-note').fill('Kept')
  await expect(me.getByTestId('report-hint')).toContainText('needs a connection')
  await expect(me.getByTestId('report-send')).toBeDisabled()
  await me.keyboard.press('Escape')
  await expect(me.getByTestId('report-sheet')).toBeHidden()
  await openReport(me)
  await expect(me.getByTestId('report-note')).toHaveValue('Kept')
  await expect(me.getByTestId('report-reason-spam')).toBeChecked()
})

// Ways through the app: what is open already, the way back, and a person whose token is not taken any more.

import { expect, test } from '@playwright/test'
import { callsOf, newJob, signInTo } from './jobs.ts'
import { bubble, conversationOf, enter, integrate, KITCHEN_SINK, openChat, row, signIn, unique, url, write } from './people.ts'

test.describe('on a wide window', () => {
  test.use({ viewport: { width: 1280, height: 800 } })

  test('CV-5 the same hit leads to its message again; what is open already is no step for the way back', async ({ page }) => {
    const { title, conversation_id } = await newJob('ben', 'teresa')
    const [ben, teresa, word] = [await callsOf('ben'), await callsOf('teresa'), unique('zq').replace(' ', '')]
    const hit_id = await teresa.send(conversation_id, `The ${word} valve`)
    for (let index = 0; index < 30; index++) await ben.send(conversation_id, `Line ${index} of a long talk`)
    await signInTo(page, 'ben', title)
    const start = new URL(page.url()).pathname
    await page.getByTestId('list-search-field').fill(word)
    const hit = page.getByTestId(`search-message-${hit_id}`)
    await hit.click()
    const found = page.locator(`[data-message-id="${hit_id}"]`)
    await expect(found).toBeInViewport()
    await page.getByTestId('message-list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await expect(found).not.toBeInViewport()
    await hit.click()
    await expect(found).toBeInViewport()
    await page.getByTestId('search-clear').click()
    for (let times = 0; times < 3; times++) await row(page, title).click()
    await expect(page.getByTestId('job-header')).toContainText(title)
    await page.goBack()
    await expect(page.getByTestId('job-header')).toBeHidden()
    expect(new URL(page.url()).pathname).toBe(start)
  })

  test('back to conversations leads there, also from a second chat on a window that became narrow', async ({ page }) => {
    const [first, second] = [await newJob('ben', 'teresa'), await newJob('ben', 'teresa')]
    await signInTo(page, 'ben', second.title)
    for (const { title } of [first, second]) {
      await row(page, title).click()
      await expect(page.getByTestId('job-header')).toContainText(title)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByTestId('chat-back').click()
    await expect(page.getByTestId('job-header')).toBeHidden()
    await expect(row(page, first.title)).toBeVisible()
  })
})

test('WS-5 a token that was revoked is said, and signing in again goes on with all that was there', async ({ context }) => {
  const page = await enter(context, 'ana')
  await page.locator('[data-testid^="conversation-row-"]').first().click()
  await expect(page.getByTestId('composer-input')).toBeVisible()
  // Fresh tokens are refused, too, until the person signs in again.
  await context.route('**/api/demo/ana/token/', (route) => route.fulfill({ status: 403, json: {} }))
  await integrate('POST', '/api/integration/users/ana/revoke/', {})
  const banner = page.getByTestId('connection-banner').filter({ visible: true })
  await expect(banner).toContainText('signed out')
  const text = unique('Written meanwhile')
  await page.getByTestId('composer-input').fill(text)
  await page.keyboard.press('Enter')
  await expect(bubble(page, text)).toHaveAccessibleName(/Waiting/)
  await context.unroute('**/api/demo/ana/token/')
  // A token names the second it is of, so one of the very second of the revocation is refused as well.
  await expect(async () => {
    const again = banner.getByRole('button', { name: 'Sign in' })
    if (await again.isVisible()) await again.click({ timeout: 1_000 })
    await page.locator('[data-testid^="conversation-row-"]').filter({ hasText: text }).click({ timeout: 2_000 })
    await expect(bubble(page, text)).toHaveAccessibleName(/Sent|Delivered|Read/, { timeout: 3_000 })
  }).toPass()
})

test('AC-4 who signs out in one tab is signed out in the other', async ({ context }) => {
  const [first, second] = [await signIn(context, 'marisol'), await signIn(context, 'marisol')]
  await openChat(second, KITCHEN_SINK)
  await first.getByTestId('account').filter({ visible: true }).click()
  for (const page of [first, second]) await expect(page.getByTestId('demo-sign-in')).toBeVisible()
  // And nothing comes back by what the other one hears or is loaded with.
  await (await callsOf('ramon')).call('GET', '/api/conversations/')
  await second.reload()
  await expect(second.getByTestId('demo-sign-in')).toBeVisible()
  const kept = () => second.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('jobline:')).length)
  await expect.poll(kept).toBe(0)
})

test('a sign-in that takes long says so and can be left; a late answer signs nobody in', async ({ page }) => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/demo/marisol/token/', async (route) => {
    await answered
    await route.continue()
  })
  await page.goto(url())
  await page.getByTestId('demo-person-marisol').click()
  await expect(page.getByTestId('signing-in-slow')).toContainText('Signing in')
  await page.getByRole('button', { name: 'Show the people' }).click()
  await expect(page.getByTestId('demo-sign-in')).toBeVisible()
  const late = page.waitForResponse('**/api/demo/marisol/token/')
  answer()
  await late
  await page.getByTestId('demo-person-ramon').click()
  await expect(row(page, KITCHEN_SINK)).toContainText('Marisol Santos')
})

test('the keyboard’s focus stays in the list when its message leaves, and after the jump to the end', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, 'Shower leak behind the tiles')
  const last = unique('The last line')
  await write('marisol', conversationOf(page), [...Array.from({ length: 80 }, (_, at) => `Line ${at} of many`), last])
  await expect(bubble(page, last)).toBeInViewport()
  await bubble(page, last).focus()
  const list = page.getByTestId('message-list')
  await list.evaluate((box) => box.scrollTo(0, box.scrollHeight - box.clientHeight * 6))
  await expect(bubble(page, last)).toHaveCount(0)
  await expect(list).toBeFocused()
  // Its keys lead on from there.
  await page.keyboard.press('ArrowUp')
  await expect(page.locator('[data-message-id]:focus')).toBeInViewport()
  await page.getByTestId('jump-to-end').focus()
  await page.keyboard.press('Enter')
  await expect(bubble(page, last)).toBeInViewport()
  await expect(list).toBeFocused()
})

test('what is said twice is told twice to a screen reader', async ({ browser }) => {
  const worker = await signIn(await browser.newContext(), 'marisol')
  const client = await signIn(await browser.newContext(), 'ramon')
  for (const page of [worker, client]) await openChat(page, KITCHEN_SINK)
  await worker.evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role="status"]')
        if (region && addedNodes.length > 0) told.push(region.textContent ?? '')
      }
    }).observe(document.body, { subtree: true, childList: true })
  })
  const told = (text: string) =>
    worker.evaluate((wanted) => (window as unknown as { told: string[] }).told.filter((it) => it.includes(wanted)).length, text)
  const text = unique('ok')
  for (const times of [1, 2]) {
    await client.getByTestId('composer-input').fill(text)
    await client.getByTestId('send-button').click()
    await expect.poll(() => told(text)).toBe(times)
  }
  for (const page of [worker, client]) await page.context().close()
})

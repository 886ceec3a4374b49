// To a message far from the newest ones and back again; and what a look at old messages does not do.

import { expect, type Page, test } from '@playwright/test'
import { callsOf, newJob, signInTo } from './jobs.ts'
import { bubble, conversationOf, enter, openChat, row, say, signIn, unique, url, write } from './people.ts'

const JOB = 'Shower leak behind the tiles'
const message = (page: Page, id: string) => page.locator(`[data-message-id="${id}"]`)
const filler = (from: number, count: number) => Array.from({ length: count }, (_, at) => `Line ${from + at} of a long talk`)

test('CH-4 CH-8 a quote of a message that is not loaded leads to a window around it, and from there to the newest', async ({ browser }) => {
  const worker = await signIn(await browser.newContext(), 'marisol')
  await openChat(worker, JOB)
  const conversation_id = conversationOf(worker)
  const [old_id] = (await write('marisol', conversation_id, [unique('The very old one')])) as [string]
  await write('marisol', conversation_id, filler(1, 130))
  const answer = unique('About that old one')
  await write('marisol', conversation_id, [answer], { reply_to_id: old_id })

  // A device that has only the newest page.
  const page = await signIn(await browser.newContext(), 'marisol')
  await openChat(page, JOB)
  const quote = bubble(page, answer).locator('[data-testid^="quote-of-"]')
  await expect(quote).toContainText('The very old one')
  await quote.click()
  await expect(message(page, old_id)).toBeInViewport()
  await expect(message(page, old_id)).toBeFocused()
  await expect(bubble(page, answer)).toHaveCount(0)
  // It is a part like any other: what can be done with a message can be done here, and more of it loads below.
  await message(page, old_id).click({ button: 'right' })
  await page.getByTestId('quick-👍').click()
  await expect(page.getByTestId(`reaction-${old_id}-👍`)).toBeVisible()
  await expect(async () => {
    await page.getByTestId('message-list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await expect(bubble(page, 'Line 60 of').first()).toBeAttached({ timeout: 1_000 })
  }).toPass()
  await page.getByTestId('jump-to-end').click()
  await expect(bubble(page, answer)).toBeInViewport()

  // There and back to where the quote was tapped.
  await quote.click()
  await expect(message(page, old_id)).toBeInViewport()
  await page.getByTestId('jump-back').click()
  await expect(bubble(page, answer)).toBeInViewport()
  await expect(page.getByTestId('jump-back')).toBeHidden()

  // Whoever writes from there is taken to what they wrote.
  await quote.click()
  await expect(message(page, old_id)).toBeInViewport()
  const mine = unique('Written from the past')
  await say(page, mine)
  await expect(bubble(page, mine)).toBeInViewport()
  for (const it of [worker, page]) await it.context().close()
})

test('RT-4 CV-3 who looks at an old message has not read the new ones; nor has a background tab, nor another window', async ({
  browser,
}) => {
  const worker = await signIn(await browser.newContext(), 'marisol')
  const client = await enter(await browser.newContext(), 'kristine')
  await openChat(worker, JOB)
  await openChat(client, JOB)
  const conversation_id = conversationOf(worker)
  const [old_id] = (await write('kristine', conversation_id, [unique('An old question')])) as [string]
  await write('kristine', conversation_id, filler(200, 130))
  const answer = unique('My answer to it')
  await write('kristine', conversation_id, [answer], { reply_to_id: old_id })
  // Loaded anew it opens at the newest, all having been read.
  await expect(bubble(client, answer)).toHaveAccessibleName(/Read/)
  await worker.reload()
  await expect(bubble(worker, answer)).toBeInViewport()
  await bubble(worker, answer).locator('[data-testid^="quote-of-"]').click()
  await expect(message(worker, old_id)).toBeInViewport()

  // Delivered comes before read, so a second message is told of: its news would bring the first one's along.
  const unread = async (text: string) => {
    const later = unique('And one more')
    await say(client, later)
    for (const said of [later, text]) await expect(bubble(client, said)).toHaveAccessibleName(/Delivered/)
  }
  const read = (text: string) => expect(bubble(client, text)).toHaveAccessibleName(/Read/)
  const first = unique('While you are in the past')
  await say(client, first)
  await unread(first)
  await expect(row(worker, JOB).getByTestId('unread-badge')).toBeVisible()
  await worker.getByTestId('jump-to-end').click()
  await read(first)

  // Another window has the focus: the page is in sight, but nobody is at it.
  await worker.evaluate(() => {
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => false })
    window.dispatchEvent(new Event('blur'))
  })
  const second = unique('While you are in another window')
  await say(client, second)
  await expect(bubble(worker, second)).toBeInViewport()
  await unread(second)
  await worker.evaluate(() => {
    Reflect.deleteProperty(document, 'hasFocus')
    window.dispatchEvent(new Event('focus'))
  })
  await read(second)

  // The tab is in the background.
  const hide = (state: string) =>
    worker.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  await hide('hidden')
  const third = unique('While you are in another tab')
  await say(client, third)
  await unread(third)
  await hide('visible')
  await read(third)

  // Further up in the history, the new one is out of sight.
  await worker.getByTestId('message-list').evaluate((list) => list.scrollTo(0, list.scrollHeight - list.clientHeight * 3))
  await expect(worker.getByTestId('jump-to-end')).toBeVisible()
  const fourth = unique('While you read further up')
  await say(client, fourth)
  await expect(worker.getByTestId('jump-to-end')).toContainText('1 new message')
  await unread(fourth)
  await expect(worker.getByTestId('jump-to-end')).toContainText('2 new messages')
  await worker.getByTestId('jump-to-end').click()
  await read(fourth)
  for (const it of [worker, client]) await it.context().close()
})

test('CH-4 CV-3 a chat with many unread ones opens at the first, and says how many are below', async ({ browser }) => {
  const context = await browser.newContext()
  const before = await signIn(context, 'marisol')
  await openChat(before, JOB)
  const conversation_id = conversationOf(before)
  const [old_id] = (await write('kristine', conversation_id, [unique('A very old one')])) as [string]
  await write('kristine', conversation_id, filler(300, 99))
  await expect(bubble(before, 'Line 398 of')).toBeVisible()
  await expect(row(before, JOB).getByTestId('unread-badge')).toBeHidden()
  const marisol = await callsOf('marisol')
  const unread = async () => {
    const { conversations } = (await marisol.call('GET', '/api/conversations/')) as {
      conversations: { id: string; state: { unread: number } }[]
    }
    return conversations.find(({ id }) => id === conversation_id)?.state.unread
  }
  await expect.poll(unread).toBe(0)
  await before.close()
  await write('kristine', conversation_id, filler(400, 29))
  const answer = unique('And to that old one')
  await write('kristine', conversation_id, [answer], { reply_to_id: old_id })
  const page = await signIn(context, 'marisol')
  await row(page, JOB).click()
  await expect(page.getByTestId('unread-divider')).toBeInViewport()
  const counted = async () => Number(/(\d+) new/.exec(await page.getByTestId('jump-to-end').innerText())?.[1])
  await expect.poll(counted).toBeGreaterThan(5)
  // What was in sight is not new any more.
  await expect.poll(counted).toBeLessThan(30)
  await page.getByTestId('jump-to-end').click()
  await expect(page.getByTestId('jump-to-end')).toBeHidden()
  // All read: from an old message the way back leads to the newest one, not to where the unread ones began.
  await bubble(page, answer).locator('[data-testid^="quote-of-"]').click()
  await expect(message(page, old_id)).toBeInViewport()
  await page.getByTestId('jump-to-end').click()
  await expect(bubble(page, answer)).toBeInViewport()
  await expect(page.getByTestId('jump-to-end')).toBeHidden()
  await context.close()
})

test('CH-8 OF-4 who reads in history stays there when the connection brings what is unread', async ({ browser }) => {
  const context = await browser.newContext()
  const before = await signIn(context, 'marisol')
  const client = await enter(await browser.newContext(), 'kristine')
  for (const page of [before, client]) await openChat(page, JOB)
  const conversation_id = conversationOf(before)
  await write('kristine', conversation_id, filler(500, 40))
  // Told only once the device has it on its disk.
  await expect(bubble(client, 'Line 539 of')).toHaveAccessibleName(/Read/)
  await before.close()
  await write('kristine', conversation_id, ['One while you were away', 'And a second one'])

  // Nothing of the chats comes from the server until it is let through.
  let letThrough = () => {}
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await context.routeWebSocket(/\/ws\//, async (socket) => {
    await gate
    socket.connectToServer()
  })
  await context.route(/\/api\/(frames|conversations)/, async (route) => {
    await gate
    await route.continue()
  })
  const page = await signIn(context, 'marisol')
  await row(page, JOB).click()
  await expect(bubble(page, 'Line 539 of')).toBeInViewport()
  const list = page.getByTestId('message-list')
  await list.evaluate((box) => box.scrollTo(0, box.scrollHeight - box.clientHeight * 2))
  await expect(page.getByTestId('jump-to-end')).toBeVisible()
  const read_line = page.locator('[role="article"]').filter({ hasText: 'Line 520 of' })
  await read_line.scrollIntoViewIfNeeded()
  const place = async () => (await read_line.boundingBox())?.y
  const stood = (await place()) ?? 0
  letThrough()
  await expect(page.getByTestId('jump-to-end')).toContainText('2 new')
  expect(Math.abs(((await place()) ?? 0) - stood)).toBeLessThan(1)
  for (const it of [context, client.context()]) await it.close()
})

test('CH-8 CV-3 with more unread ones than a page holds a chat opens at the first of them, and the rest stays unread', async ({
  browser,
}) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const teresa = await callsOf('teresa')
  const context = await browser.newContext()
  const page = await context.newPage()
  await teresa.send(conversation_id, 'Read long ago')
  await signInTo(page, 'ben', title)
  await row(page, title).click()
  await expect(row(page, title).getByTestId('unread-badge')).toBeHidden()
  await page.goto(url())
  for (let at = 0; at < 170; at++) await teresa.send(conversation_id, `Unread ${at}`)
  await expect(row(page, title).getByTestId('unread-badge')).toContainText('99+')
  await row(page, title).click()
  await expect(page.getByTestId('unread-divider')).toBeInViewport()
  await expect(bubble(page, 'Unread 0').first()).toBeInViewport()
  await expect(page.getByTestId('jump-to-end')).toContainText('new')
  await expect(row(page, title).getByTestId('unread-badge')).toBeVisible()
  await page.getByTestId('jump-to-end').click()
  await expect(bubble(page, 'Unread 169')).toBeInViewport()
  await expect(row(page, title).getByTestId('unread-badge')).toBeHidden()
  await context.close()
})

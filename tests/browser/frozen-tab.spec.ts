// Two tabs of one person, and one of them stands still: frozen by the browser, or hung in its own script. The other one
// sends and receives as ever, also what the one that stands still had not sent yet.

import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { type OwnBrowser, startOwnBrowser } from './own-browser.ts'
import { backOnline, bubble, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'

let own: OwnBrowser
let still: Page
let visible: Page
let client: Page
let session: CDPSession

test.beforeEach(async ({ browser }) => {
  own = await startOwnBrowser()
  still = await signIn(own.context, 'marisol')
  visible = await signIn(own.context, 'marisol')
  client = await signIn(await browser.newContext(), 'ramon')
  for (const page of [still, visible]) {
    await page.bringToFront()
    await openChat(page, KITCHEN_SINK)
  }
  await openChat(client, KITCHEN_SINK)
  session = await own.context.newCDPSession(still)
})
test.afterEach(async () => {
  await client.context().close()
  await own[Symbol.asyncDispose]()
})

type Beating = typeof globalThis & { beats: number }

async function freeze(): Promise<void> {
  for (const page of [still, visible]) {
    await page.evaluate(() => {
      Object.assign(window, { beats: 0 })
      setInterval(() => (window as unknown as Beating).beats++, 10)
    })
  }
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  // A browser that pretends to freeze would make this a test of nothing.
  const beats = () => still.evaluate(() => (window as unknown as Beating).beats)
  let before = -1
  await expect
    .poll(async () => {
      const last = before
      before = await beats()
      return before === last
    })
    .toBe(true)
  await visible.waitForFunction(
    (enough) => (window as unknown as Beating).beats > enough,
    (await visible.evaluate(() => (window as unknown as Beating).beats)) + 100,
  )
  expect(await beats()).toBe(before)
}

async function talk(): Promise<readonly string[]> {
  const [question, answer] = [unique('Can you hear me?'), unique('As ever.')]
  await say(visible, question)
  await expect(bubble(client, question)).toBeVisible()
  await say(client, answer)
  await expect(bubble(visible, answer)).toBeVisible()
  await expect(bubble(visible, question)).toHaveAccessibleName(/Delivered|Read/)
  return [question, answer]
}

test('OF-1 RT-1 G2 beside a frozen tab the visible one sends and receives, and the frozen one catches up', async () => {
  await freeze()
  const texts = await talk()
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await still.bringToFront()
  for (const text of texts) {
    await expect(bubble(still, text)).toBeVisible()
    await expect(bubble(still, text)).toHaveCount(1)
  }
})

test('G2 G7 OF-1 what a frozen tab had not sent yet is sent by the visible one, once', async () => {
  own.proxy.refuse()
  own.proxy.resetAll()
  await still.bringToFront()
  const held = [unique('First, held back'), unique('Second, held back')]
  for (const text of held) {
    await say(still, text)
    await expect(bubble(still, text)).toHaveAccessibleName(/Waiting|Sending/)
  }
  await visible.bringToFront()
  await freeze()
  own.proxy.heal()
  await backOnline(visible)
  for (const text of held) await expect(bubble(client, text)).toBeVisible()
  await talk()
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await still.bringToFront()
  await still.getByTestId('connection-retry').or(still.getByTestId('composer-input')).first().click()
  for (const text of held) {
    await expect(bubble(still, text)).toHaveAccessibleName(/Delivered|Read/)
    for (const page of [still, visible, client]) await expect(bubble(page, text)).toHaveCount(1)
  }
})

test('OF-1 RT-1 beside a tab that hangs in its script the visible one sends and receives', async () => {
  await session.send('Debugger.enable')
  await session.send('Debugger.pause')
  await talk()
  await session.send('Debugger.disable')
})

// What one change draws again: its own row and at most the one before it, whatever else is on the screen. Counted in the app as
// it ships, between two people on a real server.

import { type RenderWatch, type RowRenders, watchRenders } from '@jobline/testkit/browser/watch-renders'
import { expect, type Page, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, row, say, signIn, unique, url } from './people.ts'

type Watched = typeof globalThis & { renders: RenderWatch }

let worker: Page
let client: Page

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext()
  await context.addInitScript(watchRenders)
  worker = await signIn(context, 'marisol')
  client = await signIn(await browser.newContext(), 'ramon')
  await openChat(worker, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  await expect(worker.getByTestId('chat-presence')).toContainText(/online/i)
})
test.beforeEach(async () => {
  // All that the test before this moves has moved.
  for (const [page, other] of [
    [client, worker],
    [worker, client],
  ] as const) {
    const text = unique('Let us begin.')
    await say(page, text)
    await expect(bubble(page, text)).toHaveAccessibleName(/Read/)
    await expect(bubble(other, text)).toBeVisible()
  }
})
test.afterAll(async () => {
  await worker.context().close()
  await client.context().close()
})

/** What a message neither changes nor draws again: the heads of list and chat, and where to write. */
const STILL_PARTS = ['list-search-field', 'list-refresh', 'filter-active', 'chat-menu', 'job-header', 'composer-input', 'send-button']

const idOf = async (page: Page, text: string) => ((await bubble(page, text).getAttribute('data-testid')) ?? '').replace('message-', '')
const conversationId = async (page: Page) =>
  ((await row(page, KITCHEN_SINK).getAttribute('data-testid')) ?? '').replace('conversation-row-', '')
/** Of the list, all with the person of the open chat. */
async function theirConversations(): Promise<string[]> {
  const name = (await worker.getByRole('heading', { level: 1 }).last().textContent()) ?? ''
  const rows = worker.locator('[data-testid^="conversation-row-"]').filter({ hasText: name })
  return rows.evaluateAll((found) => found.map((it) => (it as HTMLElement).dataset.testid?.replace('conversation-row-', '') ?? ''))
}
const lastId = (page: Page) =>
  page
    .locator('[data-testid^="message-"][role="article"]')
    .last()
    .getAttribute('data-testid')
    .then((id) => (id ?? '').replace('message-', ''))

interface Drawn {
  readonly counts: Record<string, RowRenders>
  readonly again: string[]
  readonly first: string[]
  readonly parts: Record<string, number>
}

/** What the worker's page drew while `act` took place, until what it waits for is on the screen. */
async function drawn(act: () => Promise<void>): Promise<Drawn> {
  await worker.evaluate(() => (globalThis as Watched).renders.reset())
  await act()
  const counts = await worker.evaluate(() => (globalThis as Watched).renders.read())
  const parts = await worker.evaluate(() => (globalThis as Watched).renders.parts())
  const keys = Object.keys(counts)
  return { counts, parts, again: keys.filter((key) => counts[key]?.again), first: keys.filter((key) => counts[key]?.first) }
}

/** Rows among `allowed` were drawn again, and no others. */
async function onlyOf({ counts, again }: Drawn, allowed: readonly string[]): Promise<void> {
  const others = again.filter((id) => !allowed.includes(id))
  // With their words and counts, so that a failure says which they are and why.
  const words = others.map(async (id) => ({ id, ...counts[id], words: await worker.locator(`[data-testid$="${id}"]`).allTextContents() }))
  expect(await Promise.all(words)).toEqual([])
}

test('the counting sees a change that draws every row again', async () => {
  const in_document = await worker.locator('[data-testid^="message-"][role="article"]').count()
  expect(in_document).toBeGreaterThan(5)
  const seen = await drawn(async () => {
    await worker.emulateMedia({ colorScheme: 'dark' })
    await worker.waitForFunction((count) => Object.keys((globalThis as Watched).renders.read()).length > count, in_document)
  })
  expect(seen.again.length).toBeGreaterThan(in_document)
  expect(Object.keys(seen.parts)).toEqual(expect.arrayContaining(STILL_PARTS))
})

test('CH-1 RT-1 a message that comes in draws its own row, the one before it, and its conversation', async () => {
  const before = await lastId(worker)
  const text = unique('Do you have the key?')
  const seen = await drawn(async () => {
    await say(client, text)
    await expect(bubble(worker, text)).toBeVisible()
    // Marked as read too: that is told back, and draws nothing here.
    await expect(bubble(client, text)).toHaveAccessibleName(/Read/)
  })
  const id = await idOf(worker, text)
  expect(seen.first).toEqual([id])
  await onlyOf(seen, [before, id, await conversationId(worker)])
  // The chip that counts what is unread counts it for a moment.
  expect(STILL_PARTS.filter((part) => part in seen.parts && part !== 'filter-active')).toEqual([])
})

test('CH-3 CH-6 a message that goes out draws its own row with every tick, the one before it, and its conversation', async () => {
  const before = await lastId(worker)
  const text = unique('It is under the mat.')
  const seen = await drawn(async () => {
    await say(worker, text)
    await expect(bubble(worker, text)).toHaveAccessibleName(/Read/)
  })
  const id = await idOf(worker, text)
  expect(seen.first).toEqual([id])
  await onlyOf(seen, [before, id, await conversationId(worker)])
  // Once: it is no longer the last of its group.
  expect(seen.counts[before]?.again ?? 0).toBeLessThanOrEqual(1)
  // The field and its button alone: they fill and empty.
  expect(STILL_PARTS.filter((part) => part in seen.parts)).toEqual(['composer-input', 'send-button'])
})

test('RT-4 a read mark draws the rows whose ticks it changes', async () => {
  const texts = [unique('One'), unique('Two')]
  // What was said before has all its ticks.
  await expect(worker.locator('[role="article"]:is([aria-label$=", Sent"], [aria-label$=", Delivered"])')).toHaveCount(0)
  await client.close()
  await expect(worker.getByTestId('chat-presence')).not.toContainText(/online/i, { timeout: 15_000 })
  for (const text of texts) await say(worker, text)
  for (const text of texts) await expect(bubble(worker, text)).toHaveAccessibleName(/Sent/)
  const ids = await Promise.all(texts.map((text) => idOf(worker, text)))
  const seen = await drawn(async () => {
    client = await signIn(await worker.context().browser()!.newContext(), 'ramon')
    await openChat(client, KITCHEN_SINK)
    for (const text of texts) await expect(bubble(worker, text)).toHaveAccessibleName(/Read/)
  })
  expect(seen.first).toEqual([])
  // They are online again, which all rows of theirs in the list say.
  await onlyOf(seen, [...ids, ...(await theirConversations())])
})

test('MF-4 a reaction draws the row of its message and no other', async () => {
  const text = unique('All dry now.')
  await say(worker, text)
  await expect(bubble(worker, text)).toHaveAccessibleName(/Read/)
  const id = await idOf(worker, text)
  const seen = await drawn(async () => {
    await reactAs('ramon', id)
    await worker.waitForFunction((key) => (globalThis as Watched).renders.read()[key] !== undefined, id)
  })
  expect(seen.first).toEqual([])
  await onlyOf(seen, [id, await conversationId(worker)])
})

test('CH-7 RT-3 typing draws no message, and in the list its own conversation', async () => {
  const seen = await drawn(async () => {
    await client.getByTestId('composer-input').pressSequentially('I am')
    await expect(worker.getByTestId('typing-indicator')).toBeVisible()
    await client.getByTestId('composer-input').fill('')
    await expect(worker.getByTestId('typing-indicator')).toBeHidden()
  })
  expect(seen.first).toEqual([])
  await onlyOf(seen, [await conversationId(worker)])
})

test('RT-5 presence draws no message, and in the list that person alone', async () => {
  const seen = await drawn(async () => {
    await client.close()
    await expect(worker.getByTestId('chat-presence')).not.toContainText(/online/i, { timeout: 15_000 })
  })
  expect(seen.first).toEqual([])
  await onlyOf(seen, await theirConversations())
})

/** By the door that any other client may use. */
async function reactAs(name: string, message_id: string): Promise<void> {
  const call = async (method: string, path: string, body: unknown, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
    const response = await fetch(url() + path, { method, headers, body: JSON.stringify(body) })
    expect(response.status).toBe(200)
    return response.json()
  }
  const { token } = await call('POST', `/api/demo/${name}/token/`, {})
  await call('PUT', `/api/messages/${message_id}/reactions/`, { emoji: '👍', active: true }, token)
}

// The two people of the demo and what tests do as them. A test speaks of what a person sees and does.

import { type BrowserContext, expect, type Locator, type Page, type WebSocketRoute } from '@playwright/test'
import { demo } from './start-server.ts'

export const url = (): string => demo().url

export const KITCHEN_SINK = 'Kitchen sink replacement'

/** Opens the demo's link of a person in a new tab and waits for their list. */
export async function signIn(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url()}/demo/${name}`)
  await expect(row(page, KITCHEN_SINK)).toBeVisible()
  return page
}

/** The same for those who do not talk about that job. */
export async function enter(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url()}/demo/${name}`)
  await expect(page.locator('[data-testid^="conversation-row-"]').first()).toBeVisible()
  return page
}

/** The row of the conversation about a job. */
export const row = (page: Page, job_title: string): Locator =>
  page.locator('[data-testid^="conversation-row-"]').filter({ hasText: job_title })

/** And goes to its newest message: a chat opens at the first unread one, which an earlier test may have left far above. */
export async function openChat(page: Page, job_title: string): Promise<void> {
  await row(page, job_title).click()
  await expect(page.getByTestId('composer-input')).toBeVisible()
  await expect(page.getByTestId('job-header')).toContainText(job_title)
  const list = page.getByTestId('message-list')
  await expect(list).toBeVisible()
  await expect(async () => {
    await list.evaluate((box) => box.scrollTo(0, box.scrollHeight))
    await expect(page.getByTestId('jump-to-end')).toBeHidden({ timeout: 500 })
  }).toPass()
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer-input').fill(text)
  await page.getByTestId('send-button').click()
  await expect(bubble(page, text)).toBeVisible()
}

/** The bubble with this text. Its label says who, what, when and, for own ones, how far it got. */
export const bubble = (page: Page, text: string): Locator =>
  page.locator('[data-testid^="message-"][role="article"]').filter({ hasText: text })

/** A text that no other test uses. */
export const unique = (text: string): string => `${text} ${Math.random().toString(36).slice(2, 8)}`

/** The marketplace's backend speaks; the answer's body. */
export async function integrate(method: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${url()}${path}`, {
    method,
    headers: { authorization: `Bearer ${demo().service_key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return response.json()
}

/** Opens the menu of a message by the right mouse button and chooses. */
export async function choose(page: Page, text: string, act: string): Promise<void> {
  await bubble(page, text).click({ button: 'right' })
  await page.getByTestId(`menu-${act}`).click()
  await expect(page.getByTestId('message-menu')).toBeHidden()
}

/** Somebody writes without a screen; resolves with the ids. */
export async function write(name: string, conversation_id: string, texts: readonly string[], fields: object = {}): Promise<string[]> {
  const post = async (path: string, body: unknown, token?: string): Promise<{ token: string }> => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const response = await fetch(`${url()}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(response.ok).toBe(true)
    return (await response.json()) as { token: string }
  }
  const { token } = await post(`/api/demo/${name}/token/`, {})
  const ids: string[] = []
  for (const text of texts) {
    const id = crypto.randomUUID()
    await post(`/api/conversations/${conversation_id}/messages/`, { id, text, ...fields }, token)
    ids.push(id)
  }
  return ids
}

/** Of the chat that is open. */
export const conversationOf = (page: Page): string => /\/chat\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? ''

/** Asks the banner to try again, until it is gone. */
export async function backOnline(page: Page): Promise<void> {
  const banner = page.getByTestId('connection-banner').filter({ visible: true })
  const retry = page.getByTestId('connection-retry').filter({ visible: true })
  await tryAgain(retry, (soon) => expect(banner).toBeHidden(soon))
}

/** By the button, or by itself: the next try may have come first. */
export async function tryAgain(button: Locator, isBack: (soon: { timeout: number }) => Promise<void>): Promise<void> {
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 1_000 })
    await isBack({ timeout: 2_000 })
  }).toPass()
}

/** All the app's files are on the device, and its worker answers for them. */
export async function appIsKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
    }
  })
}

/** A way to the server for all pages of a context, opened after this, that can be cut and mended. */
export async function cuttable(context: BrowserContext): Promise<{ cut(): Promise<void>; mend(): void }> {
  const sockets = new Set<WebSocketRoute>()
  let is_cut = false
  await context.route('**/api/**', (route) => (is_cut ? route.abort() : route.continue()))
  await context.routeWebSocket(/\/ws\//, (socket) => {
    if (is_cut) return void socket.close()
    socket.connectToServer()
    sockets.add(socket)
  })
  return {
    async cut() {
      is_cut = true
      for (const socket of sockets) await socket.close()
      sockets.clear()
    },
    mend() {
      is_cut = false
    },
  }
}

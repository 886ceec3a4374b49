// Words in the open chat: found however far back, and the way from one hit to the next.

import { expect, type Page, test } from '@playwright/test'
import { callsOf, newJob, signInTo } from './jobs.ts'
import { conversationOf, openChat, signIn, unique, write } from './people.ts'

const field = (page: Page) => page.getByTestId('chat-search-field')
const count = (page: Page) => page.getByTestId('chat-search-count')
const note = (page: Page) => page.getByTestId('chat-search-note')
const older = (page: Page) => page.getByTestId('chat-search-older')
/** What screen readers are told. */
const spoken = (page: Page) => page.getByTestId('chat-search').getByRole('status')

async function beginSearch(page: Page): Promise<void> {
  await page.getByTestId('chat-menu').filter({ visible: true }).click()
  await page.getByTestId('menu-search').click()
  await expect(field(page)).toBeFocused()
}

/** A word that nothing else holds, said this often in a chat of its own, which is open. */
async function chatWith(page: Page, times: number): Promise<{ readonly word: string; readonly ids: readonly string[] }> {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const [ben, word] = [await callsOf('ben'), unique('zq').replace(' ', '')]
  const ids: string[] = []
  for (let index = 0; index < times; index++) ids.push(await ben.send(conversation_id, `${word} number ${index}`))
  await signInTo(page, 'ben', title)
  await openChat(page, title)
  return { word, ids }
}

test('CV-5 a search in the chat leads from hit to hit, also to those that are not loaded, and back to the newest', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, 'Shower leak behind the tiles')
  const word = `zylinder${Math.random().toString(36).slice(2, 7)}`
  const conversation_id = conversationOf(page)
  const [old_id] = (await write('marisol', conversation_id, [`The ${word} is worn`])) as [string]
  await write(
    'marisol',
    conversation_id,
    Array.from({ length: 120 }, (_, at) => `Talk of something else, ${at}`),
  )
  const [new_id] = (await write('marisol', conversation_id, [`A new ${word} costs 900`])) as [string]
  await expect(page.locator(`[data-message-id="${new_id}"]`)).toBeInViewport()
  await page.reload()
  await page.getByTestId('chat-menu').click()
  await page.getByTestId('menu-search').click()
  const input = field(page)
  await expect(input).toBeFocused()
  await input.fill(word)
  await expect(page.getByTestId('chat-search-count')).toHaveText('1 of 2')
  await expect(page.locator(`[data-message-id="${new_id}"]`)).toBeInViewport()
  await input.press('Enter')
  await expect(page.getByTestId('chat-search-count')).toHaveText('2 of 2')
  await expect(page.locator(`[data-message-id="${old_id}"]`)).toBeInViewport()
  await expect(input).toBeFocused()
  await input.press('ArrowDown')
  await expect(page.locator(`[data-message-id="${new_id}"]`)).toBeInViewport()
  await input.fill('nowhereatall')
  await expect(note(page)).toHaveText('Not found in this chat')
  await input.press('Escape')
  await input.press('Escape')
  await expect(page.getByTestId('chat-search')).toBeHidden()
  await expect(page.getByTestId('job-header')).toBeVisible()
})

test('CV-5 while there may be more hits their number is open, and at the last one it is told', async ({ page }) => {
  const { word } = await chatWith(page, 53)
  await beginSearch(page)
  await field(page).fill(word)
  await expect(count(page)).toHaveText('1 of 50+')
  for (let at = 2; at <= 53; at++) {
    await field(page).press('Enter')
    await expect(count(page)).toHaveText(new RegExp(`^${at} of `))
  }
  await expect(count(page)).toHaveText('53 of 53')
  await expect(older(page)).toBeDisabled()
})

test('CV-5 earlier hits that could not be loaded are told of, and the next press loads them', async ({ page }) => {
  const { word, ids } = await chatWith(page, 3)
  let is_cut = true
  // One hit a page: the last that is loaded is the first.
  await page.route(/\/api\/search\//, (route) => {
    const url = route.request().url()
    return is_cut && url.includes('cursor=') ? route.fulfill({ status: 503, json: {} }) : route.continue({ url: `${url}&limit=1` })
  })
  await beginSearch(page)
  await field(page).fill(word)
  await expect(count(page)).toHaveText('1 of 1+')
  await expect(older(page)).toBeEnabled()
  await older(page).click()
  await expect(note(page)).toHaveText('Earlier messages could not be searched. Try again.')
  await expect(spoken(page)).toContainText('could not be searched')
  await expect(count(page)).toHaveText('1 of 1+')
  await expect(older(page)).toBeEnabled()
  is_cut = false
  await older(page).click()
  await expect(count(page)).toHaveText(/^2 of /)
  await expect(note(page)).toBeHidden()
  await expect(page.locator(`[data-message-id="${ids[1]}"]`)).toBeInViewport()
  await older(page).click()
  await expect(count(page)).toHaveText(/^3 of /)
  await page.getByTestId('chat-search-newer').click()
  await expect(count(page)).toHaveText(/^2 of /)
})

test('CV-5 a screen reader is told which hit it is, and that there is none', async ({ page }) => {
  const { word } = await chatWith(page, 2)
  await beginSearch(page)
  // There before its words: what comes along with them is not read.
  await expect(spoken(page)).toHaveCount(1)
  await expect(spoken(page)).toHaveAttribute('aria-live', 'polite')
  await expect(spoken(page)).toHaveText('')
  await field(page).fill(word)
  await expect(spoken(page)).toHaveText('1 of 2')
  await field(page).press('Enter')
  await expect(spoken(page)).toHaveText('2 of 2')
  await field(page).fill(`${word}nowhere`)
  await expect(spoken(page)).toHaveText('Not found in this chat')
})

test('CV-5 a search that ends gives the focus back to the head', async ({ page }) => {
  const { word } = await chatWith(page, 40)
  const menu = page.getByTestId('chat-menu').filter({ visible: true })
  await beginSearch(page)
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
  await beginSearch(page)
  await page.getByTestId('chat-search-close').click()
  await expect(menu).toBeFocused()
  // Far back the head may be one line, without the menu.
  await beginSearch(page)
  await field(page).fill(word)
  await expect(count(page)).toHaveText('1 of 40')
  for (let at = 2; at <= 30; at++) await field(page).press('Enter')
  await expect(count(page)).toHaveText('30 of 40')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('chat-search')).toBeHidden()
  await expect(page.locator(':focus')).toHaveAttribute('data-testid', /^chat-(menu|slim-job)$/)
})

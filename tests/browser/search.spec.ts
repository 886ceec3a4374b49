// Finding people, jobs and what was said, from the list, against a real server; by keyboard alone; and without a connection.

import { expect, type Locator, type Page, test } from '@playwright/test'
import { callsOf, newJob, signInTo } from './jobs.ts'
import { row, unique } from './people.ts'

const field = (page: Page) => page.getByTestId('list-search-field')
const results = (page: Page) => page.getByTestId('search-results')
const messageHits = (page: Page) => page.locator('[data-testid^="search-message-"]')
const conversationHits = (page: Page) => page.locator('[data-testid^="search-conversation-"]')

/** Scrolls down until something is there: rows are measured on the way. */
async function toEnd(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    await page.getByTestId('search-list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await expect(what).toBeVisible({ timeout: 500 })
  }).toPass()
}

/** A word that nothing else holds. */
const rareWord = () => unique('zq').replace(' ', '')

for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } })) {
  test.describe(size, () => {
    test.use({ viewport })

    test('CV-5 finds a message by the beginning of its words, marks the hits and opens the chat at it', async ({ page }) => {
      const { title, conversation_id } = await newJob('ben', 'teresa')
      const [ben, teresa, word] = [await callsOf('ben'), await callsOf('teresa'), rareWord()]
      const hit_id = await teresa.send(conversation_id, `The ${word}-old valve is hard to turn`)
      for (let index = 0; index < 30; index++) await ben.send(conversation_id, `Line ${index} of a long talk`)
      await signInTo(page, 'ben', title)
      await field(page).fill(`${word.slice(0, -1).toUpperCase()} val`)
      const hit = page.getByTestId(`search-message-${hit_id}`)
      await expect(hit).toBeVisible()
      await expect(messageHits(page)).toHaveCount(1)
      await expect(hit).toContainText('Teresa Villanueva')
      await expect(hit).toContainText(title)
      await expect(hit.locator('[role="mark"]').filter({ hasText: /val/ })).toHaveCSS('font-weight', '700')
      await expect(results(page).getByRole('status')).toContainText('1 message')
      await hit.click()
      await expect(page.getByTestId('job-header')).toContainText(title)
      await expect(page).toHaveURL(new RegExp(`/chat/${conversation_id}\\?at=${hit_id}$`))
      if (size === 'phone') {
        await page.goBack()
        await expect(field(page)).toHaveValue(/val$/)
      }
      await expect(hit).toBeVisible()
    })

    test('CV-5 CV-6 finds a conversation by its job and by its person at once', async ({ page }) => {
      const { title, conversation_id } = await newJob('ben', 'teresa', `Roof ${rareWord()}`)
      await signInTo(page, 'ben', title)
      await field(page).fill(title.split(' ')[1] as string)
      const hit = page.getByTestId(`search-conversation-${conversation_id}`)
      await expect(hit).toBeVisible()
      await expect(hit.locator('[role="mark"]')).toBeVisible()
      await expect(page.getByTestId('filter-active')).toBeHidden()
      await field(page).fill('villanueva')
      await expect(hit).toBeVisible()
      await hit.click()
      await expect(page.getByTestId('job-header')).toContainText(title)
    })
  })
}

test('CV-5 the keyboard alone: to the field, into the results, back, and out', async ({ page }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa', `Gutter ${rareWord()}`)
  const word = title.split(' ')[1] as string
  const teresa = await callsOf('teresa')
  const message_id = await teresa.send(conversation_id, `About the ${word}`)
  await signInTo(page, 'ben', title)
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type(word)
  const [first, second] = [page.getByTestId(`search-conversation-${conversation_id}`), page.getByTestId(`search-message-${message_id}`)]
  await expect(second).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(second).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await expect(field(page)).toBeFocused()
  await expect(field(page)).toHaveValue('')
  await expect(row(page, title)).toBeVisible()
  await page.keyboard.type(word)
  await expect(second).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('job-header')).toContainText(title)
})

test.describe('a low window', () => {
  test.use({ viewport: { width: 960, height: 440 } })

  test('CV-5 where the field goes with the search, Escape leads to the button that brought it', async ({ page }) => {
    const { title, conversation_id } = await newJob('ben', 'teresa', `Gutter ${rareWord()}`)
    await signInTo(page, 'ben', title)
    const button = page.getByTestId('list-search')
    await expect(field(page)).toBeHidden()
    await button.click()
    await expect(field(page)).toBeFocused()
    await page.keyboard.type(title.split(' ')[1] as string)
    await expect(page.getByTestId(`search-conversation-${conversation_id}`)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(field(page)).toBeHidden()
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(field(page)).toBeFocused()
    await page.keyboard.type(title.split(' ')[1] as string)
    await expect(page.getByTestId(`search-conversation-${conversation_id}`)).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByTestId(`search-conversation-${conversation_id}`)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(field(page)).toBeHidden()
    await expect(button).toBeFocused()
  })
})

test('CV-5 nothing found says what to do; other words look again; more hits come by the button', async ({ page }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const [ben, word] = [await callsOf('ben'), rareWord()]
  for (let index = 0; index < 60; index++) await ben.send(conversation_id, `${word} number ${index}`)
  await signInTo(page, 'ben', title)
  await field(page).fill(`${word}nothing`)
  await expect(page.getByTestId('search-nothing')).toBeVisible()
  await field(page).fill(word)
  await expect(page.getByTestId('search-nothing')).toBeHidden()
  await expect(messageHits(page).first()).toContainText('number 59')
  const more = page.getByTestId('search-more')
  await toEnd(page, more)
  await more.click()
  await toEnd(page, messageHits(page).filter({ hasText: 'number 0' }))
  await expect(more).toBeHidden()
  await page.getByTestId('search-clear').click()
  await expect(row(page, title)).toBeVisible()
})

test('CV-5 G6 nobody finds what two others said', async ({ page }) => {
  const { title } = await newJob('ben', 'teresa')
  const others = await newJob('jun', 'kristine')
  const word = rareWord()
  const jun = await callsOf('jun')
  await jun.send(others.conversation_id, `Between us: ${word}`)
  await signInTo(page, 'ben', title)
  await field(page).fill(word)
  await expect(page.getByTestId('search-nothing')).toBeVisible()
  // The one who may does find it.
  await signInTo(page, 'jun', others.title)
  await field(page).fill(word)
  await expect(messageHits(page)).toHaveCount(1)
})

test('CV-5 without a connection what the device holds is searched, and that is said', async ({ page, context }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const [teresa, word] = [await callsOf('teresa'), rareWord()]
  await teresa.send(conversation_id, `Kept: ${word}`)
  await signInTo(page, 'ben', title)
  await row(page, title).click()
  await expect(page.getByTestId('message-list')).toContainText(word)
  await context.setOffline(true)
  // A socket may stand on, mute, until nothing has come over it for a while.
  await expect(page.getByTestId('connection-banner')).toBeVisible({ timeout: 30_000 })
  await field(page).fill(word)
  await expect(messageHits(page)).toHaveCount(1)
  await expect(page.getByTestId('search-note')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByTestId('search-note')).toBeHidden()
  await expect(messageHits(page)).toHaveCount(1)
  expect(await conversationHits(page).count()).toBe(0)
})

test('CV-5 more hits that did not come are told of, and the button asks again', async ({ page }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const [ben, word] = [await callsOf('ben'), rareWord()]
  for (let index = 0; index < 2; index++) await ben.send(conversation_id, `${word} number ${index}`)
  let is_cut = true
  await page.route(/\/api\/search\//, (route) => {
    const url = route.request().url()
    return is_cut && url.includes('cursor=') ? route.fulfill({ status: 503, json: {} }) : route.continue({ url: `${url}&limit=1` })
  })
  await signInTo(page, 'ben', title)
  await field(page).fill(word)
  await expect(messageHits(page)).toHaveCount(1)
  await page.getByTestId('search-more').click()
  await expect(page.getByTestId('search-note')).toBeVisible()
  await expect(results(page).getByRole('status')).toContainText('could not be searched')
  is_cut = false
  await page.getByTestId('search-more').click()
  await expect(messageHits(page)).toHaveCount(2)
  await expect(page.getByTestId('search-note')).toBeHidden()
})

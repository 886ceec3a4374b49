// What a person does with a conversation of the list: by mouse, by keyboard alone, by a long touch. It holds on their other
// devices too.

import { expect, type Page, test } from '@playwright/test'
import { callsOf, newJob, signInTo } from './jobs.ts'
import { row } from './people.ts'

const menu = (page: Page) => page.getByTestId('conversation-menu')
const toast = (page: Page) => page.getByTestId('toast')

async function choose(page: Page, title: string, act: string): Promise<void> {
  await row(page, title).click({ button: 'right' })
  await page.getByTestId(`menu-${act}`).click()
  await expect(menu(page)).toBeHidden()
}

test('CV-4 the right mouse button archives, Undo brings back, and the archive gives back', async ({ page, browser }) => {
  const { title } = await newJob('ben', 'teresa')
  await signInTo(page, 'ben', title)
  const other_device = await (await browser.newContext()).newPage()
  await signInTo(other_device, 'ben', title)
  await choose(page, title, 'archive')
  await expect(row(page, title)).toBeHidden()
  await expect(row(other_device, title)).toBeHidden()
  await toast(page).getByTestId('toast-action').click()
  await expect(row(page, title)).toBeVisible()
  await expect(row(other_device, title)).toBeVisible()

  await choose(page, title, 'archive')
  await page.getByTestId('filter-archived').click()
  await expect(row(page, title)).toBeVisible()
  await choose(page, title, 'unarchive')
  await expect(row(page, title)).toBeHidden()
  await page.getByTestId('filter-active').click()
  await expect(row(page, title)).toBeVisible()
  await other_device.context().close()
})

test('CV-4 the keyboard alone archives, and the focus stays in the list', async ({ page }) => {
  const [first, second] = [await newJob('ben', 'teresa'), await newJob('ben', 'teresa')]
  await signInTo(page, 'ben', first.title)
  await row(page, second.title).focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, first.title)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(row(page, second.title)).toBeFocused()
  await page.keyboard.press('Shift+F10')
  await expect(menu(page).getByTestId('menu-mark_unread')).toBeFocused()
  await page.keyboard.press('End')
  await expect(menu(page).getByTestId('menu-archive')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row(page, second.title)).toBeHidden()
  await expect(row(page, first.title)).toBeFocused()
  // A letter on the focused row does it without the menu.
  await page.keyboard.press('e')
  await expect(row(page, first.title)).toBeHidden()
})

test('the menu opens with its own button, closes with Escape, and gives the focus back', async ({ page }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  await signInTo(page, 'ben', title)
  const more = page.getByTestId(`conversation-more-${conversation_id}`)
  await expect(more).toHaveAccessibleName('More for Teresa Villanueva')
  await row(page, title).focus()
  await page.keyboard.press('Tab')
  await expect(more).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu(page)).toBeHidden()
  await expect(more).toBeFocused()
  await row(page, title).hover()
  await more.click()
  await expect(menu(page)).toBeVisible()
})

test('CV-1 a pinned conversation stands above newer ones, with a sign', async ({ page }) => {
  const older = await newJob('ben', 'teresa')
  const newer = await newJob('ben', 'teresa')
  await signInTo(page, 'ben', older.title)
  const titles = page.locator('[data-testid^="conversation-row-"]')
  await expect(titles.first()).toContainText(newer.title)
  await choose(page, older.title, 'pin')
  await expect(titles.first()).toContainText(older.title)
  await expect(row(page, older.title)).toHaveAccessibleName(/Pinned/)
  await choose(page, older.title, 'unpin')
  await expect(row(page, older.title)).not.toHaveAccessibleName(/Pinned/)
})

test('muting asks for how long, shows a sign, and counts quietly', async ({ page }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const teresa = await callsOf('teresa')
  await signInTo(page, 'ben', title)
  for (const span of ['mute_hours', 'mute_week', 'mute_always']) {
    await row(page, title).click({ button: 'right' })
    await page.getByTestId('menu-mute').click()
    await page.getByTestId(`menu-${span}`).click()
    await expect(row(page, title)).toHaveAccessibleName(/Muted/)
    await choose(page, title, 'unmute')
    await expect(row(page, title)).not.toHaveAccessibleName(/Muted/)
  }
  // With the keyboard: one letter, and the question.
  await row(page, title).focus()
  await page.keyboard.press('m')
  await expect(page.getByTestId('menu-mute_hours')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row(page, title)).toHaveAccessibleName(/Muted/)
  const shown = page.getByTestId('filter-unread')
  const before = await shown.innerText()
  await teresa.send(conversation_id, 'Are you there?')
  await expect(row(page, title).getByTestId('unread-badge')).toContainText('1')
  expect(await shown.innerText()).toBe(before)
})

test('CV-3 marked as unread: a dot, the filter, and opening it takes it away; marked as read takes the count away', async ({ page }) => {
  const { title, conversation_id } = await newJob('ben', 'teresa')
  const teresa = await callsOf('teresa')
  await signInTo(page, 'ben', title)
  const badge = row(page, title).getByTestId('unread-badge')
  await choose(page, title, 'mark_unread')
  await expect(badge).toBeVisible()
  await page.getByTestId('filter-unread').click()
  await expect(row(page, title)).toBeVisible()
  await row(page, title).click()
  await page.getByTestId('filter-active').click()
  await expect(badge).toBeHidden()

  const elsewhere = await newJob('ben', 'teresa')
  await row(page, elsewhere.title).click()
  await expect(page.getByTestId('job-header')).toContainText(elsewhere.title)
  await teresa.send(conversation_id, 'One')
  await teresa.send(conversation_id, 'Two')
  await expect(badge).toContainText('2')
  await choose(page, title, 'mark_read')
  await expect(badge).toBeHidden()
  const ben = await callsOf('ben')
  await expect.poll(async () => (await ben.call('GET', `/api/conversations/${conversation_id}/`)).conversation.state.unread).toBe(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('CV-4 a long touch opens the menu from the lower edge, and a short one opens the chat', async ({ page }) => {
    const { title } = await newJob('ben', 'teresa')
    await signInTo(page, 'ben', title)
    const box = (await row(page, title).boundingBox())!
    const at = [{ x: Math.round(box.x + box.width - 24), y: Math.round(box.y + box.height / 2) }]
    const session = await page.context().newCDPSession(page)
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at })
    await expect(menu(page)).toBeVisible()
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    const place = (await menu(page).boundingBox())!
    expect(Math.round(place.y + place.height)).toBe(844)
    await page.getByTestId('menu-archive').tap()
    await expect(row(page, title)).toBeHidden()
    await toast(page).getByTestId('toast-action').tap()
    await row(page, title).tap({ position: { x: box.width - 24, y: box.height / 2 } })
    await expect(page.getByTestId('composer-input')).toBeVisible()
  })
})

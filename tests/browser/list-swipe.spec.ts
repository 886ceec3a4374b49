// Rows that are pulled aside with a finger, in both directions of reading. A mouse does not pull.

import { expect, type Page, test } from '@playwright/test'
import { newJob, signInTo } from './jobs.ts'
import { row } from './people.ts'
import { drag, pull } from './touch.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

const badge = (page: Page, title: string) => row(page, title).getByTestId('unread-badge')

test('CV-3 pulled towards the end of the line a conversation is marked unread, and read again', async ({ page }) => {
  const { title } = await newJob('ben', 'teresa')
  await signInTo(page, 'ben', title)
  await pull(page, row(page, title), 160)
  await expect(badge(page, title)).toBeVisible()
  await pull(page, row(page, title), 160)
  await expect(badge(page, title)).toBeHidden()
  // Let go too early nothing happens, and it is no tap.
  await pull(page, row(page, title), 40)
  await expect(badge(page, title)).toBeHidden()
  await expect(page.getByTestId('composer-input')).toBeHidden()
})

test('CV-4 pulled towards the start it shows two buttons; pulled all the way it is archived', async ({ page }) => {
  const [{ title, conversation_id }, other] = [await newJob('ben', 'teresa'), await newJob('ben', 'teresa')]
  await signInTo(page, 'ben', title)
  const more = page.getByTestId(`swipe-more-${conversation_id}`)
  await pull(page, row(page, title), -130)
  await expect(more).toBeVisible()
  // A tap on the row closes it and opens nothing.
  // By its place: a click of Playwright scrolls a row that is partly out of the window, and a scroll closes it, too. The
  // browser takes no tap while it believes that the finger's last move still goes on.
  await expect(async () => {
    if (await more.isVisible()) {
      const box = (await row(page, title).boundingBox())!
      await page.touchscreen.tap(box.x + 220, box.y + 40)
    }
    await expect(more).toBeHidden({ timeout: 1_000 })
  }).toPass()
  await expect(page.getByTestId('composer-input')).toBeHidden()

  await pull(page, row(page, title), -130)
  await more.click()
  await expect(page.getByTestId('conversation-menu')).toBeVisible()
  await page.getByTestId('menu-pin').click()
  await expect(row(page, title)).toHaveAccessibleName(/Pinned/)

  // One at a time.
  await pull(page, row(page, title), -130)
  await expect(more).toBeVisible()
  await pull(page, row(page, other.title), -130)
  await expect(page.getByTestId(`swipe-more-${other.conversation_id}`)).toBeVisible()
  await expect(more).toBeHidden()
  await page.getByTestId(`swipe-archive-${other.conversation_id}`).click()
  await expect(row(page, other.title)).toBeHidden()
  await page.getByTestId('toast-action').click()
  await expect(row(page, other.title)).toBeVisible()

  await pull(page, row(page, title), -330)
  await expect(row(page, title)).toBeHidden()
  await page.getByTestId('toast-action').click()
  await expect(row(page, title)).toBeVisible()
  await pull(page, row(page, title), -330)
  await expect(row(page, title)).toBeHidden()
  await page.getByTestId('filter-archived').click()
  await pull(page, row(page, title), -330)
  await expect(row(page, title)).toBeHidden()
})

test('a finger that goes up or down scrolls, and a mouse pulls nothing', async ({ page }) => {
  const { title } = await newJob('ben', 'teresa')
  await signInTo(page, 'ben', title)
  const box = (await row(page, title).boundingBox())!
  const from = { x: box.x + 200, y: box.y + 60 }
  await drag(page, from, { x: from.x + 30, y: from.y - 160 })
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 180, from.y, { steps: 6 })
  await page.mouse.up()
  await expect(badge(page, title)).toBeHidden()
})

test.describe('from right to left', () => {
  test.use({ locale: 'ar' })

  test('CV-4 the sides are mirrored', async ({ page }) => {
    const { title, conversation_id } = await newJob('ben', 'teresa')
    await signInTo(page, 'ben', title)
    await expect(page.locator('[dir="rtl"]').first()).toBeAttached()
    await pull(page, row(page, title), -160)
    await expect(badge(page, title)).toBeVisible()
    await pull(page, row(page, title), 130)
    const archive = page.getByTestId(`swipe-archive-${conversation_id}`)
    await expect(archive).toBeVisible()
    expect((await archive.boundingBox())!.x).toBeLessThan(195)
    await archive.click()
    await expect(row(page, title)).toBeHidden()
  })
})

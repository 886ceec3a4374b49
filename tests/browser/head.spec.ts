// The head of a chat: the job in it, all about the job behind it, and one line while somebody reads history.

import { expect, type Page, test } from '@playwright/test'
import { bubble, conversationOf, openChat, row, signIn, unique, write } from './people.ts'

const JOB = 'Shower leak behind the tiles'
const scroll = (page: Page, by: number) => page.getByTestId('message-list').evaluate((list, dy) => list.scrollBy(0, dy), by)

for (const [name, use] of [
  ['a phone', { viewport: { width: 390, height: 844 } }],
  ['a desktop', { viewport: { width: 1280, height: 800 } }],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use(use)
    test('CH-2 AC-7 the head draws back to one line in history, moves no message, and comes back', async ({ context }) => {
      const page = await signIn(context, 'marisol')
      await openChat(page, JOB)
      const line_of = unique('Line')
      await write(
        'marisol',
        conversationOf(page),
        Array.from({ length: 40 }, (_, at) => `${line_of} ${at}\nwith a second one`),
      )
      await expect(bubble(page, `${line_of} 39`)).toBeInViewport()
      const slim = page.getByTestId('chat-slim-head')
      await expect(slim).toBeHidden()
      await expect(page.getByTestId('job-header')).toBeVisible()
      await scroll(page, -300)
      await expect(slim).toBeVisible()
      await expect(slim).toContainText('Kristine Dela Cruz')
      await expect(slim).toContainText(JOB)
      await expect(slim.getByTestId('job-status-slim')).toBeVisible()
      await expect(page.getByTestId('job-header')).toBeHidden()
      // The messages stand where they stood before the head went.
      const line = bubble(page, `${line_of} 34`)
      const top = (await line.boundingBox())!.y
      await scroll(page, -60)
      await expect.poll(async () => Math.round((await line.boundingBox())!.y - top)).toBe(60)
      // Back towards the newest, or at the end: whole again.
      await scroll(page, 100)
      await expect(slim).toBeHidden()
      await expect.poll(async () => Math.round((await line.boundingBox())!.y - top)).toBe(-40)
      await scroll(page, -200)
      await expect(slim).toBeVisible()
      await page.getByTestId('jump-to-end').click()
      await expect(slim).toBeHidden()
      await expect(page.getByTestId('job-header')).toBeVisible()
    })

    test('CH-2 a tap on the job tells all about it', async ({ context }) => {
      const page = await signIn(context, 'marisol')
      await openChat(page, 'Kitchen sink replacement')
      await page.getByTestId('job-open').click()
      const sheet = page.getByTestId('job-sheet')
      for (const fact of ['Kitchen sink replacement', 'In progress', '3,500', 'Makati', 'Ramon Aquino', 'Client', 'Marisol Santos (you)'])
        await expect(sheet).toContainText(fact)
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(sheet).toBeHidden()
      await expect(page.getByTestId('job-open')).toBeFocused()
    })

    test('CV-4 the menu of the chat mutes, archives and marks it as unread', async ({ context }) => {
      const page = await signIn(context, 'marisol')
      await openChat(page, JOB)
      const choose = async (act: string) => {
        await page.getByTestId('chat-menu').click()
        await page.getByTestId(`menu-${act}`).click()
      }
      await choose('mute')
      await page.getByTestId('menu-mute_hours').click()
      await page.getByTestId('chat-menu').click()
      await expect(page.getByTestId('menu-unmute')).toBeVisible()
      await page.getByTestId('menu-unmute').click()
      await choose('archive')
      await expect(page.getByTestId('toast')).toBeVisible()
      await choose('unarchive')
      await choose('job')
      await expect(page.getByTestId('job-sheet')).toBeVisible()
      await page.getByTestId('sheet-close').click()
      // Marked as unread it stays so on the way back to the list.
      await choose('mark_unread')
      if (use.viewport.width < 900) await page.getByTestId('chat-back').click()
      await expect(row(page, JOB).getByTestId('unread-badge')).toBeVisible()
      await openChat(page, JOB)
      await expect(row(page, JOB).getByTestId('unread-badge')).toBeHidden()
    })
  })
}

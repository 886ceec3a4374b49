// Words in the open chat: found however far back, and the way from one hit to the next.

import { expect, test } from '@playwright/test'
import { conversationOf, openChat, signIn, write } from './people.ts'

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
  const field = page.getByTestId('chat-search-field')
  await expect(field).toBeFocused()
  await field.fill(word)
  await expect(page.getByTestId('chat-search-count')).toHaveText('1 of 2')
  await expect(page.locator(`[data-message-id="${new_id}"]`)).toBeInViewport()
  await field.press('Enter')
  await expect(page.getByTestId('chat-search-count')).toHaveText('2 of 2')
  await expect(page.locator(`[data-message-id="${old_id}"]`)).toBeInViewport()
  await expect(field).toBeFocused()
  await field.press('ArrowDown')
  await expect(page.locator(`[data-message-id="${new_id}"]`)).toBeInViewport()
  await field.fill('nowhereatall')
  await expect(page.getByText('Not found in this chat')).toBeVisible()
  await field.press('Escape')
  await field.press('Escape')
  await expect(page.getByTestId('chat-search')).toBeHidden()
  await expect(page.getByTestId('job-header')).toBeVisible()
})

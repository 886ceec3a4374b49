// Two links in one browser profile: each tab is its own person, and two tabs of one person agree.

import { expect, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, say, signIn, unique } from './people.ts'

test('AC-1 the worker and the client talk in two tabs of one profile', async ({ context }) => {
  const worker = await signIn(context, 'marisol')
  const client = await signIn(context, 'ramon')
  await openChat(worker, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  const [one, two] = [unique('Shall I come up?'), unique('Please do.')]
  await say(worker, one)
  await expect(bubble(client, one)).toBeVisible()
  await say(client, two)
  await expect(bubble(worker, two)).toBeVisible()
  await client.reload()
  await expect(bubble(client, two)).toHaveAccessibleName(/Read|Delivered|Sent/)
})

test('G2 two tabs of one person show the same message once', async ({ context }) => {
  const first = await signIn(context, 'marisol')
  const second = await signIn(context, 'marisol')
  await openChat(first, KITCHEN_SINK)
  await openChat(second, KITCHEN_SINK)
  const text = unique('Sent from the first tab.')
  await say(first, text)
  await expect(bubble(second, text)).toBeVisible()
  await expect(bubble(first, text)).toHaveCount(1)
  await expect(bubble(second, text)).toHaveCount(1)
})

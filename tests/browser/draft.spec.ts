// What is being written goes along to one's other devices, and is never replaced under somebody's fingers.

import { expect, type Page, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, row, signIn, unique } from './people.ts'

const composer = (page: Page) => page.getByTestId('composer-input')

test('CH-3 a draft appears on the other device, stays where something else is typed, and goes everywhere once sent', async ({
  browser,
}) => {
  const phone = await signIn(await browser.newContext(), 'marisol')
  const laptop = await signIn(await browser.newContext(), 'marisol')
  for (const page of [phone, laptop]) await openChat(page, KITCHEN_SINK)
  const text = unique('Begun on the phone')
  await composer(phone).fill(text)
  await expect(composer(laptop)).toHaveValue(text)
  await expect(row(laptop, KITCHEN_SINK)).toContainText('Draft')
  await composer(laptop).fill(`${text}, ended on the laptop`)
  await expect(composer(phone)).toHaveValue(`${text}, ended on the laptop`)
  await composer(laptop).press('Enter')
  await expect(bubble(phone, text)).toBeVisible()
  await expect(composer(phone)).toHaveValue('')
  await expect(row(phone, KITCHEN_SINK)).not.toContainText('Draft')
  // Offline the phone writes something of its own; what the laptop writes meanwhile does not take its place.
  await phone.context().setOffline(true)
  await composer(phone).fill('Mine')
  await composer(laptop).fill('Theirs')
  await phone.context().setOffline(false)
  await expect(composer(phone)).toHaveValue('Mine')
  for (const page of [phone, laptop]) {
    await composer(page).fill('')
    await page.context().close()
  }
})

test('CH-3 a draft outlives another chat and a reload', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await openChat(page, KITCHEN_SINK)
  const text = unique('Half a thought')
  await composer(page).fill(text)
  await openChat(page, 'New garden tap')
  await expect(composer(page)).toHaveValue('')
  await openChat(page, KITCHEN_SINK)
  await expect(composer(page)).toHaveValue(text)
  await expect(row(page, KITCHEN_SINK)).toContainText('Draft')
  await page.reload()
  await expect(composer(page)).toHaveValue(text)
  await composer(page).fill('')
})

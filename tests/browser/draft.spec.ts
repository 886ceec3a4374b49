// What is being written goes along to one's other devices, and is never replaced under somebody's fingers.

import { expect, type Page, test } from '@playwright/test'
import { callsOf, newJob } from './jobs.ts'
import { backOnline, bubble, cuttable, KITCHEN_SINK, openChat, row, signIn, unique } from './people.ts'

const composer = (page: Page) => page.getByTestId('composer-input')

test('CH-3 a draft appears on the other device, stays where something else is typed, and goes everywhere once sent', async ({
  browser,
}) => {
  const { title, conversation_id } = await newJob('marisol', 'ramon')
  const context = await browser.newContext()
  const line = await cuttable(context)
  const phone = await signIn(context, 'marisol')
  const laptop = await signIn(await browser.newContext(), 'marisol')
  for (const page of [phone, laptop]) await openChat(page, title)
  const text = unique('Begun on the phone')
  await composer(phone).fill(text)
  await expect(composer(laptop)).toHaveValue(text)
  await expect(row(laptop, title)).toContainText('Draft')
  await composer(laptop).fill(`${text}, ended on the laptop`)
  await expect(composer(phone)).toHaveValue(`${text}, ended on the laptop`)
  await composer(laptop).press('Enter')
  await expect(bubble(phone, text)).toBeVisible()
  await expect(composer(phone)).toHaveValue('')
  await expect(row(phone, title)).not.toContainText('Draft')
  // Offline the phone writes something of its own; what the laptop writes meanwhile does not take its place.
  await line.cut()
  await expect(phone.getByTestId('connection-banner')).toBeVisible()
  await composer(phone).fill('Mine')
  await expect(row(phone, title)).toContainText('Draft: Mine')
  await composer(laptop).fill('Theirs')
  const marisol = await callsOf('marisol')
  const kept = async () => {
    const { conversations } = (await marisol.call('GET', '/api/conversations/')) as {
      conversations: { id: string; state: { draft?: string } }[]
    }
    return conversations.find(({ id }) => id === conversation_id)?.state.draft
  }
  await expect.poll(kept).toBe('Theirs')
  const said = unique('Are you writing?')
  await (await callsOf('ramon')).send(conversation_id, said)
  line.mend()
  await backOnline(phone)
  // It has heard of all that was meanwhile.
  await expect(bubble(phone, said)).toBeVisible()
  await expect(composer(phone)).toHaveValue('Mine')
  await expect.poll(kept).toBe('Mine')
  await expect(composer(phone)).toHaveValue('Mine')
  for (const page of [phone, laptop]) await page.context().close()
})

test('CH-3 what is too long to send stays whole in the field', async ({ context }) => {
  const { title } = await newJob('marisol', 'ramon')
  const page = await signIn(context, 'marisol')
  await openChat(page, title)
  const long = 'word '.repeat(1_700)
  await composer(page).fill(long)
  // It was kept, as far as a draft goes.
  await expect(row(page, title)).toContainText('Draft')
  await expect(page.getByText('500 too many')).toBeVisible()
  await expect(composer(page)).toHaveValue(long)
  await expect(page.getByTestId('send-button')).toBeDisabled()
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

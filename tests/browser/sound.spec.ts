// The sound of a new message, as the browser really plays it: when, on which tab, and when not.

import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { endedOn, heardBy, isReady, listenTo } from './heard.ts'
import { startOwnBrowser } from './own-browser.ts'
import { backOnline, bubble, KITCHEN_SINK, openChat, row, say, signIn, unique } from './people.ts'
import { askAs, conversationOf, sendAs } from './user-api.ts'

const SHOWER_LEAK = 'Shower leak behind the tiles'

interface Claims {
  readonly ids: readonly string[]
  readonly sounded_at: number
}

/** What the tabs of a person have agreed on: messages that one of them took for its own, and the last sound. */
const claims = (page: Page, user_id: string): Promise<Claims> =>
  page.evaluate(async (key) => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const nothing = { ids: [], sounded_at: 0 }
    if (!(await indexedDB.databases()).some(({ name }) => name === 'jobline-tabs')) return nothing
    const database = await answer(indexedDB.open('jobline-tabs'))
    const kept = await answer(database.transaction('records').objectStore('records').get(key))
    database.close()
    return { ...nothing, ...JSON.parse(kept ?? '{}') }
  }, `jobline.alerts.${user_id}`)

/** Touched once, so that the browser lets it sound. */
async function touched(page: Page): Promise<Page> {
  await page.getByRole('heading', { level: 1 }).first().click()
  await expect.poll(() => isReady(page)).toBe(true)
  return page
}

async function listening(context: BrowserContext, name: string): Promise<Page> {
  await listenTo(context)
  return touched(await signIn(context, name))
}

test('RT-6 TS-8 a new message is heard: the file decodes, plays to its end, and only one sound is made', async ({ context, browser }) => {
  const worker = await listening(context, 'marisol')
  const sent = await sendAs('ramon', KITCHEN_SINK, unique('Do you hear me?'))
  await expect.poll(() => endedOn(worker)).toBe(1)
  const [sound, ...more] = await heardBy(worker)
  expect(more).toEqual([])
  expect(sound?.state).toBe('running')
  expect(sound?.duration).toBeCloseTo(0.62, 1)
  expect(sound?.loudest).toBeGreaterThan(0.2)
  expect((await claims(worker, 'marisol')).ids).toContain(sent)
  // Own messages make none, on no device of the sender's.
  const sender = await listening(await browser.newContext(), 'ramon')
  const said = unique('Said by myself')
  const own = await sendAs('ramon', KITCHEN_SINK, said)
  await expect(row(sender, KITCHEN_SINK)).toContainText(said)
  await expect.poll(async () => (await claims(worker, 'marisol')).ids).toContain(own)
  expect(await heardBy(sender)).toEqual([])
  await sender.context().close()
})

test('RT-6 TS-8 silent are: the open chat, muted conversations, and a person who has switched it off', async ({ context, browser }) => {
  const worker = await listening(context, 'marisol')
  await openChat(worker, KITCHEN_SINK)
  const seen = unique('You are reading this')
  const open = await sendAs('ramon', KITCHEN_SINK, seen)
  await expect(bubble(worker, seen)).toBeVisible()
  // The control: of another chat it sounds, and that is the only one.
  const other = await sendAs('kristine', SHOWER_LEAK, unique('And this is another chat'))
  await expect.poll(() => endedOn(worker)).toBe(1)
  expect((await claims(worker, 'marisol')).ids).toContain(other)
  expect((await claims(worker, 'marisol')).ids).not.toContain(open)

  const quiet = await listening(await browser.newContext(), 'marisol')
  await quiet.goto(new URL('/settings', quiet.url()).href)
  await quiet.getByTestId('setting-sound').click()
  await expect(quiet.getByTestId('setting-sound')).not.toBeChecked()
  const unheard = await sendAs('kristine', SHOWER_LEAK, unique('Nobody hears this'))
  await expect.poll(async () => (await claims(quiet, 'marisol')).ids).toContain(unheard)
  expect(await heardBy(quiet)).toEqual([])
  expect((await claims(quiet, 'marisol')).sounded_at).toBe(0)
  await quiet.context().close()
})

test('RT-6 TS-8 a muted conversation makes no sound', async ({ context }) => {
  const worker = await listening(context, 'marisol')
  const mute = async (muted_until: number | null) => {
    const conversation_id = await conversationOf('marisol', SHOWER_LEAK)
    expect((await askAs('marisol', 'PATCH', `/api/conversations/${conversation_id}/state/`, { muted_until })).status).toBe(200)
  }
  await mute(Date.now() + 3_600_000)
  await expect(row(worker, SHOWER_LEAK)).toHaveAccessibleName(/Muted/)
  const muted = await sendAs('kristine', SHOWER_LEAK, unique('You muted me'))
  const heard = await sendAs('ramon', KITCHEN_SINK, unique('And not me'))
  await expect.poll(() => endedOn(worker)).toBe(1)
  const { ids } = await claims(worker, 'marisol')
  expect(ids).toContain(heard)
  expect(ids).not.toContain(muted)
  await mute(null)
})

test('RT-6 TS-8 two tabs of one person make one sound', async ({ context }) => {
  const first = await listening(context, 'marisol')
  const second = await touched(await signIn(context, 'marisol'))
  for (const page of [first, second]) await page.evaluate(countClaims)
  const sent = await sendAs('ramon', KITCHEN_SINK, unique('Which tab?'))
  // Both have asked for it, and the answers are there.
  for (const page of [first, second]) await expect.poll(() => page.evaluate(() => (globalThis as Counting).asked)).toBeGreaterThan(0)
  await expect.poll(async () => (await endedOn(first)) + (await endedOn(second))).toBe(1)
  expect((await claims(first, 'marisol')).ids.filter((id) => id === sent)).toHaveLength(1)
  expect([...(await heardBy(first)), ...(await heardBy(second))]).toHaveLength(1)
})

test('RT-6 TS-8 a tab stays silent while another one shows the chat', async ({ context }) => {
  const first = await listening(context, 'marisol')
  const second = await touched(await signIn(context, 'marisol'))
  await openChat(second, KITCHEN_SINK)
  const seen = unique('The second tab reads this')
  await sendAs('ramon', KITCHEN_SINK, seen)
  await expect(bubble(second, seen)).toBeVisible()
  await say(second, unique('Yes.'))
  await expect(row(first, KITCHEN_SINK).getByTestId('unread-badge')).toBeHidden()
  // The control comes after it: if there was a sound before, it was for the message that was being read.
  const before = Date.now()
  const other = await sendAs('kristine', SHOWER_LEAK, unique('And this is another chat'))
  await expect.poll(async () => (await claims(first, 'marisol')).ids).toContain(other)
  const { sounded_at } = await claims(first, 'marisol')
  expect(sounded_at === 0 || sounded_at >= before).toBe(true)
})

type Counting = typeof globalThis & { asked: number }
/** How often this page asked the others, from now on. */
function countClaims(): void {
  const page = globalThis as Counting
  page.asked = 0
  const begin = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...its) {
    if (this.name === 'jobline-tabs' && its[1] === 'readwrite') page.asked++
    return begin.apply(this, its)
  }
}

test('RT-6 TS-8 catching up with twenty messages makes one sound', async () => {
  await using own = await startOwnBrowser()
  const worker = await listening(own.context, 'marisol')
  own.proxy.refuse()
  own.proxy.resetAll()
  await expect(worker.getByTestId('connection-banner').filter({ visible: true })).toContainText(/offline/i)
  const sent: string[] = []
  for (let count = 1; count <= 20; count++) sent.push(await sendAs('ramon', KITCHEN_SINK, unique(`While you were away, ${count}`)))
  own.proxy.heal()
  await backOnline(worker)
  await expect.poll(async () => (await claims(worker, 'marisol')).ids.filter((id) => sent.includes(id)).length).toBe(20)
  await expect.poll(() => endedOn(worker)).toBe(1)
  expect(await heardBy(worker)).toHaveLength(1)
})

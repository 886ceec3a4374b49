// Two people on networks that break: one that comes and goes, one that is gone for 45 seconds, one that dies without a
// word, and one that is so full that it seems dead. What both typed arrives once and in order; the banner says what is so.

import { expect, test } from '@playwright/test'
import { KITCHEN_SINK } from '../browser/people.ts'
import { Person } from './person.ts'
import { FLAPPING, type Profile, THREE_G, TWO_G } from './profiles.ts'
import { note, printTables, seconds } from './table.ts'
import { conversationOf, judge, line, sendAll, stored } from './talk.ts'

const HOLE_MS = 45_000
/** From the last sign of life to the word on the screen, where the round trip is under a second. */
const FOUND_WITHIN_MS = 15_000
const FULL_FOR_MS = 60_000
/** Of the table of what went wrong on the way, and what did not. */
const FAULTS = 'What was typed while the network was broken'

let conversation_id: string
let people: readonly Person[]
let worker: Person
let client: Person

test.beforeAll(async () => {
  conversation_id = await conversationOf('marisol', KITCHEN_SINK)
})
test.beforeEach(async () => {
  people = [worker, client] = await Promise.all([Person.arrive('marisol', 1), Person.arrive('ramon', 2)])
})
test.afterEach(() => Promise.all(people.map((person) => person.leave())))
test.afterAll(printTables)

/** Both have the chat open and are connected; then the network becomes what it is to be. */
async function meet(profile: Profile): Promise<void> {
  await Promise.all(
    people.map(async (person) => {
      await person.link.use(THREE_G)
      await person.open(`/demo/${person.name}`)
      await person.openChat()
      await expect(person.page.getByTestId('chat-presence')).toContainText('online')
    }),
  )
  if (profile !== THREE_G) await Promise.all(people.map(({ link }) => link.use(profile)))
}

const reconnects = () => people.reduce((sum, { dials }) => sum + dials - 1, 0)

test('WS-2 WS-3 G2 G3 OF-1 3 s up and 7 s down, over and over: all that both typed arrives once, in order', async () => {
  await meet(FLAPPING)
  const started = performance.now()
  await Promise.all(
    people.map(async (person) => {
      for (let number = 0; number < 20; number++) {
        await person.write(line('flap', person.name, number))
        await person.page.waitForTimeout(2_500)
      }
    }),
  )
  const typed = performance.now() - started
  const judged = await judge(people, conversation_id, 'flap', 20, 120_000)
  note(FAULTS, {
    network: FLAPPING.name,
    messages: String(judged.messages),
    'typed in': seconds(typed),
    'read on both sides after': seconds(performance.now() - started),
    reconnects: String(reconnects()),
    lost: String(judged.lost),
    twice: String(judged.twice),
  })
})

test('WS-2 WS-3 G2 G3 OF-1 OF-2 TS-2 45 s without network: the screen says so, keeps what is typed, and all of it arrives once, in order', async () => {
  await meet(THREE_G)
  await worker.page.waitForTimeout(2_000)
  worker.link.silence(true)
  const dark_at = Date.now()
  const write = async (from: number) => {
    for (let number = from; number < from + 5; number++) for (const person of people) await person.write(line('hole', person.name, number))
  }
  await write(0)
  await expect(worker.page.getByTestId('connection-banner')).toBeVisible({ timeout: FOUND_WITHIN_MS + 5_000 })
  await write(5)
  const waiting = (await worker.labels()).filter((label) => label.includes('[hole marisol'))
  expect(waiting).toHaveLength(10)
  for (const label of waiting) expect(label).toMatch(/(Waiting to be sent|Sending)$/)
  await worker.shoot('hole-dark')
  await worker.page.waitForTimeout(HOLE_MS - (Date.now() - dark_at))
  const still = await worker.page.getByTestId('connection-banner').textContent()
  worker.link.silence(false)
  const back_at = performance.now()
  const { messages, lost, twice } = await judge(people, conversation_id, 'hole', 10, 60_000)
  const back = performance.now() - back_at
  await expect(worker.page.getByTestId('connection-banner')).toBeHidden()
  const spoken = (await worker.banners()).filter(({ at }) => at > dark_at)
  const words = spoken.map(({ at, text }) => `${seconds(at - dark_at)} ${text.replace('Try now', '') || '(gone)'}`)
  console.log(`  the banner: ${words.join(' | ')}`)
  note(FAULTS, {
    network: 'a hole of 45 s',
    messages: String(messages),
    'typed in': '-',
    'read on both sides after': `${seconds(back)} of network`,
    reconnects: String(reconnects()),
    lost: String(lost),
    twice: String(twice),
  })
  expect(still, 'the banner at the end of the hole').toMatch(/Offline|offline|Connecting/)
  // Gone once, when all was well again, and never in between.
  expect(spoken.filter(({ text }) => text === '')).toHaveLength(1)
  expect(spoken.at(-1)?.text).toBe('')
  // The other one's network was well all the time; how long they took to arrive is not asked here.
  expect((await client.banners()).filter(({ at }) => at > dark_at)).toEqual([])
})

test('WS-4 a connection that died without a word is found within 15 s', async () => {
  await meet(THREE_G)
  for (const idle_ms of [1_000, 5_000, 11_000]) {
    // Silence at any point between two pings.
    await worker.page.waitForTimeout(idle_ms)
    await worker.page.evaluate(() => (window as unknown as { banners: unknown[] }).banners.splice(0))
    worker.link.silence(true)
    const dark_at = Date.now()
    await expect(worker.page.getByTestId('connection-banner')).toBeVisible({ timeout: 2 * FOUND_WITHIN_MS })
    const found = ((await worker.banners())[0]?.at ?? 0) - dark_at
    note('A connection that died without a word', { 'idle before': seconds(idle_ms), 'said on the screen after': seconds(found) })
    expect(found).toBeLessThanOrEqual(FOUND_WITHIN_MS)
    worker.link.silence(false)
    await worker.page
      .getByTestId('connection-retry')
      .click({ timeout: 5_000 })
      .catch(() => {})
    await expect(worker.page.getByTestId('connection-banner')).toBeHidden()
  }
})

test('WS-4 a 2G link that is full both ways for a minute is never taken for dead', async () => {
  const long = (tag: string, number: number) =>
    `${line(tag, 'x', number)} ${'What I wanted to say about it takes a little longer. '.repeat(5)}`
  await meet(TWO_G)
  worker.link.silence(true)
  for (let number = 0; number < 60; number++) await worker.write(long('up', number))
  await expect(worker.page.getByTestId('connection-banner')).toBeVisible()
  await Promise.all(
    [
      ['ramon', KITCHEN_SINK],
      ['kristine', 'Shower leak behind the tiles'],
      ['teresa', 'New garden tap'],
    ].map(async ([name = '', job_title = '']) => {
      const id = name === 'ramon' ? conversation_id : await conversationOf(name, job_title)
      await sendAll(
        name,
        id,
        Array.from({ length: 168 }, (_, number) => long('down', number)),
      )
    }),
  )
  worker.link.silence(false)
  const lit_at = Date.now()
  const started = performance.now()
  await worker.page
    .getByTestId('connection-retry')
    .click({ timeout: 5_000 })
    .catch(() => {})
  await expect.poll(async () => (await stored(conversation_id, 'up')).length, { timeout: 240_000, intervals: [1_000] }).toBe(60)
  const sent = performance.now() - started
  // Read and delivered is told once all of it is stored here.
  await expect(worker.page.getByTestId('connection-banner')).toBeHidden({ timeout: 240_000 })
  const full = performance.now() - started
  note('A 2G link, full both ways', {
    down: '504 messages',
    up: '60 messages',
    'sent after': seconds(sent),
    'up to date after': seconds(full),
    'cut by mistake': String(worker.cutSince(lit_at)),
  })
  expect(worker.cutSince(lit_at)).toBe(0)
  expect(full).toBeGreaterThanOrEqual(FULL_FOR_MS)
})

// Two people on slow and lossy networks: how soon list and chat can be used, and whether all that both typed arrives once
// and in order.
//
// "Usable" is judged for an app that is there: its bundle lies in the browser's cache, as it lies on a phone. The first
// visit, which has to bring the bundle along, is measured too and judged by nobody: on 2G its bytes alone take a minute.

import { expect, test } from '@playwright/test'
import { KITCHEN_SINK } from '../browser/people.ts'
import { Person } from './person.ts'
import { EDGE, LOSSY, type Profile, THREE_G, TWO_G } from './profiles.ts'
import { note, printTables, seconds } from './table.ts'
import { conversationOf, judge, line, sendAll } from './talk.ts'

const LINES = 12
const PAST = 60

let conversation_id: string
let people: readonly Person[]

test.beforeAll(async () => {
  conversation_id = await conversationOf('marisol', KITCHEN_SINK)
  for (let number = 0; number < PAST; number += 3) {
    await sendAll('marisol', conversation_id, [line('past', 'marisol', number), line('past', 'marisol', number + 1)])
    await sendAll('ramon', conversation_id, [line('past', 'ramon', number + 2)])
  }
})
test.afterAll(printTables)
test.afterEach(() => Promise.all(people.map((person) => person.leave())))

for (const [profile, limit_ms] of [
  [THREE_G, 3_000],
  [EDGE, 15_000],
  [TWO_G, 15_000],
  [LOSSY, undefined],
] as const satisfies readonly (readonly [Profile, number | undefined])[]) {
  test(`${profile.name}: list and chat can be used in time; G2 G3 OF-1 OF-2 RT-1 all that both typed arrives once, in order`, async () => {
    people = await Promise.all([Person.arrive('marisol', 1), Person.arrive('ramon', 2)])
    await Promise.all(people.map(({ link }) => link.use(profile)))
    const worst = async (measure: (person: Person) => Promise<number>) => Math.max(...(await Promise.all(people.map(measure))))
    // Somebody else's list, so that the bundle is all that these phones know afterwards.
    const others: Record<string, string> = { marisol: 'jun', ramon: 'kristine' }
    const first_visit = await worst((person) => person.open(`/demo/${others[person.name]}`))
    const list = await worst((person) => person.open(`/demo/${person.name}`))
    const chat = await worst((person) => person.openChat())
    const list_again = await worst((person) => person.open('/'))
    const chat_again = await worst((person) => person.openChat())

    const tag = profile.name.replace(/\W/g, '')
    const started = performance.now()
    await Promise.all(
      people.map(async (person) => {
        for (let number = 0; number < LINES; number++) await person.write(line(tag, person.name, number))
      }),
    )
    const { messages, lost, twice } = await judge(people, conversation_id, tag, LINES, 120_000)
    const reconnects = people.reduce((sum, { dials }) => sum + dials - 1, 0)
    note('Usable from the tap, bundle on the device (first visit: bundle included, not judged)', {
      network: profile.name,
      'first visit': seconds(first_visit),
      list: seconds(list),
      chat: seconds(chat),
      'list, again': seconds(list_again),
      'chat, again': seconds(chat_again),
      limit: limit_ms === undefined ? '-' : seconds(limit_ms),
      messages: String(messages),
      'read on both sides after': seconds(performance.now() - started),
      reconnects: String(reconnects),
      lost: String(lost),
      twice: String(twice),
    })
    if (limit_ms === undefined) return
    for (const [what, ms] of Object.entries({ list, chat, list_again, chat_again })) expect(ms, what).toBeLessThanOrEqual(limit_ms)
  })
}

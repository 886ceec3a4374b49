// Two people on bad networks, small: through the testkit's proxy, which every machine can run. In full, with packets that
// are lost, it is `npm run prove -- network-slow network-broken`.

import { expect, test } from '@playwright/test'
import { Person } from '../network/person.ts'
import { type Profile, TWO_G } from '../network/profiles.ts'
import { conversationOf, judge, line } from '../network/talk.ts'
import { KITCHEN_SINK, unique } from './people.ts'

const FLAPPING: Profile = { name: '1 s up, 2 s down', netem: [], weather: { latency_ms: 50 }, flap: [1, 2] }

// Each of four waits may take 40 s on its way over such a network.
test.setTimeout(240_000)

for (const profile of [TWO_G, FLAPPING]) {
  test(`G2 G3 OF-1 OF-2 RT-1 ${profile.name}: all that two people type arrives once, in order, and is read`, async () => {
    const conversation_id = await conversationOf('marisol', KITCHEN_SINK)
    const people = await Promise.all([Person.arrive('marisol', 1), Person.arrive('ramon', 2)])
    for (const person of people) {
      await person.open(`/demo/${person.name}`)
      await person.openChat()
    }
    await Promise.all(people.map(({ link }) => link.use(profile)))
    const tag = unique('t').replace(/\W/g, '')
    for (let number = 0; number < 6; number++) for (const person of people) await person.write(line(tag, person.name, number))
    const { messages, lost, twice } = await judge(people, conversation_id, tag, 6, 40_000)
    expect({ messages, lost, twice }).toEqual({ messages: 12, lost: 0, twice: 0 })
    await Promise.all(people.map((person) => person.leave()))
  })
}

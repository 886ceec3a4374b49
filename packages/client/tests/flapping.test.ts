// Two people write while their network comes and goes at random: in the end both see everything, once, in one order.

import 'fake-indexeddb/auto'
import { expect, test } from 'bun:test'
import { eg, SeededRandom, startTestServer } from '@jobline/testkit'
import { createIndexedDbCache } from '../src/cache/indexeddb/indexeddb-cache.ts'
import { type ChatClient, createChatClient } from '../src/index.ts'
import { SwitchedTransport } from './switched-transport.ts'
import { until } from './until.ts'

// Together below FAR_BEHIND: further behind than that, messages are delivered only when they are loaded or read.
const MESSAGES = 90

for (const seed of [1, 2, 3]) {
  test(`G2 G3 G4 G5 TS-7 everything arrives once and in order, ticks never go back (seed ${seed})`, async () => {
    await using server = await startTestServer()
    const id = await server.openConversation()
    const random = new SeededRandom(seed)
    const chance = () => random.next()
    const people = [eg.worker.id, eg.client.id].map((user_id) => {
      const transport = new SwitchedTransport()
      const start = (): ChatClient => {
        const cache = createIndexedDbCache({ user_id, namespace: `${server.url}/${seed}` })
        const client = createChatClient({
          url: server.url,
          user_id,
          cache,
          getToken: () => server.token(user_id),
          ports: { transport, network: transport, random: { next: () => chance() / 50 } },
        })
        const ticks = new Map<string, number>()
        client.messages(id).subscribe(() => {
          for (const { id: message_id, status } of client.messages(id).getSnapshot().items) {
            if (!status) continue
            const place = ['queued', 'sending', 'sent', 'delivered', 'read'].indexOf(status)
            if (place < (ticks.get(message_id) ?? 0)) throw new Error(`a tick went back to ${status}`)
            ticks.set(message_id, place)
          }
        })
        return client
      }
      return { user_id, transport, start, client: start(), written: [] as string[] }
    })
    for (let index = 0; index < MESSAGES; index++) {
      for (const person of people) {
        const text = `${person.user_id} ${index}`
        person.written.push(text)
        await person.client.send(id, text)
        const fate = chance()
        if (fate < 0.08) person.transport.goOffline()
        else if (fate < 0.2) person.transport.goOnline()
        else if (fate < 0.22) {
          await person.client.close()
          person.client = person.start()
        } else if (fate < 0.3) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    for (const { transport } of people) transport.goOnline()
    const texts = (client: ChatClient) =>
      client
        .messages(id)
        .getSnapshot()
        .items.filter(({ kind }) => kind === 'text')
    await Promise.all(
      people.map(async ({ client }) => {
        await until(client.connection, ({ state, waiting }) => state === 'live' && waiting === 0)
        await until(client.messages(id), ({ ready }) => ready)
        while (texts(client).length < 2 * MESSAGES && client.messages(id).getSnapshot().more_before) await client.loadBefore(id)
        await until(client.messages(id), () => texts(client).length === 2 * MESSAGES)
        await until(client.messages(id), () => texts(client).every(({ is_own, status }) => !is_own || status === 'delivered'))
      }),
    )
    const [one, other] = people.map(({ client }) => texts(client).map(({ seq, text }) => `${seq} ${text}`))
    expect(one).toEqual(other as string[])
    for (const { client, user_id, written } of people) {
      expect(
        texts(client)
          .filter(({ sender_id }) => sender_id === user_id)
          .map(({ text }) => text as string),
      ).toEqual(written)
    }
    for (const { client } of people) await client.close()
  }, 30_000)
}

// Tabs, reloads, sign-out and tokens, on the whole server.

import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eg, startTestServer, TestClock } from '@jobline/testkit'
import { createIndexedDbCache } from '../src/cache/indexeddb/indexeddb-cache.ts'
import { createMemoryCache } from '../src/index.ts'
import { aClient, endAll, endLater, isLive, isOffline, lastStatus, PATIENCE_MS, shows, texts, watch } from './real-world.ts'
import { SwitchedTransport } from './switched-transport.ts'
import { until } from './until.ts'

afterEach(endAll)
setDefaultTimeout(PATIENCE_MS)

describe('two tabs of one profile', () => {
  test('G2 both are live, share the outbox, and nothing is sent or shown twice', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const name = { user_id: eg.worker.id, namespace: `${server.url}/tabs` }
    const wires = [new SwitchedTransport(), new SwitchedTransport()]
    const tabs = wires.map((transport) =>
      aClient(server, eg.worker.id, createIndexedDbCache(name), { ports: { transport, network: transport } }),
    )
    const client = aClient(server, eg.client.id)
    await Promise.all([client, ...tabs].map(isLive))
    for (const one of [client, ...tabs]) watch(one, id)
    for (const wire of wires) wire.goOffline()
    await Promise.all(tabs.map(isOffline))
    await tabs[0]?.send(id, 'from the first tab')
    await tabs[1]?.send(id, 'from the second tab')
    for (const wire of wires) wire.goOnline()
    await until(client.messages(id), ({ items }) => items.filter(({ kind }) => kind === 'text').length >= 2)
    const shown = texts(client, id)
    expect(shown.toSorted()).toEqual(['from the first tab', 'from the second tab'])
    await Promise.all(tabs.map((tab) => shows(tab, id, shown)))
    await Promise.all(tabs.map((tab) => until(tab.connection, ({ waiting }) => waiting === 0)))
  })
})

describe('reload', () => {
  test('AC-4 OF-3 TS-6 a cold start without a server shows list and messages from the cache', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const first = aClient(server, eg.worker.id, createIndexedDbCache({ user_id: eg.worker.id, namespace: server.url }))
    await isLive(first)
    watch(first, id)
    await first.send(id, 'kept')
    await until(first.messages(id), () => lastStatus(first, id) === 'sent')
    await first.close()

    const transport = new SwitchedTransport()
    transport.goOffline()
    const cache = createIndexedDbCache({ user_id: eg.worker.id, namespace: server.url })
    const again = aClient(server, eg.worker.id, cache, { ports: { transport, network: transport } })
    watch(again, id)
    await until(again.conversations(), ({ items }) => items[0]?.preview?.text === 'kept')
    await shows(again, id, ['kept'])
    expect(lastStatus(again, id)).toBe('sent')
  })

  test('G7 OF-1 the outbox survives a reload and is sent afterwards, once', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const transport = new SwitchedTransport()
    const name = { user_id: eg.worker.id, namespace: `${server.url}/outbox` }
    const first = aClient(server, eg.worker.id, createIndexedDbCache(name), { ports: { transport, network: transport } })
    await isLive(first)
    transport.goOffline()
    await isOffline(first)
    const message_id = await first.send(id, 'written in the tunnel')
    await first.close()

    const again = aClient(server, eg.worker.id, createIndexedDbCache(name))
    const client = aClient(server, eg.client.id)
    watch(again, id)
    watch(client, id)
    await shows(client, id, ['written in the tunnel'])
    await until(again.connection, ({ waiting }) => waiting === 0)
    expect(client.messages(id).getSnapshot().items.at(-1)?.id).toBe(message_id)
    expect(texts(again, id)).toEqual(['written in the tunnel'])
  })

  test('signing out leaves nothing behind', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const name = { user_id: eg.worker.id, namespace: `${server.url}/out` }
    const first = aClient(server, eg.worker.id, createIndexedDbCache(name))
    await isLive(first)
    await first.send(id, 'secret')
    await until(first.connection, ({ waiting }) => waiting === 0)
    await first.signOut()
    const left = await createIndexedDbCache(name).load()
    expect(left).toEqual({ meta: {}, conversations: [], outbox: [] })
  })
})

describe('tokens', () => {
  test('WS-5 AUTH-7 a token is renewed on the live socket before it expires', async () => {
    const clock = new TestClock()
    const server = endLater(await startTestServer({ clock }))
    const id = await server.openConversation()
    const transport = new SwitchedTransport()
    const lifetimes = [1_000, 3_600_000]
    const client = aClient(server, eg.worker.id, createMemoryCache(), {
      ports: { transport },
      getToken: () => server.token(eg.worker.id, { lifetime_ms: lifetimes.shift() ?? 3_600_000 }),
    })
    await isLive(client)
    const states = new Set<string>()
    client.connection.subscribe(() => states.add(client.connection.getSnapshot().state))
    await transport.renewed
    clock.advance(10_000)
    await client.send(id, 'still here')
    await until(client.connection, ({ waiting }) => waiting === 0)
    expect([...states]).toEqual(['live'])
  })

  test('AUTH-3 a refused token is replaced once; a second refusal signs out', async () => {
    const server = endLater(await startTestServer())
    const reasons: string[] = []
    const client = aClient(server, eg.worker.id, createMemoryCache(), {
      async getToken(reason) {
        reasons.push(reason)
        return 'not-a-token'
      },
    })
    await until(client.connection, ({ state }) => state === 'signed_out')
    expect(reasons).toEqual(['start', 'refused'])
  })

  test('AUTH-8 a revoked person is signed out', async () => {
    const server = endLater(await startTestServer())
    await server.openConversation()
    const client = aClient(server, eg.worker.id)
    await isLive(client)
    await server.integrate('POST', `/api/integration/users/${eg.worker.id}/revoke/`, {})
    const { error_code } = await until(client.connection, ({ state }) => state === 'signed_out')
    expect(error_code).toBe('token_revoked')
  })

  test("somebody else's token never touches this person's cache", async () => {
    const server = endLater(await startTestServer())
    await server.openConversation()
    const cache = createMemoryCache()
    const client = aClient(server, eg.worker.id, cache, { getToken: () => server.token(eg.client.id) })
    await until(client.connection, ({ state }) => state === 'signed_out')
    expect((await cache.load()).conversations).toEqual([])
  })
})

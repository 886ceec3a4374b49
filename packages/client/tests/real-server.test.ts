// The whole client library against the whole server, over real sockets and a real database.

import { afterEach, describe, expect, test } from 'bun:test'
import { eg, startTestServer, type TestServer } from '@jobline/testkit'
import { type ChatClient, createChatClient, createMemoryCache, type Cache } from '../src/index.ts'
import { until } from './until.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

async function aServer(): Promise<TestServer> {
  const server = await startTestServer()
  open.push({ close: () => server.stop() })
  return server
}

function aClient(server: TestServer, user_id: string, cache: Cache = createMemoryCache()): ChatClient {
  const client = createChatClient({ url: server.url, user_id, cache, getToken: () => server.token(user_id) })
  open.push(client)
  return client
}
const texts = (client: ChatClient, id: string) => client.messages(id).getSnapshot().items.map((item) => item.text)
const statuses = (client: ChatClient, id: string) => client.messages(id).getSnapshot().items.map((item) => item.status)
const isLive = (client: ChatClient) => until(client.connection, ({ state }) => state === 'live')

describe('two people and a server', () => {
  test('AC-1 CH-6 a text arrives, and its tick goes sent, delivered, read', async () => {
    const server = await aServer()
    const id = await server.openConversation()
    const worker = aClient(server, eg.worker.id)
    const client = aClient(server, eg.client.id)
    await Promise.all([isLive(worker), isLive(client)])
    const seen: unknown[] = []
    worker.messages(id).subscribe(() => seen.push(statuses(worker, id).at(-1)))

    await worker.send(id, 'On my way up')
    await until(worker.messages(id), () => statuses(worker, id).at(-1) === 'delivered')
    await until(client.conversation(id), (item) => item?.preview?.text === 'On my way up' && item.state.unread === 1)

    client.messages(id).subscribe(() => {})
    await until(client.messages(id), ({ items }) => items.at(-1)?.text === 'On my way up')
    client.markRead(id, client.messages(id).getSnapshot().items.at(-1)?.seq ?? 0)
    await until(worker.messages(id), () => statuses(worker, id).at(-1) === 'read')
    expect(client.conversation(id).getSnapshot()?.state.unread).toBe(0)
    expect([...new Set(seen.filter((status) => status !== undefined))]).toEqual(['sending', 'sent', 'delivered', 'read'])
  })
})

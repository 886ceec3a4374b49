// The whole client library against the whole server, over real sockets and a real database: what those tests share.

import 'fake-indexeddb/auto'
import type { TestServer } from '@jobline/testkit'
import { type Cache, type ChatClient, type ChatClientOptions, createChatClient, createMemoryCache } from '../src/index.ts'
import { until } from './until.ts'

const open: { close(): Promise<void> }[] = []
/** Conditions are waited for, not times: this only ends a test that hangs, on a machine that may be busy. */
export const PATIENCE_MS = 30_000

/** For `afterEach`: ends what the test has started. */
export async function endAll(): Promise<void> {
  for (const thing of open.splice(0).reverse()) await thing.close()
}

/** Ends this server after the test. */
export function endLater(server: TestServer): TestServer {
  open.push({ close: () => server.stop() })
  return server
}

export function aClient(
  server: TestServer,
  user_id: string,
  cache: Cache = createMemoryCache(),
  rest: Partial<ChatClientOptions> = {},
): ChatClient {
  const client = createChatClient({ url: server.url, user_id, cache, getToken: () => server.token(user_id), ...rest })
  open.push(client)
  return client
}
export const texts = (client: ChatClient, id: string) =>
  client
    .messages(id)
    .getSnapshot()
    .items.flatMap(({ text }) => text ?? [])
export const lastStatus = (client: ChatClient, id: string) => client.messages(id).getSnapshot().items.at(-1)?.status
export const isLive = (client: ChatClient) => until(client.connection, ({ state }) => state === 'live')
export const isOffline = (client: ChatClient) => until(client.connection, ({ state }) => state !== 'live')
export const watch = (client: ChatClient, id: string) => client.messages(id).subscribe(() => {})
export const shows = (client: ChatClient, id: string, expected: string[]) =>
  until(client.messages(id), () => JSON.stringify(texts(client, id)) === JSON.stringify(expected))

// One client against the scripted server on the test's clock: what every scripted test starts from.

import { expect } from 'bun:test'
import {
  type Cache,
  type ChatClient,
  type ChatClientOptions,
  createChatClient,
  createMemoryCache,
  type HttpAnswer,
  type Ports,
} from '../src/index.ts'
import { ClientClock } from './client-clock.ts'
import { CONVERSATION, ME } from './example-data.ts'
import { ScriptedServer } from './scripted-server.ts'

const open: { close(): Promise<void> }[] = []
const servers: ScriptedServer[] = []
/** For `afterEach`: ends what the test has started, and fails it for whatever the client did wrong. */
export async function endWorlds(): Promise<void> {
  for (const thing of open.splice(0).reverse()) await thing.close()
  expect(servers.splice(0).flatMap(({ faults }) => faults)).toEqual([])
}

export interface World {
  readonly clock: ClientClock
  readonly server: ScriptedServer
  readonly client: ChatClient
  readonly cache: Cache
  /** What the probe is answered; a rejection until a test says otherwise. */
  http: { answer?: HttpAnswer; asked: number }
  online(is_online: boolean): void
  foreground(is_active: boolean): void
  /** A second start on what the first has kept. */
  restart(options?: Partial<ChatClientOptions>): World
}

export interface WorldOptions extends Partial<ChatClientOptions> {
  readonly clock?: ClientClock
  readonly random?: number
}

export function aWorld({ clock = new ClientClock(), random = 0.5, ...options }: WorldOptions = {}): World {
  const server = new ScriptedServer(clock)
  servers.push(server)
  const cache = options.cache ?? createMemoryCache()
  const http: World['http'] = { asked: 0 }
  const network = new Set<(online: boolean) => void>()
  const app = new Set<(active: boolean) => void>()
  let is_active = true
  let ids = 0
  const ports: Partial<Ports> = {
    transport: server,
    clock,
    random: { next: () => random },
    ids: { next: () => `cccccccc-0000-4000-8000-${String(++ids).padStart(12, '0')}` },
    http: {
      async request(method, url, token, body) {
        if (url.endsWith('/api/frames/')) return server.post(url, token, body ?? '')
        if (!url.endsWith('/api/me/')) return server.rest(method, url, token, body)
        http.asked++
        if (!http.answer) throw new Error('no answer')
        return http.answer
      },
    },
    network: { subscribe: (listener) => listen(network, listener) },
    appState: { isActive: () => is_active, subscribe: (listener) => listen(app, listener) },
    ...options.ports,
  }
  const client = createChatClient({ url: 'https://chat.example', user_id: ME, getToken: async () => 'a-token', ...options, cache, ports })
  open.push(client)
  return {
    clock,
    server,
    client,
    cache,
    http,
    online(is_online) {
      for (const listener of network) listener(is_online)
    },
    foreground(active) {
      is_active = active
      for (const listener of app) listener(active)
    },
    restart: (more = {}) => aWorld({ clock, random, ...options, cache, ...more }),
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const items = (client: ChatClient, id = CONVERSATION) => client.messages(id).getSnapshot().items
export const texts = (client: ChatClient, id?: string) => items(client, id).map(({ text }) => text)
export const statuses = (client: ChatClient, id?: string) => items(client, id).flatMap(({ status }) => status ?? [])

// A marketplace for runs in which processes die: its server's settings, its people and conversations, and what the
// server tells of them afterwards, over REST.

import type { Message } from '@jobline/protocol'
import { signToken } from '@jobline/server'
import type { ServerProcess } from './server-process.ts'

const SECRET = 'a secret for a run that is killed, long enough'
const SERVICE_KEY = 'service-key-for-a-run-that-is-killed'
const UNLIMITED = '1000000/1000000'

/** Settings under which no limit is met by accident. */
export const UNLIMITED_ENVIRONMENT: Readonly<Record<string, string>> = {
  JOBLINE_JWT_SECRET: SECRET,
  JOBLINE_SERVICE_KEY: SERVICE_KEY,
  JOBLINE_DRAIN: '0',
  JOBLINE_SOCKETS_PER_USER: '1000',
  JOBLINE_RATE_FRAMES: UNLIMITED,
  JOBLINE_RATE_CHANGES: UNLIMITED,
  JOBLINE_RATE_CONNECTS: UNLIMITED,
  JOBLINE_RATE_REQUESTS: UNLIMITED,
}

export const tokenOf = (user_id: string): Promise<string> =>
  signToken({ secret: SECRET, user_id, now: Date.now(), lifetime_ms: 12 * 3_600_000 })

/** Ids of conversations by user id. */
export type Cast = ReadonlyMap<string, readonly string[]>

/** So many workers and as many clients: each worker talks with a client, every second one with two. */
export async function openMarketplace(server: ServerProcess, workers: number): Promise<Cast> {
  const conversations = new Map<string, string[]>()
  for (let index = 0; index < workers; index++) {
    await integrate(server, `users/worker-${index}`, { name: `Worker ${index}` })
    await integrate(server, `users/client-${index}`, { name: `Client ${index}` })
  }
  await integrate(server, 'jobs/job-1', { version: 1, title: 'Repaint two bedrooms', status: 'applied' })
  for (let index = 0; index < workers; index++) {
    for (const client of new Set(index % 2 === 0 ? [index, (index + 1) % workers] : [index])) {
      const pair = { worker_id: `worker-${index}`, client_id: `client-${client}` }
      const { conversation_id } = await integrate<{ conversation_id: string }>(server, 'jobs/job-1/conversations', pair)
      for (const id of Object.values(pair)) conversations.set(id, [...(conversations.get(id) ?? []), conversation_id])
    }
  }
  return conversations
}

async function integrate<T>(server: ServerProcess, path: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${SERVICE_KEY}`, 'content-type': 'application/json' }
  const response = await fetch(`${server.url}/api/integration/${path}/`, { method: 'PUT', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`unable to prepare ${path}; ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** Each conversation as REST tells it, all pages, in the order told. */
export async function readAll(server: ServerProcess, cast: Cast): Promise<Map<string, Message[]>> {
  const told = new Map<string, Message[]>()
  for (const [user_id, ids] of cast) {
    const token = await tokenOf(user_id)
    for (const id of ids) if (!told.has(id)) told.set(id, await readConversation(server, id, token))
  }
  return told
}

async function readConversation(server: ServerProcess, id: string, token: string): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const url = `${server.url}/api/conversations/${id}/messages/?after_seq=${messages.at(-1)?.seq ?? 0}&limit=100`
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error(`unable to read ${id}; ${response.status} ${await response.text()}`)
    const page = (await response.json()) as { messages: Message[]; more_after: boolean }
    messages.push(...page.messages)
    if (!page.more_after) return messages
  }
}

// The people who talk, set up as an integrator's backend would: users, jobs and conversations over HTTP.

import type { Pair } from './plan.ts'
import type { BenchServer } from './processes.ts'

/** Where the integrator's API is. */
export type Site = Pick<BenchServer, 'url' | 'service_key'>

const REQUESTS_AT_ONCE = 32

export async function createPairs(server: Site, count: number): Promise<Pair[]> {
  const pairs: Pair[] = []
  await inParallel(count, async (index) => {
    const [job_id, worker_id, client_id] = [`job-${index}`, `worker-${index}`, `client-${index}`]
    await put(server, `/api/integration/users/${worker_id}/`, { name: `Worker ${index}` })
    await put(server, `/api/integration/users/${client_id}/`, { name: `Client ${index}` })
    await put(server, `/api/integration/jobs/${job_id}/`, { version: 1, title: `Job ${index}`, status: 'open' })
    const { conversation_id } = await put<{ conversation_id: string }>(server, `/api/integration/jobs/${job_id}/conversations/`, {
      worker_id,
      client_id,
    })
    pairs.push({ sender_id: worker_id, recipient_id: client_id, conversation_id })
  })
  return pairs
}

export async function createUsers(server: Site, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `person-${index}`)
  await inParallel(count, async (index) => {
    await put(server, `/api/integration/users/${ids[index]}/`, { name: `Person ${index}` })
  })
  return ids
}

export async function inParallel(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await run(next++)
  }
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, worker))
}

export async function put<T>(server: Site, path: string, body: unknown): Promise<T> {
  const response = await fetch(server.url + path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.service_key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`unable to set up the marketplace; PUT ${path} answered ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

// One run: a marketplace under load, the server killed again and again, and the verdict. What chance decides comes
// from the seed; when exactly the kernel runs whom does not, so a seed repeats the plan, not the microsecond.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from '@jobline/protocol'
import { signToken } from '@jobline/server'
import { SeededRandom } from '@jobline/testkit'
import { Sender } from './sender.ts'
import { ServerProcess } from './server-process.ts'
import { judge } from './verdict.ts'

export interface KillRunOptions {
  readonly root: string
  readonly kills: number
  readonly seed: number
}

export interface KillReport {
  readonly problems: readonly string[]
  readonly kills: number
  readonly sent: number
  readonly acked: number
  readonly resent: number
}

const WORKERS = 6
const CLIENTS = 6
const WINDOW = 8
const SECRET = 'a secret for a run that is killed, long enough'
const SERVICE_KEY = 'service-key-for-a-run-that-is-killed'
const UNLIMITED = '1000000/1000000'
const ENVIRONMENT = {
  JOBLINE_JWT_SECRET: SECRET,
  JOBLINE_SERVICE_KEY: SERVICE_KEY,
  JOBLINE_DRAIN: '0',
  JOBLINE_RATE_FRAMES: UNLIMITED,
  JOBLINE_RATE_CHANGES: UNLIMITED,
  JOBLINE_RATE_CONNECTS: UNLIMITED,
  JOBLINE_RATE_REQUESTS: UNLIMITED,
}

export async function killRun({ root, kills, seed }: KillRunOptions): Promise<KillReport> {
  const random = new SeededRandom(seed)
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-kill-'))
  const server = new ServerProcess({ root, data_dir, environment: ENVIRONMENT })
  const problems: string[] = []
  let acks = 0
  let waiting: { readonly acks: number; readonly resolve: () => void } | undefined
  /** Resolves at that acknowledgement, in the turn in which it arrived. */
  const whenAcked = (count: number) =>
    new Promise<void>((resolve) => {
      waiting = { acks: count, resolve }
      if (problems.length > 0) resolve()
    })
  const onAck = () => {
    acks++
    if (waiting && acks >= waiting.acks) waiting.resolve()
  }
  const onProblem = (problem: string) => {
    problems.push(problem)
    waiting?.resolve()
  }
  try {
    await server.start()
    const conversations = await openMarketplace(server)
    const senders = await Promise.all(
      [...conversations].map(async ([user_id, conversation_ids]) => {
        const token = await signToken({ secret: SECRET, user_id, now: Date.now(), lifetime_ms: 3_600_000 })
        return new Sender({ user_id, conversation_ids, token, random, window: WINDOW, onAck, onProblem })
      }),
    )
    const connect = () => Promise.all(senders.map((sender) => sender.connect(server.url.replace('http', 'ws'))))
    const restart = async () => {
      await server.kill()
      await Promise.all(senders.map((sender) => sender.whenClosed()))
      await server.start()
      await connect()
    }
    await connect()
    let killed = 0
    while (killed < kills && problems.length === 0) {
      await whenAcked(acks + random.between(50, 400))
      // The last answers before a crash are the ones that get lost on the way.
      for (const sender of senders) if (random.chance(0.4)) sender.goDeaf()
      if (senders.every((sender) => sender.is_deaf)) senders[0]?.hearAgain()
      await whenAcked(acks + random.between(1, 40))
      await restart()
      killed++
    }
    if (problems.length === 0)
      await Promise.race([Promise.all(senders.map((sender) => sender.finish())), whenAcked(Number.POSITIVE_INFINITY)])
    // What is judged is what a start after a crash makes of the files.
    await restart()
    const told = await readAll(server, conversations)
    for (const sender of senders) sender.close()
    const code = await server.stop()
    if (code !== 0) problems.push(`stop: the server ended with ${code}`)
    problems.push(...judge({ senders, conversations: told, database: join(data_dir, 'jobline.db') }))
    const sum = (count: (sender: Sender) => number) => senders.reduce((total, sender) => total + count(sender), 0)
    return {
      problems,
      kills: killed + 1,
      sent: sum((sender) => sender.sent.length),
      acked: sum((sender) => sender.acked.size),
      resent: sum((sender) => sender.resent),
    }
  } finally {
    await server.kill()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

/** Everybody's conversations by user id: each worker talks with a client, every second one with two. */
async function openMarketplace(server: ServerProcess): Promise<Map<string, string[]>> {
  const conversations = new Map<string, string[]>()
  for (let index = 0; index < WORKERS; index++) await integrate(server, `users/worker-${index}`, { name: `Worker ${index}` })
  for (let index = 0; index < CLIENTS; index++) await integrate(server, `users/client-${index}`, { name: `Client ${index}` })
  await integrate(server, 'jobs/job-1', { version: 1, title: 'Repaint two bedrooms', status: 'applied' })
  for (let index = 0; index < WORKERS; index++) {
    for (const client of index % 2 === 0 ? [index, (index + 1) % CLIENTS] : [index]) {
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

async function readAll(server: ServerProcess, conversations: ReadonlyMap<string, readonly string[]>): Promise<Map<string, Message[]>> {
  const told = new Map<string, Message[]>()
  for (const [user_id, ids] of conversations) {
    const token = await signToken({ secret: SECRET, user_id, now: Date.now(), lifetime_ms: 60_000 })
    for (const id of ids) {
      if (!told.has(id)) told.set(id, await readConversation(server, id, token))
    }
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

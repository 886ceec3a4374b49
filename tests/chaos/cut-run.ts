// A send and its acknowledgement, cut at every byte: for each offset of what the client writes for one send, and of what
// comes back for it, the connection ends exactly there, the client comes back, and the message must be there once, on
// both screens, with its tick. The real client library, a real server process, a proxy that counts.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChatClient, createMemoryCache, type Transport } from '@jobline/client'
import { type Cut, type Direction, FaultProxy, SeededRandom } from '@jobline/testkit'
import { until } from '@jobline/testkit/until'
import { check } from '../harness/checker.ts'
import { Recorder } from '../harness/history.ts'
import { judgeDatabase } from '../harness/judge-database.ts'
import { openMarketplace, readAll, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'
import { Witness } from '../harness/witness.ts'

export interface CutRunOptions {
  readonly root: string
  /** 1: every offset. */
  readonly every: number
  readonly how: Cut
  /** `requests`: no socket gets through, and frames go by HTTP. */
  readonly by: 'socket' | 'requests'
}

export interface CutReport {
  readonly problems: readonly string[]
  /** How many offsets were cut. */
  readonly cuts: Readonly<Record<Direction, number>>
}

/** A network that breaks every upgrade. */
const NO_SOCKETS: Transport = {
  dial(_url, _token, events) {
    queueMicrotask(() => events.closed(1006))
    return { send() {}, close() {}, buffered: () => 0 }
  },
}
const WORKER = 'worker-0'
const CLIENT = 'client-0'

export async function cutRun({ root, every, how, by }: CutRunOptions): Promise<CutReport> {
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-cut-'))
  const server = new ServerProcess({ root, data_dir, environment: UNLIMITED_ENVIRONMENT })
  await server.start()
  const cast = await openMarketplace(server, 1)
  const conversation_id = cast.get(WORKER)?.[0] as string
  await using proxy = await FaultProxy.start({ port: () => server.port, random: new SeededRandom(1) })
  const people = [
    { user_id: WORKER, url: proxy.url },
    { user_id: CLIENT, url: server.url },
  ].map(({ user_id, url }) => {
    const recorder = new Recorder(user_id, user_id)
    const getToken = () => tokenOf(user_id)
    // Comes back at once: what is tried is the cut, not the backoff.
    const ports = { random: { next: () => 0 }, ...(by === 'requests' && user_id === WORKER ? { transport: NO_SOCKETS } : {}) }
    const witness = new Witness(createChatClient({ url, user_id, cache: createMemoryCache(), getToken, ports }), recorder)
    witness.watch(conversation_id)
    return { recorder, witness }
  })
  const [worker, client] = people.map(({ witness }) => witness) as [Witness, Witness]
  const isLive = (witness: Witness) => until(witness.client.connection, ({ state }) => state === 'live')
  const statusOf = (id: string) =>
    worker.client
      .messages(conversation_id)
      .getSnapshot()
      .items.find((item) => item.id === id)?.status
  const problems: string[] = []
  const cuts = { up: 0, down: 0 }

  /** false: what was sent ended before this byte. */
  async function cutAt(direction: Direction, offset: number): Promise<boolean> {
    await Promise.all([worker, client].map(isLive))
    let is_cut = false
    void proxy.cutAfter(direction, offset, how).then(() => {
      is_cut = true
    })
    const text = `cut ${direction} after byte ${offset}`
    const id = (await worker.send(conversation_id, text)) as string
    await until(worker.client.messages(conversation_id), () => ['sent', 'delivered', 'read'].includes(statusOf(id) ?? ''))
    if (!is_cut) {
      proxy.heal()
      return false
    }
    await Promise.all([worker, client].map(isLive))
    await until(client.client.messages(conversation_id), ({ items }) => items.some((item) => item.text === text))
    for (const { witness, recorder } of people) {
      const bubbles = witness.screen(conversation_id).filter((item) => item.text === text).length
      if (bubbles !== 1) problems.push(`twice: ${recorder.device} shows "${text}" ${bubbles} times`)
    }
    cuts[direction]++
    return true
  }

  try {
    for (const direction of ['up', 'down'] as const) {
      for (let offset = 0; await cutAt(direction, offset); offset += every);
    }
    const conversations = await readAll(server, cast)
    const last = conversations.get(conversation_id)?.at(-1)?.id
    for (const { witness } of people) await until(witness.client.messages(conversation_id), ({ items }) => items.at(-1)?.id === last)
    const screens = people.map(({ witness, recorder }) => ({
      device: recorder.device,
      must_show: [conversation_id],
      conversations: new Map([[conversation_id, witness.screen(conversation_id)]]),
    }))
    for (const { witness } of people) await witness.client.close()
    await server.stop()
    const histories = people.map(({ recorder }) => recorder)
    problems.push(...check(histories, { conversations, screens }), ...judgeDatabase(join(data_dir, 'jobline.db')))
    return { problems, cuts }
  } finally {
    await server.kill()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

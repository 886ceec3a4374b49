// Hundreds of messages are written without a network, then sent, and the phone is killed all the way: while it starts,
// while it writes, while it sends. Whatever it said to have kept must arrive, once, in order; the server dies as well.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChatClient, createMemoryCache } from '@jobline/client'
import { FaultProxy, SeededRandom } from '@jobline/testkit'
import { until } from '@jobline/testkit/until'
import { check } from '../harness/checker.ts'
import { Recorder } from '../harness/history.ts'
import { judgeDatabase } from '../harness/judge-database.ts'
import { openMarketplace, readAll, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'
import { Witness } from '../harness/witness.ts'
import { ClientProcess } from './client-process.ts'

export interface QueueRunOptions {
  readonly root: string
  readonly messages: number
  readonly kills: number
  readonly seed: number
  /** `memory`: an outbox that a crash empties. */
  readonly cache: 'sqlite' | 'memory'
}

export interface QueueReport {
  readonly problems: readonly string[]
  readonly kept: number
  readonly delivered: number
  readonly client_kills: Readonly<Record<'starting' | 'writing' | 'sending', number>>
  readonly server_kills: number
}

const WORKER = 'worker-0'
const CLIENT = 'client-0'
/** What a phone's start costs on the wire, and one message with its answer: where kills are aimed. */
const START_BYTES = 4_000
const MESSAGE_BYTES = 600
/** Slow enough that a kill meets messages on their way. */
const UPLINK_BYTES_PER_SECOND = 200_000

export async function queueRun({ root, messages, kills, seed, cache }: QueueRunOptions): Promise<QueueReport> {
  const random = new SeededRandom(seed)
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-queue-'))
  const server = new ServerProcess({ root, data_dir, environment: UNLIMITED_ENVIRONMENT })
  await server.start()
  const cast = await openMarketplace(server, 1)
  const conversation_id = cast.get(WORKER)?.[0] as string
  await using proxy = await FaultProxy.start({ port: () => server.port, random })
  const phone = new ClientProcess('the phone that is killed', {
    url: proxy.url,
    user_id: WORKER,
    token: await tokenOf(WORKER),
    conversation_ids: [conversation_id],
    ...(cache === 'sqlite' ? { file: join(data_dir, 'phone.db') } : {}),
  })
  const peer = new Recorder('the other phone', CLIENT)
  const peerClient = createChatClient({
    url: server.url,
    user_id: CLIENT,
    cache: createMemoryCache(),
    getToken: () => tokenOf(CLIENT),
    ports: { random: { next: () => 0 } },
  })
  const witness = new Witness(peerClient, peer)
  witness.watch(conversation_id)
  const client_kills = { starting: 0, writing: 0, sending: 0 }
  let server_kills = 0
  let written = 0

  const killPhone = async (when: keyof typeof client_kills): Promise<void> => {
    await phone.kill()
    client_kills[when]++
  }
  const write = () => phone.tell({ type: 'send', conversation_id, text: `#${++written} of the queue` })
  const hasSentAll = ({ state, waiting }: ClientProcess) => state === 'live' && waiting === 0
  const killed = () => client_kills.starting + client_kills.writing + client_kills.sending

  try {
    // Without a network: every fourth kill while it writes or has just started.
    proxy.refuse()
    while (phone.kept.length < messages) {
      phone.start()
      const writing_kills = Math.floor(kills / 4)
      const is_last = killed() >= writing_kills
      const share = Math.ceil((2 * messages) / Math.max(1, writing_kills))
      const goal = is_last ? messages : Math.min(messages, phone.kept.length + random.between(0, share))
      if (!is_last && goal === phone.kept.length) {
        await phone.until(({ state }) => state !== undefined)
        await killPhone('starting')
        continue
      }
      // More than it will live to write: the kill finds some of them on their way to the disk.
      for (let index = phone.kept.length; index < goal + (is_last ? 0 : 8); index++) {
        write()
      }
      await phone.until(({ kept }) => kept.length >= goal)
      if (is_last) break
      await killPhone('writing')
    }
    if (killed() < kills) await killPhone('writing')

    // With a network: at a byte of the start, of a send, or of an answer.
    proxy.heal()
    proxy.setWeather('up', { bytes_per_second: UPLINK_BYTES_PER_SECOND })
    while (killed() < kills) {
      const share = Math.ceil(Math.max(messages - phone.recorder.acked, 0) / (kills - killed()))
      const passed = proxy.afterBytes(random.between(1, START_BYTES + share * MESSAGE_BYTES))
      phone.start()
      await Promise.race([passed, phone.until(hasSentAll)])
      if (hasSentAll(phone)) {
        // Sooner than planned: it writes on, with a network.
        const next = proxy.afterBytes(random.between(1, MESSAGE_BYTES))
        for (let count = 0; count < 4; count++) write()
        await next
      }
      await killPhone(phone.state === 'syncing' || phone.state === 'live' ? 'sending' : 'starting')
      // Once for sure.
      if (random.chance(0.1) || server_kills === 0) {
        await server.kill()
        await server.start()
        server_kills++
      }
    }
    proxy.heal()
    if (!phone.is_running) phone.start()
    await phone.until(hasSentAll)

    const conversations = await readAll(server, cast)
    const told = conversations.get(conversation_id) ?? []
    peerClient.reconnect()
    await until(peerClient.messages(conversation_id), ({ items }) => items.at(-1)?.id === told.at(-1)?.id)
    while (peerClient.messages(conversation_id).getSnapshot().more_before) await peerClient.loadBefore(conversation_id)
    const screens = [
      await phone.screen(),
      {
        device: peer.device,
        must_show: [conversation_id],
        conversations: new Map([[conversation_id, witness.screen(conversation_id)]]),
      },
    ]
    await peerClient.close()
    await phone.kill()
    await server.stop()
    const texts = new Set(told.map(({ text }) => text))
    return {
      problems: [
        ...phone.problems,
        ...phone.kept.filter((text) => !texts.has(text)).map((text) => `lost: "${text}" was kept and never arrived`),
        ...check([phone.recorder, peer], { conversations, screens }),
        ...judgeDatabase(join(data_dir, 'jobline.db')),
      ],
      kept: phone.kept.length,
      delivered: texts.size - 1,
      client_kills,
      server_kills,
    }
  } finally {
    await peerClient.close()
    await phone.kill()
    await server.kill()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

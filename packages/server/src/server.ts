// Puts a server together and takes it down again: store, domain, gateway, HTTP. The only place where
// adapters are chosen; everything else sees ports.

import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { TokenVerifier } from './auth/token-verifier.ts'
import type { Bus } from './bus/bus.ts'
import { LocalBus } from './bus/local-bus.ts'
import type { Config } from './config.ts'
import { demoHandlers } from './demo/demo-handlers.ts'
import { createPairingCode } from './demo/pairing-code.ts'
import type { Announcement } from './domain/announcement.ts'
import { Chat } from './domain/chat.ts'
import { Committer } from './domain/committer.ts'
import { type Ports, systemClock } from './domain/ports.ts'
import { keepIndex } from './domain/search/index-keeper.ts'
import { Search } from './domain/search/search.ts'
import { Gateway } from './gateway/gateway.ts'
import { createApi } from './http/api.ts'
import { changeWithin } from './http/change.ts'
import { integrationHandlers } from './http/integration-handlers.ts'
import { listen } from './http/listener.ts'
import { peopleHandlers } from './http/people-handlers.ts'
import { searchHandlers } from './http/search-handlers.ts'
import { serviceHandlers } from './http/service-handlers.ts'
import { staticFiles } from './http/static-files.ts'
import { userHandlers } from './http/user-handlers.ts'
import { KeyedBuckets } from './limits/token-bucket.ts'
import { describeError, type Logger } from './log.ts'
import { Metrics } from './metrics.ts'
import { lockDataFolder } from './operate/data-lock.ts'
import { DATABASE_FILE, SqliteStore } from './store/sqlite/sqlite-store.ts'
import { type Store, StoreBroken } from './store/store.ts'

/**
 * So long after a commit failed traffic is kept away; then it is let in again, for only a send can show that the disk has room
 * again. A broken store stays unready until the process is started anew.
 */
const UNREADY_MS = 10_000

export const systemPorts: Ports = {
  clock: systemClock,
  uuid: () => Bun.randomUUIDv7(),
  random: Math.random,
  hash: (text) => Bun.hash.xxHash64(text).toString(36),
  afterInput: (run) => setImmediate(run),
}

export interface RunningServer {
  readonly port: number
  readonly chat: Chat
  readonly store: Store
  /** Lets other machines into the demo; whoever may read the server's screen may pass it on. */
  readonly pairing_code: string
  /** The HS256 key in use: the configured one, or the demo's of this run. */
  readonly jwt_secret: string
  /** Tells clients when to come back, finishes commits, closes everything. Safe to call twice. */
  stop(): Promise<void>
}

/** Throws PortBusy, DataInUse, UnknownSchema. */
export async function startServer(config: Config, log: Logger, ports: Ports = systemPorts): Promise<RunningServer> {
  const unlock = lockDataFolder(config.data_dir)
  const metrics = new Metrics()
  const onFailure = (error: unknown) => {
    metrics.failure()
    log.error(describeError(error), 'failure')
  }
  let queries = 0
  let store: Store
  try {
    store = new SqliteStore({ path: join(config.data_dir, DATABASE_FILE), uuid: randomUUID, onQuery: () => queries++ })
  } catch (error) {
    unlock()
    throw error
  }
  const bus: Bus = new LocalBus()
  let failed_at = Number.NEGATIVE_INFINITY
  const committer = new Committer(store, ports, (announcements: readonly Announcement[]) => bus.publish(announcements), {
    onBatch: (verbs, ms) => {
      failed_at = Number.NEGATIVE_INFINITY
      metrics.batch(verbs, ms)
    },
    onFailure: (error) => {
      failed_at = error instanceof StoreBroken ? Number.POSITIVE_INFINITY : ports.clock.now()
      onFailure(error)
    },
  })
  const chat = new Chat(store, committer)
  const jwt_secret = config.jwt_secret ?? randomBytes(32).toString('hex')
  const tokens = new TokenVerifier({ secret: jwt_secret, store, clock: ports.clock, max_lifetime_ms: config.max_token_lifetime_ms })
  const changeBuckets = new KeyedBuckets(config.limits.changes)
  const requestBuckets = new KeyedBuckets(config.limits.requests)
  const gateway = new Gateway({ chat, bus, ports, tokens, limits: config.limits, changeBuckets, requestBuckets, onFailure })
  const { counters, admission } = gateway
  metrics.watchGauge('jobline_sockets', 'Open sockets.', () => gateway.open_sockets)
  metrics.watchCounter('jobline_sockets_opened_total', 'Sockets opened.', () => counters.sockets_opened)
  metrics.watchCounter(
    'jobline_sockets_refused_total',
    'Newcomers, by socket or request, who were told with 503 to come back later.',
    () => admission.refused,
  )
  metrics.watchCounter('jobline_frames_in_total', 'Frames received.', () => counters.frames_in)
  metrics.watchCounter('jobline_errors_out_total', 'Frames answered with an error.', () => counters.errors_out)
  metrics.watchCounter('jobline_store_queries_total', 'Queries of reads; what changes load is not among them.', () => queries)
  metrics.watchGauge('jobline_search_unindexed', 'Messages that the index of search does not have yet.', () => store.unindexed)

  let port = config.port
  let ready = true
  const isAllowedOrigin = (origin: string) => ownOrigins(config, port).has(origin) || config.origins.includes(origin)
  const reportBuckets = new KeyedBuckets(config.limits.reports)
  const demoBuckets = new KeyedBuckets(config.limits.demo_tokens)
  const searchBuckets = new KeyedBuckets(config.limits.searches)
  const search = new Search(store, ports)
  const leaveIndex = keepIndex(store, ports.clock, onFailure)
  const forget = ports.clock.every(60_000, () => {
    requestBuckets.forgetFull(ports.clock.now())
    reportBuckets.forgetFull(ports.clock.now())
    demoBuckets.forgetFull(ports.clock.now())
    searchBuckets.forgetFull(ports.clock.now())
  })
  const change = changeWithin(chat, ports.clock, changeBuckets)
  const pairing_code = createPairingCode(() => randomInt(2 ** 32) / 2 ** 32)
  const api = createApi({
    handlers: {
      ...userHandlers(chat, ports.clock, change),
      ...peopleHandlers(chat, change, changeWithin(chat, ports.clock, reportBuckets)),
      ...searchHandlers({ chat, search, clock: ports.clock, buckets: searchBuckets }),
      exchange_frames: async ({ body, ...caller }) => ({ body: { frames: await gateway.poll({ ...caller, frames: body.frames }) } }),
      ...integrationHandlers(chat),
      ...demoHandlers({ chat, clock: ports.clock, secret: jwt_secret, buckets: demoBuckets, pairing_code }),
      ...serviceHandlers({ isReady: () => ready && ports.clock.now() - failed_at >= UNREADY_MS, metricsText: () => metrics.text() }),
    },
    tokens,
    clock: ports.clock,
    service_key: config.service_key,
    requestBuckets,
    knockAgain: (address) => gateway.admission.knockAgain(address),
    isAllowedOrigin,
    // A page of another name that resolves to this machine must not fetch tokens: the Host has to be ours too.
    isDemoCaller: (host) => config.demo && ownHosts(config, port).has(host),
    onFailure,
    onReply: (name, status) => metrics.request(name, status),
  })
  try {
    const listener = listen({
      hosts: config.hosts,
      port: config.port,
      api,
      chat,
      gateway,
      tokens,
      files: config.web_dir === undefined ? undefined : staticFiles(config.web_dir),
      isAllowedOrigin,
      allow_query_token: config.allow_query_token,
      trusted_proxies: config.trusted_proxies,
      onFailure,
    })
    port = listener.port
    let stopping: Promise<void> | undefined
    const shutDown = async () => {
      ready = false
      gateway.refuseMore()
      await committer.whenIdle()
      gateway.drain(config.drain_ms)
      await listener.stop()
      gateway.stop()
      await committer.whenIdle()
      forget()
      leaveIndex()
      await store.close()
      unlock()
    }
    return {
      port,
      chat,
      store,
      jwt_secret,
      pairing_code,
      stop: () => {
        stopping ??= shutDown()
        return stopping
      },
    }
  } catch (error) {
    gateway.stop()
    forget()
    leaveIndex()
    await store.close()
    unlock()
    throw error
  }
}

/** Under which names a browser on this machine, or one that was given our address, reaches us. */
function ownHosts(config: Config, port: number): Set<string> {
  const listens_everywhere = config.hosts.some((host) => host === '0.0.0.0' || host === '::')
  const addresses = listens_everywhere ? networkAddresses() : config.hosts
  const names = ['localhost', '127.0.0.1', '[::1]', ...addresses.map((host) => (host.includes(':') ? `[${host}]` : host))]
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])))
}

/** Of this machine, as others on the network see it. */
export const networkAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((list = []) => list.filter(({ internal }) => !internal).map(({ address }) => address))

const ownOrigins = (config: Config, port: number) => new Set([...ownHosts(config, port)].map((host) => `http://${host}`))

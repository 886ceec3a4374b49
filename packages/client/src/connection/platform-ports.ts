// The ports built from what the runtime has. The only file of the core that reads globals: it declares the few members
// it uses. What Hermes, service workers or tests lack may be missing; without `fetch` a request fails like one without a network.

import type { Http, HttpAnswer } from '../api/rest.ts'
import type { AppState, Clock, Ids, Network, Random } from './ports.ts'
import type { Transport } from './transport.ts'
import { createWebSocketTransport, type PlatformSocketClass } from './websocket-transport.ts'

interface Response {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  json(): Promise<unknown>
}
interface Listening {
  addEventListener?(type: string, listener: () => void): void
  removeEventListener?(type: string, listener: () => void): void
}
interface Platform extends Listening {
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  readonly WebSocket?: PlatformSocketClass
  readonly crypto?: { getRandomValues?(bytes: Uint8Array): Uint8Array }
  readonly document?: Listening & { readonly visibilityState?: string }
  readonly navigator?: { readonly onLine?: boolean }
  readonly AbortController: new () => { readonly signal: unknown; abort(): void }
  fetch(url: string, options: object): Promise<Response>
}
const platform = globalThis as unknown as Platform

export interface Ports {
  readonly transport: Transport
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly network?: Network
  readonly appState?: AppState
}

/** To learn whether the token still holds. */
const PROBE_MS = 10_000
/** A page may be on its way, on a slow link. */
const PAGE_MS = 60_000

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = platform.setTimeout(run, Math.max(0, ms))
    return () => platform.clearTimeout(timer)
  },
}

/**
 * UUIDs of version 7: the time first, then chance. Ids made at about the same time lie side by side in the server's index, which
 * halves the pages that a message dirties there; and without a good source of chance two starts still differ.
 */
export const timedIds: Ids = {
  next() {
    const empty = new Uint8Array(10)
    const bytes = platform.crypto?.getRandomValues?.(empty) ?? empty.map(() => Math.random() * 256)
    const hex = Date.now().toString(16).padStart(12, '0') + [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    // Version and variant take the place of two digits of chance; 72 bits of it are left.
    return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-7$3-a$4-$5')
  },
}

export const fetchHttp: Http = {
  async request(method: string, url: string, token: string, body?: string): Promise<HttpAnswer> {
    const abort = new platform.AbortController()
    // `/api/me/` is the probe; whatever else is asked brings or takes something.
    const timer = platform.setTimeout(() => abort.abort(), /me.$/.test(url) ? PROBE_MS : PAGE_MS)
    try {
      const response = await platform.fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
        // A redirect is not followed: where it points has no business with the token.
        redirect: 'error',
        cache: 'no-store',
        credentials: 'omit',
        signal: abort.signal,
      })
      return {
        status: response.status,
        retry_after: response.headers.get('retry-after') ?? undefined,
        body: await response.json().catch(() => {}),
      }
    } finally {
      platform.clearTimeout(timer)
    }
  },
}

function listen(target: Listening | undefined, types: readonly string[], listener: () => void): () => void {
  for (const type of types) target?.addEventListener?.(type, listener)
  return () => {
    for (const type of types) target?.removeEventListener?.(type, listener)
  }
}

export const platformNetwork: Network = {
  subscribe: (listener) => listen(platform, ['online', 'offline'], () => listener(platform.navigator?.onLine !== false)),
}

export const pageVisibility: AppState = {
  isActive: () => platform.document?.visibilityState !== 'hidden',
  subscribe: (listener) => listen(platform.document, ['visibilitychange'], () => listener(pageVisibility.isActive())),
}

export function platformPorts(given: Partial<Ports> = {}): Ports {
  const SocketClass = platform.WebSocket
  const transport = given.transport ?? (SocketClass && createWebSocketTransport(SocketClass))
  if (!transport) throw new Error('no WebSocket')
  return {
    http: fetchHttp,
    clock: systemClock,
    random: { next: () => Math.random() },
    ids: timedIds,
    network: platformNetwork,
    appState: pageVisibility,
    ...given,
    transport,
  }
}

// Bun's server: one handler for upgrades, API and the web app, on every address we listen on. The only
// file that knows how Bun serves.

import { type ErrorCode, MAX_FRAME_BYTES, SUBPROTOCOL } from '@jobline/protocol'
import type { Server, ServerWebSocket } from 'bun'
import type { Hono } from 'hono'
import { type Identity, TokenRefused, type TokenVerifier } from '../auth/token-verifier.ts'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { Session } from '../gateway/session.ts'
import type { ApiEnv } from './api.ts'
import { addressOf, offersSubprotocol, upgradeToken } from './caller.ts'
import { errorReply } from './reply.ts'
import type { StaticFiles } from './static-files.ts'

export interface ListenerOptions {
  readonly hosts: readonly string[]
  readonly port: number
  readonly api: Hono<ApiEnv>
  readonly chat: Chat
  readonly gateway: Gateway
  readonly tokens: TokenVerifier
  readonly files: StaticFiles | undefined
  readonly isAllowedOrigin: (origin: string) => boolean
  readonly allow_query_token: boolean
  readonly trusted_proxies: readonly string[]
  readonly onFailure: (error: unknown) => void
}

export interface Listener {
  readonly port: number
  /** Lets what was begun be answered, then ends every connection. */
  stop(): Promise<void>
}

export class PortBusy extends Error {
  override readonly name = 'PortBusy'
}

/** How long requests that were begun may hold up the end. */
const LAST_ANSWERS_MS = 2_000

const DOOR = /^\/ws(?:\/chat\/([^/]+))?\/?$/

/** Throws PortBusy. With several hosts the first decides the port; one that this machine lacks (::1) is left out. */
export function listen(options: ListenerOptions): Listener {
  const servers: Server<Session>[] = []
  const begun = new Begun()
  let port = options.port
  for (const host of options.hosts) {
    try {
      const server = serve(host, port, options, begun)
      port = server.port ?? port
      servers.push(server)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (servers.length > 0 && code !== 'EADDRINUSE') continue
      for (const server of servers) void server.stop(true)
      throw code === 'EADDRINUSE' ? new PortBusy(`unable to listen on port ${port}; another program is using it`) : error
    }
  }
  return {
    port,
    stop: async () => {
      await begun.whenAnswered()
      await Promise.all(servers.map((server) => server.stop(true)))
    },
  }
}

/** Requests that have been taken and not answered yet. */
class Begun {
  #open = 0
  #answered: () => void = () => {}

  async answer<T>(run: () => Promise<T>): Promise<T> {
    this.#open++
    try {
      return await run()
    } finally {
      if (--this.#open === 0) this.#answered()
    }
  }

  /** Resolves when all are on their way, or when waiting has gone on for too long: one may trickle in for ever. */
  async whenAnswered(): Promise<void> {
    if (this.#open > 0) {
      let timer: ReturnType<typeof setTimeout> | undefined
      await new Promise<void>((resolve) => {
        this.#answered = resolve
        timer = setTimeout(resolve, LAST_ANSWERS_MS)
      })
      clearTimeout(timer)
    }
    // Bun writes an answer in the turn after it was given.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function serve(hostname: string, port: number, options: ListenerOptions, begun: Begun): Server<Session> {
  const { gateway } = options
  return Bun.serve<Session>({
    hostname,
    port,
    // Larger bodies are refused by the API itself, with its own words; this bounds what is read before.
    maxRequestBodySize: 4 * MAX_FRAME_BYTES,
    idleTimeout: 30,
    fetch: (request, server) => begun.answer(() => answer(request, server, options)),
    error(error) {
      options.onFailure(error)
      return errorReply('internal')
    },
    websocket: {
      // Beyond this Bun cuts the connection without a close frame; the gateway closes at the protocol's limit, with one.
      maxPayloadLength: 2 * MAX_FRAME_BYTES,
      perMessageDeflate: false,
      // The gateway judges liveness by complete frames; Bun's own timeout counts bytes.
      idleTimeout: 0,
      sendPings: false,
      backpressureLimit: 16 * 1024 * 1024,
      open: (socket: ServerWebSocket<Session>) => gateway.opened(socket.data, socket),
      message: (socket, data) => gateway.received(socket.data, data),
      ping: (socket) => gateway.ponged(socket.data),
      pong: (socket) => gateway.ponged(socket.data),
      close: (socket) => gateway.closed(socket.data),
    },
  })
}

async function answer(request: Request, server: Server<Session>, options: ListenerOptions): Promise<Response | undefined> {
  const peer = server.requestIP(request)?.address ?? ''
  const address = addressOf(request, peer, options.trusted_proxies)
  const { pathname } = new URL(request.url)
  const door = DOOR.exec(pathname)
  if (door) return upgrade(request, server, address, door[1], options)
  if (isApi(pathname)) return options.api.fetch(request, { address })
  return options.files?.(request) ?? errorReply('not_found')
}

const isApi = (pathname: string) => /^\/(api(\/|$)|healthz\/?$|readyz\/?$|metrics\/?$)/.test(pathname)

async function upgrade(
  request: Request,
  server: Server<Session>,
  address: string,
  conversation_id: string | undefined,
  options: ListenerOptions,
): Promise<Response | undefined> {
  const origin = request.headers.get('origin')
  if (origin !== null && !options.isAllowedOrigin(origin)) return errorReply('origin_refused')
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
    return errorReply('bad_request', { path: '/upgrade', headers: { upgrade: 'websocket' } })
  }
  try {
    const { admission } = options.gateway
    admission.knock(address)
    const caller = await identify(request, conversation_id, options)
    admission.seat(address, typeof caller === 'object' ? caller.user_id : undefined)
    const session = options.gateway.prepare(address, conversation_id, caller)
    const headers = new Headers(offersSubprotocol(request) ? { 'sec-websocket-protocol': SUBPROTOCOL } : undefined)
    return server.upgrade(request, { data: session, headers }) ? undefined : errorReply('bad_request')
  } catch (error) {
    if (error instanceof DomainError) return errorReply(error.code, error)
    options.onFailure(error)
    return errorReply('internal')
  }
}

/**
 * Who knocks, undefined where the first frame will say, or why they may not come in: told once the socket is
 * open. Somebody else's conversation and one that does not exist are the same.
 */
async function identify(
  request: Request,
  conversation_id: string | undefined,
  options: ListenerOptions,
): Promise<Identity | ErrorCode | undefined> {
  const token = upgradeToken(request, options.allow_query_token)
  if (token === undefined) return undefined
  try {
    const signed = await options.tokens.read(token)
    options.gateway.admission.enter()
    const identity = await options.tokens.notRevoked(signed)
    const known = conversation_id === undefined || (await options.chat.isMember(identity.user_id, conversation_id))
    return known ? identity : 'not_found'
  } catch (error) {
    if (error instanceof TokenRefused) return error.code
    throw error
  }
}

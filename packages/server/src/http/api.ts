// The protocol's endpoint table as routes: who may call, what is read, which handler answers. Nothing is
// served here that is not in the table.

import type { EndpointName, ErrorCode } from '@jobline/protocol'
import { ENDPOINTS, type Endpoint } from '@jobline/protocol/schemas'
import { Hono } from 'hono'
import { type Identity, TokenRefused, type TokenVerifier } from '../auth/token-verifier.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import { networkOf } from '../limits/network-of.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import { bearerToken, isLoopback, isServiceKey } from './caller.ts'
import type { Handlers } from './handlers.ts'
import { requestReader } from './read-request.ts'
import { errorReply, jsonReply } from './reply.ts'

export interface ApiOptions {
  readonly handlers: Handlers
  readonly tokens: TokenVerifier
  readonly clock: Clock
  readonly service_key: string | undefined
  /** Requests of one person, or of one address where nobody is signed in. */
  readonly requestBuckets: KeyedBuckets
  /** Throws while sockets of everybody, or of this address, are told to come back later. */
  readonly knockAgain: (address: string) => void
  readonly isAllowedOrigin: (origin: string) => boolean
  /** Demo mode is on, and the caller reached us under one of our own names. */
  readonly isDemoCaller: (host: string) => boolean
  readonly onFailure: (error: unknown) => void
  readonly onReply: (name: EndpointName, status: number) => void
}

export interface ApiEnv {
  Bindings: { readonly address: string }
}

export function createApi(options: ApiOptions): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false })
  app.use('*', async (context, next) => {
    const origin = context.req.header('origin')
    if (origin !== undefined && !options.isAllowedOrigin(origin)) return errorReply('origin_refused')
    if (context.req.method === 'OPTIONS') return origin === undefined ? errorReply('origin_refused') : preflight(origin)
    await next()
    if (origin === undefined) return
    context.res.headers.set('access-control-allow-origin', origin)
    // A page of another origin is shown no other header by itself, and this one says when to come back.
    context.res.headers.set('access-control-expose-headers', 'retry-after')
    context.res.headers.append('vary', 'Origin')
  })
  const methods = new Map<string, string[]>()
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const { method, path }: Endpoint = ENDPOINTS[name]
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\/$/, '')
    const serve = serveEndpoint(name, options)
    for (const form of [pattern, `${pattern}/`]) {
      app.on(method, form, (context) => serve(context.req.raw, context.req.param() as Record<string, string>, context.env.address))
      methods.set(form, [...(methods.get(form) ?? []), method])
    }
  }
  for (const [form, allowed] of methods) app.all(form, () => errorReply('method_not_allowed', { headers: { allow: allowed.join(', ') } }))
  app.all('/api/*', () => errorReply('not_found'))
  return app
}

function serveEndpoint(name: EndpointName, options: ApiOptions) {
  const endpoint: Endpoint = ENDPOINTS[name]
  const reader = requestReader(name)
  const handler = options.handlers[name] as (call: unknown) => Promise<{ status?: number; body: unknown }>
  return async (request: Request, params: Record<string, string>, address: string): Promise<Response> => {
    const respond = async (): Promise<Response> => {
      // What clients ask whose upgrade was refused: it must not become a storm of its own (CONN-15).
      if (name === 'get_me') options.knockAgain(address)
      const { user_id, expires_at } = await authorize(endpoint, request, address, options)
      limitRate(endpoint, user_id, address, options)
      const call = {
        user_id,
        expires_at,
        address,
        params: reader.params(decodeParams(params)),
        query: reader.query(new URL(request.url).searchParams),
        body: await reader.body(request),
      }
      const { status, body } = await handler(call)
      return typeof body === 'string'
        ? new Response(body, { headers: { 'content-type': 'text/plain; version=0.0.4' } })
        : jsonReply(body, status)
    }
    const response = await respond().catch((error: unknown) => refuse(error, options))
    options.onReply(name, response.status)
    return response
  }
}

type Caller = Pick<Identity, 'user_id' | 'expires_at'>

const NOBODY: Caller = { user_id: '', expires_at: 0 }

/** Who calls; nobody where the endpoint needs no user. Throws where the caller may not call it. */
async function authorize({ audience, path }: Endpoint, request: Request, address: string, options: ApiOptions): Promise<Caller> {
  const token = bearerToken(request)
  if (audience === 'public') return NOBODY
  if (audience === 'demo') {
    if (!options.isDemoCaller(request.headers.get('host') ?? '')) throw new DomainError('demo_only')
    return NOBODY
  }
  if (audience === 'service') {
    if (isServiceKey(token, options.service_key)) return NOBODY
    // Metrics hold no person's data and are scraped from beside the server.
    if (path === ENDPOINTS.metrics.path && isLoopback(address)) return NOBODY
    throw new DomainError('unauthorized')
  }
  if (token === undefined) throw new DomainError('unauthorized')
  return options.tokens.verify(token)
}

function limitRate({ audience }: Endpoint, user_id: string, address: string, { requestBuckets, clock }: ApiOptions): void {
  if (audience === 'service' || audience === 'public') return
  const wait = requestBuckets.take(user_id === '' ? `address ${networkOf(address)}` : `user ${user_id}`, clock.now())
  if (wait > 0) throw new DomainError('rate_limited', { retry_after_ms: wait })
}

function decodeParams(params: Record<string, string>): Record<string, string> {
  const { '*': _rest, ...named } = params
  return named
}

function refuse(error: unknown, options: ApiOptions): Response {
  if (error instanceof DomainError) return errorReply(error.code, error)
  if (error instanceof TokenRefused) return errorReply(error.code as ErrorCode)
  options.onFailure(error)
  return errorReply('internal')
}

function preflight(origin: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
      vary: 'Origin',
    },
  })
}

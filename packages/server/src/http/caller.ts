// Who is calling: the address, the origin, the bearer token, the service key. Nothing here is logged.

import { timingSafeEqual } from 'node:crypto'
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@jobline/protocol'

/** The peer, or the last hop before our own proxies where the peer is one of them. */
export function addressOf(request: Request, peer: string, trusted_proxies: readonly string[]): string {
  if (!trusted_proxies.includes(peer)) return peer
  const hops = (request.headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
  for (let index = hops.length - 1; index >= 0; index--) {
    const hop = hops[index] as string
    if (!trusted_proxies.includes(hop)) return hop
  }
  return peer
}

export function bearerToken(request: Request): string | undefined {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && token ? token : undefined
}

/** AUTH-1: header, subprotocol, or, where the operator allows it, the query. */
export function upgradeToken(request: Request, allow_query_token: boolean): string | undefined {
  const offered = subprotocols(request).find((name) => name.startsWith(TOKEN_SUBPROTOCOL_PREFIX))
  const query = allow_query_token ? new URL(request.url).searchParams.get('token') : null
  return bearerToken(request) ?? offered?.slice(TOKEN_SUBPROTOCOL_PREFIX.length) ?? query ?? undefined
}

export const offersSubprotocol = (request: Request): boolean => subprotocols(request).includes(SUBPROTOCOL)

const subprotocols = (request: Request): string[] =>
  (request.headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())

export function isServiceKey(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined) return false
  const encoder = new TextEncoder()
  const [a, b] = [encoder.encode(given), encoder.encode(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export const isLoopback = (address: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address)

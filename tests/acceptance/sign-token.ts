// A token as any marketplace's backend makes it: HS256 by hand, from what docs/protocol.md says and nothing else.
// Also every way of making one wrong.

import { createHmac } from 'node:crypto'

export interface Claims {
  readonly sub?: unknown
  readonly exp?: unknown
  readonly iat?: unknown
  readonly jti?: unknown
  readonly [claim: string]: unknown
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signToken(claims: Claims, secret: string, header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' }): string {
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** An unsigned token that asks to be believed. */
export const unsignedToken = (claims: Claims): string => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`

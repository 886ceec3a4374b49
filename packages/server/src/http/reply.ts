// Answers over HTTP: JSON with safe headers, and errors from the protocol's one table.

import { ERRORS, type ErrorCode } from '@jobline/protocol'

const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

export const jsonReply = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...headers } })

export interface ErrorExtra {
  readonly path?: string | undefined
  readonly retry_after_ms?: number | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** `{ code, message, retryable, path?, retry_after_ms? }`, with Retry-After where it helps. */
export function errorReply(code: ErrorCode, { path, retry_after_ms, headers = {} }: ErrorExtra = {}): Response {
  const { status, message, retryable } = ERRORS[code]
  const error = {
    code,
    message,
    retryable,
    ...(path === undefined ? {} : { path }),
    ...(retry_after_ms === undefined ? {} : { retry_after_ms }),
  }
  const wait = retry_after_ms ?? (status === 503 ? 1_000 : undefined)
  const retry: Record<string, string> = wait === undefined ? {} : { 'retry-after': String(Math.ceil(wait / 1_000)) }
  const challenge: Record<string, string> = status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return jsonReply(error, status, { ...retry, ...challenge, ...headers })
}

// What this client asks over HTTP: what only REST has, who the token speaks for, where a refused upgrade has no status, and
// frames where no socket gets through. Nothing that is not this server's JSON is taken for an answer.

import { ChatError } from '../chat-client.ts'
import type { ProbeResult } from '../connection/connection-state.ts'

export interface HttpAnswer {
  readonly status: number
  /** The header, as it came. */
  readonly retry_after?: string
  /** The parsed body; undefined where it is not JSON. */
  readonly body?: unknown
}

/**
 * Port: HTTP. Rejects where no answer came, a redirect was answered, or nothing came within a sane time. The token never
 * goes to where a redirect points.
 */
export interface Http {
  /** `body` is JSON. */
  request(method: string, url: string, token: string, body?: string): Promise<HttpAnswer>
}

/** No answer, or none of this server. */
export const unavailable = () => new ChatError('unavailable', true, 'no answer')

export interface Probe {
  readonly result: ProbeResult
  readonly after_ms?: number
}

const MEANS: { readonly [status: number]: ProbeResult } = { 401: 'refused', 403: 'forbidden', 426: 'unsupported' }

export async function probeToken(http: Http, url: string, token: string): Promise<Probe> {
  return judge(await http.request('GET', `${url}/api/me/`, token).catch(() => undefined))
}

/** What the server answers, or a ChatError with its code; `unavailable` where it did not answer. */
export async function ask(http: Http, method: string, url: string, token: string, body?: object): Promise<unknown> {
  const answer = await http.request(method, url, token, body && JSON.stringify(body)).catch(() => undefined)
  const its = answer?.body as Partial<ChatError> | null | undefined
  if (its && typeof its === 'object') {
    if ((answer?.status ?? 0) < 300) return its
    if (its.code) throw new ChatError(its.code, its.retryable === true, its.message ?? '', its.retry_after_ms)
  }
  throw unavailable()
}

/** What an answer that is not the wanted one, or none at all, says of the token and of this server. */
export function judge(answer: HttpAnswer | undefined): Probe {
  if (!answer) return { result: 'unreachable' }
  const body = answer.body as { code?: unknown; epoch?: unknown } | undefined
  // A captive portal answers too, with a page of its own: that is "offline", not an answer.
  if (typeof body !== 'object' || body === null) return { result: 'unreachable', after_ms: retryAfter(answer) }
  if (answer.status === 200 && typeof body.epoch === 'string') return { result: 'accepted' }
  if (typeof body.code !== 'string') return { result: 'unreachable' }
  if (body.code === 'token_revoked') return { result: 'revoked' }
  return { result: MEANS[answer.status] ?? 'unreachable', after_ms: retryAfter(answer) }
}

/** This server's own wish to the ms, else what a proxy asks for in whole seconds. A date, which HTTP allows too, is left to the backoff. */
function retryAfter({ status, retry_after, body }: HttpAnswer): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const wait = (body as { retry_after_ms?: number } | undefined)?.retry_after_ms ?? Number(retry_after) * 1_000
  // Also bounds a header that is nonsense or asks for a day.
  return wait >= 0 ? Math.min(wait, 300_000) : undefined
}

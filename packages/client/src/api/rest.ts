// What this client asks over HTTP: what only REST has, who the token speaks for, where a refused upgrade has no status, and
// frames where no socket gets through. Nothing that is not this server's JSON is taken for an answer.

import type { DownFrame, ErrorCode } from '@jobline/protocol'
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

/** As the server words it, in a frame or in an answer. */
export const errorOf = ({ code, message, retryable, retry_after_ms }: Omit<DownFrame<'error'>, 'type'>) =>
  new ChatError(code as ErrorCode, retryable, message, retry_after_ms)

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
  const its = answer?.body as DownFrame<'error'> | null | undefined
  if (!answer || typeof its !== 'object' || !its) throw unavailable()
  if (answer.status < 300) return its
  throw its.code ? errorOf(its) : unavailable()
}

/**
 * What an answer that is not the wanted one, or none at all, says of the token and of this server. A captive portal answers
 * too, with a page of its own: that is "offline", not an answer.
 */
export function judge(answer: HttpAnswer | undefined): Probe {
  const { status = 0, body } = answer ?? {}
  const { code, epoch } = (body ?? {}) as { code?: unknown; epoch?: unknown }
  if (status === 200 && typeof epoch === 'string') return { result: 'accepted' }
  if (code === 'token_revoked') return { result: 'revoked' }
  return { result: (typeof code === 'string' && MEANS[status]) || 'unreachable', after_ms: answer && retryAfter(answer) }
}

/** This server's own wish to the ms, else what a proxy asks for in whole seconds. A date, which HTTP allows too, is left to the backoff. */
function retryAfter({ status, retry_after, body }: HttpAnswer): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const wait = (body as { retry_after_ms?: number } | undefined)?.retry_after_ms ?? Number(retry_after) * 1_000
  // Also bounds a header that is nonsense or asks for a day.
  return wait >= 0 ? Math.min(wait, 300_000) : undefined
}

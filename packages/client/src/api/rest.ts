// What this client asks over HTTP: who the token speaks for, where a refused upgrade has no status, and frames where no
// socket gets through. Nothing that is not this server's JSON is taken for an answer.

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
  get(url: string, token: string): Promise<HttpAnswer>
  /** `body` is JSON. */
  post(url: string, token: string, body: string): Promise<HttpAnswer>
}

export interface Probe {
  readonly result: ProbeResult
  readonly after_ms?: number
}

const MEANS: { readonly [status: number]: ProbeResult } = { 401: 'refused', 403: 'forbidden', 426: 'unsupported' }

export async function probeToken(http: Http, url: string, token: string): Promise<Probe> {
  return judge(await http.get(`${url}/api/me/`, token).catch(() => undefined))
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

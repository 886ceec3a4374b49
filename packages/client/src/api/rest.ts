// The one REST call of this client so far: asking who the token speaks for, where a refused upgrade has no status.
// It never sends the token to where a redirect points, and takes nothing that is not this server's JSON for an answer.

import type { ProbeResult } from '../connection/connection-state.ts'

export interface HttpAnswer {
  readonly status: number
  /** Seconds or a date, as the header came. */
  readonly retry_after?: string
  /** The parsed body; undefined where it is not JSON. */
  readonly body?: unknown
}

/** Port: HTTP. Rejects where no answer came, a redirect was answered, or nothing came within a sane time. */
export interface Http {
  get(url: string, token: string): Promise<HttpAnswer>
}

export interface Probe {
  readonly result: ProbeResult
  readonly after_ms?: number
}

export async function probeToken(http: Http, url: string, token: string, now: number): Promise<Probe> {
  let answer: HttpAnswer
  try {
    answer = await http.get(`${url}/api/me/`, token)
  } catch {
    return { result: 'unreachable' }
  }
  const body = answer.body as { code?: unknown; epoch?: unknown } | undefined
  // A captive portal answers too, with a page of its own: that is "offline", not an answer.
  if (typeof body !== 'object' || body === null) return { result: 'unreachable', after_ms: retryAfter(answer, now) }
  if (answer.status === 200 && typeof body.epoch === 'string') return { result: 'accepted' }
  if (typeof body.code !== 'string') return { result: 'unreachable' }
  if (body.code === 'token_revoked') return { result: 'revoked' }
  if (answer.status === 401) return { result: 'refused' }
  if (answer.status === 403) return { result: 'forbidden' }
  if (answer.status === 426) return { result: 'unsupported' }
  return { result: 'unreachable', after_ms: retryAfter(answer, now) }
}

function retryAfter({ status, retry_after }: HttpAnswer, now: number): number | undefined {
  if ((status !== 429 && status !== 503) || !retry_after) return undefined
  const seconds = Number(retry_after)
  const wait = Number.isNaN(seconds) ? Date.parse(retry_after) - now : seconds * 1_000
  // Also bounds a header that is nonsense or asks for a day.
  return wait >= 0 ? Math.min(wait, 300_000) : undefined
}

// How long to wait before the next try. Full jitter: anything between nothing and the ceiling, so that
// clients cut at the same moment do not come back at the same moment.

import { ChatError } from '../chat-client.ts'

export const FIRST_RETRY_MS = 1_000
export const LONGEST_RETRY_MS = 30_000

/** `attempt` counts from 0; `random` is in [0, 1). The first retry comes within a second. */
export function backoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt))
}

/** ms until a failed request is made again: the server's own wish, or the backoff, never at once. */
export function retryWait(error: unknown, attempt: number, random: number): number {
  return (error instanceof ChatError ? error.retry_after_ms : undefined) ?? 500 + backoff(attempt, random)
}

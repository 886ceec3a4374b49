// How long to wait before the next try. Full jitter: anything between nothing and the ceiling, so that
// clients cut at the same moment do not come back at the same moment.

export const FIRST_RETRY_MS = 1_000
export const LONGEST_RETRY_MS = 30_000

/** `attempt` counts from 0; `random` is in [0, 1). The first retry comes within a second. */
export function backoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt))
}

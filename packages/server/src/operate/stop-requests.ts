// What a request to stop does: the first one drains, a second one ends at once, and so does a drain that hangs. Ending at
// once is always safe: what was acknowledged is on disk (G1). Knows neither signals nor servers.

export interface StopRequestsOptions {
  /** Ends in order; resolves when everything is closed. */
  readonly stop: () => Promise<void>
  readonly exit: (code: number) => void
  /** Milliseconds, of a clock that nobody sets. */
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => void
}

/** Two requests within this time are one: a terminal or a service manager tells us and also whoever started us, who passes it on. */
export const SAME_WISH_MS = 500
/** A drain takes seconds. One that takes this long will not end, and service managers lose patience soon after. */
export const HARD_STOP_MS = 30_000

const DONE = 0
const FAILED = 1
const INTERRUPTED = 130

/** Returns what to call for each request; true for the one that begins the drain. */
export function stopOnRequest({ stop, exit, now, after }: StopRequestsOptions): () => boolean {
  let asked_at: number | undefined
  return () => {
    if (asked_at !== undefined) {
      if (now() - asked_at >= SAME_WISH_MS) exit(INTERRUPTED)
      return false
    }
    asked_at = now()
    after(HARD_STOP_MS, () => exit(FAILED))
    stop().then(
      () => exit(DONE),
      () => exit(FAILED),
    )
    return true
  }
}

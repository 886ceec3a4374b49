// Waits a moment before a hole is asked about: frames of one conversation may overtake each other on their way.
// Owns the timers, one a conversation. Rule: GAP_WAIT_MS, then one question.

import { GAP_WAIT_MS } from '@jobline/protocol'
import type { Cancel, Clock } from '../connection/ports.ts'

export interface Gaps {
  /** Something is missing in this conversation. Asked about once per wait, however often it is said. */
  seen(conversation_id: string, wait_ms?: number): void
  clear(): void
}

export function createGaps(clock: Clock, ask: (conversation_id: string) => void): Gaps {
  const timers = new Map<string, Cancel>()
  return {
    seen(conversation_id, wait_ms = GAP_WAIT_MS) {
      if (timers.has(conversation_id)) return
      timers.set(
        conversation_id,
        clock.after(wait_ms, () => {
          timers.delete(conversation_id)
          ask(conversation_id)
        }),
      )
    },
    clear() {
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}

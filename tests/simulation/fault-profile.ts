// Every kind of fault there is, and how often a run meets each. A run has some of them only: where everything breaks all
// the time, nothing gets far enough to break in an interesting way.

import type { SeededRandom } from '@jobline/testkit'

/** What may happen to a single frame, write or dial, with its greatest share. */
const BY_CHANCE = {
  /** An announcement is lost on the bus. */
  drop: 0.04,
  /** An announcement, or a frame of a client, comes twice. */
  duplicate: 0.04,
  /** A copy of a send comes again, seconds later. */
  late_copy: 0.15,
  /** An announcement is overtaken by what was sent after it. */
  reorder: 0.05,
  /** One frame takes seconds, and everything behind it waits. */
  delay: 0.01,
  /** A dial is refused, or nothing answers it. */
  dial_failure: 0.1,
  /** getToken rejects. */
  token_failure: 0.1,
  /** The device has no room for a write. */
  cache_write_failure: 0.01,
} as const

/** What happens to a connection, a process or a disk, with its weight among the others. */
const BY_EVENT = {
  cut: 10,
  half_open: 6,
  offline: 5,
  server_kill: 6,
  server_kill_in_commit: 5,
  server_drain: 3,
  client_kill: 8,
  client_kill_in_sync: 5,
  client_close: 2,
  client_freeze: 4,
  token_expiry: 4,
  device_clock_jump: 4,
  server_clock_jump: 3,
  cache_load_failure: 3,
  cache_messages_lost: 3,
  cache_rebuilt: 3,
  cache_wiped: 3,
  restore: 3,
} as const

export type ChanceKind = keyof typeof BY_CHANCE
export type EventKind = keyof typeof BY_EVENT
export type FaultKind = ChanceKind | EventKind

export const FAULT_KINDS = [...Object.keys(BY_CHANCE), ...Object.keys(BY_EVENT)] as FaultKind[]

export interface Profile {
  readonly shares: Partial<Record<FaultKind, number>>
  /** Each as often as its weight. */
  readonly events: readonly EventKind[]
  /** Of an event fault before an operation. */
  readonly event_share: number
  readonly users: number
  readonly conversations: number
  /** Round trips of the slowest device, in ms. */
  readonly slowest_ms: number
  /** How long a token lives. */
  readonly token_ms: number
  /** People act in bursts or with pauses of this order. */
  readonly pause_ms: number
}

export function profileOf(random: SeededRandom): Profile {
  const quiet = random.chance(0.1)
  const shares: Partial<Record<FaultKind, number>> = {}
  for (const [kind, share] of Object.entries(BY_CHANCE)) {
    if (!quiet && random.chance(0.6)) shares[kind as ChanceKind] = share * random.next()
  }
  const events: EventKind[] = []
  for (const [kind, weight] of Object.entries(BY_EVENT)) {
    if (!quiet && random.chance(0.7)) for (let index = 0; index < weight; index++) events.push(kind as EventKind)
  }
  return {
    shares,
    events,
    event_share: events.length === 0 ? 0 : random.pick([0.04, 0.08, 0.12]),
    users: random.between(2, 4),
    conversations: random.between(1, 4),
    slowest_ms: random.pick([20, 100, 400, 1_500]),
    token_ms: random.pick([20_000, 60_000, 600_000, 3_600_000]),
    pause_ms: random.pick([100, 400, 1_500, 6_000]),
  }
}

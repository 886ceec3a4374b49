// Finds a dead connection. Owns the ping, its deadline and the measured round trip; it must not know sockets or states.
// Any inbound frame counts as a sign of life. A deadline is judged only by a timer that fired in time: timers of a
// hidden tab or a sleeping phone fire late, and a late one starts a new probe instead of killing a live socket.

import { HEARTBEAT_INTERVAL_MS } from '@jobline/protocol'
import type { Cancel, Clock } from './ports.ts'

/** While somebody looks, silence of this length is asked about: with the deadline it makes 15 s at most. */
export const ACTIVE_INTERVAL_MS = 9_000
export const SHORTEST_DEADLINE_MS = 5_000
/** While answers are on their way over a slow link, that link may be busy with their frames alone: measured on 2G, 22 s. */
export const BUSY_DEADLINE_MS = 30_000
/** A link that took this long from dial to greeting, three round trips, is a slow one. */
export const SLOW_DIAL_MS = 1_000
const LATE_MS = 1_000

export interface HeartbeatWorld {
  readonly clock: Clock
  isActive(): boolean
  /** Answers are awaited that may be large. */
  isBusy(): boolean
  /** Bytes that have not left this device: while they shrink, the link is alive. */
  buffered(): number
  ping(): void
  dead(): void
}

export interface Heartbeat {
  /** `dial_ms`: from the dial to the greeting. */
  start(dial_ms: number): void
  stop(): void
  /** Something complete came in. */
  heard(): void
  /** Something went out. */
  sent(): void
  /** Ask now, whatever the interval: the network changed or the app came back. */
  check(): void
}

export function createHeartbeat(world: HeartbeatWorld): Heartbeat {
  const { clock } = world
  let heard_at = 0
  let sent_at = 0
  let asked_at: number | undefined
  let round_trip = 0
  let deadline = 0
  let slow = false
  let cancel: Cancel | undefined

  const arm = (ms: number, run: () => void) => {
    cancel?.()
    cancel = clock.after(ms, run)
  }
  // One timer for the whole silence, not one per frame: it looks at the marks when it fires.
  const rest = () => {
    const silence = heard_at + (world.isActive() ? ACTIVE_INTERVAL_MS : HEARTBEAT_INTERVAL_MS)
    const quiet = sent_at + HEARTBEAT_INTERVAL_MS
    const left = Math.min(silence, quiet) - clock.now()
    // More than an interval left: the clock was set back, and the marks mean nothing any more.
    if (left <= 0 || left > HEARTBEAT_INTERVAL_MS) ask()
    else arm(left, rest)
  }
  const ask = () => {
    asked_at = sent_at = clock.now()
    expect(world.buffered())
    world.ping()
  }
  const expect = (buffered: number) => {
    deadline = Math.max(slow && world.isBusy() ? BUSY_DEADLINE_MS : SHORTEST_DEADLINE_MS, 4 * round_trip)
    const due_at = clock.now() + deadline
    arm(deadline, () => {
      if (clock.now() - due_at > LATE_MS) ask()
      else if (world.buffered() < buffered) expect(world.buffered())
      else world.dead()
    })
  }
  return {
    start(dial_ms) {
      slow = dial_ms >= SLOW_DIAL_MS
      heard_at = sent_at = clock.now()
      asked_at = undefined
      round_trip = 0
      rest()
    },
    stop() {
      cancel?.()
    },
    heard() {
      heard_at = clock.now()
      if (asked_at === undefined) return
      // The slower of the last answer and the trend: a link that just became slow must not be cut for it.
      // An answer after its deadline is none, so a longer one is a clock that was set meanwhile.
      const sample = Math.min(heard_at - asked_at, deadline)
      round_trip = Math.max(sample, round_trip * 0.8)
      asked_at = undefined
      rest()
    },
    sent() {
      sent_at = clock.now()
    },
    check() {
      if (asked_at === undefined) ask()
    },
  }
}

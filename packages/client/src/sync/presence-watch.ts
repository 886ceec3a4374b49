// Who is there, of the people that a screen shows. Owns the set of watched people on this socket and what was last
// heard of them; without a connection nobody is known to be online. Rule: RT-5, MAX_PRESENCE_WATCH.

import { type DownFrame, MAX_PRESENCE_WATCH } from '@jobline/protocol'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock } from '../connection/ports.ts'
import type { PresenceSnapshot } from '../views/view.ts'

/** Screens open and close rows in bursts; one frame tells the outcome. */
const SETTLE_MS = 100

export interface PresenceWatch {
  get(user_id: string): PresenceSnapshot
  watch(user_id: string): Cancel
  frame(frame: DownFrame<'presence'>): void
  hello(): void
  gone(): void
}

const UNKNOWN: PresenceSnapshot = { online: false }

export function createPresenceWatch(
  connection: Pick<Connection, 'send'>,
  clock: Clock,
  onChange: (user_id: string) => void,
): PresenceWatch {
  const known = new Map<string, PresenceSnapshot>()
  const watchers = new Set<{ readonly user_id: string }>()
  let pending: Cancel | undefined
  let told = ''

  function tell(): void {
    pending = undefined
    // The latest watched first: beyond the limit it is the rows scrolled away that go without.
    const user_ids = [...new Set([...watchers].reverse().map(({ user_id }) => user_id))].slice(0, MAX_PRESENCE_WATCH)
    const now = JSON.stringify(user_ids)
    if (now !== told && connection.send({ type: 'presence_watch', user_ids })) told = now
  }
  const tellSoon = () => {
    pending ??= clock.after(SETTLE_MS, tell)
  }
  function set(user_id: string, next: PresenceSnapshot): void {
    const before = known.get(user_id) ?? UNKNOWN
    if (before.online === next.online && before.last_seen_at === next.last_seen_at) return
    known.set(user_id, next)
    onChange(user_id)
  }
  return {
    get: (user_id) => known.get(user_id) ?? UNKNOWN,
    watch(user_id) {
      const watcher = { user_id }
      watchers.add(watcher)
      tellSoon()
      return () => {
        if (watchers.delete(watcher)) tellSoon()
      }
    },
    frame: ({ user_id, online, last_seen_at }) => set(user_id, { online, last_seen_at: last_seen_at ?? known.get(user_id)?.last_seen_at }),
    hello() {
      told = '[]'
      tell()
    },
    gone() {
      pending?.()
      pending = undefined
      for (const [user_id, { last_seen_at }] of known) set(user_id, { online: false, last_seen_at })
    },
  }
}

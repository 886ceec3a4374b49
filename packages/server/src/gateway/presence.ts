// Who is online, and who wants to know. Kept in memory only. A person goes offline a moment after the
// last socket went, so that a reload or a change of network does not blink (PRESENCE-2). One who polls is there as
// long as a socket that has fallen silent would be, whatever sockets they have or had meanwhile (POLL-8).

import { HEARTBEAT_TIMEOUT_MS, PRESENCE_GRACE_MS } from '@jobline/protocol'
import type { Hub } from './hub.ts'
import type { Outbound } from './outbound.ts'
import type { Session } from './session.ts'

export interface PresenceOptions {
  readonly hub: Hub
  readonly outbound: Outbound
  /** Those of `user_ids` this person may watch, with when each was last seen. */
  readonly peers: (user_id: string, user_ids: readonly string[]) => Promise<Map<string, number | undefined>>
  /** Keeps when these people were last seen. */
  readonly keepLastSeen: (seen: readonly { readonly user_id: string; readonly at: number }[]) => void
}

export class Presence {
  readonly #options: PresenceOptions
  readonly #watchers = new Map<string, Set<Session>>()
  /**
   * People whose last socket closed or who polled, with when that was and until when they count as online without a
   * socket. Kept while they have one, too: it may close before that.
   */
  readonly #lingering = new Map<string, { readonly at: number; readonly until: number }>()

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  arrived(user_id: string): void {
    if (!this.#lingering.has(user_id)) this.#tell(user_id, true)
  }

  left(user_id: string, now: number): void {
    const until = this.#lingering.get(user_id)?.until ?? 0
    this.#lingering.set(user_id, { at: now, until: Math.max(until, now + PRESENCE_GRACE_MS) })
  }

  /** A request of theirs brought frames. */
  polled(user_id: string, now: number): void {
    const was_online = this.#isOnline(user_id)
    this.#lingering.set(user_id, { at: now, until: now + HEARTBEAT_TIMEOUT_MS + PRESENCE_GRACE_MS })
    if (!was_online) this.#tell(user_id, true)
  }

  /** Announces those whose time has passed. Called about every second. */
  tick(now: number): void {
    const seen: { user_id: string; at: number }[] = []
    for (const [user_id, { at, until }] of this.#lingering) {
      if (now < until) continue
      this.#lingering.delete(user_id)
      if (this.#options.hub.isOnline(user_id)) continue
      seen.push({ user_id, at })
      this.#tell(user_id, false, at)
    }
    if (seen.length > 0) this.#options.keepLastSeen(seen)
  }

  /**
   * Replaces what this socket watches and answers one frame for each id. Strangers look offline and unknown. A request is
   * answered and watches nobody (POLL-5).
   */
  async watch(session: Session, user_ids: readonly string[]): Promise<void> {
    const peers = await this.#options.peers(session.user_id, user_ids)
    if (session.closed) return
    if (!session.unanswered) this.#replace(session, new Set(peers.keys()))
    for (const user_id of user_ids) {
      const online = peers.has(user_id) && this.#isOnline(user_id)
      const last_seen_at = online ? undefined : peers.get(user_id)
      this.#options.outbound.send(session, { type: 'presence', user_id, online, ...(last_seen_at === undefined ? {} : { last_seen_at }) })
    }
  }

  #replace(session: Session, user_ids: Set<string>): void {
    this.unwatch(session)
    session.watched = user_ids
    for (const user_id of user_ids) {
      const watchers = this.#watchers.get(user_id)
      if (watchers) watchers.add(session)
      else this.#watchers.set(user_id, new Set([session]))
    }
  }

  unwatch(session: Session): void {
    for (const user_id of session.watched ?? []) this.#forget(session, user_id)
    session.watched = undefined
  }

  /** This person was taken out of a conversation: who no longer shares one with them watches them no longer, nor they them. */
  async parted(user_id: string): Promise<void> {
    const concerned = [...this.#options.hub.sessionsOf(user_id), ...(this.#watchers.get(user_id) ?? [])]
    for (const session of concerned) {
      const watched = [...(session.watched ?? [])]
      const peers = await this.#options.peers(session.user_id, watched)
      for (const id of watched) if (!peers.has(id)) this.#forget(session, id)
    }
  }

  #forget(session: Session, user_id: string): void {
    session.watched?.delete(user_id)
    const watchers = this.#watchers.get(user_id)
    watchers?.delete(session)
    if (watchers?.size === 0) this.#watchers.delete(user_id)
  }

  #isOnline(user_id: string): boolean {
    return this.#options.hub.isOnline(user_id) || this.#lingering.has(user_id)
  }

  #tell(user_id: string, online: boolean, last_seen_at?: number): void {
    const watchers = this.#watchers.get(user_id)
    if (!watchers) return
    const text = JSON.stringify({ type: 'presence', user_id, online, ...(last_seen_at === undefined ? {} : { last_seen_at }) })
    for (const session of watchers) this.#options.outbound.sendText(session, text)
  }
}

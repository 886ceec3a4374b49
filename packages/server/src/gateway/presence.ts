// Who is online, and who wants to know. Kept in memory only. A person goes offline a moment after the
// last socket went, so that a reload or a change of network does not blink (PRESENCE-2). One who polls is there as
// long as a socket that has fallen silent would be, whatever sockets they have or had meanwhile (POLL-8).

import { HEARTBEAT_TIMEOUT_MS, PRESENCE_GRACE_MS } from '@jobline/protocol'
import type { Hub } from './hub.ts'
import type { Outbound } from './outbound.ts'
import type { Session } from './session.ts'

/** Whom one may watch, with when each was last seen. */
type Peers = ReadonlyMap<string, number | undefined>

export interface PresenceOptions {
  readonly hub: Hub
  readonly outbound: Outbound
  /** Those of `user_ids` this person may watch, with when each was last seen. */
  readonly peers: (user_id: string, user_ids: readonly string[]) => Promise<Peers>
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
    // Nobody is seen until it is known who may be: a block may come in between.
    if (!session.unanswered) this.#replace(session, new Set(user_ids))
    const { watched } = session
    const peers = await this.#options.peers(session.user_id, user_ids)
    if (session.closed) return
    if (session.watched === watched && watched) session.unseen = unseenOf(watched, peers)
    for (const user_id of user_ids) this.#show(session, user_id, peers)
  }

  /** This person was taken out of a conversation: who no longer shares one with them sees them no longer, nor they them. */
  parted(user_id: string): Promise<void> {
    return this.#review(user_id, () => {})
  }

  /** This person has blocked somebody, or has begun to hide, or has ended it: what others see of them, and they of others, is told. */
  review(user_id: string): Promise<void> {
    return this.#review(user_id, (session, id, peers) => this.#show(session, id, peers))
  }

  /** Asks anew whom they may see and who may see them; `tell` where that is no longer what it was. */
  async #review(user_id: string, tell: (session: Session, id: string, peers: Peers) => void): Promise<void> {
    for (const session of [...this.#options.hub.sessionsOf(user_id), ...(this.#watchers.get(user_id) ?? [])]) {
      const { watched } = session
      if (!watched) continue
      const peers = await this.#options.peers(session.user_id, [...watched])
      if (session.closed || session.watched !== watched) continue
      const before = session.unseen
      session.unseen = unseenOf(watched, peers)
      for (const id of watched) if ((before?.has(id) ?? false) === peers.has(id)) tell(session, id, peers)
    }
  }

  #show(session: Session, user_id: string, peers: Peers): void {
    const online = peers.has(user_id) && this.#isOnline(user_id)
    const last_seen_at = online ? undefined : peers.get(user_id)
    this.#options.outbound.send(session, { type: 'presence', user_id, online, ...(last_seen_at === undefined ? {} : { last_seen_at }) })
  }

  #replace(session: Session, user_ids: Set<string>): void {
    this.unwatch(session)
    session.watched = user_ids
    session.unseen = user_ids
    for (const user_id of user_ids) {
      const watchers = this.#watchers.get(user_id)
      if (watchers) watchers.add(session)
      else this.#watchers.set(user_id, new Set([session]))
    }
  }

  unwatch(session: Session): void {
    for (const user_id of session.watched ?? []) this.#forget(session, user_id)
    session.watched = undefined
    session.unseen = undefined
  }

  #forget(session: Session, user_id: string): void {
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
    for (const session of watchers) if (!session.unseen?.has(user_id)) this.#options.outbound.sendText(session, text)
  }
}

/** undefined where there is nobody, which is nearly always. */
function unseenOf(user_ids: ReadonlySet<string>, peers: Peers): Set<string> | undefined {
  const unseen = [...user_ids].filter((id) => !peers.has(id))
  return unseen.length > 0 ? new Set(unseen) : undefined
}

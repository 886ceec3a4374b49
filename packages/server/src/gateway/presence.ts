// Who is online, and who wants to know. Kept in memory only. A person goes offline a moment after the
// last socket went, so that a reload or a change of network does not blink (PRESENCE-2). One who polls is there as
// long as a socket that has fallen silent would be, whatever sockets they have or had meanwhile (POLL-8).

import { HEARTBEAT_TIMEOUT_MS, MAX_PRESENCE_WATCH, PRESENCE_GRACE_MS } from '@jobline/protocol'
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
  /** Runs `run` after the input that is already waiting has been handled. */
  readonly afterInput: (run: () => void) => void
  readonly onFailure: (error: unknown) => void
}

/** About so many people are asked about in one turn of a review: as many as one `presence_watch` may ask about. */
const ASKED_A_TURN = MAX_PRESENCE_WATCH

/** Somebody who may see more or less than before: of this one person, or of all whom they watch. */
interface Concern {
  readonly session: Session
  readonly id?: string
}

export class Presence {
  readonly #options: PresenceOptions
  readonly #watchers = new Map<string, Set<Session>>()
  /**
   * People whose last socket closed or who polled, with when that was and until when they count as online without a
   * socket. Kept while they have one, too: it may close before that.
   */
  readonly #lingering = new Map<string, { readonly at: number; readonly until: number }>()
  /** Reviews that are under way; true: what they look at has changed meanwhile. */
  readonly #reviews = new Map<string, boolean>()

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
  parted(user_id: string): void {
    void this.#once(`parted ${user_id}`, () => this.#review(this.#around(user_id), () => {}))
  }

  /**
   * This person has blocked the other one, or has ended it; or, without another one, has begun to hide or has ended that. What is seen
   * of them, and what they see, is told.
   */
  review(user_id: string, other_id?: string): void {
    const pair = JSON.stringify([user_id, other_id])
    void this.#once(pair, () =>
      this.#review(other_id === undefined ? this.#around(user_id) : this.#between(user_id, other_id), (session, id, peers) =>
        this.#show(session, id, peers),
      ),
    )
  }

  /** However often somebody changes their mind: one review of it at a time, and one more where it came too late for that. */
  async #once(name: string, review: () => Promise<void>): Promise<void> {
    const under_way = this.#reviews.has(name)
    this.#reviews.set(name, under_way)
    if (under_way) return
    do {
      this.#reviews.set(name, false)
      await review().catch(this.#options.onFailure)
    } while (this.#reviews.get(name))
    this.#reviews.delete(name)
  }

  /** Who watches this person, and whomever they watch: at most what all their sockets may. */
  #around(user_id: string): Concern[] {
    const others = [...(this.#watchers.get(user_id) ?? [])].map((session) => ({ session, id: user_id }))
    return [...others, ...this.#options.hub.sessionsOf(user_id).map((session) => ({ session }))]
  }

  #between(user_id: string, other_id: string): Concern[] {
    const watching = (who: string, id: string) => this.#options.hub.sessionsOf(who).map((session) => ({ session, id }))
    return [...watching(user_id, other_id), ...watching(other_id, user_id)].filter(({ session, id }) => session.watched?.has(id))
  }

  /** Asks anew about those who may have changed and about nobody else; `tell` where it is no longer what it was. */
  async #review(concerns: readonly Concern[], tell: (session: Session, id: string, peers: Peers) => void): Promise<void> {
    let asked = 0
    for (const { session, id } of concerns) {
      if (asked >= ASKED_A_TURN) {
        await new Promise<void>((resolve) => this.#options.afterInput(resolve))
        asked = 0
      }
      const { watched } = session
      if (session.closed || !watched || (id !== undefined && !watched.has(id))) continue
      const ids = id === undefined ? [...watched] : [id]
      asked += ids.length
      const peers = await this.#options.peers(session.user_id, ids)
      if (session.closed || session.watched !== watched) continue
      const changed = ids.filter((each) => (session.unseen?.has(each) ?? false) === peers.has(each))
      if (changed.length === 0) continue
      session.unseen = unseenAfter(session.unseen, changed)
      for (const each of changed) tell(session, each, peers)
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

/** Those of `changed` that were seen are not any more, and the other way round. */
function unseenAfter(before: ReadonlySet<string> | undefined, changed: readonly string[]): ReadonlySet<string> | undefined {
  const unseen = new Set(before)
  for (const id of changed) if (!unseen.delete(id)) unseen.add(id)
  return unseen.size > 0 ? unseen : undefined
}

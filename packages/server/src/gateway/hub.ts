// Which sockets a person has here, and what reaches them. The only place that turns an announcement into
// frames on sockets; it asks nobody who may see what: the domain has named the people.

import { CLOSE, type Conversation, type DownFrame, PROTOCOL_VERSION } from '@jobline/protocol'
import type { Announcement } from '../domain/announcement.ts'
import type { Outbound } from './outbound.ts'
import type { Session } from './session.ts'

export interface HubOptions {
  readonly outbound: Outbound
  /** The conversation as this person sees it; undefined when they are no longer in it. Never rejects. */
  readonly conversationFor: (user_id: string, conversation_id: string) => Promise<Conversation | undefined>
  /** This person was taken out of a conversation. */
  readonly onRemoved: (user_id: string) => void
  /** Who may see this person's presence, or whose they may see, has changed; between them and the other one alone where there is one. */
  readonly onPresence: (user_id: string, other_id?: string) => void
}

type Presented = Extract<Announcement, { present_to_user_ids: unknown }>

export class Hub {
  readonly #outbound: Outbound
  readonly #conversationFor: HubOptions['conversationFor']
  readonly #onRemoved: HubOptions['onRemoved']
  readonly #onPresence: HubOptions['onPresence']
  readonly #byUser = new Map<string, Session[]>()
  /** Behind one that is being looked up; undefined while none is. */
  #waiting: Announcement[] | undefined

  constructor({ outbound, conversationFor, onRemoved, onPresence }: HubOptions) {
    this.#outbound = outbound
    this.#conversationFor = conversationFor
    this.#onRemoved = onRemoved
    this.#onPresence = onPresence
  }

  /** true: this is the person's first socket here. */
  add(session: Session): boolean {
    const sessions = this.#byUser.get(session.user_id)
    if (sessions) sessions.push(session)
    else this.#byUser.set(session.user_id, [session])
    return sessions === undefined
  }

  /** true: it was the person's last socket here. */
  remove(session: Session): boolean {
    const sessions = this.#byUser.get(session.user_id)
    const index = sessions?.indexOf(session) ?? -1
    if (!sessions || index < 0) return false
    sessions.splice(index, 1)
    if (sessions.length > 0) return false
    this.#byUser.delete(session.user_id)
    return true
  }

  isOnline(user_id: string): boolean {
    return this.#byUser.has(user_id)
  }

  sessionsOf(user_id: string): readonly Session[] {
    return this.#byUser.get(user_id) ?? []
  }

  /**
   * Turns announcements into frames, in their order (CONN-14). Where one has to be looked up first, those behind it
   * wait, whichever commit they are of.
   */
  handle(announcements: readonly Announcement[]): void {
    if (this.#waiting) {
      this.#waiting.push(...announcements)
      return
    }
    for (const [index, announcement] of announcements.entries()) {
      if ('present_to_user_ids' in announcement) {
        this.#waiting = announcements.slice(index + 1)
        void this.#presentAll(announcement).then(() => {
          const rest = this.#waiting ?? []
          this.#waiting = undefined
          this.handle(rest)
        })
        return
      }
      this.#carryOut(announcement)
    }
  }

  #carryOut(announcement: Exclude<Announcement, Presented>): void {
    if ('frame' in announcement) {
      this.deliver(announcement.user_ids, announcement.conversation_id, announcement.frame, announcement.except_session_id)
    } else if ('removed_user_id' in announcement) {
      this.#closeDoors(announcement.removed_user_id, announcement.conversation_id)
      this.#onRemoved(announcement.removed_user_id)
    } else if ('presence_user_id' in announcement) {
      this.#onPresence(announcement.presence_user_id, announcement.other_user_id)
    } else {
      this.#revoke(announcement.revoked_user_id, announcement.revoked_at, announcement.jti)
    }
  }

  /** To every socket of these people that listens to this conversation. */
  deliver(user_ids: readonly string[], conversation_id: string, frame: DownFrame, except_session_id?: string): void {
    let text: string | undefined
    for (const user_id of user_ids) {
      for (const session of this.#byUser.get(user_id) ?? []) {
        if (session.id === except_session_id) continue
        if (session.conversation_id !== undefined && session.conversation_id !== conversation_id) continue
        if (session.protocol < PROTOCOL_VERSION) {
          this.#outbound.send(session, frame)
          continue
        }
        text ??= JSON.stringify(frame)
        this.#outbound.sendText(session, text)
      }
    }
  }

  /** One frame a person, since each sees their own state in it. */
  async #presentAll({ conversation_id, rev, present_to_user_ids }: Presented): Promise<void> {
    for (const user_id of present_to_user_ids) {
      if (!this.isOnline(user_id)) continue
      const conversation = await this.#conversationFor(user_id, conversation_id)
      if (conversation) this.deliver([user_id], conversation_id, { type: 'conversation', conversation: { ...conversation, rev } })
    }
  }

  #closeDoors(user_id: string, conversation_id: string): void {
    for (const session of [...this.sessionsOf(user_id)]) {
      if (session.conversation_id === conversation_id) this.#outbound.close(session, CLOSE.not_found, 'no longer a member')
    }
  }

  #revoke(user_id: string, revoked_at: number, jti: string | undefined): void {
    for (const session of [...this.sessionsOf(user_id)]) {
      const hit = jti === undefined ? session.issued_at <= revoked_at : session.jti === jti
      if (hit) this.#outbound.close(session, CLOSE.revoked, 'token revoked')
    }
  }
}

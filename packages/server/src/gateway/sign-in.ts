// From a token to a signed-in socket: the first one, the fresh one on a live socket, and what the server says then.
// Where a token is not good enough the gateway is told to turn the socket away. Rules AUTH-*, CONN-3, CONN-5.

import { type ErrorCode, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from '@jobline/protocol'
import { type Identity, TokenRefused, type TokenVerifier } from '../auth/token-verifier.ts'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import type { Admission } from './admission.ts'
import type { Hub } from './hub.ts'
import type { Outbound } from './outbound.ts'
import type { Presence } from './presence.ts'
import type { ErrorExtra } from './read-frame.ts'
import type { Session } from './session.ts'

export interface SignInOptions {
  readonly chat: Chat
  readonly tokens: TokenVerifier
  readonly clock: Clock
  readonly hub: Hub
  readonly presence: Presence
  readonly outbound: Outbound
  readonly admission: Admission
  /** Says why and closes. */
  readonly turnAway: (session: Session, code: ErrorCode, extra?: ErrorExtra) => void
  readonly onFailure: (error: unknown) => void
}

export const isServed = (protocol: number): boolean => protocol >= OLDEST_PROTOCOL_VERSION

export function takeIdentity(session: Session, identity: Identity): void {
  session.user_id = identity.user_id
  session.expires_at = identity.expires_at
  session.issued_at = identity.issued_at
  session.jti = identity.jti
}

export class SignIn {
  readonly #options: SignInOptions

  constructor(options: SignInOptions) {
    this.#options = options
  }

  /** The client says which protocol it speaks. */
  greet(session: Session, protocol: number): void {
    if (isServed(protocol)) session.protocol = protocol
    else this.#options.turnAway(session, 'protocol_unsupported')
  }

  /** A token that came in a frame. */
  bring(session: Session, token: string): void {
    this.#authenticate(session, token).catch((error: unknown) => {
      if (error instanceof TokenRefused) return this.#options.turnAway(session, error.code)
      if (error instanceof DomainError) return this.#options.turnAway(session, error.code, { retry_after_ms: error.retry_after_ms })
      this.#options.onFailure(error)
      this.#options.turnAway(session, 'internal')
    })
  }

  /** From here on announcements reach it; only then may the client ask what it missed (SYNC-1). */
  welcome(session: Session): void {
    const { chat, clock, hub, presence, outbound, onFailure } = this.#options
    if (hub.add(session)) presence.arrived(session.user_id)
    outbound.send(session, {
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      user_id: session.user_id,
      epoch: chat.epoch,
      now: clock.now(),
      expires_at: session.expires_at,
    })
    if (session.conversation_id !== undefined) this.#watchOthers(session, session.conversation_id).catch(onFailure)
  }

  async #authenticate(session: Session, token: string): Promise<void> {
    const { chat, tokens, admission } = this.#options
    const identity = await tokens.verify(token)
    if (session.closed) return
    if (session.is_authenticated) return this.#renew(session, identity)
    if (session.conversation_id !== undefined && !(await chat.isMember(identity.user_id, session.conversation_id))) {
      throw new DomainError('not_found')
    }
    if (session.closed) return
    // Of two tokens in one breath the other may have signed this socket in meanwhile.
    if (session.is_authenticated) return this.#renew(session, identity)
    // Last, so that one socket enters once, however many tokens it brings.
    admission.enter()
    admission.seat(session.address, identity.user_id)
    admission.countWaiting(session.address, -1)
    takeIdentity(session, identity)
    this.welcome(session)
  }

  #renew(session: Session, identity: Identity): void {
    if (identity.user_id !== session.user_id) throw new DomainError('unauthorized')
    takeIdentity(session, identity)
    this.#options.outbound.send(session, { type: 'ack', expires_at: session.expires_at })
  }

  async #watchOthers(session: Session, conversation_id: string): Promise<void> {
    const ids = await this.#options.chat.memberIds(conversation_id)
    await this.#options.presence.watch(
      session,
      ids.filter((id) => id !== session.user_id),
    )
  }
}

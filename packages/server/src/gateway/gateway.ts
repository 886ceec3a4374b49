// The life of a socket: upgrade, frames in, heartbeat, end. Knows Bun's socket only through session.ts; who may come is
// admission.ts's, who they are sign-in.ts's, what a frame means frame-router.ts's. One clock tick a second does what timers
// per socket would.

import { AUTH_DEADLINE_MS, CLOSE, type DownFrame, type ErrorCode, HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS } from '@jobline/protocol'
import type { Identity, TokenVerifier } from '../auth/token-verifier.ts'
import type { Bus } from '../bus/bus.ts'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Ports } from '../domain/ports.ts'
import { noteLastSeen } from '../domain/verbs/put-user.ts'
import { KeyedBuckets, type Rate } from '../limits/token-bucket.ts'
import { Admission, type AdmissionLimits } from './admission.ts'
import { returnDelays } from './farewell.ts'
import { FrameRouter } from './frame-router.ts'
import { Hub } from './hub.ts'
import { Inbound } from './inbound.ts'
import { Outbound } from './outbound.ts'
import { Polls } from './polls.ts'
import { Presence } from './presence.ts'
import { type ErrorExtra, errorFrame } from './read-frame.ts'
import { type CloseCode, Session, type Socket } from './session.ts'
import { isServed, SignIn, takeIdentity } from './sign-in.ts'
import { Typing } from './typing.ts'

export interface GatewayLimits extends AdmissionLimits {
  /** Frames of one socket. */
  readonly frames: Rate
  /** Sends and other stored changes of one person, over all doors. */
  readonly changes: Rate
  /** `typing` frames of one person. */
  readonly typing: Rate
  readonly buffered_bytes: number
}

export interface GatewayCounters {
  frames_in: number
  errors_out: number
  sockets_opened: number
}

export interface PolledFrames {
  readonly user_id: string
  /** Of the token, in ms. */
  readonly expires_at: number
  readonly address: string
  readonly frames: readonly unknown[]
}

export interface GatewayOptions {
  readonly chat: Chat
  readonly bus: Bus
  readonly ports: Ports
  readonly tokens: TokenVerifier
  readonly limits: GatewayLimits
  readonly changeBuckets: KeyedBuckets
  readonly requestBuckets: KeyedBuckets
  readonly onFailure: (error: unknown) => void
}

/** How a socket is closed that may not go on. */
const CLOSE_CODES: Partial<Record<ErrorCode, CloseCode>> = {
  unauthorized: CLOSE.unauthorized,
  token_expired: CLOSE.unauthorized,
  token_revoked: CLOSE.revoked,
  not_found: CLOSE.not_found,
  too_many_sockets: CLOSE.rate_limited,
  protocol_unsupported: CLOSE.protocol_unsupported,
}

export class Gateway {
  readonly admission: Admission
  readonly counters: GatewayCounters = { frames_in: 0, errors_out: 0, sockets_opened: 0 }
  readonly #options: GatewayOptions
  readonly #outbound: Outbound
  readonly #hub: Hub
  readonly #presence: Presence
  readonly #signIn: SignIn
  readonly #typing: Typing
  readonly #router: FrameRouter
  readonly #inbound: Inbound
  readonly #polls: Polls
  readonly #sessions = new Set<Session>()
  readonly #typingBuckets: KeyedBuckets
  /** Of frames that come in requests. */
  readonly #pollBuckets: KeyedBuckets
  #draining = false
  readonly #stop: (() => void)[] = []

  constructor(options: GatewayOptions) {
    this.#options = options
    const { chat, bus, ports, limits } = options
    this.admission = new Admission({ limits, ports, socketsOf: (user_id) => this.#hub.sessionsOf(user_id).length })
    this.#typingBuckets = new KeyedBuckets(limits.typing)
    this.#pollBuckets = new KeyedBuckets(limits.frames)
    this.#outbound = new Outbound(limits.buffered_bytes)
    this.#hub = new Hub({
      outbound: this.#outbound,
      conversationFor: (user_id, conversation_id) =>
        chat.conversation(user_id, conversation_id).catch((error: unknown) => {
          if (!(error instanceof DomainError)) options.onFailure(error)
          return undefined
        }),
      onRemoved: (user_id) => this.#presence.parted(user_id),
      onPresence: (user_id, other_id) => this.#presence.review(user_id, other_id),
    })
    this.#presence = new Presence({
      hub: this.#hub,
      outbound: this.#outbound,
      peers: (user_id, user_ids) => chat.peers(user_id, user_ids),
      keepLastSeen: (seen) => chat.submit(noteLastSeen(seen), () => {}),
      afterInput: ports.afterInput,
      onFailure: options.onFailure,
    })
    this.#signIn = new SignIn({
      chat,
      tokens: options.tokens,
      clock: ports.clock,
      hub: this.#hub,
      presence: this.#presence,
      outbound: this.#outbound,
      admission: this.admission,
      turnAway: (session, code, extra) => this.#turnAway(session, code, extra),
      onFailure: options.onFailure,
    })
    this.#typing = new Typing({ chat, hub: this.#hub, clock: ports.clock, buckets: this.#typingBuckets, onFailure: options.onFailure })
    this.#router = new FrameRouter({
      chat,
      outbound: this.#outbound,
      presence: this.#presence,
      typing: this.#typing,
      clock: ports.clock,
      changeBuckets: options.changeBuckets,
      requestBuckets: options.requestBuckets,
      authenticate: (session, token) => this.#signIn.bring(session, token),
      greet: (session, protocol) => this.#signIn.greet(session, protocol),
      onRefused: () => this.counters.errors_out++,
      onFailure: options.onFailure,
    })
    this.#inbound = new Inbound({
      rate: limits.frames,
      router: this.#router,
      outbound: this.#outbound,
      onRefused: () => this.counters.errors_out++,
      turnAway: (session, code) => this.#turnAway(session, code),
    })
    this.#polls = new Polls({
      router: this.#router,
      presence: this.#presence,
      clock: ports.clock,
      epoch: () => chat.epoch,
      frameBuckets: this.#pollBuckets,
      isServed,
      onRefused: () => this.counters.errors_out++,
    })
    this.#stop.push(bus.subscribe((announcements) => this.#hub.handle(announcements)))
    this.#stop.push(ports.clock.every(1_000, () => this.#tick()))
  }

  get open_sockets(): number {
    return this.#sessions.size
  }

  /** Frames that came in a request, and their answers. Throws a DomainError where nothing of it is done. */
  async poll({ user_id, expires_at, address, frames }: PolledFrames): Promise<DownFrame[]> {
    if (this.#draining) throw new DomainError('unavailable', { retry_after_ms: 1_000 })
    // A greeting is a client that arrives: no way around the rate of new sockets.
    if (frames.some((frame) => (frame as { type?: unknown } | null)?.type === 'hello')) {
      this.admission.knock(address)
      this.admission.enter()
    }
    this.counters.frames_in += frames.length
    const caller: Identity = { user_id, expires_at, issued_at: 0, jti: undefined }
    return this.#polls.answer(this.prepare(address, undefined, caller), frames)
  }

  /** The session that the upgraded socket will carry. With a refusal it is told why and closed. */
  prepare(address: string, conversation_id: string | undefined, caller: Identity | ErrorCode | undefined): Session {
    const session = new Session(this.#options.ports.uuid(), address, conversation_id)
    if (typeof caller === 'string') session.refusal = caller
    else if (caller) takeIdentity(session, caller)
    return session
  }

  opened(session: Session, socket: Socket): void {
    const now = this.#options.ports.clock.now()
    session.socket = socket
    session.opened_at = now
    session.last_frame_at = now
    this.#sessions.add(session)
    this.counters.sockets_opened++
    if (session.is_authenticated) {
      this.#signIn.welcome(session)
    } else {
      this.admission.countWaiting(session.address, 1)
      if (session.refusal) this.#turnAway(session, session.refusal)
    }
  }

  received(session: Session, data: string | Uint8Array): void {
    // A frame that comes while draining gets no answer, so its sender sends it again, to the next server.
    if (session.closed || this.#draining) return
    this.counters.frames_in++
    const now = this.#options.ports.clock.now()
    this.#alive(session, now)
    this.#inbound.take(session, data, now)
  }

  /** A WebSocket pong, or a ping of the client's. */
  ponged(session: Session): void {
    this.#alive(session, this.#options.ports.clock.now())
  }

  closed(session: Session): void {
    session.closed = true
    if (!this.#sessions.delete(session)) return
    if (!session.is_authenticated) {
      this.admission.countWaiting(session.address, -1)
      return
    }
    this.#presence.unwatch(session)
    this.#typing.left(session)
    if (this.#hub.remove(session)) this.#presence.left(session.user_id, this.#options.ports.clock.now())
  }

  /** From now on nobody is let in and nothing more is taken from those who are: what was begun can be finished. */
  refuseMore(): void {
    this.#draining = true
    this.admission.end()
  }

  /** Tells every client its own moment to come back, spread over `spread_ms`, and closes all sockets. */
  drain(spread_ms: number): void {
    const sessions = [...this.#sessions]
    const delays = returnDelays(sessions.length, spread_ms, this.#options.ports.random)
    for (const [index, session] of sessions.entries()) {
      if (session.is_authenticated) this.#outbound.send(session, { type: 'reconnect', after_ms: delays[index] as number })
      this.#outbound.close(session, CLOSE.going_away, 'server is going away')
    }
  }

  /** After `drain`: keeps when those who just left were last seen, and looks at the clock no more. */
  stop(): void {
    this.#presence.tick(Number.POSITIVE_INFINITY)
    for (const stop of this.#stop) stop()
  }

  #alive(session: Session, now: number): void {
    session.last_frame_at = now
    session.pinged = false
  }

  /** Says why in a frame, which every client can read, and closes. */
  #turnAway(session: Session, code: ErrorCode, extra?: ErrorExtra): void {
    this.counters.errors_out++
    this.#outbound.send(session, errorFrame(code, extra))
    this.#outbound.close(session, CLOSE_CODES[code] ?? CLOSE.going_away, code)
  }

  #tick(): void {
    const now = this.#options.ports.clock.now()
    for (const session of this.#sessions) this.#look(session, now)
    this.#presence.tick(now)
    this.admission.forgetOver(now)
    this.#typingBuckets.forgetFull(now)
    this.#pollBuckets.forgetFull(now)
    this.#options.changeBuckets.forgetFull(now)
  }

  #look(session: Session, now: number): void {
    const quiet = now - session.last_frame_at
    if (!session.is_authenticated) {
      if (now - session.opened_at >= AUTH_DEADLINE_MS) this.#turnAway(session, 'unauthorized')
    } else if (now >= session.expires_at) {
      this.#turnAway(session, 'token_expired')
    } else if (quiet >= HEARTBEAT_TIMEOUT_MS) {
      this.#outbound.close(session, CLOSE.timeout, 'no complete frame for too long')
    } else if (quiet >= HEARTBEAT_INTERVAL_MS && !session.pinged) {
      session.pinged = true
      session.socket?.ping()
    }
  }
}

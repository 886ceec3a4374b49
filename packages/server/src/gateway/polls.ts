// Frames that come in a request instead of over a socket: each is handled by the same router, for a session that lives
// as long as the request and that the hub never sees, so nothing is announced to it. Rules POLL-1 to POLL-7.

import { type DownFrame, type ErrorCode, MAX_POLL_ANSWER_BYTES, PROTOCOL_VERSION, type UpFrame, type UpType } from '@jobline/protocol'
import type { Clock } from '../domain/ports.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import type { FrameRouter } from './frame-router.ts'
import type { Presence } from './presence.ts'
import { checkFrame, type ErrorExtra, errorFrame } from './read-frame.ts'
import { type Session, Unanswered } from './session.ts'

export interface PollsOptions {
  readonly router: FrameRouter
  readonly presence: Presence
  readonly clock: Clock
  readonly epoch: () => string
  /** Frames of one person: a socket has a bucket of its own, a request does not last. */
  readonly frameBuckets: KeyedBuckets
  readonly isServed: (protocol: number) => boolean
  readonly onRefused: () => void
}

/** Answered with a page, which may be large. */
const PAGES: ReadonlySet<UpType> = new Set<UpType>(['sync', 'catch_up', 'history'])

export class Polls {
  readonly #options: PollsOptions

  constructor(options: PollsOptions) {
    this.#options = options
  }

  /** The answers to these frames, in the order they are ready. `session` is authenticated, new and used for nothing else. */
  async answer(session: Session, values: readonly unknown[]): Promise<DownFrame[]> {
    // What is never written to a socket stays here until the end.
    const answers: string[] = []
    session.outgoing = answers
    session.unanswered = new Unanswered()
    for (const value of values) {
      const frame = this.#take(session, answers, value)
      if (!frame) continue
      this.#options.router.route(session, frame)
      // One page after the other: only so can their size be bounded. Changes go on together, into one commit.
      if (PAGES.has(frame.type)) await session.unanswered.none()
    }
    await session.unanswered.none()
    session.closed = true
    this.#options.presence.polled(session.user_id, this.#options.clock.now())
    return answers.map((text) => JSON.parse(text))
  }

  /** The frame, where the router is to have it; otherwise it is answered here. */
  #take(session: Session, answers: string[], value: unknown): UpFrame | undefined {
    const { clock, epoch, frameBuckets, isServed, onRefused } = this.#options
    const say = (frame: DownFrame): undefined => {
      answers.push(JSON.stringify(frame))
    }
    const refuse = (code: ErrorCode, extra?: ErrorExtra): undefined => {
      onRefused()
      return say(errorFrame(code, extra))
    }
    const wait = frameBuckets.take(session.user_id, clock.now())
    const read = checkFrame(value)
    if ('bad' in read) return refuse(read.bad.code, read.bad)
    const { frame } = read
    const echo = { ref: 'ref' in frame ? frame.ref : undefined, id: frame.type === 'chat_message' ? frame.id : undefined }
    if (wait > 0) return refuse('rate_limited', { ...echo, retry_after_ms: wait })
    if (frame.type === 'auth') return refuse('bad_request', { path: '/type' })
    if (frame.type === 'hello') {
      if (!isServed(frame.protocol)) return refuse('protocol_unsupported')
      session.protocol = frame.protocol
      const { user_id, expires_at } = session
      return say({ type: 'hello', protocol: PROTOCOL_VERSION, user_id, epoch: epoch(), now: clock.now(), expires_at })
    }
    if (PAGES.has(frame.type) && sizeOf(answers) >= MAX_POLL_ANSWER_BYTES) {
      return refuse('rate_limited', { ...echo, retry_after_ms: 0 })
    }
    return frame
  }
}

const sizeOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)

// What comes over a socket, on its way to the router: too large, not text, too often, not a frame, not signed in yet.
// Whoever goes on sending what is refused is closed. Rules CONN-2, AUTH-4, ERR-8, LIMIT-1 to LIMIT-4.

import { CLOSE, type ErrorCode, MAX_FRAME_BYTES } from '@jobline/protocol'
import { type Rate, TokenBucket } from '../limits/token-bucket.ts'
import type { FrameRouter } from './frame-router.ts'
import type { Outbound } from './outbound.ts'
import { type ErrorExtra, errorFrame, readFrame } from './read-frame.ts'
import type { Session } from './session.ts'

export interface InboundOptions {
  /** Frames of one socket. */
  readonly rate: Rate
  readonly router: FrameRouter
  readonly outbound: Outbound
  /** A frame is answered with an error. */
  readonly onRefused: () => void
  /** Says why and closes. */
  readonly turnAway: (session: Session, code: ErrorCode) => void
}

/** So many refused frames in a row, and the socket is closed. */
const MAX_STRIKES = 200

export class Inbound {
  readonly #options: InboundOptions

  constructor(options: InboundOptions) {
    this.#options = options
  }

  take(session: Session, data: string | Uint8Array, now: number): void {
    const { outbound } = this.#options
    if (typeof data !== 'string') outbound.close(session, CLOSE.unsupported_data, 'text frames only')
    else if (isLongerThan(data, MAX_FRAME_BYTES)) outbound.close(session, CLOSE.too_large, 'frame too large')
    else this.#takeText(session, data, now)
  }

  #takeText(session: Session, data: string, now: number): void {
    const { rate, router, turnAway } = this.#options
    session.bucket ??= new TokenBucket(rate, now)
    const wait = session.bucket.take(rate, now)
    const read = readFrame(data)
    if ('bad' in read) {
      this.#refuse(session, read.bad.code, read.bad)
      return
    }
    const { frame } = read
    if (wait > 0) {
      const id = frame.type === 'chat_message' ? frame.id : undefined
      const ref = 'ref' in frame ? frame.ref : undefined
      this.#refuse(session, 'rate_limited', { retry_after_ms: wait, id, ref })
      return
    }
    session.strikes = 0
    const before_auth = frame.type === 'auth' || frame.type === 'hello'
    if (session.is_authenticated || before_auth) router.route(session, frame)
    else turnAway(session, 'unauthorized')
  }

  #refuse(session: Session, code: ErrorCode, extra: ErrorExtra): void {
    const { onRefused, outbound } = this.#options
    onRefused()
    outbound.send(session, errorFrame(code, extra))
    session.strikes++
    if (session.strikes >= MAX_STRIKES) outbound.close(session, CLOSE.rate_limited, 'too many refused frames')
  }
}

/** In UTF-8, which takes at most three bytes for each code unit: only a text that could be too long is measured. */
const isLongerThan = (text: string, bytes: number): boolean => text.length * 3 > bytes && Buffer.byteLength(text) > bytes

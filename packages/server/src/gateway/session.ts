// One socket and what the server knows of it. Holds state and the way out, decides nothing. Small on
// purpose: fifteen thousand idle ones should fit in sixty megabytes, so rarely used parts are made when used.

import { type CLOSE, type ErrorCode, PROTOCOL_VERSION } from '@jobline/protocol'
import type { TokenBucket } from '../limits/token-bucket.ts'

/** What the gateway needs of a socket; Bun's ServerWebSocket fits. */
export interface Socket {
  sendText(text: string): number
  close(code?: number, reason?: string): void
  ping(): number
  cork<T>(run: () => T): T
  getBufferedAmount(): number
}

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]

/** Frames of one request whose answers are under way. */
export class Unanswered {
  #count = 0
  #answered: () => void = () => {}

  begin(): void {
    this.#count++
  }

  end(): void {
    if (--this.#count === 0) this.#answered()
  }

  async none(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => (this.#answered = resolve))
  }
}

export class Session {
  readonly id: string
  readonly address: string
  /** Set on the door of one conversation. */
  readonly conversation_id: string | undefined
  socket: Socket | undefined
  /** Empty until authenticated. */
  user_id = ''
  expires_at = 0
  issued_at = 0
  jti: string | undefined
  /** What the client says it speaks; who says nothing speaks ours. */
  protocol: number = PROTOCOL_VERSION
  opened_at = 0
  /** Of the last complete frame, WebSocket pongs included. */
  last_frame_at = 0
  pinged = false
  closed = false
  /** Why it is closed as soon as it is open: a browser cannot see why an upgrade failed. */
  refusal: ErrorCode | undefined
  /** Frames refused in a row because this socket sends too many. */
  strikes = 0
  bucket: TokenBucket | undefined
  watched: Set<string> | undefined
  /** Those of them whose presence must not be seen here: they look offline. */
  unseen: ReadonlySet<string> | undefined
  typing_in: Set<string> | undefined
  /** Texts waiting for the end of this turn; undefined while none. */
  outgoing: string[] | undefined
  /** Only of one that is a request and not a socket. */
  unanswered: Unanswered | undefined

  constructor(id: string, address: string, conversation_id: string | undefined) {
    this.id = id
    this.address = address
    this.conversation_id = conversation_id
  }

  get is_authenticated(): boolean {
    return this.user_id !== ''
  }
}

// The way out: frames for one socket that fall into one turn leave in one write, and a reader that does
// not keep up is cut off instead of filling the server's memory (G8); it resyncs when it returns.

import { CLOSE, type DownFrame } from '@jobline/protocol'
import { frameFor } from './older-versions.ts'
import type { CloseCode, Session } from './session.ts'

export class Outbound {
  readonly #max_buffered_bytes: number
  #dirty: Session[] = []
  #scheduled = false

  constructor(max_buffered_bytes: number) {
    this.#max_buffered_bytes = max_buffered_bytes
  }

  send(session: Session, frame: DownFrame): void {
    const told = frameFor(session.protocol, frame)
    if (told) this.sendText(session, JSON.stringify(told))
  }

  /** For a frame that goes to many: it is serialised once. Only where it is the same in all versions that they speak. */
  sendText(session: Session, text: string): void {
    if (session.closed) return
    if (session.outgoing) {
      session.outgoing.push(text)
      return
    }
    session.outgoing = [text]
    this.#dirty.push(session)
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => this.#flush())
  }

  /** Sends what is waiting, then closes. The reason is for developers and holds no secret. */
  close(session: Session, code: CloseCode, reason: string): void {
    if (session.closed) return
    this.#write(session)
    session.closed = true
    session.socket?.close(code, reason)
  }

  #flush(): void {
    this.#scheduled = false
    const dirty = this.#dirty
    this.#dirty = []
    for (const session of dirty) this.#write(session)
  }

  #write(session: Session): void {
    const { socket, outgoing } = session
    session.outgoing = undefined
    if (!socket || !outgoing || session.closed) return
    if (outgoing.length === 1) socket.sendText(outgoing[0] as string)
    else {
      socket.cork(() => {
        for (const text of outgoing) socket.sendText(text)
      })
    }
    if (socket.getBufferedAmount() > this.#max_buffered_bytes) this.close(session, CLOSE.slow_consumer, 'reads too slowly')
  }
}

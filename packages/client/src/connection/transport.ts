// Port: one socket to the server. It carries text and knows nothing of frames, retries or sessions.

export interface SocketEvents {
  opened(): void
  received(text: string): void
  /** The socket is gone; `code` is the close frame's, 1006 where there was none. */
  closed(code: number): void
}

export interface Socket {
  /** Hands the text to the network. No promise that it arrives; never throws. */
  send(text: string): void
  /** Ends it. No event follows, even where the platform closes late. */
  close(): void
  /** Bytes accepted by `send` that have not left this device. */
  buffered(): number
}

export interface Transport {
  /**
   * Opens a socket that brings the token with the upgrade. Guarantees: no event before this returns, `opened` at most
   * once and before `received`, `closed` exactly once and last. A refused upgrade is `closed` without `opened`.
   */
  dial(url: string, token: string, events: SocketEvents): Socket
}

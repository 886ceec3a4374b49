// Codes of the close frame. 1000–1015 are the WebSocket standard's own; ours start at 4000.

export const CLOSE = {
  /** Server is going away; the `reconnect` frame before it names this client's delay. */
  going_away: 1001,
  /** Binary frame: the wire is JSON text only. */
  unsupported_data: 1003,
  /** A frame above MAX_FRAME_BYTES. */
  too_large: 1009,
  /** No valid token within the deadline, or the token expired or was refused: get a fresh one. */
  unauthorized: 4001,
  /** The token or its user was revoked: sign out. */
  revoked: 4003,
  /** The conversation of the path does not exist for this person (any more). */
  not_found: 4004,
  /** No complete frame for too long. */
  timeout: 4008,
  /** This protocol version is not served: update the app. */
  protocol_unsupported: 4026,
  /** Too many frames for too long. */
  rate_limited: 4029,
  /** The client read too slowly and its queue was full: reconnect and sync. */
  slow_consumer: 4030,
} as const

export type CloseReason = keyof typeof CLOSE

// Every error the server can answer with, over REST and sockets alike: code → HTTP status, whether
// the same request may succeed later, and the sentence a developer reads. Screens use `error.<code>`
// as the key of their own string table and never show `message`.

export interface ErrorInfo {
  readonly status: number
  /** true: the same request may succeed later; false: final, sending it again changes nothing. */
  readonly retryable: boolean
  readonly message: string
}

const final = (status: number, message: string): ErrorInfo => ({ status, retryable: false, message })
const retryable = (status: number, message: string): ErrorInfo => ({ status, retryable: true, message })

export const ERRORS = {
  // what was sent
  bad_json: final(400, 'The body is not valid JSON.'),
  bad_request: final(400, 'The request does not match its schema.'),
  unknown_type: final(400, 'The frame type is not known to this server.'),
  too_deep: final(400, 'The JSON is nested too deeply.'),
  too_large: final(413, 'The body is too large.'),
  text_empty: final(422, 'The text has no visible character.'),
  text_too_long: final(422, 'The text is longer than the limit.'),
  text_invalid: final(422, 'The text holds a control character or half a character.'),
  // who sent it
  unauthorized: final(401, 'A valid token is needed.'),
  token_expired: final(401, 'The token has expired.'),
  token_revoked: final(401, 'The token has been revoked.'),
  origin_refused: final(403, 'This origin is not on the allow-list.'),
  demo_only: final(403, 'This is served in demo mode only, elsewhere than at the server with its code.'),
  // what it names
  not_found: final(404, 'There is no such thing, or it is not yours to see.'),
  method_not_allowed: final(405, 'The path exists, the method does not.'),
  unsupported_media_type: final(415, 'The body must be application/json.'),
  // whether it may be done
  blocked: final(403, 'You have blocked this person; unblock them first.'),
  not_yours: final(403, 'Only the sender may change this message.'),
  conversation_closed: final(409, 'The conversation is closed.'),
  message_deleted: final(409, 'The message has been deleted.'),
  not_editable: final(409, 'Only a text message can be edited.'),
  too_many_reactions: final(409, 'One person may put only a few different reactions on a message.'),
  id_conflict: final(409, 'The id is already in use.'),
  out_of_order: retryable(409, 'The message named by after_id is not stored yet.'),
  protocol_unsupported: final(426, 'This protocol version is no longer served.'),
  // whether the server can
  rate_limited: retryable(429, 'Too many requests; wait and try again.'),
  too_many_sockets: retryable(429, 'Too many open sockets.'),
  internal: retryable(500, 'The server failed; nothing was stored.'),
  unavailable: retryable(503, 'The server is not taking requests at the moment.'),
  storage_full: retryable(507, 'The server has no space left; nothing was stored.'),
} as const satisfies Record<string, ErrorInfo>

export type ErrorCode = keyof typeof ERRORS

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code)

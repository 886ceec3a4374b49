// Sizes, rates and times of the wire. Both sides read them from here; the server may be configured
// to other rates, sizes are fixed. Units stand in the names.

/** Text of one message: UTF-16 code units (what `string.length` counts). */
export const MAX_TEXT_LENGTH = 8_000
/** Text of one message in UTF-8. */
export const MAX_TEXT_BYTES = 24_000
/** One frame or one REST body, in bytes. A larger frame closes the socket with 1009. */
export const MAX_FRAME_BYTES = 65_536
/** Nesting of objects and arrays in one frame or body. */
export const MAX_JSON_DEPTH = 8
/** A draft kept on the server, in code points. */
export const MAX_DRAFT_LENGTH = 8_000
/** Ids of users and jobs are the marketplace's own strings, in code points. */
export const MAX_EXTERNAL_ID_LENGTH = 128
/** `ref`, `device_id`, `client`: short strings chosen by the client, in code points. */
export const MAX_REF_LENGTH = 64
/** One emoji with its modifiers, in code points. */
export const MAX_EMOJI_LENGTH = 32
/** Different emoji that one person may put on one message. */
export const MAX_REACTIONS_PER_USER = 6
/** Rows in one page of any list; the default where a request names none is PAGE_SIZE. */
export const MAX_PAGE_SIZE = 100
export const PAGE_SIZE = 50
/** What is searched for, in code points, and how many words of it count. */
export const MAX_SEARCH_LENGTH = 200
export const MAX_SEARCH_WORDS = 10
/** Users that one socket may watch the presence of. */
export const MAX_PRESENCE_WATCH = 50
/** Frames in one request to `/api/frames/`. */
export const MAX_POLL_FRAMES = 32
/** An answer of `/api/frames/` that holds so much takes no further page. */
export const MAX_POLL_ANSWER_BYTES = 1_048_576

/** Messages that one report names. */
export const MAX_REPORT_MESSAGES = 20
/** What a person writes beside a report, in code points. */
export const MAX_REPORT_NOTE_LENGTH = 1_000

/** A socket that has not authenticated is closed after this time. */
export const AUTH_DEADLINE_MS = 5_000
/** A client sends something at least this often; `ping` if it has nothing else. */
export const HEARTBEAT_INTERVAL_MS = 25_000
/** A socket without one complete frame for this time is closed. WebSocket pings and pongs count. */
export const HEARTBEAT_TIMEOUT_MS = 60_000
/** A client repeats `typing` at most this often while the person goes on typing. */
export const TYPING_INTERVAL_MS = 2_500
/** A receiver takes the indicator away when nothing came for this time: two missed repeats. */
export const TYPING_TIMEOUT_MS = 6_000
/** Watermarks (`read_receipt`, `delivery_receipt`) go out at most once per conversation in this time. */
export const RECEIPT_INTERVAL_MS = 250
/** A hole in a conversation's `rev` waits this long before one catch-up is sent. */
export const GAP_WAIT_MS = 300
/** A person counts as offline when the last socket has been gone for this time. */
export const PRESENCE_GRACE_MS = 5_000
/** Without a socket a client asks for news this often while somebody looks, and this often otherwise. */
export const POLL_INTERVAL_MS = 3_000
export const POLL_IDLE_INTERVAL_MS = 30_000

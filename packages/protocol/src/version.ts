// The version of the wire. Every change of a schema adds a line here; `protocol-version.test.ts`
// hashes all schemas and fails until both the version's hash and its line are written.

/** Version that this package speaks. */
export const PROTOCOL_VERSION = 2

/** Oldest version that a server of this package still serves. It may rise only with a major release. */
export const OLDEST_PROTOCOL_VERSION = 1

/** One line per version, oldest first: what changed on the wire. */
export const PROTOCOL_HISTORY: Readonly<Record<number, string>> = {
  1: 'First version: two doors, durable sends, receipts, typing, presence, sync by one cursor.',
  2: 'Blocking, reports, personal settings; search over messages, one message by its id.',
}

// Looks through the messages that this device keeps, newest first over all conversations, a page at a time. Owns how far it
// has come in each conversation; it may be stopped between two pages, and goes on where it stopped.

import type { Message } from '@jobline/protocol'
import type { Inside } from '../chat-client.ts'
import { fits } from './words.ts'

/** Messages read at once, and looked through before a person is shown what was found. */
const PAGE = 100
const SCANNED_AT_ONCE = 4_000

export interface Scan {
  /** The next hits, newest first, at least one unless there are no more; `undefined`: it was stopped. */
  next(limit: number): Promise<readonly Message[] | undefined>
  more(): boolean
}

interface Place {
  readonly conversation_id: string
  before_seq: number | undefined
  /** What is left of it is not younger than this. */
  newest_at: number
}

export function scanDevice(
  { replica }: Pick<Inside, 'replica'>,
  words: readonly string[],
  conversation_id: string | undefined,
  isStopped: () => boolean,
): Scan {
  const rows = [...replica.conversations.values()].filter(({ id }) => conversation_id === undefined || id === conversation_id)
  let places: Place[] = rows.map(({ id, conversation }) => ({
    conversation_id: id,
    before_seq: undefined,
    newest_at: conversation.last_activity_at,
  }))
  /** Found, and there may be younger ones where nobody has looked. Newest first. */
  let found: Message[] = []

  async function step(): Promise<number> {
    const place = places.reduce((newest, other) => (other.newest_at > newest.newest_at ? other : newest))
    const page = await replica.stored(place.conversation_id, PAGE, place.before_seq)
    const oldest = page[0]
    if (page.length < PAGE || !oldest) places = places.filter((other) => other !== place)
    else {
      place.before_seq = oldest.seq
      place.newest_at = oldest.created_at
    }
    const hits = page.filter(({ text }) => text !== undefined && fits([text], words))
    found = [...found, ...hits].sort((a, b) => b.created_at - a.created_at || b.seq - a.seq)
    return page.length
  }
  /** How many of those found nothing younger can come before. */
  function sure(): number {
    const newest_at = Math.max(-1, ...places.map((place) => place.newest_at))
    const index = found.findIndex(({ created_at }) => created_at < newest_at)
    return index < 0 ? found.length : index
  }
  return {
    async next(limit) {
      let scanned = 0
      while (places.length > 0 && sure() < limit) {
        if (scanned >= SCANNED_AT_ONCE && sure() > 0) break
        scanned += await step()
        if (isStopped()) return undefined
      }
      return found.splice(0, Math.min(limit, sure()))
    },
    more: () => places.length > 0 || found.length > 0,
  }
}

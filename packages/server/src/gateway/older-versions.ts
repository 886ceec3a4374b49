// What a client of an older protocol gets where its version has no word for something (docs/protocol.md, Versions).

import type { DownFrame, Message } from '@jobline/protocol'

/** The first version that knows of withheld messages. */
const WITHHOLDING = 2

/** The frame as a client of this version understands it; undefined: it is not told. */
export function frameFor(protocol: number, frame: DownFrame): DownFrame | undefined {
  if (protocol >= WITHHOLDING) return frame
  switch (frame.type) {
    case 'chat_message':
    case 'message_update':
      // Any new message brings an archived conversation back there, a deleted one too. Without it the next frame shows a hole, and
      // with the page that fills it comes the conversation's row, which counts aright.
      return frame.message.withheld ? undefined : frame
    case 'catch_up':
    case 'history':
      return { ...frame, messages: frame.messages.map(asDeleted) }
    default:
      // Whoever is answered with an `ack`, or shown a `last_message`, sees that message.
      return frame
  }
}

/** In version 1 a text message has a text or is deleted. */
const asDeleted = (message: Message): Message => (message.withheld ? { ...message, deleted_at: message.created_at } : message)

// Looks for single messages by id among those that this device keeps of a conversation, from the newest back.

import type { Message } from '@jobline/protocol'
import type { Inside } from '../chat-client.ts'

const PAGE = 100

/** Those of them that are among the newest `limit`. */
export async function findStored(
  inside: Pick<Inside, 'replica'> | undefined,
  conversation_id: string,
  message_ids: ReadonlySet<string>,
  limit: number,
): Promise<ReadonlyMap<string, Message>> {
  const found = new Map<string, Message>()
  let before_seq: number | undefined
  for (let seen = 0; inside && found.size < message_ids.size && seen < limit; seen += PAGE) {
    const page = await inside.replica.stored(conversation_id, PAGE, before_seq)
    for (const message of page) if (message_ids.has(message.id)) found.set(message.id, message)
    if (page.length < PAGE) break
    before_seq = page[0]?.seq
  }
  return found
}

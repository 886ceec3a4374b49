// Who is typing where. Never stored, never queued: a frame that comes too often or from a stranger is
// dropped without a word, and everybody's own timeout clears what was lost (TYPING-*).

import type { Chat } from '../domain/chat.ts'
import type { Clock } from '../domain/ports.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import type { Hub } from './hub.ts'
import type { Session } from './session.ts'

export class Typing {
  readonly #chat: Chat
  readonly #hub: Hub
  readonly #clock: Clock
  readonly #buckets: KeyedBuckets

  constructor(chat: Chat, hub: Hub, clock: Clock, buckets: KeyedBuckets) {
    this.#chat = chat
    this.#hub = hub
    this.#clock = clock
    this.#buckets = buckets
  }

  heard(session: Session, conversation_id: string, is_typing: boolean): void {
    const was_typing = session.typing_in?.has(conversation_id) ?? false
    if (!is_typing && !was_typing) return
    // A stop always passes: a stuck indicator is worse than one frame.
    if (is_typing && this.#buckets.take(session.user_id, this.#clock.now()) > 0) return
    if (is_typing) {
      session.typing_in ??= new Set()
      session.typing_in.add(conversation_id)
    } else {
      session.typing_in?.delete(conversation_id)
    }
    void this.#tell(session, conversation_id, is_typing)
  }

  /** The socket went: nobody is left to send the stop. */
  left(session: Session): void {
    for (const conversation_id of session.typing_in ?? []) void this.#tell(session, conversation_id, false)
    session.typing_in = undefined
  }

  async #tell(session: Session, conversation_id: string, is_typing: boolean): Promise<void> {
    const { user_id } = session
    const member_ids = await this.#chat.memberIds(conversation_id)
    if (!member_ids.includes(user_id)) {
      session.typing_in?.delete(conversation_id)
      return
    }
    const others = member_ids.filter((id) => id !== user_id)
    this.#hub.deliver(others, conversation_id, { type: 'typing', conversation_id, user_id, is_typing })
  }
}

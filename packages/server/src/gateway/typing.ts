// Who is typing where. Never stored, never queued: a frame that comes too often or from a stranger is
// dropped without a word, and everybody's own timeout clears what was lost (TYPING-*).

import type { Chat } from '../domain/chat.ts'
import type { Clock } from '../domain/ports.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import type { Hub } from './hub.ts'
import type { Session } from './session.ts'

export interface TypingOptions {
  readonly chat: Chat
  readonly hub: Hub
  readonly clock: Clock
  readonly buckets: KeyedBuckets
  readonly onFailure: (error: unknown) => void
}

export class Typing {
  readonly #options: TypingOptions

  constructor(options: TypingOptions) {
    this.#options = options
  }

  heard(session: Session, conversation_id: string, is_typing: boolean): void {
    const was_typing = session.typing_in?.has(conversation_id) ?? false
    // A request knows nothing of those before it: its stop goes out as it is.
    const is_request = session.unanswered !== undefined
    if (!is_typing && !was_typing && !is_request) return
    // A socket's stop always passes: a stuck indicator is worse than one frame.
    if ((is_typing || is_request) && this.#options.buckets.take(session.user_id, this.#options.clock.now()) > 0) return
    if (is_typing) {
      session.typing_in ??= new Set()
      session.typing_in.add(conversation_id)
    } else {
      session.typing_in?.delete(conversation_id)
    }
    this.#tell(session, conversation_id, is_typing)
  }

  /** The socket went: nobody is left to send the stop. */
  left(session: Session): void {
    for (const conversation_id of session.typing_in ?? []) this.#tell(session, conversation_id, false)
    session.typing_in = undefined
  }

  #tell(session: Session, conversation_id: string, is_typing: boolean): void {
    const { chat, hub, onFailure } = this.#options
    const { user_id } = session
    chat.audience(user_id, conversation_id).then((others) => {
      if (others) hub.deliver(others, conversation_id, { type: 'typing', conversation_id, user_id, is_typing })
      else session.typing_in?.delete(conversation_id)
    }, onFailure)
  }
}

// A frame that came in → the verb or read it asks for, and its one answer. Membership is not decided here
// but in the domain; what is decided here is which conversation a frame speaks of, and rates.

import type { DownFrame, Message, UpFrame, UpType } from '@jobline/protocol'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import type { MemberRow } from '../domain/rows.ts'
import type { Verb } from '../domain/verb.ts'
import { deleteMessage } from '../domain/verbs/delete-message.ts'
import { editMessage } from '../domain/verbs/edit-message.ts'
import { markDelivered, markRead } from '../domain/verbs/mark-read.ts'
import { type SendResult, sendMessage } from '../domain/verbs/send-message.ts'
import { setMemberState } from '../domain/verbs/set-member-state.ts'
import { setReaction } from '../domain/verbs/set-reaction.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import type { Outbound } from './outbound.ts'
import type { Presence } from './presence.ts'
import { errorFrame } from './read-frame.ts'
import type { Session } from './session.ts'
import type { Typing } from './typing.ts'

export interface FrameRouterOptions {
  readonly chat: Chat
  readonly outbound: Outbound
  readonly presence: Presence
  readonly typing: Typing
  readonly clock: Clock
  /** Sends and other stored changes, per person. */
  readonly changeBuckets: KeyedBuckets
  /** Pages and look-ups, per person; the same that REST requests are charged to. */
  readonly requestBuckets: KeyedBuckets
  /** A first token, or a fresh one on a live socket. */
  readonly authenticate: (session: Session, token: string) => void
  /** What the client says it speaks. */
  readonly greet: (session: Session, protocol: number) => void
  /** A frame was answered with an error. */
  readonly onRefused: () => void
  /** An answer failed for a reason that is not the caller's. */
  readonly onFailure: (error: unknown) => void
}

type Handlers = { readonly [T in UpType]: (session: Session, frame: UpFrame<T>) => void }

/** What the caller matches the answer by: a send's id, any other frame's ref. */
interface Echo {
  readonly ref?: string | undefined
  readonly id?: string | undefined
}

export class FrameRouter {
  readonly #options: FrameRouterOptions
  readonly #handlers: Handlers = {
    hello: (session, { protocol }) => this.#options.greet(session, protocol),
    auth: (session, { token }) => this.#options.authenticate(session, token),
    ping: (session) => this.#options.outbound.send(session, { type: 'pong', now: this.#options.clock.now() }),
    chat_message: (session, frame) => this.#sendMessage(session, frame),
    message_edit: (session, frame) => {
      const { message_id, text } = frame
      this.#change(session, frame, editMessage({ ...at(session), message_id, text }), messageAck)
    },
    message_delete: (session, frame) => {
      // An id says enough; a conversation is named for a message that has not arrived yet.
      const named = frame.conversation_id ?? session.conversation_id
      const conversation_id = named === undefined ? undefined : this.#conversationOf(session, frame, frame)
      if (named !== undefined && conversation_id === undefined) return
      const { message_id } = frame
      const verb = deleteMessage({ user_id: session.user_id, message_id, conversation_id, session_id: session.id })
      this.#change(session, frame, verb, (message) => (message ? messageAck(message) : { type: 'ack', id: message_id }))
    },
    reaction: (session, frame) => {
      const { message_id, emoji, active } = frame
      this.#change(session, frame, setReaction({ ...at(session), message_id, emoji, active }), messageAck)
    },
    typing: (session, frame) => {
      const conversation_id = this.#conversationOf(session, frame, {})
      if (conversation_id !== undefined) this.#options.typing.heard(session, conversation_id, frame.is_typing)
    },
    read_receipt: (session, frame) => this.#markRead(session, frame),
    delivery_receipt: (session, frame) => {
      const conversation_id = this.#conversationOf(session, frame, frame)
      if (conversation_id === undefined) return
      const verb = markDelivered({ user_id: session.user_id, conversation_id, seq: frame.seq })
      this.#change(session, frame, verb, (row) => ({ type: 'ack', conversation_id, seq: row.delivered_seq }))
    },
    member_state: (session, frame) => {
      const conversation_id = this.#conversationOf(session, frame, frame)
      if (conversation_id === undefined) return
      const { archived, pinned, marked_unread, muted_until, draft } = frame
      const fields = { archived, pinned, marked_unread, muted_until, draft }
      const verb = setMemberState({ user_id: session.user_id, conversation_id, ...fields, session_id: session.id })
      this.#change(session, frame, verb, () => ({ type: 'ack', conversation_id }))
    },
    presence_watch: (session, frame) => {
      if (!this.#mayAsk(session, {})) return
      session.unanswered?.begin()
      this.#options.presence.watch(session, frame.user_ids).then(
        () => session.unanswered?.end(),
        (error: unknown) => {
          this.#refuse(session, error, {})
          session.unanswered?.end()
        },
      )
    },
    sync: (session, frame) => {
      this.#read(session, frame, async (chat) => ({ type: 'sync', ...(await chat.sync(session.user_id, frame)) }))
    },
    catch_up: (session, frame) => {
      const conversation_id = this.#conversationOf(session, frame, frame)
      if (conversation_id === undefined) return
      this.#read(session, frame, async (chat) => ({ type: 'catch_up', ...(await chat.catchUp(session.user_id, conversation_id, frame)) }))
    },
    history: (session, frame) => {
      const conversation_id = this.#conversationOf(session, frame, frame)
      if (conversation_id === undefined) return
      this.#read(session, frame, async (chat) => ({ type: 'history', ...(await chat.history(session.user_id, conversation_id, frame)) }))
    },
  }

  constructor(options: FrameRouterOptions) {
    this.#options = options
  }

  route(session: Session, frame: UpFrame): void {
    const handle = this.#handlers[frame.type] as (session: Session, frame: UpFrame) => void
    handle(session, frame)
  }

  #sendMessage(session: Session, frame: UpFrame<'chat_message'>): void {
    const echo: Echo = { id: frame.id }
    const conversation_id = this.#conversationOf(session, frame, echo)
    if (conversation_id === undefined) return
    const { id, text, sent_at, reply_to_id, after_id } = frame
    const user_id = session.user_id
    const verb = sendMessage({ user_id, conversation_id, id, text, sent_at, reply_to_id, after_id, session_id: session.id })
    this.#change(session, echo, verb, sendAck)
  }

  /** Named by a message's id it needs no conversation; otherwise it does. */
  #markRead(session: Session, frame: UpFrame<'read_receipt'>): void {
    const { seq, message_id } = frame
    const by_id_alone = message_id !== undefined && frame.conversation_id === undefined && session.conversation_id === undefined
    const conversation_id = by_id_alone ? undefined : this.#conversationOf(session, frame, frame)
    if (conversation_id === undefined && !by_id_alone) return
    const verb = markRead({ user_id: session.user_id, conversation_id, seq, message_id, session_id: session.id })
    this.#change(session, frame, verb, (row: MemberRow) => ({ type: 'ack', conversation_id: row.conversation_id, seq: row.read_seq }))
  }

  /** The conversation a frame speaks of. On a door of one that one is meant, and no other can be named. Refuses and gives undefined. */
  #conversationOf(session: Session, frame: { readonly conversation_id?: string | undefined }, echo: Echo): string | undefined {
    const door = session.conversation_id
    const conversation_id = frame.conversation_id ?? door
    if (conversation_id === undefined) this.#refuse(session, new DomainError('bad_request', { path: '/conversation_id' }), echo)
    else if (door === undefined || door === conversation_id) return conversation_id
    else this.#refuse(session, new DomainError('not_found'), echo)
    return undefined
  }

  #change<R>(session: Session, echo: Echo, verb: Verb<R>, answer: (result: R) => DownFrame<'ack'>): void {
    const { chat, changeBuckets, clock, outbound } = this.#options
    const wait = changeBuckets.take(session.user_id, clock.now())
    if (wait > 0) {
      this.#refuse(session, new DomainError('rate_limited', { retry_after_ms: wait }), echo)
      return
    }
    session.unanswered?.begin()
    chat.submit(verb, (result, error) => {
      if (error) this.#refuse(session, error, echo)
      else outbound.send(session, withRef(answer(result as R), echo.ref))
      session.unanswered?.end()
    })
  }

  #read(session: Session, { ref }: Echo, run: (chat: Chat) => Promise<DownFrame>): void {
    if (!this.#mayAsk(session, { ref })) return
    session.unanswered?.begin()
    run(this.#options.chat).then(
      (frame) => {
        this.#options.outbound.send(session, withRef(frame, ref))
        session.unanswered?.end()
      },
      (error: unknown) => {
        this.#refuse(session, error, { ref })
        session.unanswered?.end()
      },
    )
  }

  /** A page costs this thread far more than the frame that asks for it. Refuses and gives false where it is too much. */
  #mayAsk(session: Session, echo: Echo): boolean {
    const { requestBuckets, clock } = this.#options
    const wait = requestBuckets.take(`user ${session.user_id}`, clock.now())
    if (wait > 0) this.#refuse(session, new DomainError('rate_limited', { retry_after_ms: wait }), echo)
    return wait === 0
  }

  #refuse(session: Session, error: unknown, { ref, id }: Echo): void {
    const refusal = error instanceof DomainError ? error : new DomainError('internal')
    if (refusal !== error) this.#options.onFailure(error)
    this.#options.onRefused()
    const { code, path, retry_after_ms } = refusal
    this.#options.outbound.send(session, errorFrame(code, { ref, id, path, retry_after_ms }))
  }
}

/** Who asks; on a door of one conversation, about that one only. */
const at = ({ user_id, conversation_id, id }: Session) => ({ user_id, conversation_id, session_id: id })

const withRef = (frame: DownFrame, ref: string | undefined): DownFrame => (ref === undefined ? frame : ({ ...frame, ref } as DownFrame))

/** With the whole row: its `rev` says that all of it is known, and a change of somebody else may have come between. */
const messageAck = (message: Message): DownFrame<'ack'> => {
  const { id, conversation_id, seq, rev } = message
  return { type: 'ack', id, conversation_id, seq, rev, message }
}

function sendAck({ message, created }: SendResult): DownFrame<'ack'> {
  const { id, conversation_id, seq, rev, created_at } = message
  const ack: DownFrame<'ack'> = { type: 'ack', id, conversation_id, seq, rev, created_at }
  if (!created) ack.message = message
  return ack
}

// A frame that came in → the verb or read it asks for, and its one answer. Membership is not decided here
// but in the domain; what is decided here is which conversation a frame speaks of, and rates.

import { type DownFrame, type UpFrame, type UpType } from '@jobline/protocol'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import { presentMessage } from '../domain/present.ts'
import type { Verb } from '../domain/verb.ts'
import { deleteMessage } from '../domain/verbs/delete-message.ts'
import { editMessage } from '../domain/verbs/edit-message.ts'
import { markDelivered, markRead } from '../domain/verbs/mark-read.ts'
import { sendMessage } from '../domain/verbs/send-message.ts'
import { setMemberState } from '../domain/verbs/set-member-state.ts'
import { setReaction } from '../domain/verbs/set-reaction.ts'
import type { Outbound } from './outbound.ts'
import type { Presence } from './presence.ts'
import { errorFrame } from './read-frame.ts'
import type { Session } from './session.ts'
import type { KeyedBuckets } from './token-bucket.ts'
import type { Typing } from './typing.ts'

export interface FrameRouterOptions {
  readonly chat: Chat
  readonly outbound: Outbound
  readonly presence: Presence
  readonly typing: Typing
  readonly clock: Clock
  /** Sends and other stored changes, per person. */
  readonly changeBuckets: KeyedBuckets
  /** A fresh token on a live socket. */
  readonly authenticate: (session: Session, token: string) => void
  /** A protocol version below the oldest served. */
  readonly greet: (session: Session, protocol: number) => void
  /** An answer failed for a reason that is not the caller's. */
  readonly onFailure: (error: unknown) => void
}

type Handlers = { [T in UpType]: (session: Session, frame: UpFrame<T>) => void }

export class FrameRouter {
  readonly #options: FrameRouterOptions
  readonly #handlers: Handlers

  constructor(options: FrameRouterOptions) {
    this.#options = options
    const { chat, outbound, presence, typing, clock } = options
    this.#handlers = {
      hello: (session, frame) => options.greet(session, frame.protocol),
      auth: (session, frame) => options.authenticate(session, frame.token),
      ping: (session) => outbound.send(session, { type: 'pong', now: clock.now() }),
      chat_message: (session, frame) => this.#send(session, frame),
      message_edit: (session, { message_id, text, ref }) => {
        const verb = editMessage({ user_id: session.user_id, message_id, text, session_id: session.id })
        this.#change(session, ref, verb, ({ id, conversation_id, seq, rev }) => ({ id, conversation_id, seq, rev }))
      },
      message_delete: (session, frame) => {
        const conversation_id = frame.conversation_id ?? session.conversation_id
        const verb = deleteMessage({ user_id: session.user_id, message_id: frame.message_id, conversation_id, session_id: session.id })
        const answer = (row: Awaited<ReturnType<typeof verb.decide>>['result']) =>
          row ? { id: row.id, conversation_id: row.conversation_id, seq: row.seq, rev: row.rev } : { id: frame.message_id }
        this.#change(session, frame.ref, verb, answer)
      },
      reaction: (session, { message_id, emoji, active, ref }) => {
        const verb = setReaction({ user_id: session.user_id, message_id, emoji, active, session_id: session.id })
        this.#change(session, ref, verb, ({ id, conversation_id, seq, rev }) => ({ id, conversation_id, seq, rev }))
      },
      typing: (session, frame) => this.#withConversation(session, frame, undefined, (id) => typing.heard(session, id, frame.is_typing)),
      read_receipt: (session, frame) => {
        const named = frame.message_id !== undefined && frame.conversation_id === undefined && session.conversation_id === undefined
        const run = (conversation_id: string | undefined) => {
          const { seq, message_id } = frame
          const verb = markRead({ user_id: session.user_id, conversation_id, seq, message_id, session_id: session.id })
          this.#change(session, frame.ref, verb, (member) => ({ conversation_id: member.conversation_id, seq: member.read_seq }))
        }
        if (named) run(undefined)
        else this.#withConversation(session, frame, frame.ref, run)
      },
      delivery_receipt: (session, frame) =>
        this.#withConversation(session, frame, frame.ref, (conversation_id) => {
          const verb = markDelivered({ user_id: session.user_id, conversation_id, seq: frame.seq })
          this.#change(session, frame.ref, verb, (member) => ({ conversation_id, seq: member.delivered_seq }))
        }),
      member_state: (session, frame) =>
        this.#withConversation(session, frame, frame.ref, (conversation_id) => {
          const { archived, pinned, marked_unread, muted_until, draft } = frame
          const fields = { archived, pinned, marked_unread, muted_until, draft }
          const verb = setMemberState({ user_id: session.user_id, conversation_id, ...fields, session_id: session.id })
          this.#change(session, frame.ref, verb, () => ({ conversation_id }))
        }),
      presence_watch: (session, frame) => this.#read(session, undefined, () => presence.watch(session, frame.user_ids)),
      sync: (session, frame) =>
        this.#read(session, frame.ref, async () => ({ type: 'sync', ...(await chat.sync(session.user_id, frame)) })),
      catch_up: (session, frame) =>
        this.#withConversation(session, frame, frame.ref, (id) =>
          this.#read(session, frame.ref, async () => ({ type: 'catch_up', ...(await chat.catchUp(session.user_id, id, frame)) })),
        ),
      history: (session, frame) =>
        this.#withConversation(session, frame, frame.ref, (id) =>
          this.#read(session, frame.ref, async () => ({ type: 'history', ...(await chat.history(session.user_id, id, frame)) })),
        ),
    }
  }

  route(session: Session, frame: UpFrame): void {
    const handle = this.#handlers[frame.type] as (session: Session, frame: UpFrame) => void
    handle(session, frame)
  }

  /** The hot path: no promise, no copy of the frame. */
  #send(session: Session, frame: UpFrame<'chat_message'>): void {
    this.#withConversation(session, frame, undefined, (conversation_id) => {
      const { id, text, sent_at, reply_to_id, after_id } = frame
      const wait = this.#options.changeBuckets.take(session.user_id, this.#options.clock.now())
      if (wait > 0) return this.#refuse(session, new DomainError('rate_limited', { retry_after_ms: wait }), undefined, id)
      const verb = sendMessage({ user_id: session.user_id, conversation_id, id, text, sent_at, reply_to_id, after_id, session_id: session.id })
      this.#options.chat.submit(verb, (result, error) => {
        if (!result) return this.#refuse(session, error, undefined, id)
        const { message, created } = result
        const { seq, rev, created_at } = message
        const ack: DownFrame<'ack'> = { type: 'ack', id, conversation_id, seq, rev, created_at }
        if (!created) ack.message = presentMessage(message)
        this.#options.outbound.send(session, ack)
      })
    }, frame.id)
  }

  #change<R>(session: Session, ref: string | undefined, verb: Verb<R>, answer: (result: R) => Omit<DownFrame<'ack'>, 'type' | 'ref'>): void {
    const wait = this.#options.changeBuckets.take(session.user_id, this.#options.clock.now())
    if (wait > 0) return this.#refuse(session, new DomainError('rate_limited', { retry_after_ms: wait }), ref)
    this.#options.chat.submit(verb, (result, error) => {
      if (error) return this.#refuse(session, error, ref)
      this.#options.outbound.send(session, { type: 'ack', ...(ref === undefined ? {} : { ref }), ...answer(result as R) })
    })
  }

  #read(session: Session, ref: string | undefined, run: () => Promise<DownFrame | void>): void {
    run().then(
      (frame) => frame && this.#options.outbound.send(session, ref === undefined ? frame : ({ ...frame, ref } as DownFrame)),
      (error: unknown) => this.#refuse(session, error, ref),
    )
  }

  /** On a door of one conversation that one is meant, and no other can be named. */
  #withConversation(
    session: Session,
    frame: { readonly conversation_id?: string },
    ref: string | undefined,
    run: (conversation_id: string) => void,
    id?: string,
  ): void {
    const conversation_id = frame.conversation_id ?? session.conversation_id
    if (conversation_id === undefined) return this.#refuse(session, new DomainError('bad_request', { path: '/conversation_id' }), ref, id)
    if (session.conversation_id !== undefined && conversation_id !== session.conversation_id) {
      return this.#refuse(session, new DomainError('not_found'), ref, id)
    }
    run(conversation_id)
  }

  #refuse(session: Session, error: unknown, ref: string | undefined, id?: string): void {
    const refusal = error instanceof DomainError ? error : new DomainError('internal')
    if (refusal !== error) this.#options.onFailure(error)
    const { code, path, retry_after_ms } = refusal
    this.#options.outbound.send(session, errorFrame(code, { ref, id, path, retry_after_ms }))
  }
}

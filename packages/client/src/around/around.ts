// What a chat screen sees of messages far from the newest ones, and of the messages that others quote.
// How they are brought: create-around.ts, create-quotes.ts.

import type { ErrorCode, Message } from '@jobline/protocol'
import type { MessageItem, View } from '../views/view.ts'

/** The message to stand around: by its id, or by its place. */
export type AroundTarget = { readonly message_id: string } | { readonly seq: number }

export interface AroundSnapshot {
  /** false until something can be shown, or it is known (`error_code`) that nothing can. */
  readonly ready: boolean
  /** Ascending, without a hole; nothing of the outbox. */
  readonly items: readonly MessageItem[]
  /** The message that was asked for; absent while unknown, or where it is withheld or gone. */
  readonly target_id?: string
  readonly more_before: boolean
  /** false: the window reaches to the newest message, and the chat itself (`client.messages`) shows what follows. */
  readonly more_after: boolean
  readonly loading_before: boolean
  readonly loading_after: boolean
  /** `not_found`: there is no such message to see. `unavailable`: neither the server nor this device has it now. */
  readonly error_code?: ErrorCode
}

export interface MessagesAround extends View<AroundSnapshot> {
  /** Resolves when a page of older messages is in the view, or when there is none. */
  loadBefore(): Promise<void>
  /** As `loadBefore`, towards the newest. */
  loadAfter(): Promise<void>
  close(): void
}

/** The quoted message; undefined while it is looked for, `missing` where there is none to be seen. */
export type Quote = Message | undefined | 'missing'

export interface Quotes {
  /** The same view for the same message. It looks for it while somebody is subscribed, and follows its changes. */
  quote(conversation_id: string, message_id: string): View<Quote>
}

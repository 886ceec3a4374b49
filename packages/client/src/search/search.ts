// What a search screen sees, and asks for. Rules: CV-5. How it is found: create-search.ts.

import type { ErrorCode, Message, TextPart } from '@jobline/protocol'
import type { ConversationItem, View } from '../views/view.ts'

/** A piece of a text; the text is the pieces, one after the other. `hit`: it is what was looked for. */
export type Part = Readonly<TextPart>

/** A conversation whose job or whose other person fits. */
export interface ConversationHit {
  readonly conversation: ConversationItem
  readonly parts: {
    readonly title: readonly Part[]
    /** The other person's name; of several, those that fit, else the first. */
    readonly name: readonly Part[]
  }
}

export interface MessageHit {
  readonly message: Message
  readonly conversation: ConversationItem
  /** A piece of its text around the first hit; `…` stands where it was cut. */
  readonly parts: readonly Part[]
}

export interface SearchSnapshot {
  /** As it was set. */
  readonly query: string
  /**
   * idle: nothing to look for. searching: `messages` may be those of the words before. failed: neither server nor device
   * could be asked; `conversations` hold all the same.
   */
  readonly state: 'idle' | 'searching' | 'done' | 'failed'
  /** device: the server cannot be reached, and only what this device keeps was looked through. Asked again by itself. */
  readonly source: 'server' | 'device'
  /** At once, with every key. As in the list: pinned first, then by the last activity. */
  readonly conversations: readonly ConversationHit[]
  /** Newest first. */
  readonly messages: readonly MessageHit[]
  /** `loadMore` brings older ones. */
  readonly more: boolean
  readonly error_code?: ErrorCode
}

export interface Search extends View<SearchSnapshot> {
  /** On every key; messages are looked for when it has rested a moment. */
  setQuery(text: string): void
  /** Resolves when older hits are in the view, or when there are none. */
  loadMore(): Promise<void>
  /** Nothing is asked any more. */
  close(): void
}

export interface SearchOptions {
  /** Messages of this conversation alone; no `conversations` then. */
  readonly conversation_id?: string
}

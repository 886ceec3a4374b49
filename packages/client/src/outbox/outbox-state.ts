// One act that waits for the server, as a pure machine. It owns what an act is and what may happen to it and when; it
// must not know lines, sockets or storage. Rules: G5 (never back), G7 (leaves only by ack, by the user's hand, or stays
// as failed for the user to see).

import type { ErrorCode } from '@jobline/protocol'

/**
 *   queued ──attempt──▶ sending
 *    │  ▲                 │
 *    │  └─retry, revise   refuse
 *    │            │       ▼
 *    └──refuse────┴─▶  failed
 *
 * discard: queued and failed → gone; revise: queued and failed → queued, with other contents. A sending one is neither
 * taken back nor changed, for its ack may have been lost; it is sent again until one comes. An ack is no event here: the
 * item is removed in the step that stores the message, from whatever state it is in, since another tab or an earlier life
 * of this one may have sent it.
 */
export type OutboxState = 'queued' | 'sending' | 'failed'

interface Waiting {
  /** Of a send: the message's id. Of a change: its own. */
  readonly id: string
  readonly conversation_id: string
  /** Place in the line: grows with every item of this device. */
  readonly place: number
  readonly state: OutboxState
  /** When the person did it, by the corrected clock. */
  readonly sent_at: number
  readonly error_code?: ErrorCode
}

export interface SendItem extends Waiting {
  readonly kind: 'send'
  readonly text: string
  readonly reply_to_id?: string
  /**
   * It was acknowledged once, by a database that has been replaced since: its place there. It waits until it is known
   * whether the server still has it.
   */
  readonly suspect_seq?: number
}
export interface EditItem extends Waiting {
  readonly kind: 'edit'
  readonly message_id: string
  readonly text: string
}
export interface DeleteItem extends Waiting {
  readonly kind: 'delete'
  readonly message_id: string
  /** Held back until then, by the device's clock, so that the person may think again. */
  readonly due_at: number
}
export interface ReactionItem extends Waiting {
  readonly kind: 'reaction'
  readonly message_id: string
  readonly emoji: string
  readonly active: boolean
}

/** A change of a message: of a stored one, or of one that waits itself. */
export type ChangeItem = EditItem | DeleteItem | ReactionItem

/** What is kept of an act until the server has it. `sending` is written down before the network sees it. */
export type OutboxItem = SendItem | ChangeItem

export const isSend = (item: OutboxItem): item is SendItem => item.kind === 'send'
export const isChange = (item: OutboxItem): item is ChangeItem => item.kind !== 'send'

export type OutboxEvent = 'attempt' | 'refuse' | 'retry' | 'discard'

/**
 * The item as it is after the event (the same object where nothing changed), or undefined once it is gone. `error_code` says
 * why it was refused.
 */
export function advanceItem(item: OutboxItem, event: OutboxEvent, error_code?: ErrorCode): OutboxItem | undefined {
  switch (event) {
    case 'discard':
      return item.state === 'sending' ? item : undefined
    case 'attempt':
      return item.state === 'queued' ? { ...item, state: 'sending' } : item
    case 'refuse':
      return item.state === 'failed' ? item : { ...item, state: 'failed', error_code }
    case 'retry':
      return item.state === 'failed' ? { ...item, state: 'queued', error_code } : item
  }
}

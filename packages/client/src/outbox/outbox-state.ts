// One waiting message as a pure machine. It owns what may happen to it and when; it must not know lines, sockets or
// storage. Rules: G5 (never back), G7 (leaves only by ack, by the user's hand, or stays as failed for the user to see).

import type { ErrorCode } from '@jobline/protocol'

/**
 *   queued ──attempt──▶ sending
 *    │  ▲                 │
 *    │  └──retry──┐    refuse
 *    │            │       ▼
 *    └──refuse────┴─▶  failed
 *
 * discard: queued and failed → gone; a sending one stays, for its ack may have been lost, and is sent again until one
 * comes. An ack is no event here: the item is removed in the step that stores the message, from whatever state it is in,
 * since another tab or an earlier life of this one may have sent it.
 */
export type OutboxState = 'queued' | 'sending' | 'failed'

/** What is kept of a message until the server has it. `sending` is written down before the network sees it. */
export interface OutboxItem {
  readonly id: string
  readonly conversation_id: string
  readonly text: string
  readonly reply_to_id?: string
  /** When the person pressed send, by the corrected clock. */
  readonly sent_at: number
  /** Place in the line: grows with every item of this device. */
  readonly place: number
  readonly state: OutboxState
  readonly error_code?: ErrorCode
  /**
   * It was acknowledged once, by a database that has been replaced since: its place there. It waits until it is known
   * whether the server still has it.
   */
  readonly suspect_seq?: number
}

export type OutboxEvent =
  | { readonly type: 'attempt' }
  | { readonly type: 'refuse'; readonly error_code: ErrorCode }
  | { readonly type: 'retry' }
  | { readonly type: 'discard' }

/** The item as it is after the event (the same object where nothing changed), or undefined once it is gone. */
export function advanceItem(item: OutboxItem, event: OutboxEvent): OutboxItem | undefined {
  switch (event.type) {
    case 'discard':
      return item.state === 'sending' ? item : undefined
    case 'attempt':
      return item.state === 'queued' ? { ...item, state: 'sending' } : item
    case 'refuse':
      return item.state === 'failed' ? item : { ...item, state: 'failed', error_code: event.error_code }
    case 'retry':
      return item.state === 'failed' ? { ...item, state: 'queued', error_code: undefined } : item
  }
}

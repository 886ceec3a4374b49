// A phone has no keys for this: its screen reader moves through the messages by itself, and offers acts (screen-reader.native.ts).

import type { Key } from '../components/message-actions/message-acts.ts'
import type { Box } from '../components/overlay/menu-place.ts'

export interface MessageKeysOptions {
  /** true: the key meant something. */
  onKey(message_id: string, key: Key, anchor: Box): boolean
}

/** Props for the box around the list. */
export function useMessageKeys(_options: MessageKeysOptions): object {
  return NONE
}

export function focusMessage(_message_id: string): void {}

const NONE = {}

// What a key does to the message that has the focus.

import type { MessageItem } from '@jobline/client'
import { type MessageKeysOptions, useMessageKeys } from '../../platform/message-keys.ts'
import { useActsAllowed, useChatActs } from '../message-actions/chat-acts.tsx'
import { actsFor, actsOfKey, canReact } from '../message-actions/message-acts.ts'

/** Props for the box around the list. */
export function useListKeys(items: readonly MessageItem[]): object {
  const acts = useChatActs()
  const allowed = useActsAllowed()
  const onKey: MessageKeysOptions['onKey'] = (message_id, key, anchor) => {
    const message = items.find(({ id }) => id === message_id)
    if (!message || !acts) return false
    const possible = actsFor(message, allowed)
    for (const act of actsOfKey(key)) {
      if (act === 'menu' && possible.length > 0) acts.openMenu(message, anchor)
      else if (act === 'react' && canReact(message, allowed)) acts.openReactions(message, anchor)
      else if (act !== 'menu' && act !== 'react' && possible.includes(act)) acts.perform(act, message)
      else continue
      return true
    }
    return false
  }
  return useMessageKeys({ onKey })
}

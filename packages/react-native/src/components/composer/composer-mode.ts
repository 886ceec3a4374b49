// What the composer is about besides new words: an answer to a message, or other words for one. Kept for as long as the
// app runs, so that going to another chat and back loses neither; the words of an answer are the draft.

import type { MessageItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { useCallback, useState } from 'react'

export interface ComposerMode {
  readonly type: 'reply' | 'edit'
  readonly message: MessageItem
}

const kept = new WeakMap<object, Map<string, ComposerMode>>()

export function useComposerMode(
  conversation_id: string,
): readonly [mode: ComposerMode | undefined, setMode: (mode: ComposerMode | undefined) => void] {
  const client = useChat()
  const [mode, setShown] = useState(() => kept.get(client)?.get(conversation_id))
  const setMode = useCallback(
    (next: ComposerMode | undefined) => {
      const modes = kept.get(client) ?? new Map<string, ComposerMode>()
      kept.set(client, modes)
      if (next?.type === 'reply') modes.set(conversation_id, next)
      else modes.delete(conversation_id)
      setShown(next)
    },
    [client, conversation_id],
  )
  return [mode, setMode]
}

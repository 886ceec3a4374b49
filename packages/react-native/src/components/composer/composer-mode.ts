// What the composer is about besides new words: an answer to a message, or other words for one. Kept for as long as the
// app runs, so that going to another chat and back loses neither; the words of an answer are the draft, those of an edit
// are kept here.

import type { MessageItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { useCallback, useState } from 'react'

export interface ComposerMode {
  readonly type: 'reply' | 'edit'
  readonly message: MessageItem
}

interface Kept {
  readonly mode: ComposerMode
  /** Of an edit, as far as they were typed. */
  words?: string
}

const kept = new WeakMap<object, Map<string, Kept>>()
/** Edits that are under way, in all conversations. */
const edited = new Set<Kept>()

/** Words are being changed that a reload of the page would lose: drafts it would not. */
export const hasOpenEdit = (): boolean => edited.size > 0

/** Of somebody who has left: their client is gone, and the words with it. */
export const forgetEdits = (): void => edited.clear()

export function useComposerMode(
  conversation_id: string,
): readonly [mode: ComposerMode | undefined, setMode: (mode: ComposerMode | undefined) => void] {
  const client = useChat()
  const [mode, setShown] = useState(() => kept.get(client)?.get(conversation_id)?.mode)
  const setMode = useCallback(
    (next: ComposerMode | undefined) => {
      const modes = kept.get(client) ?? new Map<string, Kept>()
      kept.set(client, modes)
      const before = modes.get(conversation_id)
      if (before) edited.delete(before)
      modes.delete(conversation_id)
      if (next) {
        const entry: Kept = { mode: next }
        modes.set(conversation_id, entry)
        if (next.type === 'edit') edited.add(entry)
      }
      setShown(next)
    },
    [client, conversation_id],
  )
  return [mode, setMode]
}

/** The words of an edit: as they were left, or the message's own. */
export const wordsOfEdit = (client: object, conversation_id: string, message: MessageItem): string =>
  kept.get(client)?.get(conversation_id)?.words ?? message.text ?? ''

export function keepWordsOfEdit(client: object, conversation_id: string, words: string): void {
  const entry = kept.get(client)?.get(conversation_id)
  if (entry?.mode.type === 'edit') entry.words = words
}

// The text that is being written, kept per conversation by the client. Saved when the person pauses,
// leaves the chat or clears the field, not with every key.

import { useChat } from '@jobline/react'
import { useCallback, useEffect, useRef, useState } from 'react'

const PAUSE_MS = 600

export interface Draft {
  readonly text: string
  change(text: string): void
  clear(): void
  /** Puts back a text that could not be queued, in front of what was typed meanwhile. */
  restore(text: string): void
}

export function useDraft(conversation_id: string): Draft {
  const client = useChat()
  const [text, setText] = useState(() => client.conversation(conversation_id).getSnapshot()?.state.draft ?? '')
  const unsaved = useRef<string | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const save = useCallback(() => {
    clearTimeout(timer.current)
    if (unsaved.current === undefined) return
    client.setDraft(conversation_id, unsaved.current)
    unsaved.current = undefined
  }, [client, conversation_id])
  useEffect(() => save, [save])

  const change = useCallback(
    (next: string) => {
      setText(next)
      unsaved.current = next
      clearTimeout(timer.current)
      if (next === '') save()
      else timer.current = setTimeout(save, PAUSE_MS)
    },
    [save],
  )
  const clear = useCallback(() => change(''), [change])
  const restore = useCallback((lost: string) => setText((typed) => (typed ? `${lost}\n${typed}` : lost)), [])
  return { text, change, clear, restore }
}

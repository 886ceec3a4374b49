// The text that is being written, kept per conversation by the client and carried to one's other devices. Saved when the
// person pauses, leaves the chat or clears the field, not with every key. What another device wrote is taken over while
// nothing was typed here since; what was typed here is never replaced under somebody's fingers.

import { useChat } from '@jobline/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

const PAUSE_MS = 600

export interface Draft {
  readonly text: string
  change(text: string): void
  /** Empties the field. What is kept stays kept until `keep`: a message is written down first, and then its draft goes. */
  clear(): void
  /** Keeps what stands in the field now. */
  keep(): void
  /** Puts back a text that could not be queued, in front of what was typed meanwhile. */
  restore(text: string): void
}

export function useDraft(conversation_id: string): Draft {
  const client = useChat()
  const conversation = useMemo(() => client.conversation(conversation_id), [client, conversation_id])
  const kept = useCallback(() => conversation.getSnapshot()?.state.draft ?? '', [conversation])
  const [text, setText] = useState(kept)
  const unsaved = useRef<string | undefined>(undefined)
  /** What this field and the client agreed on last. */
  const agreed = useRef(text)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const save = useCallback(() => {
    clearTimeout(timer.current)
    if (unsaved.current === undefined) return
    client.setDraft(conversation_id, unsaved.current)
    // A draft has an end; what is longer stays whole in the field.
    agreed.current = kept()
    unsaved.current = undefined
  }, [client, conversation_id, kept])
  useEffect(() => save, [save])

  useEffect(
    () =>
      conversation.subscribe(() => {
        const theirs = kept()
        if (theirs === agreed.current || unsaved.current !== undefined) return
        agreed.current = theirs
        setText(theirs)
      }),
    [conversation, kept],
  )

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
  const clear = useCallback(() => {
    clearTimeout(timer.current)
    unsaved.current = ''
    setText('')
  }, [])
  const restore = useCallback(
    (lost: string) => {
      const typed = unsaved.current ?? agreed.current
      change(typed ? `${lost}\n${typed}` : lost)
      // At once: the person may have left the chat already.
      save()
    },
    [change, save],
  )
  return { text, change, clear, keep: save, restore }
}

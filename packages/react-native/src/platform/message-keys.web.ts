// Keys in the list of messages: arrows, Home and End go from message to message, all others are asked of the screen. The
// list itself is the one stop of Tab; from there the arrows lead to the newest message in sight.

import { type KeyboardEvent, useMemo, useRef } from 'react'
import type { Box } from '../components/overlay/menu-place.ts'
import type { MessageKeysOptions } from './message-keys.native.ts'

export type { MessageKeysOptions }

const MESSAGE = '[data-message-id]'

export function useMessageKeys(options: MessageKeysOptions): object {
  const latest = useRef(options)
  latest.current = options
  return useMemo(
    () => ({
      onKeyDown(event: KeyboardEvent) {
        const target = event.target as HTMLElement
        const list = event.currentTarget as HTMLElement
        const message = target.closest<HTMLElement>(MESSAGE)
        const is_message = message === target
        // Buttons and links within a message have keys of their own; but for these two the arrows lead on from them too.
        if (!is_message && target.closest('a,button,[role="button"],input,textarea')) return
        const to = isPlain(event) ? neighbour(event.key, list, message) : undefined
        if (to) {
          event.preventDefault()
          to.focus()
        } else if (message && is_message && latest.current.onKey(message.dataset.messageId ?? '', event, boxOf(message)))
          event.preventDefault()
      },
    }),
    [],
  )
}

function boxOf(message: HTMLElement): Box {
  const { x, y, width, height } = message.getBoundingClientRect()
  return { x, y, width, height: Math.min(height, MOST_OF_A_MESSAGE) }
}

/** A menu beside one that fills the window would have no room. */
const MOST_OF_A_MESSAGE = 320

const isPlain = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => !(altKey || ctrlKey || metaKey || shiftKey)

/** The message that this key leads to; undefined where the list should scroll instead. */
function neighbour(key: string, list: HTMLElement, from: HTMLElement | null): HTMLElement | undefined {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const drawn = [...list.querySelectorAll<HTMLElement>(MESSAGE)]
  const box = (list.querySelector('section') ?? list).getBoundingClientRect()
  if (!from) return drawn.findLast((element) => element.getBoundingClientRect().bottom <= box.bottom + 1) ?? drawn.at(-1)
  const { top, bottom } = from.getBoundingClientRect()
  // The rest of a long message comes into sight first.
  if (key === 'ArrowDown' ? bottom > box.bottom + 1 : top < box.top - 1) return undefined
  return drawn[drawn.indexOf(from) + (key === 'ArrowDown' ? 1 : -1)]
}

export function focusMessage(message_id: string): void {
  document.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(message_id)}"]`)?.focus({ preventScroll: true })
}

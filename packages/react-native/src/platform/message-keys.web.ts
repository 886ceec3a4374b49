// Keys in the list of messages: arrows, Home and End go from message to message, all others are asked of the screen. The
// list itself is the one stop of Tab; from there the arrows lead to the newest message in sight, and Tab on to what that one
// message holds: links, a quote, reactions.

import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { Box } from '../components/overlay/menu-place.ts'
import type { MessageKeysOptions } from './message-keys.native.ts'

export type { MessageKeysOptions }

const MESSAGE = '[data-message-id]'
const NOTED = ['pointerdown', 'pointerup', 'pointercancel', 'focusin'] as const

export function useMessageKeys(options: MessageKeysOptions): object {
  const latest = useRef(options)
  latest.current = options
  const box = useRef<HTMLElement>(null)
  /** The message has the focus by a press of the mouse or a finger, which may still be down. */
  const pressed = useRef(false)
  const pressing = useRef(false)
  useEffect(() => {
    const note = ({ type, target }: Event) => {
      if (type !== 'focusin') pressing.current = type === 'pointerdown'
      if (!box.current?.contains(target as Node)) return
      if (type === 'pointerdown') pressed.current = true
      if (type === 'focusin' && !pressing.current) pressed.current = false
    }
    for (const type of NOTED) document.addEventListener(type, note, true)
    return () => {
      for (const type of NOTED) document.removeEventListener(type, note, true)
    }
  }, [])
  useEffect(() => {
    const onTab = ({ key }: globalThis.KeyboardEvent) => {
      if (key === 'Tab' && box.current) stepOver(box.current)
    }
    // Also from outside, on the way back from the composer; a field keeps its keys to itself, so before it gets them.
    document.addEventListener('keydown', onTab, true)
    return () => document.removeEventListener('keydown', onTab, true)
  }, [])
  return useMemo(
    () => ({
      ref: box,
      onKeyDown(event: KeyboardEvent) {
        const target = event.target as HTMLElement
        const list = event.currentTarget as HTMLElement
        const message = target.closest<HTMLElement>(MESSAGE)
        const is_message = message === target
        // Buttons and links within a message have keys of their own; but for these two the arrows lead on from them too.
        if (!is_message && target.closest('a,button,[role="button"],input,textarea')) return
        // Whoever has pressed on it with the mouse means its words, not it.
        const is_meant = is_message && !pressed.current && (window.getSelection()?.isCollapsed ?? true)
        const to = isPlain(event) ? neighbour(event.key, list, message) : undefined
        if (to) {
          event.preventDefault()
          pressed.current = false
          to.focus()
        } else if (message && is_meant && latest.current.onKey(message.dataset.messageId ?? '', event, boxOf(message)))
          event.preventDefault()
      },
    }),
    [],
  )
}

/** What a message holds: its text with links and a quote, and under it the reactions. What went wrong stays a stop of its own. */
const HELD = ':is([data-message-id], [data-testid^="reactions-"])'
let putBack: (() => void) | undefined

/** What other messages than that of the focus hold is no stop for this one press of Tab. */
function stepOver(list: HTMLElement): void {
  // A key that is held down comes again before the timer.
  putBack?.()
  const row = rowOf(document.activeElement)
  const others = [...list.querySelectorAll<HTMLElement>(`${HELD} :is(a[href], [tabindex="0"])`)].filter((element) => rowOf(element) !== row)
  const before = others.map((element) => element.getAttribute('tabindex'))
  for (const element of others) element.tabIndex = -1
  putBack = () => {
    putBack = undefined
    for (const [index, element] of others.entries()) {
      const tab_index = before[index]
      if (typeof tab_index === 'string') element.setAttribute('tabindex', tab_index)
      else element.removeAttribute('tabindex')
    }
  }
  // The browser has moved the focus by then.
  setTimeout(() => putBack?.())
}

/** The row of the list that it stands in. null: it stands in none. */
const rowOf = (element: Element | null): Element | null => element?.closest('section > div > div > div') ?? null

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

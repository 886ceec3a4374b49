// Which part of a conversation is shown: the newest messages, or a window around one that is far from them. Owns the way
// there, the way back to the newest, and the way back to where a quote was tapped.

import type { MessageListSnapshot } from '@jobline/client'
import { useMessagesAround } from '@jobline/react'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { focusMessage } from '../../platform/message-keys.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import type { PointedStore } from '../message-actions/pointed-message.ts'
import { useToasts } from '../overlay/toasts.tsx'
import type { MessageListHandle } from './MessageList.tsx'

export interface LaterMessages {
  readonly more_after: boolean
  readonly loading_after: boolean
  readonly onLoadAfter: () => void
}

export interface ChatWindow {
  readonly shown: MessageListSnapshot
  /** Another one is another list. */
  readonly key: string
  /** It is the list that the chat was opened with. Later ones open at the newest message. */
  readonly is_first: boolean
  /** Of a window apart from the newest messages. */
  readonly later?: LaterMessages | undefined
  readonly loadBefore: () => void
  /** Brings a message into sight and points it out. @param from_id the way back leads there. */
  readonly goTo: (message_id: string, from_id?: string) => void
  /** The same, and the keyboard's focus stays where it is. */
  readonly show: (message_id: string) => void
  readonly goToNewest: () => void
  readonly goBack?: (() => void) | undefined
}

/** The same message again is another goal: goals are compared by identity. */
interface Goal {
  readonly message_id: string
  readonly takes_focus: boolean
}

export interface ChatWindowOptions {
  readonly conversation_id: string
  readonly newest: MessageListSnapshot
  readonly list: RefObject<MessageListHandle | null>
  readonly pointed: PointedStore
  readonly onLoadBefore: () => void
  /** From a search: opens there. */
  readonly message_id?: string | undefined
  readonly open_count: number
}

export function useChatWindow(options: ChatWindowOptions): ChatWindow {
  const { conversation_id, newest, list, pointed, onLoadBefore, message_id, open_count } = options
  const toasts = useToasts()
  const { chat_more: words } = useStrings()
  const [far_id, setFar] = useState<string>()
  const [is_first, setFirst] = useState(true)
  const [goal, setGoal] = useState<Goal>()
  const [from_id, setFrom] = useState<string>()
  const around = useMessagesAround(
    conversation_id,
    useMemo(() => (far_id === undefined ? undefined : { message_id: far_id }), [far_id]),
  )
  const shown = useMemo<MessageListSnapshot>(
    () =>
      around
        ? { ready: around.ready, items: around.items, more_before: around.more_before, loading_before: around.loading_before }
        : newest,
    [around, newest],
  )
  const latest = useRef({ newest, shown })
  latest.current = { newest, shown }

  const go = useCallback((id: string, back_to: string | undefined, takes_focus: boolean) => {
    const is_in = (snapshot: MessageListSnapshot) => snapshot.items.some((item) => item.id === id)
    // Where both hold it, the newest ones are the better place to be.
    if (is_in(latest.current.newest)) setFar(undefined)
    else if (!is_in(latest.current.shown)) {
      setFar(id)
      setFirst(false)
    }
    setFrom(back_to)
    setGoal({ message_id: id, takes_focus })
  }, [])
  const goTo = useCallback((id: string, back_to?: string) => go(id, back_to, true), [go])
  const show = useCallback((id: string) => go(id, undefined, false), [go])
  const goToNewest = useCallback(() => {
    setFar(undefined)
    setFrom(undefined)
    setGoal(undefined)
  }, [])

  // Opened at a message: as soon as it is known whether it is among the newest.
  const opened_at = useRef<{ readonly id: string; readonly open_count: number }>(undefined)
  useEffect(() => {
    if (message_id === undefined) opened_at.current = undefined
    if (message_id === undefined || !newest.ready) return
    if (opened_at.current?.id === message_id && opened_at.current.open_count === open_count) return
    opened_at.current = { id: message_id, open_count }
    goTo(message_id)
  }, [message_id, open_count, newest.ready, goTo])

  // The list that holds the goal is drawn: there.
  const reached = useRef<Goal>(undefined)
  useEffect(() => {
    if (!goal || reached.current === goal || !shown.items.some(({ id }) => id === goal.message_id)) return
    if (!list.current?.showMessage(goal.message_id)) return
    reached.current = goal
    pointed.point(goal.message_id)
    if (goal.takes_focus) requestAnimationFrame(() => requestAnimationFrame(() => focusMessage(goal.message_id)))
  }, [goal, shown, list, pointed])

  // It is not to be had: back to the newest, and say why.
  const error_code = around?.error_code
  const is_gone = around?.ready === true && around.target_id === undefined
  useEffect(() => {
    if (far_id === undefined || (!error_code && !is_gone)) return
    toasts.show({ text: error_code === undefined || error_code === 'not_found' ? words.not_found : words.not_now })
    goToNewest()
  }, [far_id, error_code, is_gone, toasts, words, goToNewest])

  useLeaveWithOwn(newest, far_id !== undefined, goToNewest)

  return {
    shown,
    key: far_id ?? 'newest',
    is_first,
    later: around && {
      more_after: around.more_after,
      loading_after: around.loading_after,
      onLoadAfter: () => void around.loadAfter().catch(() => {}),
    },
    loadBefore: around ? () => void around.loadBefore().catch(() => {}) : onLoadBefore,
    goTo,
    show,
    goToNewest,
    goBack: from_id === undefined ? undefined : () => goTo(from_id),
  }
}

/** Whoever writes wants to see it, and it stands among the newest. */
function useLeaveWithOwn({ items }: MessageListSnapshot, is_far: boolean, goToNewest: () => void): void {
  const last = items.at(-1)
  const own_id = last?.is_own && last.seq === 0 ? last.id : undefined
  const known = useRef(own_id)
  useEffect(() => {
    if (is_far && own_id !== undefined && own_id !== known.current) goToNewest()
    known.current = own_id
  }, [is_far, own_id, goToNewest])
}

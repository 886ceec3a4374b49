// Where the list stands: what has been in front of the person's eyes (the read mark), how many new ones
// wait below, and the ways to the end. Looks once a frame at most, and never while nobody is looking.

import type { LegendListRef } from '@legendapp/list/react-native'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { MessageRow } from './message-rows.ts'
import { isAtEnd, newAfter, seenSeq } from './viewport.ts'

interface ListPositionOptions {
  readonly list: RefObject<LegendListRef | null>
  readonly rows: readonly MessageRow[]
  readonly active: boolean
  readonly first_unread_id: string | undefined
  readonly onSeen: (seq: number) => void
}

export interface ListPosition {
  /** The end is out of sight. */
  readonly away: boolean
  readonly new_below: number
  readonly jumpToEnd: () => void
  readonly onScroll: () => void
  readonly onLayout: () => void
  readonly onMetrics: (metrics: { headerSize: number }) => void
}

export function useListPosition({ list, rows, active, first_unread_id, onSeen }: ListPositionOptions): ListPosition {
  const [away, setAway] = useState(false)
  // The newest message that was on the screen while at the end: what comes after it is "new below".
  const [known_seq, setKnownSeq] = useState(() => newestSeq(rows))
  const header = useRef(0)
  const frame = useRef<number | undefined>(undefined)
  const latest = useRef({ rows, active, onSeen })
  latest.current = { rows, active, onSeen }

  const look = useCallback(() => {
    frame.current = undefined
    const state = list.current?.getState()
    if (!state || state.scrollLength === 0) return
    const at_end = isAtEnd(state.scroll, state.scrollLength, state.contentLength)
    const now = latest.current
    setAway(!at_end)
    if (at_end) setKnownSeq(newestSeq(now.rows))
    if (!now.active) return
    const seq = seenSeq(now.rows, {
      offset: state.scroll - header.current,
      height: state.scrollLength,
      first: state.start,
      last: state.end,
      topOf: (index) => state.positionAtIndex(index) ?? Number.POSITIVE_INFINITY,
      heightOf: (index) => state.sizeAtIndex(index) ?? 0,
    })
    if (seq > 0) {
      now.onSeen(seq)
      setKnownSeq((known) => Math.max(known, seq))
    }
  }, [list])

  const lookSoon = useCallback(() => {
    frame.current ??= requestAnimationFrame(look)
  }, [look])
  useEffect(() => () => cancelAnimationFrame(frame.current ?? 0), [])
  // New rows, and somebody coming back to the window, change what is seen without a scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows and active are what to look again for
  useEffect(lookSoon, [lookSoon, rows, active])

  const jumpToEnd = useCallback(() => void list.current?.scrollToEnd({ animated: true }), [list])
  useFollowOwn(rows, jumpToEnd)
  useLateUnread(list, rows, first_unread_id)

  return {
    away,
    new_below: away ? newAfter(rows, known_seq) : 0,
    jumpToEnd,
    onScroll: lookSoon,
    onLayout: lookSoon,
    onMetrics: useCallback(
      (metrics: { headerSize: number }) => {
        header.current = metrics.headerSize
        lookSoon()
      },
      [lookSoon],
    ),
  }
}

function newestSeq(rows: readonly MessageRow[]): number {
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index]
    if ((row?.type === 'bubble' || row?.type === 'system') && row.item.seq > 0) return row.item.seq
  }
  return 0
}

/** Whoever writes wants to see it: a message just queued here brings the end into view. */
function useFollowOwn(rows: readonly MessageRow[], jumpToEnd: () => void): void {
  const last = rows.at(-1)
  const own_key = last?.type === 'bubble' && last.item.is_own && last.item.seq === 0 ? last.key : undefined
  const known = useRef(own_key)
  useEffect(() => {
    if (own_key !== undefined && own_key !== known.current) jumpToEnd()
    known.current = own_key
  }, [own_key, jumpToEnd])
}

/** The server may tell only after the cache was shown which message is the first unread one: go there, once. */
function useLateUnread(list: RefObject<LegendListRef | null>, rows: readonly MessageRow[], first_unread_id: string | undefined): void {
  const done = useRef(first_unread_id !== undefined)
  useEffect(() => {
    if (done.current || first_unread_id === undefined) return
    const index = rows.findIndex((row) => row.type === 'unread')
    if (index === -1) return
    done.current = true
    void list.current?.scrollToIndex({ index, animated: false, viewPosition: 0 })
  }, [list, rows, first_unread_id])
}

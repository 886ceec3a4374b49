// Where the list stands: what has been in front of the person's eyes (the read mark), how many new ones
// wait below, and the ways to the end. Looks once a frame at most, after it is painted, so that it holds up no picture. Never
// while nobody is looking.

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { afterPaint } from '../../platform/after-paint.ts'
import type { AnchoredListHandle } from '../../platform/list/anchored-list-props.ts'
import { type MessageRow, openingIndex } from './message-rows.ts'
import { type Landmark, landmarkOf, movedBy, type Travel, travel } from './movement.ts'
import { newAfter, seenSeq } from './viewport.ts'

interface ListPositionOptions {
  readonly list: RefObject<AnchoredListHandle | null>
  readonly rows: readonly MessageRow[]
  readonly active: boolean
  /** The row that the list opened at. */
  readonly opening: number | undefined
  readonly first_unread_id: string | undefined
  readonly onSeen: (seq: number) => void
  /** The person goes through history, or back; at the end it is always `end`. */
  readonly onTravel?: ((towards: 'history' | 'end') => void) | undefined
}

export interface ListPosition {
  /** The end is out of sight. */
  readonly away: boolean
  readonly new_below: number
  readonly jumpToEnd: () => void
  readonly onMove: () => void
}

export function useListPosition({ list, rows, active, opening, first_unread_id, onSeen, onTravel }: ListPositionOptions): ListPosition {
  const [away, setAway] = useState(false)
  // The newest message that was in sight, or there before the person left the end: what comes after it is new, as is what was
  // unread from the start.
  const [known_seq, setKnownSeq] = useState(() => newestSeq(rows, opening))
  const coming = useRef<(() => void) | undefined>(undefined)
  const latest = useRef({ rows, active, onSeen, onTravel })
  latest.current = { rows, active, onSeen, onTravel }
  const landmark = useRef<Landmark | undefined>(undefined)
  const way = useRef<Travel>(STANDING)

  const look = useCallback(() => {
    coming.current = undefined
    const view = list.current?.look()
    if (!view) return
    const now = latest.current
    setAway(!view.at_end)
    const moved = landmark.current && movedBy(landmark.current, now.rows, view)
    // A leap out of sight of what was there leads into history; it is followed by no small steps.
    way.current = view.at_end ? STANDING : travel(way.current, landmark.current && moved === undefined ? LEAP : (moved ?? 0))
    landmark.current = landmarkOf(now.rows, view)
    now.onTravel?.(way.current.towards)
    if (view.at_end) setKnownSeq(newestSeq(now.rows))
    if (!now.active) return
    const seq = seenSeq(now.rows, view)
    if (seq === 0) return
    now.onSeen(seq)
    setKnownSeq((known) => Math.max(known, seq))
  }, [list])

  const lookSoon = useCallback(() => {
    coming.current ??= afterPaint(look)
  }, [look])
  useEffect(
    () => () => {
      coming.current?.()
      coming.current = undefined
    },
    [],
  )
  // New rows, and somebody coming back to the window, change what is seen without a scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows and active are what to look again for
  useEffect(lookSoon, [lookSoon, rows, active])

  const jumpToEnd = useCallback(() => list.current?.scrollToEnd(), [list])
  useFollowOwn(rows, jumpToEnd)
  useLateUnread(list, rows, first_unread_id, away)
  return { away, new_below: away ? newAfter(rows, known_seq) : 0, jumpToEnd, onMove: lookSoon }
}

const STANDING: Travel = { towards: 'end', gone: 0 }
const LEAP = 1_000

/** @param end the row before which to look */
function newestSeq(rows: readonly MessageRow[], end = rows.length): number {
  for (let index = end - 1; index >= 0; index--) {
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

/** The server may tell only after the cache was shown which message is the first unread one: go there, once, unless they read on. */
function useLateUnread(
  list: RefObject<AnchoredListHandle | null>,
  rows: readonly MessageRow[],
  first_unread_id: string | undefined,
  away: boolean,
): void {
  const done = useRef(first_unread_id !== undefined)
  useEffect(() => {
    if (done.current || first_unread_id === undefined) return
    const index = openingIndex(rows)
    if (index === undefined) return
    done.current = true
    if (!away) list.current?.scrollToRow(index)
  }, [list, rows, first_unread_id, away])
}

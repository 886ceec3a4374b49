// What of the list was in front of the person's eyes. Pure arithmetic on offsets in points; the list
// hands in where its rows stand. Decides the read mark and the "N new" pill.

import type { ListView } from '../../platform/list/anchored-list-props.ts'
import type { MessageRow } from './message-rows.ts'

type Viewport = Pick<ListView, 'offset' | 'height' | 'first' | 'last' | 'topOf' | 'heightOf'>

/** So much of a row's lower edge may be cut off (its margin) and it was still seen. */
const SLACK = 8

/**
 * The greatest seq that was really visible: its row's lower end was on the screen, or the row is so tall
 * that it filled half of it. 0 where there is none. Messages of the outbox have no seq and do not count.
 */
export function seenSeq(rows: readonly MessageRow[], view: Viewport): number {
  const bottom = view.offset + view.height
  for (let index = Math.min(view.last, rows.length - 1); index >= Math.max(view.first, 0); index--) {
    const row = rows[index]
    if (row?.type !== 'bubble' && row?.type !== 'system') continue
    if (row.item.seq === 0) continue
    const top = view.topOf(index)
    const end = top + view.heightOf(index)
    const visible = Math.min(end, bottom) - Math.max(top, view.offset)
    if (visible <= 0) continue
    if (end <= bottom + SLACK || visible >= view.height / 2) return row.item.seq
  }
  return 0
}

/** Messages of others after `seq`: what the pill counts while the person reads further up. */
export function newAfter(rows: readonly MessageRow[], seq: number): number {
  let count = 0
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index]
    if (row?.type !== 'bubble' || row.item.seq === 0) continue
    if (row.item.seq <= seq) break
    if (!row.item.is_own && row.item.deleted_at === undefined) count++
  }
  return count
}

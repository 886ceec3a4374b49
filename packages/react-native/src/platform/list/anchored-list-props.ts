// A long list that keeps its place: what the two platforms' lists take and can be asked. Rows change only
// by identity, so a list may skip what is the same object as before.

import type { ReactElement, ReactNode, Ref } from 'react'

export interface AnchoredListProps<Row> {
  readonly ref?: Ref<AnchoredListHandle>
  readonly rows: readonly Row[]
  keyOf(row: Row): string
  /** Kept the same between renders: a new function draws every row again. */
  readonly renderRow: (row: Row) => ReactNode
  /** A guess for rows that were not measured yet, in points. */
  readonly row_height: number
  readonly header?: ReactElement
  readonly footer?: ReactElement
  /**
   * `end`: opens at the end and follows it while the person is there, short content stands at the lower
   * edge, and a row in sight stays where it is whatever happens above or below it. `start`: an ordinary list.
   */
  readonly anchor: 'end' | 'start'
  /** false: not a row to hold on to, because older rows may come to stand after it (a day's heading). */
  readonly holds?: (row: Row) => boolean
  /** The row to open at, under the upper edge; the list then opens neither at start nor end. */
  readonly opening?: number | undefined
  /** Near the upper end: time to load what is before. Called again and again while there. */
  readonly onStartNear?: () => void
  /** The same at the lower end. */
  readonly onEndNear?: () => void
  /** false: what comes after the end does not pull the list along. */
  readonly follows_end?: boolean
  /** Something lies over so much of the upper edge, in points: rows come to stand below it. */
  readonly inset_top?: number
  /** Phones: the list was pulled at its upper end. */
  readonly onPull?: () => void
  readonly pulling?: boolean
  /** Something moved: scrolled, measured, resized. */
  readonly onMove?: () => void
  /** `list` where every row is a `listitem`. */
  readonly role?: 'list'
  readonly label: string
  readonly test_id: string
}

/** What is in sight, in points. Rows are numbered as in `rows`. */
export interface ListView {
  /** Of the viewport's upper edge, from the first row's. */
  readonly offset: number
  readonly height: number
  readonly first: number
  readonly last: number
  topOf(index: number): number
  heightOf(index: number): number
  readonly at_end: boolean
}

export interface AnchoredListHandle {
  scrollToEnd(): void
  /** Brings a row under the upper edge, or into the upper half, with something above it in sight. */
  scrollToRow(index: number, where?: 'top' | 'middle'): void
  /** In a browser: the keyboard's focus, unless somebody writes. */
  takeFocus(): void
  /** undefined while nothing is laid out. */
  look(): ListView | undefined
}

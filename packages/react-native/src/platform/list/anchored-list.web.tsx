// The long list in a browser. The rows around the viewport stand in the document in their own order,
// between two spacers, so selecting, searching and reading aloud follow the eye. After every change, and
// before anything is painted, it measures what it drew and puts the place back where it was.

import {
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type WheelEvent,
} from 'react'
import { afterPaint } from '../after-paint.ts'
import type { AnchoredListProps } from './anchored-list-props.ts'
import { END_WITHIN, FIRST_OVERSCAN, OVERSCAN, offsetOf, type Place, type Range, rangeAround } from './place.ts'
import { RowOffsets } from './row-offsets.ts'
import { useRedraw } from './use-redraw.ts'

/** Rows under the upper edge where a list opens at one. */
const OPENING_TOP = 8
/** Of the viewport, above a row that is brought into its middle. */
const UPPER_HALF = 0.35
const FIRST_HEIGHT = 800
/** So many viewports from an end it is time for more: a brisk hand goes through three in a second. */
const NEAR = 2

export function AnchoredList<Row>(props: AnchoredListProps<Row>) {
  const { ref, rows, keyOf, renderRow, row_height, header, footer, anchor, holds, opening, onStartNear, onEndNear, onMove } = props
  const { role, label, test_id, follows_end = true, inset_top = 0 } = props
  const viewport = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [offsets] = useState(() => new RowOffsets(row_height, keyOf))
  offsets.setRows(rows)
  const place = useRef<Place | undefined>(undefined)
  place.current ??= openingPlace(rows[opening ?? -1], keyOf, anchor, inset_top)
  const range = useRef<Range>({ start: 0, end: 0 })
  const overscan = useRef(FIRST_OVERSCAN)
  const hidden = useRef(false)
  /** Where the browser stood when it was last looked at. */
  const stood = useRef(0)
  const redraw = useRedraw()

  const height = viewport.current?.clientHeight || FIRST_HEIGHT
  range.current = rangeAround(offsetOf(place.current, offsets, offsets.indexOf, height), height, offsets, range.current, overscan.current)
  const { start, end } = range.current

  const notePlace = useCallback(() => {
    const box = viewport.current
    if (!box || box.clientHeight === 0) return
    if (anchor === 'start') place.current = { type: 'offset', offset: box.scrollTop - rowsTop(box, body.current) }
    else if (follows_end && box.scrollHeight - box.clientHeight - box.scrollTop <= END_WITHIN) place.current = { type: 'end' }
    else {
      const offset = box.scrollTop - rowsTop(box, body.current)
      let index = offsets.indexAt(offset)
      while (holds && index < rows.length - 1 && !holds(rows[index] as Row)) index++
      const key = offsets.keyAt(index)
      if (key !== undefined) place.current = { type: 'row', key, top: offsets.topOf(index) - offset }
    }
  }, [anchor, rows, holds, offsets, follows_end])

  /** Measures what is drawn and puts the place back. Draws again where the rows in sight are now others. */
  const settle = useCallback(() => {
    const box = viewport.current
    const list = body.current
    const kept = place.current
    if (!box || !list || !kept) return
    const was_hidden = hidden.current
    hidden.current = box.clientHeight === 0
    if (hidden.current) return
    const drawn = range.current
    let changed = false
    for (let at = 0; at < drawn.end - drawn.start; at++) {
      const element = list.children[at + 1]
      if (element) changed = offsets.setHeight(drawn.start + at, element.getBoundingClientRect().height) || changed
    }
    setSpacer(list.firstElementChild, offsets.topOf(drawn.start))
    setSpacer(list.lastElementChild, offsets.total - offsets.topOf(drawn.end))
    const wanted =
      kept.type === 'end'
        ? box.scrollHeight - box.clientHeight
        : rowsTop(box, body.current) + offsetOf(kept, offsets, offsets.indexOf, box.clientHeight)
    // An ordinary list is the browser's to scroll; but one that was hidden has lost its place.
    const ours = anchor === 'end' || was_hidden
    if (ours && Math.abs(box.scrollTop - wanted) >= 0.5) box.scrollTop = wanted
    stood.current = box.scrollTop
    const next = rangeAround(box.scrollTop - rowsTop(box, body.current), box.clientHeight, offsets, drawn, overscan.current)
    if (next !== drawn) redraw()
    // Opened at a row so near the end that all after it is in sight: then the end is where the person is.
    else if (follows_end && kept.type === 'row' && !changed && wanted > box.scrollHeight - box.clientHeight + 1)
      place.current = { type: 'end' }
    onMove?.()
  }, [anchor, offsets, onMove, redraw, follows_end])

  useLayoutEffect(settle)
  // A row that leaves takes the focus along, and with it the keys that scroll.
  const focused = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (!focused.current || focused.current.isConnected) return
    focused.current = null
    if (document.activeElement === document.body) viewport.current?.focus({ preventScroll: true })
  })
  useEffect(
    () =>
      afterPaint(() => {
        overscan.current = OVERSCAN
        redraw()
      }),
    [redraw],
  )
  useLayoutEffect(() => {
    // Sizes also change without a render: the window, a banner above, a font that has loaded.
    const observer = new ResizeObserver(settle)
    for (const element of [viewport.current, body.current?.parentElement]) if (element) observer.observe(element)
    return () => observer.disconnect()
  }, [settle])

  const onScroll = () => {
    const box = viewport.current
    if (!box || box.clientHeight === 0) return
    // Told late of what was put right meanwhile (content that shrank and grew again), it is nobody's wish to be elsewhere.
    if (anchor === 'start' || box.scrollTop !== stood.current) notePlace()
    stood.current = box.scrollTop
    const next = rangeAround(box.scrollTop - rowsTop(box, body.current), box.clientHeight, offsets, range.current, overscan.current)
    if (next !== range.current) redraw()
    if (box.scrollTop < NEAR * box.clientHeight) onStartNear?.()
    if (box.scrollHeight - box.scrollTop < (NEAR + 1) * box.clientHeight) onEndNear?.()
    onMove?.()
  }

  // At the very start a wheel turns without a scroll event.
  const onWheel = ({ deltaY, currentTarget }: WheelEvent<HTMLDivElement>) => {
    if (deltaY < 0 && currentTarget.scrollTop < NEAR * currentTarget.clientHeight) onStartNear?.()
  }

  useImperativeHandle(ref, () => {
    const go = (to: Place) => {
      place.current = to
      redraw()
    }
    return {
      scrollToEnd: () => go({ type: 'end' }),
      scrollToRow(index, where = 'top') {
        const row = rows[index]
        const room = (viewport.current?.clientHeight ?? 0) - inset_top
        const top = inset_top + (where === 'top' ? OPENING_TOP : room * UPPER_HALF)
        if (row !== undefined) go({ type: 'row', key: keyOf(row), top })
      },
      takeFocus() {
        if (!document.activeElement?.matches('input,textarea')) viewport.current?.focus({ preventScroll: true })
      },
      look() {
        const box = viewport.current
        if (!box || box.clientHeight === 0) return undefined
        const offset = box.scrollTop - rowsTop(box, body.current)
        return {
          offset,
          height: box.clientHeight,
          first: offsets.indexAt(offset),
          last: offsets.indexAt(offset + box.clientHeight),
          topOf: (index) => offsets.topOf(index),
          heightOf: (index) => offsets.heightOf(index),
          at_end: box.scrollHeight - box.clientHeight - box.scrollTop <= END_WITHIN,
        }
      },
    }
  }, [rows, keyOf, offsets, redraw, inset_top])

  return (
    <section
      ref={viewport}
      data-testid={test_id}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must take the focus, so that keys can scroll it
      tabIndex={0}
      onScroll={onScroll}
      onFocus={(event) => {
        focused.current = event.target
      }}
      // To nowhere: it may be that its row has left.
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null) focused.current = null
      }}
      onWheel={onWheel}
      // What is focused or found in the page is brought below what lies over the edge.
      style={inset_top > 0 ? { ...VIEWPORT, scrollPaddingTop: inset_top } : VIEWPORT}
    >
      <div style={{ ...(anchor === 'end' ? CONTENT_END : CONTENT), paddingTop: inset_top }}>
        {header}
        <div ref={body} role={role}>
          <div style={{ height: offsets.topOf(start) }} />
          {rows.slice(start, end).map((row) => (
            <RowBox key={keyOf(row)} row={row} renderRow={renderRow as (row: unknown) => ReactNode} />
          ))}
          <div style={{ height: offsets.total - offsets.topOf(end) }} />
        </div>
        {footer}
      </div>
    </section>
  )
}

const RowBox = memo(function RowBox({ row, renderRow }: { row: unknown; renderRow: (row: unknown) => ReactNode }) {
  return <div style={ROW}>{renderRow(row)}</div>
})

function openingPlace<Row>(row: Row | undefined, keyOf: (row: Row) => string, anchor: 'end' | 'start', inset_top: number): Place {
  if (row !== undefined) return { type: 'row', key: keyOf(row), top: inset_top + OPENING_TOP }
  return anchor === 'end' ? { type: 'end' } : { type: 'offset', offset: 0 }
}

/** Where the rows begin in the scrolled content: after the header, and after the room above short content. */
const rowsTop = (box: HTMLElement, body: HTMLElement | null): number =>
  (body?.getBoundingClientRect().top ?? 0) - box.getBoundingClientRect().top + box.scrollTop

function setSpacer(element: Element | null, height: number): void {
  if (element instanceof HTMLElement) element.style.height = `${height}px`
}

// The browser's own anchoring would correct what is corrected here, a second time.
const VIEWPORT = { flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', overflowAnchor: 'none', outlineOffset: -2 } as const
const CONTENT = { display: 'flex', flexDirection: 'column', minHeight: '100%', boxSizing: 'border-box' } as const
const CONTENT_END = { ...CONTENT, justifyContent: 'flex-end' } as const
const ROW = { display: 'flex', flexDirection: 'column' } as const

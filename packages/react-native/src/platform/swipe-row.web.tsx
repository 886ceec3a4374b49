// A row that a finger pulls aside, in a browser: touch alone, a mouse has the menu. Up and down stays the page's to scroll.
// The row follows the finger without a render; React hears of it when a side shows and when something is to be done.

import { type CSSProperties, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { LEADING_FROM, PANEL_WIDTH, SLOP, swipeEnd, swipeOffset } from './row-swipe.ts'
import type { SwipeRowProps } from './swipe-row.native.tsx'

interface Pull {
  readonly pointer: number
  readonly x: number
  readonly y: number
  /** Where the row rested. */
  readonly from: number
  under_way: boolean
}

export function SwipeRow({ row_key, rtl, ground, leading, onLeading, trailing, onTrailing, children }: SwipeRowProps) {
  const box = useRef<HTMLDivElement>(null)
  const front = useRef<HTMLDivElement>(null)
  const pull = useRef<Pull | undefined>(undefined)
  const offset = useRef(0)
  const was_pulled = useRef(false)
  const [side, setSide] = useState<'leading' | 'trailing'>()
  const [is_open, setOpen] = useState(false)
  const sign = rtl ? -1 : 1

  const clear = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(clear.current), [])

  const place = (next: number, glides: boolean) => {
    offset.current = next
    clearTimeout(clear.current)
    // By time: a glide that is cut short tells of no end.
    if (next === 0 && side) clear.current = setTimeout(() => setSide(undefined), glides ? GLIDE_MS : 0)
    const style = front.current?.style
    if (!style) return
    style.transition = glides && !wantsStillness() ? `transform ${GLIDE_MS}ms ease-out` : 'none'
    style.transform = next === 0 ? '' : `translateX(${next * sign}px)`
  }
  const close = () => {
    place(0, true)
    setOpen(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row came into this place
  useEffect(close, [row_key])
  useEffect(() => {
    if (!is_open) return
    const elsewhere = (event: Event) => {
      if (event.type === 'scroll' || !box.current?.contains(event.target as Node)) close()
    }
    for (const type of EVENTS) document.addEventListener(type, elsewhere, true)
    return () => {
      for (const type of EVENTS) document.removeEventListener(type, elsewhere, true)
    }
  })

  const onPointerDown = ({ pointerType, isPrimary, pointerId, clientX, clientY }: PointerEvent) => {
    was_pulled.current = false
    if (pointerType !== 'touch' || !isPrimary) return
    pull.current = { pointer: pointerId, x: clientX, y: clientY, from: offset.current, under_way: false }
  }
  const onPointerMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    const now = pull.current
    if (!now || now.pointer !== pointerId) return
    const [right, down] = [clientX - now.x, clientY - now.y]
    if (!now.under_way) {
      if (Math.hypot(right, down) < SLOP) return
      if (Math.abs(right) <= Math.abs(down)) {
        pull.current = undefined
        return
      }
      now.under_way = true
      was_pulled.current = true
      box.current?.setPointerCapture(pointerId)
    }
    const next = swipeOffset(now.from + right * sign, widthOf(box.current))
    setSide(next > 0 ? 'leading' : 'trailing')
    place(next, false)
  }
  const onPointerUp = ({ type }: PointerEvent) => {
    const now = pull.current
    pull.current = undefined
    if (!now?.under_way) return
    const end = type === 'pointercancel' ? 'closed' : swipeEnd(offset.current, widthOf(box.current))
    setOpen(end === 'open')
    place(end === 'open' ? -PANEL_WIDTH : end === 'trailing' ? -widthOf(box.current) : 0, true)
    if (end === 'leading') onLeading()
    if (end === 'trailing') onTrailing()
  }
  /** What ends a pull is no tap, and a tap on an open row closes it. */
  const onClickCapture = (event: MouseEvent) => {
    const closes = is_open && front.current?.contains(event.target as Node)
    if (!was_pulled.current && !closes) return
    was_pulled.current = false
    event.preventDefault()
    event.stopPropagation()
    if (closes) close()
  }
  return (
    <div
      ref={box}
      style={BOX}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onClickCapture={onClickCapture}
    >
      {side === 'leading' ? <div style={{ ...PANEL, insetInlineStart: 0, width: LEADING_FROM + 40 }}>{leading}</div> : null}
      {side === 'trailing' ? <div style={{ ...PANEL, insetInlineEnd: 0, width: PANEL_WIDTH }}>{trailing(close)}</div> : null}
      <div ref={front} style={{ ...FRONT, background: ground }}>
        {children}
      </div>
    </div>
  )
}

const GLIDE_MS = 180
const EVENTS = ['pointerdown', 'scroll'] as const
const widthOf = (element: HTMLElement | null): number => element?.clientWidth ?? 0
const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches

const BOX: CSSProperties = { position: 'relative', overflow: 'hidden', touchAction: 'pan-y' }
const PANEL: CSSProperties = { position: 'absolute', top: 0, bottom: 0, display: 'flex', flexDirection: 'column' }
const FRONT: CSSProperties = { position: 'relative', display: 'flex', flexDirection: 'column' }

// How a browser touches a message: a long press or a right click opens its menu, a swipe towards the inside answers it,
// and the mouse over it, or the focus in it, shows its buttons. A drag with the mouse stays what it is: selecting text.

import { type FocusEvent, type MouseEvent, type PointerEvent, type TouchEvent, useEffect, useMemo, useRef, useState } from 'react'
import { View } from 'react-native'
import type { BubbleGestures, BubbleGesturesOptions } from './bubble-gestures.native.ts'
import { LONG_PRESS_MS, SLOP, swipeOf } from './swipe.ts'

export const FrameBox = View

interface Touch {
  readonly id: number
  readonly x: number
  readonly y: number
  swiping: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

export function useBubbleGestures(options: BubbleGesturesOptions): BubbleGestures {
  const [near, setNear] = useState(false)
  const [focused, setFocused] = useState(false)
  const [swiping, setSwiping] = useState(false)
  const row = useRef<HTMLElement | null>(null)
  const latest = useRef(options)
  latest.current = options
  const touch = useRef<Touch | undefined>(undefined)
  const pressed_long = useRef(false)
  useEffect(() => () => clearTimeout(touch.current?.timer), [])

  const props = useMemo(() => {
    const end = () => {
      const ended = touch.current
      clearTimeout(ended?.timer)
      touch.current = undefined
      if (!ended?.swiping) return
      setSwiping(false)
      if (row.current) row.current.style.transform = ''
    }
    return {
      onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && setNear(true),
      onPointerLeave: () => setNear(false),
      onFocus: (event: FocusEvent) => setFocused((event.target as Element).matches(':focus-visible')),
      onBlur: (event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget as Node | null)),
      onContextMenu(event: MouseEvent) {
        const { onMenu } = latest.current
        // Selected words, links and fields have a menu of the browser's that is of more use.
        if (!onMenu || event.shiftKey || (event.target as Element).closest('a,button,[role="button"]') || isTextSelected(event)) return
        event.preventDefault()
        // A touch has opened it by its length already; without a pointer it was the keyboard, which has a key for it.
        if (touch.current || (event.nativeEvent as unknown as { pointerType?: string }).pointerType === 'touch') return
        onMenu({ x: event.clientX, y: event.clientY, width: 0, height: 0 })
      },
      onPointerDown(event: PointerEvent) {
        if (event.pointerType !== 'touch' || !event.isPrimary) return
        const { clientX: x, clientY: y, pointerId: id } = event
        pressed_long.current = false
        const pressed_link = (event.target as Element).closest('a,button,[role="button"]') !== null
        const timer = pressed_link
          ? undefined
          : setTimeout(() => {
              end()
              pressed_long.current = latest.current.onMenu !== undefined
              latest.current.onMenu?.()
            }, LONG_PRESS_MS)
        touch.current = { id, x, y, swiping: false, timer }
      },
      onPointerMove(event: PointerEvent) {
        const now = touch.current
        if (!now || event.pointerId !== now.id) return
        const { inwards, onSwipe } = latest.current
        const swipe = swipeOf({ dx: event.clientX - now.x, dy: event.clientY - now.y, inwards, swiping: now.swiping })
        if (Math.hypot(event.clientX - now.x, event.clientY - now.y) > SLOP) clearTimeout(now.timer)
        if (!onSwipe || !swipe) return
        if (!now.swiping) {
          now.swiping = true
          setSwiping(true)
          row.current?.setPointerCapture?.(now.id)
        }
        if (row.current) row.current.style.transform = `translateX(${swipe.shift}px)`
      },
      onPointerUp(event: PointerEvent) {
        const now = touch.current
        const { inwards, onSwipe } = latest.current
        const swipe = now?.swiping ? swipeOf({ dx: event.clientX - now.x, dy: event.clientY - now.y, inwards, swiping: true }) : undefined
        end()
        if (swipe?.far_enough) onSwipe?.()
      },
      onPointerCancel: end,
      // The finger that opened the menu is lifted over it: that is no tap on what lies there now.
      onTouchEnd: (event: TouchEvent) => pressed_long.current && event.preventDefault(),
    }
  }, [])
  return {
    props: {
      ...props,
      ref: (element: unknown) => {
        row.current = element as HTMLElement | null
      },
      style: TOUCH,
    },
    shows_tools: near || focused,
    swiping,
    // Where a link or a button lies under the finger, that is what it means.
    held: undefined,
  }
}

function isTextSelected(event: MouseEvent): boolean {
  const selection = window.getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(event.target as Node, true)
}

// Up and down scrolls; sideways is ours.
const TOUCH = { touchAction: 'pan-y' } as object

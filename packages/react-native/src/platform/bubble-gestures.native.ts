// How a phone touches a message: a long press opens its menu, a swipe towards the inside answers it.

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { Animated, PanResponder } from 'react-native'
import type { Box } from '../components/overlay/menu-place.ts'
import { LONG_PRESS_MS, SLOP, swipeOf } from './swipe.ts'

export interface BubbleGesturesOptions {
  /** undefined: there is no menu. @param anchor where the pointer is; without one it is the bubble's own. */
  readonly onMenu: ((anchor?: Box) => void) | undefined
  /** undefined: it cannot be answered. */
  readonly onSwipe: (() => void) | undefined
  /** 1: the inside of the chat lies to the right of this bubble. */
  readonly inwards: 1 | -1
}

export interface BubbleGestures {
  /** For the row, which is a `FrameBox`. */
  readonly props: object
  /** The mouse or the keyboard is at it. */
  readonly shows_tools: boolean
  readonly swiping: boolean
  /** For `Held`. */
  readonly held: RefObject<boolean> | undefined
}

export const FrameBox = Animated.View

export function useBubbleGestures(options: BubbleGesturesOptions): BubbleGestures {
  const [swiping, setSwiping] = useState(false)
  const moved = useRef(new Animated.Value(0)).current
  const latest = useRef(options)
  latest.current = options
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const held = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])

  const handlers = useMemo(() => {
    const end = () => {
      setSwiping(false)
      Animated.spring(moved, { toValue: 0, useNativeDriver: true, bounciness: 0 }).start()
    }
    const swipe = (dx: number, dy: number, is_swiping: boolean) => swipeOf({ dx, dy, inwards: latest.current.inwards, swiping: is_swiping })
    const pan = PanResponder.create({
      onMoveShouldSetPanResponder: (_, { dx, dy }) => {
        const begins = latest.current.onSwipe !== undefined && swipe(dx, dy, false) !== undefined
        if (begins) {
          clearTimeout(timer.current)
          setSwiping(true)
        }
        return begins
      },
      onPanResponderMove: (_, { dx, dy }) => moved.setValue(swipe(dx, dy, true)?.shift ?? 0),
      onPanResponderRelease: (_, { dx, dy }) => {
        end()
        if (swipe(dx, dy, true)?.far_enough) latest.current.onSwipe?.()
      },
      onPanResponderTerminate: end,
    })
    let from = { x: 0, y: 0 }
    const lift = () => {
      clearTimeout(timer.current)
      // After the press that it ends; a screen reader presses without touching, and means it.
      setTimeout(() => {
        held.current = false
      })
    }
    return {
      ...pan.panHandlers,
      onTouchStart({ nativeEvent: { pageX, pageY } }: TouchEvent) {
        from = { x: pageX, y: pageY }
        clearTimeout(timer.current)
        held.current = false
        timer.current = setTimeout(() => {
          held.current = latest.current.onMenu !== undefined
          latest.current.onMenu?.()
        }, LONG_PRESS_MS)
      },
      onTouchMove({ nativeEvent: { pageX, pageY } }: TouchEvent) {
        if (Math.hypot(pageX - from.x, pageY - from.y) > SLOP) clearTimeout(timer.current)
      },
      onTouchEnd: lift,
      onTouchCancel: lift,
    }
  }, [moved])
  return { props: { ...handlers, style: { transform: [{ translateX: moved }] } }, shows_tools: false, swiping, held }
}

interface TouchEvent {
  readonly nativeEvent: { readonly pageX: number; readonly pageY: number }
}

// A row that a finger pulls aside, on phones: react-native-gesture-handler's, on the system's own thread. What lies at the
// start is done when it is let go; the buttons at the end stay open for a tap.

import { type ReactNode, useCallback, useRef } from 'react'
import { I18nManager, View } from 'react-native'
import Swipeable, { type SwipeableMethods, SwipeDirection } from 'react-native-gesture-handler/ReanimatedSwipeable'
import { LEADING_FROM, PANEL_WIDTH } from './row-swipe.ts'

export interface SwipeRowProps {
  /** Of what the row shows: another one closes it. */
  readonly row_key: string
  /** The line is read from right to left. */
  readonly rtl: boolean
  /** What the row stands on. */
  readonly ground: string
  /** What is done by pulling towards the end, as a sign on its ground. */
  readonly leading: ReactNode
  readonly onLeading: () => void
  /** The buttons at the end. */
  readonly trailing: (close: () => void) => ReactNode
  /** Pulled all the way, where the platform can tell. */
  readonly onTrailing: () => void
  readonly children: ReactNode
}

/** One open row at a time. */
let open: { readonly close: () => void } | undefined

export function SwipeRow({ row_key, rtl, ground, leading, onLeading, trailing, children }: SwipeRowProps) {
  const methods = useRef<SwipeableMethods>(null)
  const close = useCallback(() => methods.current?.close(), [])
  const direction = rtl ? 'rtl' : 'ltr'
  const start = () => <View style={{ width: LEADING_FROM, direction }}>{leading}</View>
  const end = () => <View style={{ width: PANEL_WIDTH, direction }}>{trailing(close)}</View>
  const onWillOpen = (direction: SwipeDirection) => {
    // It names where the row went.
    const is_leading = (direction === SwipeDirection.RIGHT) !== rtl
    if (open && open !== methods.current) open.close()
    open = is_leading ? undefined : (methods.current ?? undefined)
    if (!is_leading) return
    close()
    onLeading()
  }
  return (
    <Swipeable
      // A list gives its rows to others: what was open, and its own ear for taps, goes with the one it was of.
      key={row_key}
      ref={methods}
      overshootFriction={8}
      dragOffsetFromLeftEdge={16}
      dragOffsetFromRightEdge={16}
      renderLeftActions={rtl ? end : start}
      renderRightActions={rtl ? start : end}
      onSwipeableWillOpen={onWillOpen}
      containerStyle={APP_DIRECTION}
      childrenContainerStyle={{ backgroundColor: ground, direction }}
    >
      {children}
    </Swipeable>
  )
}

/** It finds its left and right by the app's direction, whatever the screen's is: so it stands in that one, and what it shows does not. */
const APP_DIRECTION = { direction: I18nManager.isRTL ? 'rtl' : 'ltr' } as const

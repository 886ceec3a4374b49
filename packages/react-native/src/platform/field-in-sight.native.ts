// A scroll view that the keyboard has made smaller shows the field that is written in. Phones scroll to a field when it takes
// the focus, which is before the keyboard has come.

import { useMemo, useRef } from 'react'
import {
  type LayoutChangeEvent,
  type NativeScrollEvent,
  type NativeSyntheticEvent,
  type ScrollView,
  TextInput,
  type View,
} from 'react-native'
import { toSee } from './to-see.ts'

/** Props of a `ScrollView`. */
export function useFieldInSight(): object {
  const ref = useRef<ScrollView>(null)
  const from = useRef(0)
  return useMemo(
    () => ({
      ref,
      scrollEventThrottle: 16,
      onScroll: ({ nativeEvent }: NativeSyntheticEvent<NativeScrollEvent>) => {
        from.current = nativeEvent.contentOffset.y
      },
      onLayout({ nativeEvent: { layout } }: LayoutChangeEvent) {
        const content = (ref.current as Scrolled | null)?.getInnerViewRef()
        if (!content) return
        TextInput.State.currentlyFocusedInput()?.measureLayout(
          content,
          (_x, top, _width, height) => {
            const y = toSee({ top, height }, { from: from.current, height: layout.height })
            if (y !== from.current) ref.current?.scrollTo({ y, animated: false })
          },
          // A field of another scroll view.
          () => {},
        )
      },
    }),
    [],
  )
}

/** React Native's types know an older name of it only. */
type Scrolled = ScrollView & { getInnerViewRef(): View | null }

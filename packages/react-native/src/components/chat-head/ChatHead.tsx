// What lies over the upper edge of a chat: person, job, and what is wrong with the connection. While somebody goes through
// history it draws back to one line. It lies over the list and takes no room from it, so that no message moves.

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Animated, Easing, type LayoutChangeEvent, Platform, StyleSheet, View } from 'react-native'
import { useReducedMotion } from '../../platform/reduced-motion.ts'
import { themed } from '../../theme/theme.tsx'

export interface ChatHeadProps {
  readonly slim: boolean
  readonly slim_line: ReactNode
  /** Under the head in both shapes. */
  readonly banners: ReactNode
  /** How much of the list it covers when whole, in points. */
  readonly onHeight: (height: number) => void
  readonly inset_top: number
  readonly children: ReactNode
}

const TAKES_MS = 180

export function ChatHead({ slim, slim_line, banners, onHeight, inset_top, children }: ChatHeadProps) {
  const styles = useStyles()
  const reduced = useReducedMotion()
  const [head_height, setHeadHeight] = useState(0)
  const [banner_height, setBannerHeight] = useState(0)
  const [slim_height, setSlimHeight] = useState(0)
  useEffect(() => {
    if (head_height > 0) onHeight(head_height + banner_height)
  }, [head_height, banner_height, onHeight])

  // 0: whole, 1: one line.
  const drawn = useRef(new Animated.Value(slim ? 1 : 0)).current
  useEffect(() => {
    const toValue = slim ? 1 : 0
    if (reduced) {
      drawn.setValue(toValue)
      return
    }
    const move = Animated.timing(drawn, { toValue, duration: TAKES_MS, easing: Easing.out(Easing.quad), useNativeDriver: NATIVE })
    move.start()
    return () => move.stop()
  }, [slim, reduced, drawn])
  const up = drawn.interpolate({ inputRange: [0, 1], outputRange: [0, Math.min(0, slim_height - head_height)] })

  return (
    <View style={styles.place}>
      <Animated.View style={{ transform: [{ translateY: up }] }}>
        <View
          onLayout={heightTo(setHeadHeight)}
          aria-hidden={slim}
          style={[styles.head, { paddingTop: inset_top }, slim && styles.out_of_reach]}
        >
          {children}
        </View>
        <View onLayout={heightTo(setBannerHeight)}>{banners}</View>
      </Animated.View>
      {slim ? (
        <Animated.View onLayout={heightTo(setSlimHeight)} style={[styles.head, styles.slim, { paddingTop: inset_top, opacity: drawn }]}>
          {slim_line}
        </Animated.View>
      ) : null}
    </View>
  )
}

const NATIVE = Platform.OS !== 'web'

const heightTo = (set: (height: number) => void) => (event: LayoutChangeEvent) => set(Math.ceil(event.nativeEvent.layout.height))

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    place: { position: 'absolute', top: 0, start: 0, end: 0, zIndex: 2, pointerEvents: 'box-none' },
    head: { backgroundColor: colors.surface, borderBottomWidth: 1, borderBottomColor: colors.border },
    slim: { position: 'absolute', top: 0, start: 0, end: 0 },
    // Out of sight it takes neither a tap nor the focus.
    out_of_reach: { pointerEvents: 'none', ...(Platform.OS === 'web' ? ({ visibility: 'hidden' } as object) : {}) },
  }),
)

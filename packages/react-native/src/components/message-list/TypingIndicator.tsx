// Three dots in a bubble while the other person types; still where the system asks for less motion.

import { useEffect, useRef } from 'react'
import { Animated, Easing, Platform, StyleSheet, View } from 'react-native'
import { useReducedMotion } from '../../platform/reduced-motion.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

const PERIOD_MS = 1_200

export const TypingIndicator = replaceable('TypingIndicator', function TypingIndicator({ name }: { name: string }) {
  const styles = useStyles()
  const { chat } = useStrings()
  const reduced = useReducedMotion()
  const phase = useRef(new Animated.Value(0)).current
  useEffect(() => {
    if (reduced) return
    const turn = Animated.loop(
      Animated.timing(phase, { toValue: 1, duration: PERIOD_MS, easing: Easing.linear, useNativeDriver: Platform.OS !== 'web' }),
    )
    turn.start()
    return () => turn.stop()
  }, [phase, reduced])
  return (
    <View testID="typing-indicator" role="img" aria-label={chat.person_typing(name)} style={styles.bubble}>
      {[0, 1, 2].map((dot) => (
        <Animated.View key={dot} style={[styles.dot, !reduced && wave(phase, dot)]} />
      ))}
    </View>
  )
})

/** Each dot rises a little after the one before it. */
function wave(phase: Animated.Value, dot: number) {
  const start = 0.08 + dot * 0.14
  const inputRange = [0, start, start + 0.16, start + 0.32, 1]
  return {
    opacity: phase.interpolate({ inputRange, outputRange: [0.45, 0.45, 1, 0.45, 0.45] }),
    transform: [{ translateY: phase.interpolate({ inputRange, outputRange: [0, 0, -3, 0, 0] }) }],
  }
}

const useStyles = themed(({ colors, space, radius }) =>
  StyleSheet.create({
    bubble: {
      flexDirection: 'row',
      alignItems: 'center',
      alignSelf: 'flex-start',
      gap: 5,
      minHeight: 40,
      marginTop: space.s,
      marginHorizontal: space.l,
      paddingHorizontal: 15,
      borderRadius: radius.l,
      borderBottomStartRadius: radius.s,
      borderWidth: 1,
      borderColor: colors.bubble_other_border,
      backgroundColor: colors.bubble_other,
    },
    dot: { width: 7, height: 7, borderRadius: 4, backgroundColor: colors.text_soft },
  }),
)

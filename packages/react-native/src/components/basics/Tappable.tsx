// Everything that can be tapped: one place for the target of 48 points, the pressed and hovered look,
// and what the keyboard and a screen reader need.

import type { ReactNode } from 'react'
import { Pressable, type PressableProps, type StyleProp, StyleSheet, type ViewStyle } from 'react-native'
import { useTap } from '../../platform/held.ts'
import { pressKeys } from '../../platform/press-keys.ts'
import { TARGET } from '../../theme/tokens.ts'

export interface TappableProps extends Omit<PressableProps, 'style' | 'children'> {
  readonly style?: StyleProp<ViewStyle>
  /** Added while the mouse is over it. */
  readonly hover_style?: StyleProp<ViewStyle>
  readonly children: ReactNode
}

export function Tappable({ style, hover_style, children, role = 'button', disabled, onPress, ...props }: TappableProps) {
  const tap = useTap(onPress)
  return (
    <Pressable
      role={role}
      disabled={disabled}
      style={(state) => [
        styles.target,
        style,
        // react-native-web reports hovering; React Native's types do not know it.
        (state as { hovered?: boolean }).hovered && !disabled && hover_style,
        state.pressed && styles.pressed,
      ]}
      {...pressKeys(role)}
      {...props}
      onPress={tap}
    >
      {children}
    </Pressable>
  )
}

const styles = StyleSheet.create({
  target: { minWidth: TARGET, minHeight: TARGET, alignItems: 'center', justifyContent: 'center' },
  pressed: { opacity: 0.72 },
})

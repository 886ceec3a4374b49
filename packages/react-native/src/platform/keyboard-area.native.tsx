// Keeps what is written in above the keyboard. Under edge-to-edge Android's own resizing does nothing, and the avoiding view
// of React Native jumps and hears nothing in a modal's own window; react-native-keyboard-controller follows the keyboard
// frame by frame in both.

import type { ReactNode } from 'react'
import type { StyleProp, ViewStyle } from 'react-native'
import { KeyboardAvoidingView, KeyboardProvider } from 'react-native-keyboard-controller'

export interface KeyboardAreaProps {
  readonly style?: StyleProp<ViewStyle>
  /** So much of the lower edge what stands there keeps free by itself: the keyboard covers that, and it is not added again. */
  readonly inset_bottom?: number
  readonly children: ReactNode
}

export function KeyboardRoot({ children }: { children: ReactNode }) {
  return <KeyboardProvider>{children}</KeyboardProvider>
}

export function KeyboardArea({ style, inset_bottom = 0, children }: KeyboardAreaProps) {
  return (
    <KeyboardAvoidingView behavior="padding" keyboardVerticalOffset={-inset_bottom} style={style}>
      {children}
    </KeyboardAvoidingView>
  )
}

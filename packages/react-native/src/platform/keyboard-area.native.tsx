// Keeps the composer above the keyboard. Under edge-to-edge Android's own resizing does nothing, and the
// avoiding view of React Native jumps; react-native-keyboard-controller follows the keyboard frame by frame.

import type { ReactNode } from 'react'
import type { StyleProp, ViewStyle } from 'react-native'
import { KeyboardAvoidingView, KeyboardProvider } from 'react-native-keyboard-controller'

export function KeyboardRoot({ children }: { children: ReactNode }) {
  return <KeyboardProvider>{children}</KeyboardProvider>
}

export function KeyboardArea({ style, children }: { style?: StyleProp<ViewStyle>; children: ReactNode }) {
  return (
    <KeyboardAvoidingView behavior="padding" style={style}>
      {children}
    </KeyboardAvoidingView>
  )
}

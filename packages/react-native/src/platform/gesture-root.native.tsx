// Where gestures are seen on phones: react-native-gesture-handler looks no higher than this. One inside another is harmless.

import type { ReactNode } from 'react'
import { StyleSheet } from 'react-native'
import { GestureHandlerRootView } from 'react-native-gesture-handler'

export function GestureRoot({ children }: { children: ReactNode }) {
  return <GestureHandlerRootView style={styles.root}>{children}</GestureHandlerRootView>
}

const styles = StyleSheet.create({ root: { flex: 1 } })

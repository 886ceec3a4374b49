// Words that only screen readers get, said politely when they change.

import { memo } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useAnnounced } from '../../platform/screen-reader.ts'

export interface LiveRegionProps {
  readonly text: string
  /** Another number says the same words again. */
  readonly count?: number
}

export const LiveRegion = memo(function LiveRegion({ text, count = 0 }: LiveRegionProps) {
  useAnnounced(text, count)
  return (
    <View aria-live="polite" role="status" style={styles.hidden}>
      <Text key={count}>{text}</Text>
    </View>
  )
})

const styles = StyleSheet.create({
  // One point instead of none: a box without size is skipped by screen readers.
  hidden: { position: 'absolute', width: 1, height: 1, overflow: 'hidden', opacity: 0.01, pointerEvents: 'none' },
})

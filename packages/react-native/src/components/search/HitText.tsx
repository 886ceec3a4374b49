// A text with what was looked for set apart: heavier, and on a ground of its own, so that colour is not all that tells.

import type { Part } from '@jobline/client/search'
import { type StyleProp, StyleSheet, Text, type TextStyle } from 'react-native'
import { themed } from '../../theme/theme.tsx'

export interface HitTextProps {
  readonly parts: readonly Part[]
  readonly lines?: number
  /** Before the text: who said it. */
  readonly before?: string | undefined
  readonly style?: StyleProp<TextStyle>
}

export function HitText({ parts, lines = 1, before, style }: HitTextProps) {
  const styles = useStyles()
  return (
    <Text numberOfLines={lines} style={style}>
      {before}
      {parts.map(({ text, hit }, index) =>
        hit ? (
          <Text key={index} style={styles.hit} {...MARK}>
            {text}
          </Text>
        ) : (
          text
        ),
      )}
    </Text>
  )
}

/** What the web calls it; React Native's types do not know it. */
const MARK: object = { role: 'mark' }

const useStyles = themed(({ colors }) =>
  StyleSheet.create({ hit: { fontWeight: '700', color: colors.notice.ink, backgroundColor: colors.notice.fill, borderRadius: 3 } }),
)

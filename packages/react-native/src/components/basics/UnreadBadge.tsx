// How many messages wait, beside a conversation. A muted conversation counts quietly.

import { StyleSheet, Text, View } from 'react-native'
import { textLength } from '../../platform/text-length.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'

export interface UnreadBadgeProps {
  readonly count: number
  readonly quiet?: boolean
  /** Marked unread by hand: a dot without a number. */
  readonly marked?: boolean
}

export const UnreadBadge = replaceable('UnreadBadge', function UnreadBadge({ count, quiet = false, marked = false }: UnreadBadgeProps) {
  const styles = useStyles()
  const { colors } = useTheme()
  const { spoken } = useStrings()
  if (count === 0 && !marked) return null
  const fill = quiet ? colors.text_soft : colors.accent
  return (
    <View
      testID="unread-badge"
      role="img"
      aria-label={spoken.unread(count)}
      style={[styles.badge, count === 0 && styles.dot, { backgroundColor: fill }]}
    >
      {count > 0 ? (
        <Text style={[styles.count, { color: quiet ? colors.surface : colors.on_accent }]}>{count > 99 ? '99+' : count}</Text>
      ) : null}
    </View>
  )
})

const useStyles = themed(({ type, radius }) =>
  StyleSheet.create({
    badge: {
      minWidth: textLength(22),
      minHeight: textLength(22),
      paddingHorizontal: 6,
      borderRadius: radius.full,
      alignItems: 'center',
      justifyContent: 'center',
    },
    dot: { minWidth: 12, minHeight: 12, paddingHorizontal: 0 },
    count: { ...type.chip, fontWeight: '700', fontVariant: ['tabular-nums'] },
  }),
)

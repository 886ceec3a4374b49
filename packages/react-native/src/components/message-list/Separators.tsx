// What stands between bubbles: the day, and where the unread ones begin.

import { StyleSheet, Text, View } from 'react-native'
import { useToday } from '../../platform/use-today.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

export const DaySeparator = replaceable('DaySeparator', function DaySeparator({ at }: { at: number }) {
  const styles = useStyles()
  const time = useTimeWords()
  const now = useToday()
  return (
    <View testID="day-separator" style={styles.day}>
      <Text style={styles.day_text}>{time.day(at, now)}</Text>
    </View>
  )
})

export const UnreadDivider = replaceable('UnreadDivider', function UnreadDivider() {
  const styles = useStyles()
  const { chat } = useStrings()
  return (
    <View testID="unread-divider" style={styles.unread}>
      <View style={styles.rule} />
      <Text style={styles.unread_text}>{chat.unread_divider}</Text>
      <View style={styles.rule} />
    </View>
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    day: { alignItems: 'center', paddingTop: space.l, paddingBottom: space.xs },
    day_text: { ...type.small, fontWeight: '600', color: colors.text_soft },
    unread: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingTop: space.l,
      paddingBottom: space.xs,
      paddingHorizontal: space.l,
    },
    unread_text: { ...type.small, fontWeight: '600', color: colors.accent },
    rule: { flex: 1, height: 1, backgroundColor: colors.accent, opacity: 0.35 },
  }),
)

// Grey shapes where rows are about to appear, while the cache is read. They do not move: reading takes
// a few frames, and a shimmer would only say that it is slow.

import { StyleSheet, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'

export const ConversationSkeletons = replaceable(
  'ConversationSkeletons',
  function ConversationSkeletons({ count = 7 }: { count?: number }) {
    const styles = useStyles()
    const { colors, radius } = useTheme()
    const bar = (width: `${number}%`, height: number) => (
      <View style={{ width, height, borderRadius: radius.s, backgroundColor: colors.sunken }} />
    )
    return (
      <View aria-hidden testID="conversation-skeletons">
        {Array.from({ length: count }, (_, index) => (
          <View key={index} style={styles.row}>
            <View style={{ width: 52, height: 52, borderRadius: 19, backgroundColor: colors.sunken }} />
            <View style={styles.lines}>
              {bar(index % 2 ? '38%' : '46%', 14)}
              {bar(index % 3 ? '72%' : '60%', 12)}
              {bar(index % 2 ? '56%' : '80%', 12)}
            </View>
          </View>
        ))}
      </View>
    )
  },
)

const BUBBLES = [
  [46, 40],
  [62, 62],
  [38, 40],
  [54, 84],
  [44, 40],
  [66, 62],
] as const

export const MessageSkeletons = replaceable('MessageSkeletons', function MessageSkeletons() {
  const styles = useStyles()
  const { colors, radius } = useTheme()
  return (
    <View aria-hidden testID="message-skeletons" style={styles.chat}>
      {BUBBLES.map(([width, height], index) => (
        <View
          key={width}
          style={{
            width: `${width}%`,
            height,
            borderRadius: radius.l,
            backgroundColor: colors.border,
            opacity: 0.7,
            alignSelf: index % 3 === 1 ? 'flex-end' : 'flex-start',
          }}
        />
      ))}
    </View>
  )
})

const useStyles = themed(({ space }) =>
  StyleSheet.create({
    row: { flexDirection: 'row', gap: space.m, paddingHorizontal: space.l, paddingVertical: space.m },
    lines: { flex: 1, gap: space.s, justifyContent: 'center' },
    chat: { flex: 1, width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center', justifyContent: 'flex-end', gap: space.s, padding: space.l },
  }),
)

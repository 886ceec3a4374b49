// The row of emoji over the menu of a message: the six that are used most, and the way to all of them.

import { useChat } from '@jobline/react'
import { useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { quickEmoji } from './own-emoji.ts'

export interface QuickReactionsProps {
  /** Those of mine that are on the message. */
  readonly mine: readonly string[]
  readonly onPick: (emoji: string) => void
  readonly onMore: () => void
}

export const QuickReactions = replaceable('QuickReactions', function QuickReactions({ mine, onPick, onMore }: QuickReactionsProps) {
  const styles = useStyles()
  const { reactions } = useStrings()
  const { user_id } = useChat()
  // Seven of that size stand in two lines.
  const large = useLargeText()
  const quarter = large && styles.cell_quarter
  const [shown] = useState(() => quickEmoji(user_id))
  return (
    // A row of the menu: its items are reached from side to side, the rest of the menu below it.
    <View role="group" aria-label={reactions.quick_label} style={[styles.row, large && styles.row_large]} {...ROW}>
      {shown.map((emoji) => {
        const active = mine.includes(emoji)
        return (
          <Tappable
            key={emoji}
            testID={`quick-${emoji}`}
            role={'menuitemcheckbox' as 'menuitem'}
            aria-checked={active}
            aria-label={emoji}
            onPress={() => onPick(emoji)}
            style={[styles.cell, quarter, active && styles.cell_active]}
            hover_style={styles.cell_hover}
          >
            <Text style={styles.emoji}>{emoji}</Text>
          </Tappable>
        )
      })}
      <Tappable
        testID="quick-more"
        role="menuitem"
        aria-label={reactions.more}
        onPress={onMore}
        style={[styles.cell, quarter]}
        hover_style={styles.cell_hover}
      >
        <Icon name="plus" size={20} color={styles.sign.color} weight={2} />
      </Tappable>
    </View>
  )
})

const ROW = { dataSet: { menuRow: '' } } as object

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    row: {
      flexDirection: 'row',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      paddingHorizontal: space.xs,
      paddingBottom: space.xs,
      marginBottom: space.xs,
      borderBottomWidth: 1,
      borderBottomColor: colors.border,
    },
    row_large: { justifyContent: 'flex-start' },
    cell: { borderRadius: radius.m },
    cell_quarter: { width: '25%' },
    cell_active: { backgroundColor: colors.accent_soft },
    cell_hover: { backgroundColor: colors.sunken },
    emoji: { ...type.emoji, color: colors.text },
    sign: { color: colors.text_soft },
  }),
)

// The row of emoji over the menu of a message: the six that are used most, and the way to all of them.

import { useChat } from '@jobline/react'
import { useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { recentEmoji, USUAL_EMOJI } from './recent-emoji.ts'

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
  const [shown] = useState(() => quickOnes(user_id))
  return (
    // A row of the menu: its items are reached from side to side, the rest of the menu below it.
    <View role="group" aria-label={reactions.quick_label} style={styles.row} {...ROW}>
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
            style={[styles.cell, active && styles.cell_active]}
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
        style={styles.cell}
        hover_style={styles.cell_hover}
      >
        <Icon name="plus" size={20} color={styles.sign.color} weight={2} />
      </Tappable>
    </View>
  )
})

/** Six: one's own favourites among the usual ones. */
function quickOnes(user_id: string): readonly string[] {
  return [...new Set([...recentEmoji(user_id).slice(0, 3), ...USUAL_EMOJI])].slice(0, 6)
}

const ROW = { dataSet: { menuRow: '' } } as object

const useStyles = themed(({ colors, space, radius }) =>
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
    cell: { borderRadius: radius.m },
    cell_active: { backgroundColor: colors.accent_soft },
    cell_hover: { backgroundColor: colors.sunken },
    emoji: { fontSize: 25, lineHeight: 32, color: colors.text },
    sign: { color: colors.text_soft },
  }),
)

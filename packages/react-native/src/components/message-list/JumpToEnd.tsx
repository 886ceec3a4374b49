// Over the list while the person reads further up: how many new ones wait below, the way there, and the way back to where
// a quote was tapped.

import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'

export interface JumpToEndProps {
  readonly new_below: number
  readonly onPress: () => void
  /** This is a window apart from the newest messages: the button says in words where it leads. */
  readonly apart?: boolean
  readonly onBack?: (() => void) | undefined
}

export const JumpToEnd = replaceable('JumpToEnd', function JumpToEnd({ new_below, onPress, apart = false, onBack }: JumpToEndProps) {
  const styles = useStyles()
  const { chat, chat_more, spoken } = useStrings()
  const words = new_below > 0 ? spoken.new_below(new_below) : apart ? chat_more.to_newest : undefined
  return (
    <View style={styles.place}>
      {onBack ? (
        <Tappable testID="jump-back" onPress={onBack} style={[styles.button, styles.button_words]}>
          <Icon name="reply" size={16} weight={2} color={styles.sign.color} />
          <Text style={styles.back}>{chat_more.go_back}</Text>
        </Tappable>
      ) : null}
      <Tappable
        testID="jump-to-end"
        aria-label={new_below > 0 ? `${words}. ${chat.jump_to_end}` : chat.jump_to_end}
        onPress={onPress}
        style={[styles.button, words !== undefined && styles.button_words, words !== undefined && styles.button_new]}
      >
        {words === undefined ? null : <Text style={styles.count}>{words}</Text>}
        <Icon name="down" size={18} weight={2} color={words === undefined ? styles.sign.color : styles.count.color} />
      </Tappable>
    </View>
  )
})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    place: {
      position: 'absolute',
      bottom: space.m,
      start: space.l,
      end: space.l,
      gap: space.s,
      alignItems: 'flex-end',
      pointerEvents: 'box-none',
    },
    button: {
      flexDirection: 'row',
      gap: space.s,
      minWidth: TARGET,
      borderRadius: radius.full,
      backgroundColor: colors.surface,
      borderWidth: 1,
      borderColor: colors.border,
      boxShadow: '0 2px 10px rgba(0, 0, 0, 0.14)',
    },
    button_words: { paddingHorizontal: space.l },
    button_new: { backgroundColor: colors.accent, borderColor: colors.accent },
    count: { ...type.label, fontWeight: '600', color: colors.on_accent, flexShrink: 1 },
    back: { ...type.label, fontWeight: '600', color: colors.text },
    sign: { color: colors.text },
  }),
)

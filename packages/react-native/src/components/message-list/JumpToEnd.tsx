// Over the list while the person reads further up: how many new ones wait below, and the way there.

import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { RADIUS, SPACE, TARGET, TYPE } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'

export interface JumpToEndProps {
  readonly new_below: number
  readonly onPress: () => void
}

export function JumpToEnd({ new_below, onPress }: JumpToEndProps) {
  const styles = useStyles()
  const { chat, spoken } = useStrings()
  return (
    <View style={styles.place}>
      <Tappable
        testID="jump-to-end"
        aria-label={new_below > 0 ? `${spoken.new_below(new_below)}. ${chat.jump_to_end}` : chat.jump_to_end}
        onPress={onPress}
        style={[styles.button, new_below > 0 && styles.button_new]}
      >
        {new_below > 0 ? <Text style={styles.count}>{spoken.new_below(new_below)}</Text> : null}
        <Icon name="down" size={18} weight={2} color={new_below > 0 ? styles.count.color : styles.sign.color} />
      </Tappable>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    place: { position: 'absolute', bottom: SPACE.m, end: SPACE.l, pointerEvents: 'box-none' },
    button: {
      flexDirection: 'row',
      gap: SPACE.s,
      minWidth: TARGET,
      borderRadius: RADIUS.full,
      backgroundColor: colors.surface,
      borderWidth: 1,
      borderColor: colors.border,
      boxShadow: '0 2px 10px rgba(0, 0, 0, 0.14)',
    },
    button_new: { paddingHorizontal: SPACE.l, backgroundColor: colors.accent, borderColor: colors.accent },
    count: { ...TYPE.label, fontWeight: '600', color: colors.on_accent },
    sign: { color: colors.text },
  }),
)

// The upper bar of a screen that has a way back and a name.

import type { ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { IconButton } from './IconButton.tsx'

export interface ScreenHeaderProps {
  readonly title: string
  readonly onBack?: (() => void) | undefined
  /** Of the column that stands under it; ours is that of a chat. */
  readonly width?: number
  /** At the end of the line. */
  readonly children?: ReactNode
}

export const ScreenHeader = replaceable(
  'ScreenHeader',
  function ScreenHeader({ title, onBack, width = CHAT_WIDTH, children }: ScreenHeaderProps) {
    const styles = useStyles()
    const insets = useSafeAreaInsets()
    const { overlay } = useStrings()
    return (
      <View style={[styles.head, { paddingTop: insets.top }]}>
        <View style={[styles.bar, { maxWidth: width }]}>
          {onBack ? <IconButton icon="back" label={overlay.back} testID="screen-back" onPress={onBack} color={styles.sign.color} /> : null}
          <Text role="heading" aria-level={1} numberOfLines={2} style={[styles.title, !onBack && styles.title_alone]}>
            {title}
          </Text>
          {children}
        </View>
      </View>
    )
  },
)

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    head: { backgroundColor: colors.surface, borderBottomWidth: 1, borderBottomColor: colors.border },
    bar: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.xs,
      width: '100%',
      alignSelf: 'center',
      minHeight: 60,
      paddingHorizontal: space.s,
    },
    title: { ...type.heading, flex: 1, color: colors.text },
    title_alone: { paddingStart: space.s },
    sign: { color: colors.accent },
  }),
)

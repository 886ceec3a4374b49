// Where a list or a screen has nothing to show: what that means, and what to do about it.

import type { ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { themed } from '../../theme/theme.tsx'
import { Icon, type IconName } from './Icon.tsx'

export interface EmptyStateProps {
  readonly title: string
  readonly text?: string
  readonly icon?: IconName
  readonly testID?: string
  /** 1 where it is all that a screen shows. */
  readonly level?: 1 | 2
  /** A button, where there is something to do. */
  readonly children?: ReactNode
}

export const EmptyState = replaceable(
  'EmptyState',
  function EmptyState({ title, text, icon = 'bubble', testID = 'empty-state', level = 2, children }: EmptyStateProps) {
    const styles = useStyles()
    return (
      <View testID={testID} style={styles.box}>
        <View style={styles.disc}>
          <Icon name={icon} size={30} color={styles.sign.color} weight={2} />
        </View>
        <Text role="heading" aria-level={level} style={styles.title}>
          {title}
        </Text>
        {text ? <Text style={styles.text}>{text}</Text> : null}
        {children}
      </View>
    )
  },
)

const useStyles = themed(({ colors, type, space, radius }) => ({
  ...StyleSheet.create({
    box: { flexGrow: 1, alignItems: 'center', justifyContent: 'center', padding: space.xl, gap: space.s },
    disc: {
      width: 68,
      height: 68,
      borderRadius: 24,
      marginBottom: space.s,
      alignItems: 'center',
      justifyContent: 'center',
      backgroundColor: colors.accent_soft,
    },
    title: { ...type.heading, color: colors.text, textAlign: 'center' },
    text: { ...type.label, color: colors.text_soft, textAlign: 'center', maxWidth: 320, borderRadius: radius.s },
  }),
  sign: { color: colors.accent },
}))

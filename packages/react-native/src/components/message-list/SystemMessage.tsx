// Something that happened, between the bubbles and never in one: no person can make a message look like this.

import type { SystemEvent } from '@jobline/protocol'
import { memo } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { eventSentence, type People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { RADIUS, SPACE, TYPE } from '../../theme/tokens.ts'

export interface SystemMessageProps {
  readonly id: string
  readonly event: SystemEvent | undefined
  readonly people: People
}

export const SystemMessage = replaceable(
  'SystemMessage',
  memo(function SystemMessage({ id, event, people }: SystemMessageProps) {
    const styles = useStyles()
    const strings = useStrings()
    return (
      <View testID={`system-message-${id}`} style={styles.row}>
        <Text style={styles.text}>{eventSentence(event, strings, people)}</Text>
      </View>
    )
  }),
)

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: { paddingTop: SPACE.m, paddingHorizontal: SPACE.xl, alignItems: 'center' },
    text: {
      ...TYPE.small,
      color: colors.text_soft,
      textAlign: 'center',
      overflow: 'hidden',
      paddingHorizontal: SPACE.m,
      paddingVertical: 5,
      borderRadius: RADIUS.m,
      borderWidth: 1,
      borderColor: colors.border,
    },
  }),
)

// Something that happened, between the bubbles and never in one: no person can make a message look like this.

import type { SystemEvent } from '@jobline/protocol'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { eventSentence, type People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

export interface SystemMessageProps {
  readonly id: string
  readonly event: SystemEvent | undefined
  readonly people: People
}

export const SystemMessage = replaceable('SystemMessage', function SystemMessage({ id, event, people }: SystemMessageProps) {
  const styles = useStyles()
  const strings = useStrings()
  return (
    <View testID={`system-message-${id}`} style={styles.row}>
      <Text style={styles.text}>{eventSentence(event, strings, people)}</Text>
    </View>
  )
})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    row: { paddingTop: space.m, paddingHorizontal: space.xl, alignItems: 'center' },
    text: {
      ...type.small,
      color: colors.text_soft,
      textAlign: 'center',
      overflow: 'hidden',
      paddingHorizontal: space.m,
      paddingVertical: 5,
      borderRadius: radius.m,
      borderWidth: 1,
      borderColor: colors.border,
    },
  }),
)

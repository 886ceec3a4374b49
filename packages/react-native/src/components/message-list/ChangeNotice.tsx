// Under a message whose edit, deletion or reaction was refused: why, and the two things to do about it.

import type { MessageChange } from '@jobline/client'
import { useChat } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TextButton } from '../basics/TextButton.tsx'

export function ChangeNotice({ change, is_own }: { change: MessageChange; is_own: boolean }) {
  const client = useChat()
  const strings = useStrings()
  const styles = useStyles()
  const { message: words } = strings
  const what = change.kind === 'edit' ? words.edit_refused : change.kind === 'delete' ? words.delete_refused : words.reaction_refused
  const why = change.error_code && strings.error[change.error_code]
  return (
    <View testID={`change-failed-${change.id}`} style={[styles.notice, is_own ? styles.at_end : styles.at_start]}>
      <Text style={[styles.why, is_own && styles.why_own]}>{why ? `${what} ${why}` : what}</Text>
      {change.text ? (
        <Text numberOfLines={3} style={styles.words}>
          {change.text}
        </Text>
      ) : null}
      <View style={styles.actions}>
        <TextButton testID={`change-retry-${change.id}`} label={strings.chat.retry} onPress={() => void client.retry(change.id)} />
        <TextButton testID={`change-discard-${change.id}`} label={words.drop_change} onPress={() => void client.discard(change.id)} />
      </View>
    </View>
  )
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    notice: { maxWidth: '82%', paddingTop: space.xs, gap: space.xs },
    at_end: { alignSelf: 'flex-end', alignItems: 'flex-end' },
    at_start: { alignSelf: 'flex-start', alignItems: 'flex-start' },
    why: { ...type.small, color: colors.danger },
    why_own: { textAlign: 'right' },
    words: {
      ...type.small,
      color: colors.text,
      paddingHorizontal: space.m,
      paddingVertical: space.xs,
      borderRadius: radius.m,
      borderWidth: 1,
      borderColor: colors.border,
      backgroundColor: colors.surface,
    },
    actions: { flexDirection: 'row' },
  }),
)

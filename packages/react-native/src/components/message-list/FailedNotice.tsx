// Under a message that could not be sent: why, and what a person can do about it: try again, change the words, give up.

import type { MessageItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { AT_END } from '../../platform/reading-sides.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { useActsAllowed, useChatActs } from '../message-actions/chat-acts.tsx'
import { canEdit } from '../message-actions/message-acts.ts'

export const FailedNotice = replaceable('FailedNotice', function FailedNotice({ message }: { message: MessageItem }) {
  const client = useChat()
  const strings = useStrings()
  const styles = useStyles()
  const acts = useChatActs()
  const { can_write } = useActsAllowed()
  const why = message.error_code && strings.error[message.error_code]
  return (
    <View testID={`message-failed-${message.id}`} style={styles.notice}>
      <Text style={styles.why}>{why ? `${strings.status.failed}. ${why}` : strings.status.failed}</Text>
      <View style={styles.actions}>
        <TextButton testID={`message-retry-${message.id}`} label={strings.chat.retry} onPress={() => void client.retry(message.id)} />
        {acts && canEdit(message, can_write) ? (
          <TextButton
            testID={`message-edit-${message.id}`}
            label={strings.message.act.edit}
            onPress={() => acts.perform('edit', message)}
          />
        ) : null}
        <TextButton
          testID={`message-discard-${message.id}`}
          label={strings.chat.discard}
          look="danger"
          onPress={() => void client.discard(message.id)}
        />
      </View>
    </View>
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    notice: { alignSelf: 'flex-end', alignItems: 'flex-end', maxWidth: '100%', paddingTop: space.xs },
    why: { ...type.small, color: colors.danger, textAlign: AT_END },
    actions: { flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'flex-end' },
  }),
)

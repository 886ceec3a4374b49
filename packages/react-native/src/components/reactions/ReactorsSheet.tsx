// Who put which emoji on a message.

import type { MessageItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Avatar } from '../basics/Avatar.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { useActsAllowed, useChatActs } from '../message-actions/chat-acts.tsx'
import { canReact } from '../message-actions/message-acts.ts'
import { Sheet } from '../overlay/Sheet.tsx'

export interface ReactorsSheetProps {
  /** undefined: closed. */
  readonly message: MessageItem | undefined
  readonly people: People
  readonly onClose: () => void
}

export function ReactorsSheet({ message, people, onClose }: ReactorsSheetProps) {
  const styles = useStyles()
  const { reactions } = useStrings()
  const { user_id } = useChat()
  const acts = useChatActs()
  const allowed = useActsAllowed()
  const given = (message?.reactions ?? []).flatMap(({ emoji, user_ids }) => user_ids.map((id) => ({ emoji, id })))
  return (
    <Sheet open={message !== undefined} title={reactions.label} onClose={onClose} testID="reactors">
      {given.map(({ emoji, id }) => (
        <View key={`${emoji} ${id}`} style={styles.row}>
          <Avatar user_id={id} name={people.nameOf(id)} size={36} />
          <Text style={styles.name}>{id === user_id ? reactions.you : people.nameOf(id)}</Text>
          {id === user_id && message && canReact(message, allowed) ? (
            <TextButton testID={`take-back-${emoji}`} label={reactions.take_back} onPress={() => acts?.toggleReaction(message, emoji)} />
          ) : null}
          <Text style={styles.emoji}>{emoji}</Text>
        </View>
      ))}
      {given.length === 0 ? <Text style={styles.none}>{reactions.none}</Text> : null}
    </Sheet>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    row: { flexDirection: 'row', alignItems: 'center', gap: space.m, minHeight: 52 },
    name: { ...type.body, color: colors.text, flex: 1 },
    emoji: { ...type.emoji, color: colors.text },
    none: { ...type.body, color: colors.text_soft, paddingVertical: space.l },
  }),
)

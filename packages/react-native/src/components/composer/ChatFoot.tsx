// The lower edge of a chat: where to write, or why nothing can be written.

import { useChat } from '@jobline/react'
import { memo, useCallback } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { lastEditable } from '../message-actions/message-acts.ts'
import { BlockedPanel } from '../safety/BlockedPanel.tsx'
import type { Person } from '../safety/person.ts'
import type { ComposerMode } from './composer-mode.ts'
import { MessageInput } from './MessageInput.tsx'

export interface ChatFootProps {
  readonly conversation_id: string
  readonly closed: boolean
  /** Whom this person has blocked. */
  readonly blocked: Person | undefined
  readonly people: People
  readonly autofocus: boolean
  readonly mode: ComposerMode | undefined
  readonly setMode: (mode: ComposerMode | undefined) => void
}

export const ChatFoot = memo(function ChatFoot(props: ChatFootProps) {
  const { conversation_id, closed, blocked, people, autofocus, mode, setMode } = props
  const styles = useStyles()
  const { chat } = useStrings()
  const insets = useSafeAreaInsets()
  const client = useChat()
  const endMode = useCallback(() => setMode(undefined), [setMode])
  const onEditLast = useCallback(() => {
    const message = lastEditable(client.messages(conversation_id).getSnapshot().items)
    if (message) setMode({ type: 'edit', message })
  }, [client, conversation_id, setMode])
  return (
    <View style={[styles.foot, { paddingBottom: insets.bottom }]}>
      {closed ? (
        <Text testID="conversation-closed" style={styles.closed}>
          {chat.closed}
        </Text>
      ) : blocked ? (
        <BlockedPanel person={blocked} />
      ) : (
        <MessageInput
          conversation_id={conversation_id}
          autofocus={autofocus}
          mode={mode}
          people={people}
          onModeEnd={endMode}
          onModeBack={setMode}
          onEditLast={onEditLast}
        />
      )}
    </View>
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    foot: { backgroundColor: colors.surface, borderTopWidth: 1, borderTopColor: colors.border },
    closed: { ...type.label, color: colors.text_soft, textAlign: 'center', padding: space.l },
  }),
)

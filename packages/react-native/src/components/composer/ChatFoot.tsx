// The lower edge of a chat: where to write, or why nothing can be written.

import type { ConversationItem, MessageItem } from '@jobline/client'
import { useCallback } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { otherMember } from '../../conversation-people.ts'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { lastEditable } from '../message-actions/message-acts.ts'
import { BlockedPanel } from '../safety/BlockedPanel.tsx'
import type { ComposerMode } from './composer-mode.ts'
import { MessageInput } from './MessageInput.tsx'

export interface ChatFootProps {
  readonly conversation: ConversationItem
  readonly people: People
  readonly autofocus: boolean
  /** The newest messages: the last own one of them can be edited. */
  readonly items: readonly MessageItem[]
  readonly mode: ComposerMode | undefined
  readonly setMode: (mode: ComposerMode | undefined) => void
}

export function ChatFoot({ conversation, people, autofocus, items, mode, setMode }: ChatFootProps) {
  const styles = useStyles()
  const { chat } = useStrings()
  const insets = useSafeAreaInsets()
  const endMode = useCallback(() => setMode(undefined), [setMode])
  const onEditLast = useCallback(() => {
    const message = lastEditable(items)
    if (message) setMode({ type: 'edit', message })
  }, [items, setMode])
  const other = otherMember(conversation, people.user_id)
  return (
    <View style={[styles.foot, { paddingBottom: insets.bottom }]}>
      {conversation.status === 'closed' ? (
        <Text testID="conversation-closed" style={styles.closed}>
          {chat.closed}
        </Text>
      ) : conversation.state.blocked && other ? (
        <BlockedPanel person={other} />
      ) : (
        <MessageInput
          conversation_id={conversation.id}
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
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    foot: { backgroundColor: colors.surface, borderTopWidth: 1, borderTopColor: colors.border },
    closed: { ...type.label, color: colors.text_soft, textAlign: 'center', padding: space.l },
  }),
)

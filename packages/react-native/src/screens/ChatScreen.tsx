// One conversation: who, about which job, their messages, and where to write. Composes the parts; marks
// as read only what was visible on a screen that somebody is looking at.

import type { ConversationItem } from '@jobline/client'
import { useChat, useConnection, useConversation, useMessages } from '@jobline/react'
import { useCallback, useMemo, useRef } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { EmptyState as OurEmptyState } from '../components/basics/EmptyState.tsx'
import { LiveRegion } from '../components/basics/LiveRegion.tsx'
import { MessageSkeletons } from '../components/basics/Skeletons.tsx'
import { useComposerMode } from '../components/composer/composer-mode.ts'
import { MessageInput as OurMessageInput } from '../components/composer/MessageInput.tsx'
import { JobHeader as OurJobHeader } from '../components/job/JobHeader.tsx'
import { ChatOverlays } from '../components/message-actions/ChatOverlays.tsx'
import { ChatActsProvider } from '../components/message-actions/chat-acts.tsx'
import { lastEditable } from '../components/message-actions/message-acts.ts'
import { useChatActsOf } from '../components/message-actions/use-chat-acts.ts'
import { MessageList, type MessageListHandle } from '../components/message-list/MessageList.tsx'
import { TypingIndicator } from '../components/message-list/TypingIndicator.tsx'
import { BlockedPanel } from '../components/safety/BlockedPanel.tsx'
import { useSafety } from '../components/safety/use-safety.tsx'
import { ConnectionBanner } from '../components/status/ConnectionBanner.tsx'
import { StorageBanner } from '../components/status/StorageBanner.tsx'
import { otherMember } from '../conversation-people.ts'
import { KeyboardArea } from '../platform/keyboard-area.tsx'
import { useWindowActive } from '../platform/window-active.ts'
import { useComponents } from '../providers/components.tsx'
import { useLookedAt } from '../providers/open-chats.tsx'
import { useStrings } from '../strings/use-strings.tsx'
import { themed } from '../theme/theme.tsx'
import { SPACE, TYPE } from '../theme/tokens.ts'
import { ChatHeader } from './ChatHeader.tsx'
import { usePeople } from './use-people.ts'
import { useSpokenMessages } from './use-spoken-messages.ts'

export interface ChatScreenProps {
  readonly conversation_id: string
  /** The way back to the list; leave it out where the list stands beside the chat. */
  readonly onBack?: () => void
  /** false while another screen covers this one: nothing is marked as read then. */
  readonly focused?: boolean
  /** Puts the cursor into the composer, for large screens with a keyboard. */
  readonly autofocus?: boolean
}

/** A different conversation is a different screen: nothing of the last one (draft, place, divider) may carry over. */
export function ChatScreen(props: ChatScreenProps) {
  const conversation = useConversation(props.conversation_id)
  return conversation ? <OpenChat key={props.conversation_id} conversation={conversation} {...props} /> : <UnknownChat {...props} />
}

function OpenChat({ conversation, onBack, focused = true, autofocus = false }: ChatScreenProps & { conversation: ConversationItem }) {
  const { JobHeader = OurJobHeader, MessageInput = OurMessageInput } = useComponents()
  const styles = useStyles()
  const strings = useStrings()
  const insets = useSafeAreaInsets()
  const client = useChat()
  const messages = useMessages(conversation.id)
  const active = useWindowActive() && focused
  useLookedAt(conversation.id, active)
  const other = otherMember(conversation, client.user_id)
  const people = usePeople(conversation)
  const typing_id = conversation.typing_user_ids[0]
  const typing_name = typing_id === undefined ? undefined : people.nameOf(typing_id)
  const onSeen = useCallback((seq: number) => client.markRead(conversation.id, seq), [client, conversation.id])
  const onLoadBefore = useCallback(() => void client.loadBefore(conversation.id).catch(() => {}), [client, conversation.id])
  const spoken = useSpokenMessages(messages, people)
  const list = useRef<MessageListHandle>(null)
  const [mode, setMode] = useComposerMode(conversation.id)
  const safety = useSafety(conversation, messages.items)
  const { acts, overlay, closeOverlay } = useChatActsOf({
    conversation_id: conversation.id,
    list,
    setMode,
    onFar: () => {},
    onReport: safety.report,
  })
  const can_write = conversation.status === 'open' && !safety.is_blocked
  const allowed = useMemo(() => ({ can_write, can_report: true }), [can_write])
  const endMode = useCallback(() => setMode(undefined), [setMode])
  const onEditLast = useCallback(() => {
    const message = lastEditable(messages.items)
    if (message) setMode({ type: 'edit', message })
  }, [messages.items, setMode])

  return (
    <ChatActsProvider acts={acts} allowed={allowed}>
      <KeyboardArea style={styles.screen}>
        <View style={[styles.head, { paddingTop: insets.top }]}>
          <ChatHeader member={other} typing={typing_id !== undefined} onBack={onBack} menu={safety.items} />
          <JobHeader job={conversation.job} />
        </View>
        <ConnectionBanner />
        <StorageBanner />
        {!messages.ready ? (
          <MessageSkeletons />
        ) : messages.items.length === 0 ? (
          <NoMessages name={other?.name ?? strings.chat.somebody} typing_name={typing_name} />
        ) : (
          <MessageList
            ref={list}
            messages={messages}
            people={people}
            typing_name={typing_name}
            active={active}
            onSeen={onSeen}
            onLoadBefore={onLoadBefore}
          />
        )}
        <LiveRegion text={spoken} />
        <View style={[styles.foot, { paddingBottom: insets.bottom }]}>
          {conversation.status === 'closed' ? (
            <Text testID="conversation-closed" style={styles.closed}>
              {strings.chat.closed}
            </Text>
          ) : safety.is_blocked && other ? (
            <BlockedPanel person={other} />
          ) : (
            <MessageInput
              conversation_id={conversation.id}
              autofocus={autofocus}
              mode={mode}
              people={people}
              onModeEnd={endMode}
              onEditLast={onEditLast}
            />
          )}
        </View>
        {safety.sheets}
        <ChatOverlays overlay={overlay} items={messages.items} people={people} onClose={closeOverlay} />
      </KeyboardArea>
    </ChatActsProvider>
  )
}

function NoMessages({ name, typing_name }: { name: string; typing_name: string | undefined }) {
  const { EmptyState = OurEmptyState } = useComponents()
  const styles = useStyles()
  const { chat } = useStrings()
  return (
    <View style={styles.empty}>
      <EmptyState title={chat.empty_title} text={chat.empty_text(name)} />
      {typing_name === undefined ? null : <TypingIndicator name={typing_name} />}
    </View>
  )
}

/** Not on this device (yet): while the first sync runs it may still come. */
function UnknownChat({ onBack }: ChatScreenProps) {
  const { EmptyState = OurEmptyState } = useComponents()
  const styles = useStyles()
  const { chat } = useStrings()
  const insets = useSafeAreaInsets()
  const { state } = useConnection()
  const may_come = state === 'connecting' || state === 'syncing' || state === 'offline'
  return (
    <View style={styles.screen}>
      {onBack ? (
        <View style={[styles.head, styles.head_plain, { paddingTop: insets.top }]}>
          <ChatHeader member={undefined} typing={false} onBack={onBack} />
        </View>
      ) : null}
      <ConnectionBanner />
      <StorageBanner />
      {may_come ? (
        <MessageSkeletons />
      ) : (
        <EmptyState icon="alert" testID="chat-unknown" title={chat.unknown_title} text={chat.unknown_text} />
      )}
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    screen: { flex: 1, minWidth: 0, backgroundColor: colors.canvas },
    head: { backgroundColor: colors.surface, zIndex: 1 },
    head_plain: { borderBottomWidth: 1, borderBottomColor: colors.border },
    empty: { flex: 1, paddingBottom: SPACE.l },
    foot: { backgroundColor: colors.surface, borderTopWidth: 1, borderTopColor: colors.border },
    closed: { ...TYPE.label, color: colors.text_soft, textAlign: 'center', padding: SPACE.l },
  }),
)

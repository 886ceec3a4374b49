// One conversation: who, about which job, their messages, and where to write. Composes the parts; marks
// as read only what was visible on a screen that somebody is looking at.

import type { ConversationItem } from '@jobline/client'
import { useChat, useConnection, useConversation, useMessages } from '@jobline/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { EmptyState } from '../components/basics/EmptyState.tsx'
import { Landmark } from '../components/basics/Landmark.tsx'
import { LiveRegion } from '../components/basics/LiveRegion.tsx'
import { MessageSkeletons } from '../components/basics/Skeletons.tsx'
import { ChatHeader } from '../components/chat-head/ChatHeader.tsx'
import { OpenChatHead } from '../components/chat-head/OpenChatHead.tsx'
import { ChatFoot } from '../components/composer/ChatFoot.tsx'
import { useComposerMode } from '../components/composer/composer-mode.ts'
import { ChatOverlays } from '../components/message-actions/ChatOverlays.tsx'
import { ChatActsProvider } from '../components/message-actions/chat-acts.tsx'
import { usePointedStore } from '../components/message-actions/pointed-message.ts'
import { useChatActsOf } from '../components/message-actions/use-chat-acts.ts'
import { MessageList, type MessageListHandle } from '../components/message-list/MessageList.tsx'
import { NoMessages } from '../components/message-list/NoMessages.tsx'
import { useChatWindow } from '../components/message-list/use-chat-window.ts'
import { useFirstUnread } from '../components/message-list/use-first-unread.ts'
import { useSeen } from '../components/message-list/use-seen.ts'
import { useWhileOpen } from '../components/overlay/use-while-open.ts'
import { useSafety } from '../components/safety/use-safety.tsx'
import { ConnectionBanner } from '../components/status/ConnectionBanner.tsx'
import { StorageBanner } from '../components/status/StorageBanner.tsx'
import { KeyboardArea } from '../platform/keyboard-area.tsx'
import { useWindowActive } from '../platform/window-active.ts'
import { useLookedAt } from '../providers/open-chats.tsx'
import { useStrings } from '../strings/use-strings.tsx'
import { themed } from '../theme/theme.tsx'
import { useOther, usePeople } from './use-people.ts'
import { useSpokenMessages } from './use-spoken-messages.ts'

export interface ChatScreenProps {
  readonly conversation_id: string
  /** Opens there instead of at the first unread one: from a search, a notification, a link. */
  readonly message_id?: string | undefined
  /** Another number opens at `message_id` again. */
  readonly open_count?: number
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
  return (
    <Landmark style={FILL}>
      {conversation ? <OpenChat key={props.conversation_id} conversation={conversation} {...props} /> : <UnknownChat {...props} />}
    </Landmark>
  )
}

function OpenChat(props: ChatScreenProps & { conversation: ConversationItem }) {
  const { conversation, message_id, open_count = 0, onBack, focused = true, autofocus = false } = props
  const styles = useStyles()
  const strings = useStrings()
  const client = useChat()
  const insets = useSafeAreaInsets()
  const active = useWindowActive() && focused
  useLookedAt(conversation.id, active)
  const other = useOther(conversation)
  const people = usePeople(conversation)
  const typing_id = conversation.typing_user_ids[0]
  const typing_name = typing_id === undefined ? undefined : people.nameOf(typing_id)
  const seen = useSeen(conversation.id)
  const onLoadBefore = useCallback(() => void client.loadBefore(conversation.id).catch(() => {}), [client, conversation.id])
  const { messages, is_looking } = useFirstUnread(conversation, useMessages(conversation.id), onLoadBefore, message_id !== undefined)
  const spoken = useSpokenMessages(messages, people)

  const list = useRef<MessageListHandle>(null)
  const pointed = usePointedStore()
  const part = useChatWindow({ conversation_id: conversation.id, newest: messages, list, pointed, onLoadBefore, message_id, open_count })
  const is_blocked = other !== undefined && conversation.state.blocked === true
  const safety = useSafety({ conversation_id: conversation.id, other, is_blocked, messages: part.shown.items })
  const [mode, setMode] = useComposerMode(conversation.id)
  const { acts, overlay, closeOverlay } = useChatActsOf({ pointed, setMode, onJump: part.goTo, onReport: safety.report })
  const can_write = conversation.status === 'open' && !is_blocked
  const allowed = useMemo(() => ({ can_write, can_report: true }), [can_write])
  const overlay_items = useWhileOpen(overlay !== undefined, part.shown.items)
  const [head_height, setHeadHeight] = useState(FIRST_HEAD_HEIGHT)
  const [towards, setTowards] = useState<'history' | 'end'>('end')

  return (
    <ChatActsProvider acts={acts} allowed={allowed}>
      <KeyboardArea inset_bottom={insets.bottom} style={styles.screen}>
        <View style={styles.middle}>
          <View style={styles.middle} {...seen.box}>
            {!part.shown.ready ? (
              <View style={{ paddingTop: head_height }}>
                <MessageSkeletons />
              </View>
            ) : part.shown.items.length === 0 ? (
              <View style={[styles.middle, { paddingTop: head_height }]}>
                <NoMessages name={other?.name ?? strings.chat.somebody} typing_name={typing_name} />
              </View>
            ) : (
              <MessageList
                key={part.key}
                ref={list}
                messages={part.shown}
                opens_at_unread={part.is_first}
                people={people}
                typing_name={typing_name}
                active={active && !is_looking}
                onSeen={seen.onSeen}
                onLoadBefore={part.loadBefore}
                later={part.later}
                onNewest={part.goToNewest}
                onBack={part.goBack}
                inset_top={head_height}
                onTravel={setTowards}
              />
            )}
          </View>
          <OpenChatHead
            conversation_id={conversation.id}
            job={conversation.job}
            other={other}
            typing={typing_id !== undefined}
            slim={towards === 'history' && part.shown.ready && part.shown.items.length > 0}
            onBack={onBack}
            onHeight={setHeadHeight}
            menu_items={safety.items}
            onHit={part.show}
          />
        </View>
        <LiveRegion {...spoken} />
        <View {...seen.box}>
          <ChatFoot
            conversation_id={conversation.id}
            closed={conversation.status === 'closed'}
            blocked={is_blocked ? other : undefined}
            people={people}
            autofocus={autofocus}
            mode={mode}
            setMode={setMode}
          />
        </View>
        <ChatOverlays overlay={overlay} items={overlay_items} people={people} onClose={closeOverlay} />
        {safety.sheets}
      </KeyboardArea>
    </ChatActsProvider>
  )
}

/** Until it is measured, right after the first picture. */
const FIRST_HEAD_HEIGHT = 140

/** Not on this device (yet): while the first sync runs it may still come. */
function UnknownChat({ onBack }: ChatScreenProps) {
  const styles = useStyles()
  const { chat } = useStrings()
  const insets = useSafeAreaInsets()
  const { state } = useConnection()
  const may_come = state === 'connecting' || state === 'syncing' || state === 'offline'
  return (
    <View style={styles.screen}>
      {onBack ? (
        <View style={[styles.head, { paddingTop: insets.top }]}>
          <ChatHeader member={undefined} typing={false} onBack={onBack} />
        </View>
      ) : null}
      <ConnectionBanner />
      <StorageBanner />
      {may_come ? (
        <MessageSkeletons />
      ) : (
        <EmptyState icon="alert" testID="chat-unknown" level={1} title={chat.unknown_title} text={chat.unknown_text} />
      )}
    </View>
  )
}

const FILL = { flex: 1, minWidth: 0 } as const

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    screen: { flex: 1, minWidth: 0, backgroundColor: colors.canvas },
    middle: { flex: 1, minHeight: 0 },
    head: { backgroundColor: colors.surface, borderBottomWidth: 1, borderBottomColor: colors.border },
  }),
)

// The upper bar of a chat: the way back, the person, and whether they are there.

import { usePresence } from '@jobline/react'
import type { ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import type { ShownMember } from '../../conversation-people.ts'
import { useToday } from '../../platform/use-today.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { Avatar } from '../basics/Avatar.tsx'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'

interface ChatHeaderProps {
  /** undefined while the conversation is not known. */
  readonly member: ShownMember | undefined
  readonly typing: boolean
  /** Absent where the list stands beside the chat. */
  readonly onBack?: (() => void) | undefined
  /** At the end of the line: the menu. */
  readonly children?: ReactNode
}

export function ChatHeader({ member, typing, onBack, children }: ChatHeaderProps) {
  const styles = useStyles()
  const { chat } = useStrings()
  return (
    <View style={styles.bar}>
      {onBack ? (
        <Tappable testID="chat-back" aria-label={chat.back} onPress={onBack} style={styles.back} hover_style={styles.back_hover}>
          <Icon name="back" size={22} weight={2.4} color={styles.sign.color} />
        </Tappable>
      ) : null}
      {member ? <Person member={member} typing={typing} /> : <View style={styles.words} />}
      {children}
    </View>
  )
}

function Person({ member, typing }: { member: ShownMember; typing: boolean }) {
  const styles = useStyles()
  const presence = usePresence(member.user_id)
  const large = useLargeText()
  return (
    <>
      <Avatar user_id={member.user_id} name={member.name} avatar_url={member.avatar_url} online={presence.online} size={42} />
      <View style={styles.words}>
        <Text role="heading" aria-level={1} numberOfLines={large ? 2 : 1} style={styles.name}>
          {member.name}
        </Text>
        <PresenceLine online={presence.online} last_seen_at={presence.last_seen_at} typing={typing} />
      </View>
    </>
  )
}

function PresenceLine({ online, last_seen_at, typing }: { online: boolean; last_seen_at?: number | undefined; typing: boolean }) {
  const styles = useStyles()
  const { chat } = useStrings()
  const time = useTimeWords()
  const now = useToday()
  const large = useLargeText()
  const live = typing || online
  const text = typing
    ? chat.typing
    : online
      ? chat.online
      : last_seen_at === undefined
        ? chat.offline
        : chat.last_seen(time.seen(last_seen_at, now))
  return (
    <Text testID="chat-presence" numberOfLines={large ? 2 : 1} style={[styles.presence, live && styles.presence_live]}>
      {text}
    </Text>
  )
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    bar: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      width: '100%',
      maxWidth: CHAT_WIDTH,
      alignSelf: 'center',
      minHeight: 64,
      paddingHorizontal: space.l,
      paddingVertical: space.s,
    },
    back: { marginHorizontal: -space.s, borderRadius: radius.full },
    back_hover: { backgroundColor: colors.sunken },
    sign: { color: colors.accent },
    words: { flex: 1, minWidth: 0 },
    name: { ...type.heading, color: colors.text },
    presence: { ...type.small, color: colors.text_soft },
    presence_live: { color: colors.accent, fontWeight: '500' },
  }),
)

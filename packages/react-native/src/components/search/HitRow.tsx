// A result: a conversation by its person or its job, or a message with the words around what was found.

import type { ConversationHit, MessageHit, Part } from '@jobline/client/search'
import { useChat } from '@jobline/react'
import { memo, type ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { otherMember } from '../../conversation-people.ts'
import { rowMark } from '../../platform/row-focus.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Avatar } from '../basics/Avatar.tsx'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { JobStatusChip } from '../job/JobStatusChip.tsx'
import { HitText } from './HitText.tsx'

interface HitRowProps {
  readonly now: number
  readonly selected: boolean
  readonly onOpen: (conversation_id: string, message_id?: string) => void
}

export const ConversationHitRow = memo(function ConversationHitRow({ hit, selected, onOpen }: HitRowProps & { hit: ConversationHit }) {
  const styles = useStyles()
  const strings = useStrings()
  const large = useLargeText()
  const { conversation, parts } = hit
  const { job, state } = conversation
  return (
    <Row
      hit={hit}
      id={`conversation ${conversation.id}`}
      testID={`search-conversation-${conversation.id}`}
      selected={selected}
      label={[plain(parts.name), job.title, job.place, state.archived_at === undefined ? undefined : strings.conversations.filter_archived]}
      onPress={() => onOpen(conversation.id)}
    >
      <View style={styles.line}>
        <HitText parts={parts.name} style={styles.name} />
        {state.archived_at !== undefined ? <Icon name="archive" size={15} color={styles.soft.color} /> : null}
      </View>
      <View style={[styles.line, large && styles.line_large]}>
        <JobStatusChip job={job} />
        <HitText
          parts={job.place ? [...parts.title, { text: ` · ${job.place}` }] : parts.title}
          lines={large ? 2 : 1}
          style={large ? styles.job_large : styles.job}
        />
      </View>
    </Row>
  )
})

export const MessageHitRow = memo(function MessageHitRow({ hit, now, onOpen }: HitRowProps & { hit: MessageHit }) {
  const styles = useStyles()
  const strings = useStrings()
  const time = useTimeWords()
  const client = useChat()
  const large = useLargeText()
  const { conversation, message, parts } = hit
  const name = otherMember(conversation, client.user_id)?.name ?? strings.chat.somebody
  const when = time.listed(message.created_at, now)
  const you = message.sender_id === client.user_id ? `${strings.conversations.you}: ` : undefined
  return (
    <Row
      hit={hit}
      id={`message ${message.id}`}
      testID={`search-message-${message.id}`}
      selected={false}
      label={[name, conversation.job.title, `${you ?? ''}${plain(parts)}`, when]}
      onPress={() => onOpen(conversation.id, message.id)}
    >
      <View style={[styles.line, large && styles.line_large]}>
        <Text numberOfLines={large ? 2 : 1} style={styles.name}>
          {name}
        </Text>
        <Text style={styles.when}>{when}</Text>
      </View>
      <Text numberOfLines={large ? 2 : 1} style={styles.job_alone}>
        {conversation.job.title}
      </Text>
      <HitText parts={parts} lines={large ? 4 : 2} before={you} style={styles.said} />
    </Row>
  )
})

interface RowProps {
  readonly hit: ConversationHit | MessageHit
  readonly id: string
  readonly testID: string
  readonly selected: boolean
  readonly label: readonly (string | undefined)[]
  readonly onPress: () => void
  readonly children: ReactNode
}

function Row({ hit, id, testID, selected, label, onPress, children }: RowProps) {
  const styles = useStyles()
  const strings = useStrings()
  const client = useChat()
  const other = otherMember(hit.conversation, client.user_id)
  return (
    <View role="listitem" style={styles.box}>
      <Tappable
        testID={testID}
        aria-label={label.filter(Boolean).join(strings.spoken.pause)}
        {...(selected ? { 'aria-current': 'page' } : {})}
        {...rowMark(id)}
        onPress={onPress}
        style={[styles.row, selected && styles.selected]}
        hover_style={!selected && styles.hovered}
      >
        <Avatar
          user_id={other?.user_id ?? hit.conversation.id}
          name={other?.name ?? strings.chat.somebody}
          avatar_url={other?.avatar_url}
          size={44}
        />
        <View style={styles.words}>{children}</View>
      </Tappable>
    </View>
  )
}

const plain = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('')

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    box: { marginHorizontal: space.s },
    row: {
      flexDirection: 'row',
      alignItems: 'flex-start',
      justifyContent: 'flex-start',
      gap: space.m,
      paddingHorizontal: space.s,
      paddingVertical: 10,
      borderRadius: radius.m,
    },
    hovered: { backgroundColor: colors.hover },
    selected: { backgroundColor: colors.accent_soft },
    words: { flex: 1, minWidth: 0, gap: 3 },
    line: { flexDirection: 'row', alignItems: 'center', gap: 6, minHeight: 22 },
    line_large: { flexWrap: 'wrap' },
    name: { ...type.name, color: colors.text, flexGrow: 1, flexShrink: 1 },
    when: { ...type.small, flexShrink: 0, color: colors.text_soft, fontVariant: ['tabular-nums'] },
    job: { ...type.small, color: colors.text_soft, flex: 1 },
    job_large: { ...type.small, color: colors.text_soft, width: '100%' },
    job_alone: { ...type.small, color: colors.text_soft },
    said: { ...type.label, color: colors.text },
    soft: { color: colors.text_soft },
  }),
)

// One conversation in the list: who, about which job, what was said last, what waits.

import type { ConversationItem } from '@jobline/client'
import { useChat, usePresence } from '@jobline/react'
import { memo, useState } from 'react'
import { Pressable, StyleSheet, Text, View } from 'react-native'
import { otherMember, peopleOf } from '../../conversation-people.ts'
import { useComponents } from '../../providers/components.tsx'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { RADIUS, SPACE, TYPE } from '../../theme/tokens.ts'
import { Avatar as OurAvatar } from '../basics/Avatar.tsx'
import { Icon } from '../basics/Icon.tsx'
import { UnreadBadge } from '../basics/UnreadBadge.tsx'
import { JobStatusChip as OurJobStatusChip } from '../job/JobStatusChip.tsx'
import { RowPreviewLine } from './RowPreviewLine.tsx'
import { rowLabel, rowPreview } from './row-words.ts'

export interface ConversationRowProps {
  readonly conversation: ConversationItem
  readonly selected: boolean
  /** Today, for words like "Yesterday". */
  readonly now: number
  readonly onOpen: (conversation_id: string) => void
}

export const ConversationRow = memo(function ConversationRow({ conversation, selected, now, onOpen }: ConversationRowProps) {
  const { Avatar = OurAvatar, JobStatusChip = OurJobStatusChip } = useComponents()
  const styles = useStyles()
  const strings = useStrings()
  const time = useTimeWords()
  const client = useChat()
  const other = otherMember(conversation, client.user_id)
  const { online } = usePresence(other?.user_id)
  const [hovered, setHovered] = useState(false)

  const { job, state } = conversation
  const name = other?.name ?? strings.chat.somebody
  const when = time.listed(conversation.last_activity_at, now)
  const preview = rowPreview(conversation, strings, peopleOf(conversation, client.user_id, strings.chat.somebody))
  const unread = state.unread > 0 || state.marked_unread === true
  const muted = state.muted_until !== undefined && state.muted_until > now
  const ground = selected ? styles.selected : hovered ? styles.hovered : styles.row

  return (
    <View role="listitem">
      <Pressable
        testID={`conversation-row-${conversation.id}`}
        role="button"
        aria-label={rowLabel(conversation, name, when, preview, online, strings)}
        accessibilityState={{ selected }}
        {...currentPage(selected)}
        onPress={() => onOpen(conversation.id)}
        onHoverIn={() => setHovered(true)}
        onHoverOut={() => setHovered(false)}
        style={({ pressed }) => [styles.row, hovered && styles.hovered, selected && styles.selected, pressed && styles.pressed]}
      >
        <Avatar
          user_id={other?.user_id ?? conversation.id}
          name={name}
          avatar_url={other?.avatar_url}
          online={online}
          ground={ground.backgroundColor}
        />
        <View style={styles.words}>
          <View style={styles.line}>
            <Text numberOfLines={1} style={[styles.name, unread && styles.name_unread]}>
              {name}
            </Text>
            {state.pinned_at !== undefined ? <Icon name="pin" size={13} color={styles.soft.color} /> : null}
            {muted ? <Icon name="muted" size={13} color={styles.soft.color} /> : null}
            <Text numberOfLines={1} style={[styles.when, unread && !muted && styles.when_unread]}>
              {when}
            </Text>
          </View>
          <View style={styles.line}>
            <JobStatusChip job={job} testID={`job-status-${conversation.id}`} />
            <Text numberOfLines={1} style={styles.job}>
              {job.place ? `${job.title} · ${job.place}` : job.title}
            </Text>
          </View>
          <View style={styles.line}>
            <RowPreviewLine preview={preview} message={conversation.preview} unread={unread} />
            <UnreadBadge count={state.unread} marked={state.marked_unread === true} quiet={muted} />
          </View>
        </View>
      </Pressable>
    </View>
  )
})

/** What the web calls selected here; React Native's types do not know it. */
const currentPage = (selected: boolean): object => (selected ? { 'aria-current': 'page' } : {})

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: SPACE.m,
      backgroundColor: colors.surface,
      marginHorizontal: SPACE.s,
      paddingHorizontal: SPACE.s,
      paddingVertical: 10,
      borderRadius: RADIUS.m,
      cursor: 'pointer',
    },
    hovered: { backgroundColor: colors.hover },
    selected: { backgroundColor: colors.accent_soft },
    pressed: { opacity: 0.8 },
    words: { flex: 1, minWidth: 0, gap: 3 },
    line: { flexDirection: 'row', alignItems: 'center', gap: 6, minHeight: 22 },
    name: { ...TYPE.strong, fontSize: 16, color: colors.text, flexGrow: 1, flexShrink: 1 },
    name_unread: { fontWeight: '700' },
    when: { ...TYPE.small, flexShrink: 0, color: colors.text_soft, fontVariant: ['tabular-nums'] },
    when_unread: { color: colors.accent, fontWeight: '600' },
    job: { ...TYPE.small, color: colors.text_soft, flex: 1 },
    soft: { color: colors.text_soft },
  }),
)

// One message in its bubble: text, time, and the ticks of an own one. Renders again only when its own
// row changes.

import type { MessageItem } from '@jobline/client'
import { memo } from 'react'
import { StyleSheet, Text, useWindowDimensions, View } from 'react-native'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { RADIUS, SPACE, TYPE } from '../../theme/tokens.ts'
import { StatusTicks } from '../status/StatusTicks.tsx'
import { FailedNotice } from './FailedNotice.tsx'

export interface MessageBubbleProps {
  readonly message: MessageItem
  /** The sender's name, for screen readers. */
  readonly sender_name: string
  readonly starts_group: boolean
  readonly ends_group: boolean
}

export const MessageBubble = memo(function MessageBubble({ message, sender_name, starts_group, ends_group }: MessageBubbleProps) {
  const styles = useStyles()
  const strings = useStrings()
  const time = useTimeWords()
  const { fontScale } = useWindowDimensions()
  const { is_own, status } = message
  const deleted = message.deleted_at !== undefined
  const clock = time.clock(message.seq > 0 ? message.created_at : message.sent_at)
  const edited = message.edited_at !== undefined && !deleted
  const text = deleted ? (is_own ? strings.chat.deleted_own : strings.chat.deleted) : (message.text ?? '')
  const label = is_own
    ? strings.spoken.message_own(text, clock, status ? strings.status[status] : '')
    : strings.spoken.message_other(sender_name, text, clock)
  const meta_length = clock.length + (edited ? strings.chat.edited.length + 1 : 0)

  return (
    <View style={[styles.row, starts_group && styles.row_first]}>
      <View
        testID={`message-${message.id}`}
        role="article"
        aria-label={label}
        style={[
          styles.bubble,
          is_own ? styles.own : styles.other,
          ends_group && (is_own ? styles.own_tail : styles.other_tail),
          deleted && styles.deleted,
        ]}
      >
        <Text selectable style={[styles.text, is_own && styles.text_own, deleted && styles.text_deleted]}>
          {text}
          {/* Room for the time at the end of the last line; where it does not fit, it gets a line of its own. */}
          <View
            aria-hidden
            style={{ width: (meta_length * META_CHARACTER + (is_own && !deleted ? TICKS : 0) + SPACE.s) * fontScale, height: 1 }}
          />
        </Text>
        <View aria-hidden style={styles.meta}>
          <Text style={[styles.time, is_own && !deleted && styles.soft_own]}>{edited ? `${strings.chat.edited} ${clock}` : clock}</Text>
          {is_own && status && !deleted ? (
            <StatusTicks
              status={status}
              color={styles.soft_own.color}
              read_color={styles.read.color}
              failed_color={styles.text_own.color}
            />
          ) : null}
        </View>
      </View>
      {status === 'failed' ? <FailedNotice message={message} /> : null}
    </View>
  )
})

/** Widest usual character of the time in points, and the room of the ticks beside it. */
const META_CHARACTER = 6.4
const TICKS = 21

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: { paddingHorizontal: SPACE.l, paddingTop: 2 },
    row_first: { paddingTop: SPACE.m },
    bubble: { maxWidth: '80%', borderRadius: RADIUS.l, paddingHorizontal: 13, paddingTop: 7, paddingBottom: 8, borderWidth: 1 },
    own: { alignSelf: 'flex-end', backgroundColor: colors.bubble_own, borderColor: colors.bubble_own },
    other: { alignSelf: 'flex-start', backgroundColor: colors.bubble_other, borderColor: colors.bubble_other_border },
    own_tail: { borderBottomEndRadius: RADIUS.s },
    other_tail: { borderBottomStartRadius: RADIUS.s },
    deleted: { backgroundColor: 'transparent', borderColor: colors.border },
    text: { ...TYPE.body, color: colors.text },
    text_own: { color: colors.on_bubble_own },
    text_deleted: { fontStyle: 'italic', color: colors.text_soft },
    meta: { position: 'absolute', end: 11, bottom: 6, flexDirection: 'row', alignItems: 'center', gap: 5 },
    time: { ...TYPE.tiny, color: colors.text_soft, fontVariant: ['tabular-nums'] },
    soft_own: { color: colors.on_bubble_own_soft },
    read: { color: colors.on_bubble_own_read },
  }),
)

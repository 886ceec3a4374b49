// When a message was written, whether it was edited since, and how far an own one got.

import type { MessageItem } from '@jobline/client'
import { StyleSheet, Text, View } from 'react-native'
import { pointsOf } from '../../platform/text-length.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'
import { Icon } from '../basics/Icon.tsx'
import { StatusTicks } from '../status/StatusTicks.tsx'

export const useClockOf = (message: MessageItem): string => useTimeWords().clock(message.seq > 0 ? message.created_at : message.sent_at)

const isEditWaiting = ({ change }: MessageItem): boolean => change?.kind === 'edit' && change.state !== 'failed'

/** Widest usual character of the time, as a part of its font's size, and the room of the ticks beside it in points. */
const META_CHARACTER = 0.556
const TICKS = 21

/** Points that it takes at the end of the last line. */
export function useMetaWidth(message: MessageItem): number {
  const { chat } = useStrings()
  const { space, type } = useTheme()
  const clock = useClockOf(message)
  const letters = clock.length + (message.edited_at === undefined ? 0 : chat.edited.length + 1) + (isEditWaiting(message) ? 3 : 0)
  return letters * META_CHARACTER * pointsOf(type.tiny.fontSize) + (message.is_own ? TICKS : 0) + space.s
}

export interface BubbleMetaProps {
  readonly message: MessageItem
  /** On the canvas, without a bubble. */
  readonly bare?: boolean
  /** On a line of its own, under the words. */
  readonly apart?: boolean
}

export function BubbleMeta({ message, bare = false, apart = false }: BubbleMetaProps) {
  const styles = useStyles()
  const { chat } = useStrings()
  const clock = useClockOf(message)
  const { is_own, status } = message
  const soft = is_own && !bare ? styles.soft_own : styles.time
  return (
    <View aria-hidden style={bare ? [styles.bare, is_own && styles.bare_own] : [styles.meta, apart ? styles.meta_apart : styles.meta_over]}>
      {isEditWaiting(message) ? <Icon name="clock" size={13} color={soft.color} weight={1.4} /> : null}
      <Text style={[styles.time, is_own && !bare && styles.soft_own]}>
        {message.edited_at === undefined ? clock : `${chat.edited} ${clock}`}
      </Text>
      {is_own && status ? (
        <StatusTicks
          status={status}
          color={soft.color}
          read_color={bare ? styles.read_bare.color : styles.read.color}
          failed_color={bare ? styles.failed_bare.color : styles.failed.color}
        />
      ) : null}
    </View>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    meta: { flexDirection: 'row', alignItems: 'center', gap: 5 },
    meta_over: { position: 'absolute', end: 11, bottom: 6 },
    meta_apart: { alignSelf: 'flex-end' },
    bare: { flexDirection: 'row', alignItems: 'center', gap: 5, alignSelf: 'flex-start', paddingHorizontal: space.xs },
    bare_own: { alignSelf: 'flex-end' },
    time: { ...type.tiny, color: colors.text_soft, fontVariant: ['tabular-nums'] },
    soft_own: { color: colors.on_bubble_own_soft },
    read: { color: colors.on_bubble_own_read },
    failed: { color: colors.on_bubble_own },
    read_bare: { color: colors.accent },
    failed_bare: { color: colors.danger },
  }),
)

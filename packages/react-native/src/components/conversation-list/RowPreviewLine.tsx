// The last line of a row: what was said last and how far it got, who is typing, or what was left unsent.

import type { MessageItem } from '@jobline/client'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Icon } from '../basics/Icon.tsx'
import { StatusTicks } from '../status/StatusTicks.tsx'
import type { RowPreview } from './row-words.ts'

export interface RowPreviewLineProps {
  readonly preview: RowPreview
  readonly message?: MessageItem | undefined
  readonly unread: boolean
}

export function RowPreviewLine({ preview, message, unread }: RowPreviewLineProps) {
  const styles = useStyles()
  const strings = useStrings()
  const large = useLargeText()
  const { type, icon, faded = false } = preview
  const shows_tick = (type === 'message' || type === 'failed') && message?.is_own && message.deleted_at === undefined
  const word = type === 'draft' ? strings.conversations.draft : type === 'failed' ? `${strings.status.failed}:` : undefined
  return (
    <View style={styles.line}>
      {shows_tick && message.status ? (
        <StatusTicks
          status={message.status}
          size={14}
          color={styles.soft.color}
          read_color={styles.typing.color}
          failed_color={styles.danger.color}
        />
      ) : null}
      {icon ? <Icon name={icon} size={15} color={unread && !faded ? styles.unread.color : styles.soft.color} /> : null}
      {/* Beside what was written, not in front of it: the two may be read from different sides. */}
      {word ? <Text style={[styles.text, styles.danger, styles.word]}>{`${word} `}</Text> : null}
      <Text
        numberOfLines={large ? 2 : 1}
        testID={type === 'typing' ? 'row-typing' : undefined}
        style={[styles.text, styles[type], faded && styles.faded, unread && !faded && type !== 'typing' && styles.unread]}
      >
        {preview.text}
      </Text>
    </View>
  )
}

const useStyles = themed(({ colors, type }) =>
  StyleSheet.create({
    line: { flex: 1, minWidth: 0, flexDirection: 'row', alignItems: 'center', gap: 4 },
    text: { ...type.label, color: colors.text_soft, flexShrink: 1 },
    word: { flexShrink: 0 },
    message: {},
    failed: {},
    none: { fontStyle: 'italic' },
    draft: { fontStyle: 'italic' },
    faded: { fontStyle: 'italic' },
    typing: { color: colors.accent, fontWeight: '500' },
    unread: { color: colors.text, fontWeight: '600' },
    soft: { color: colors.text_soft },
    danger: { color: colors.danger, fontStyle: 'normal', fontWeight: '600' },
  }),
)

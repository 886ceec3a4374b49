// The last line of a row: what was said last and how far it got, who is typing, or what was left unsent.

import type { MessageItem } from '@jobline/client'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TYPE } from '../../theme/tokens.ts'
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
  const own_status = preview.type === 'message' && message?.is_own ? message.status : undefined
  return (
    <View style={styles.line}>
      {own_status ? (
        <StatusTicks
          status={own_status}
          size={14}
          color={styles.soft.color}
          read_color={styles.typing.color}
          failed_color={styles.danger.color}
        />
      ) : null}
      <Text
        numberOfLines={1}
        testID={preview.type === 'typing' ? 'row-typing' : undefined}
        style={[styles.text, styles[preview.type], unread && styles.unread]}
      >
        {preview.type === 'draft' ? <Text style={styles.danger}>{`${strings.conversations.draft} `}</Text> : null}
        {preview.text}
      </Text>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    line: { flex: 1, minWidth: 0, flexDirection: 'row', alignItems: 'center', gap: 4 },
    text: { ...TYPE.label, color: colors.text_soft, flexShrink: 1 },
    message: {},
    none: { fontStyle: 'italic' },
    draft: { fontStyle: 'italic' },
    typing: { color: colors.accent, fontWeight: '500' },
    unread: { color: colors.text, fontWeight: '600' },
    soft: { color: colors.text_soft },
    danger: { color: colors.danger },
  }),
)

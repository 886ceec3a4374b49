// Over the composer's field: which message is being answered or edited, and the way out.

import type { MessageItem } from '@jobline/client'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Icon } from '../basics/Icon.tsx'
import { IconButton } from '../basics/IconButton.tsx'
import { useQuoteWords } from '../message-list/QuoteBox.tsx'

export interface ModeBarProps {
  readonly type: 'reply' | 'edit'
  readonly message: MessageItem
  readonly people: People
  readonly onCancel: () => void
}

export const ModeBar = replaceable('ModeBar', function ModeBar({ type, message, people, onCancel }: ModeBarProps) {
  const styles = useStyles()
  const { message: words } = useStrings()
  const { name, line, faded } = useQuoteWords(message, people)
  const large = useLargeText()
  return (
    <View testID={`composer-${type}`} role="status" style={styles.bar}>
      <Icon name={type} size={20} color={styles.title.color} weight={2} />
      <View style={styles.words}>
        <Text numberOfLines={large ? 2 : 1} style={styles.title}>
          {type === 'edit' ? words.editing : words.replying_to(name ?? '')}
        </Text>
        <Text numberOfLines={1} style={[styles.line, faded && styles.faded]}>
          {line}
        </Text>
      </View>
      <IconButton
        icon="close"
        size={18}
        label={type === 'edit' ? words.cancel_edit : words.cancel_reply}
        testID="composer-cancel"
        onPress={onCancel}
      />
    </View>
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    bar: { flexDirection: 'row', alignItems: 'center', gap: space.m, paddingStart: space.xl, paddingEnd: space.m, paddingTop: space.xs },
    words: { flex: 1, minWidth: 0, borderStartWidth: 3, borderStartColor: colors.accent, paddingStart: space.m },
    title: { ...type.small, fontWeight: '600', color: colors.accent },
    line: { ...type.small, color: colors.text_soft },
    faded: { fontStyle: 'italic' },
  }),
)

// When a message was written, sent and edited, to the minute and with the date, and how far it got.

import type { MessageItem } from '@jobline/client'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Sheet } from '../overlay/Sheet.tsx'

export interface MessageInfoProps {
  /** undefined: closed. */
  readonly message: MessageItem | undefined
  readonly onClose: () => void
}

/** Written and stored this far apart, it was on its way for long enough to be told. */
const LATE_MS = 60_000

export function MessageInfo({ message, onClose }: MessageInfoProps) {
  const strings = useStrings()
  const { message: words } = strings
  const time = useTimeWords()
  const facts: [label: string, value: string][] = []
  if (message) {
    const late = message.created_at - message.sent_at > LATE_MS
    if (late) facts.push([words.info_written, time.full(message.sent_at)])
    facts.push([words.info_sent, time.full(message.created_at)])
    if (message.edited_at !== undefined) facts.push([words.info_edited, time.full(message.edited_at)])
    if (message.status) facts.push([words.info_status, strings.status[message.status]])
  }
  return (
    <Sheet open={message !== undefined} title={words.info_title} onClose={onClose} testID="message-info">
      {facts.map(([label, value]) => (
        <Fact key={label} label={label} value={value} />
      ))}
    </Sheet>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  const styles = useStyles()
  return (
    <View style={styles.fact}>
      <Text style={styles.label}>{label}</Text>
      <Text style={styles.value}>{value}</Text>
    </View>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    fact: { paddingVertical: space.s },
    label: { ...type.small, color: colors.text_soft },
    value: { ...type.body, color: colors.text },
  }),
)

// What a message answers, in two lines: who said it, and the beginning of what they said. In a bubble a tap leads to it.

import type { Message } from '@jobline/protocol'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { oneLine, type People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { Tappable } from '../basics/Tappable.tsx'

/** `missing`: it is not there, or not for this person to see. undefined: not known yet. */
export type Quoted = Message | 'missing' | undefined

export interface QuoteBoxProps {
  readonly quoted: Quoted
  readonly people: People
  /** On an own bubble, or on one of somebody else. */
  readonly on: 'own' | 'other'
  readonly onPress?: (() => void) | undefined
  readonly testID?: string
}

export const QuoteBox = replaceable('QuoteBox', function QuoteBox({ quoted, people, on, onPress, testID = 'quote' }: QuoteBoxProps) {
  const styles = useStyles()
  const { message: words } = useStrings()
  const large = useLargeText()
  const { name, line, faded } = useQuoteWords(quoted, people)
  const body = (
    <>
      {name === undefined ? null : (
        <Text numberOfLines={1} style={[styles.name, on === 'own' && styles.name_own]}>
          {name}
        </Text>
      )}
      <Text numberOfLines={large ? 3 : 1} style={[styles.line, on === 'own' && styles.line_own, faded && styles.faded]}>
        {line}
      </Text>
    </>
  )
  const look = [styles.box, styles[on]]
  // Also while it is looked for: whoever taps wants to go there.
  if (!onPress || quoted === 'missing') {
    return (
      <View testID={testID} style={look}>
        {body}
      </View>
    )
  }
  return (
    <Tappable testID={testID} aria-label={quoted ? words.quote_label(name ?? '', line) : line} onPress={onPress} style={[look, styles.tap]}>
      {body}
    </Tappable>
  )
})

interface QuoteWords {
  readonly name: string | undefined
  readonly line: string
  readonly faded: boolean
}

export function useQuoteWords(quoted: Quoted, people: People): QuoteWords {
  const strings = useStrings()
  if (quoted === undefined) return { name: undefined, line: '…', faded: true }
  if (quoted === 'missing') return { name: undefined, line: strings.message.quote_missing, faded: true }
  const { sender_id } = quoted
  const name = sender_id === people.user_id ? strings.message.you : sender_id === undefined ? undefined : people.nameOf(sender_id)
  return { name, line: oneLine(quoted, strings, people), faded: quoted.deleted_at !== undefined }
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    box: {
      paddingHorizontal: 10,
      paddingVertical: 5,
      borderRadius: radius.s,
      borderStartWidth: 3,
      minWidth: 96,
      // As high before it is found as after.
      minHeight: TARGET,
      justifyContent: 'center',
      overflow: 'hidden',
    },
    tap: { alignItems: 'stretch' },
    own: { marginBottom: 5, marginHorizontal: -5, backgroundColor: colors.quote_own, borderStartColor: colors.on_bubble_own_read },
    other: { marginBottom: 5, marginHorizontal: -5, backgroundColor: colors.quote_other, borderStartColor: colors.accent },
    name: { ...type.small, fontWeight: '600', color: colors.accent },
    name_own: { color: colors.on_bubble_own_read },
    line: { ...type.small, color: colors.text_soft },
    line_own: { color: colors.on_bubble_own_soft },
    faded: { fontStyle: 'italic', paddingEnd: space.xs },
  }),
)

// The words of a message, as text and never as anything else, with what can be opened in them made a link.

import { type ReactNode, useMemo } from 'react'
import { StyleSheet, Text } from 'react-native'
import { useFinePointer } from '../../platform/fine-pointer.ts'
import { LinkText } from '../../platform/link-text.tsx'
import { BY_TEXT } from '../../platform/reading-sides.ts'
import { themed } from '../../theme/theme.tsx'
import { linkParts } from './link-parts.ts'

export interface MessageTextProps {
  readonly text: string
  readonly is_own: boolean
  /** Of the words, whatever the screen's is. */
  readonly direction: 'ltr' | 'rtl'
  /** After the last word: room for the time. */
  readonly children?: ReactNode
}

export function MessageText({ text, is_own, direction, children }: MessageTextProps) {
  const styles = useStyles()
  // A finger that rests on words means the message.
  const selectable = useFinePointer()
  const parts = useMemo(() => linkParts(text), [text])
  const link = [styles.link, is_own && styles.own]
  let at = 0
  return (
    <Text selectable={selectable} style={[styles.text, { writingDirection: direction }, is_own && styles.own]}>
      {parts.map((part) => {
        const key = at
        at += part.text.length
        if (part.href === undefined) return part.text
        return (
          <Text key={key}>
            <LinkText href={part.href} style={link}>
              {part.text}
            </LinkText>
            {part.real_host ? <Text style={[styles.host, is_own && styles.host_own]}>{` (${part.real_host})`}</Text> : null}
          </Text>
        )
      })}
      {children}
    </Text>
  )
}

const useStyles = themed(({ colors, type }) =>
  StyleSheet.create({
    text: { ...type.body, textAlign: BY_TEXT, color: colors.text },
    own: { color: colors.on_bubble_own },
    link: { color: colors.accent, textDecorationLine: 'underline' },
    host: { ...type.small, color: colors.danger },
    host_own: { color: colors.on_bubble_own_soft },
  }),
)

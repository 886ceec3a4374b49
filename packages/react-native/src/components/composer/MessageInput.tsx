// Where a person writes: a field that grows to six lines and the button that sends. What was typed is
// never lost: a refused text comes back into the field, an unsent one is kept as the draft.

import { ChatError } from '@jobline/client'
import { type ErrorCode, MAX_TEXT_LENGTH, refuseText } from '@jobline/protocol'
import { useChat } from '@jobline/react'
import { useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { GrowingInput } from '../../platform/growing-input.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH, RADIUS, SPACE, TARGET, TYPE } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { useDraft } from './use-draft.ts'

export interface MessageInputProps {
  readonly conversation_id: string
  readonly autofocus?: boolean
}

const MAX_LINES = 6
/** The counter appears when this much room is left. */
const COUNT_FROM = 500

export function MessageInput({ conversation_id, autofocus = false }: MessageInputProps) {
  const client = useChat()
  const strings = useStrings()
  const styles = useStyles()
  const draft = useDraft(conversation_id)
  const [focused, setFocused] = useState(false)
  const [refused, setRefused] = useState<string>()
  const left = MAX_TEXT_LENGTH - draft.text.length
  const can_send = refuseText(draft.text) === undefined

  const wordsOf = (code: ErrorCode) => strings.error[code] ?? strings.error.unknown
  const change = (text: string) => {
    setRefused(undefined)
    draft.change(text)
    if (text.trim()) client.typed(conversation_id)
    else client.stoppedTyping(conversation_id)
  }
  const send = async () => {
    const { text } = draft
    const refusal = refuseText(text)
    if (refusal === 'text_empty') return
    if (refusal) return setRefused(wordsOf(refusal))
    draft.clear()
    try {
      await client.send(conversation_id, text)
    } catch (error) {
      draft.restore(text)
      setRefused(error instanceof ChatError ? wordsOf(error.code) : strings.error.unknown)
    }
  }
  const blur = () => {
    setFocused(false)
    client.stoppedTyping(conversation_id)
  }

  return (
    <View style={styles.column}>
      {refused ? (
        <Text role="alert" testID="composer-error" style={styles.refused}>
          {refused}
        </Text>
      ) : null}
      <View style={styles.bar}>
        <View style={[styles.field, focused && styles.field_focused]}>
          <GrowingInput
            testID="composer-input"
            aria-label={strings.composer.label}
            placeholder={strings.composer.placeholder}
            placeholderTextColor={styles.placeholder.color}
            selectionColor={styles.field_focused.borderColor}
            value={draft.text}
            onChangeText={change}
            onEnter={() => void send()}
            onFocus={() => setFocused(true)}
            onBlur={blur}
            autoFocus={autofocus}
            max_lines={MAX_LINES}
            style={styles.input}
          />
          {left < COUNT_FROM ? <Text style={[styles.left, left < 0 && styles.left_over]}>{strings.composer.left(left)}</Text> : null}
        </View>
        <Tappable
          testID="send-button"
          aria-label={strings.composer.send}
          disabled={!can_send}
          aria-disabled={!can_send}
          onPress={() => void send()}
          style={[styles.send, !can_send && styles.send_idle]}
        >
          <Icon name="send" size={20} weight={2.4} color={can_send ? styles.send_sign.color : styles.placeholder.color} />
        </Tappable>
      </View>
    </View>
  )
}

const useStyles = themed(({ colors }) => ({
  ...StyleSheet.create({
    column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center' },
    bar: { flexDirection: 'row', alignItems: 'flex-end', gap: SPACE.s, paddingVertical: SPACE.s, paddingHorizontal: SPACE.m },
    field: {
      flex: 1,
      minWidth: 0,
      minHeight: TARGET,
      justifyContent: 'center',
      borderRadius: TARGET / 2,
      overflow: 'hidden',
      backgroundColor: colors.sunken,
      borderWidth: 2,
      borderColor: colors.sunken,
    },
    field_focused: { borderColor: colors.accent },
    left: { ...TYPE.tiny, color: colors.text_soft, textAlign: 'right', paddingHorizontal: SPACE.l, paddingBottom: 6 },
    left_over: { color: colors.danger, fontWeight: '600' },
    refused: { ...TYPE.small, color: colors.danger, paddingHorizontal: SPACE.l, paddingTop: SPACE.s },
    placeholder: { color: colors.text_soft },
    send: { width: TARGET, height: TARGET, borderRadius: RADIUS.full, backgroundColor: colors.accent },
    send_idle: { backgroundColor: colors.sunken },
    send_sign: { color: colors.on_accent },
  }),
  input: { ...TYPE.body, color: colors.text, paddingVertical: 11, paddingHorizontal: SPACE.l },
}))

// Where a person writes: a field that grows to six lines and the button that sends. What was typed is
// never lost: a refused text comes back into the field, an unsent one is kept as the draft. Other words
// for a message are written in the same field, and leave the draft alone.

import { ChatError } from '@jobline/client'
import { MAX_TEXT_LENGTH, refuseText } from '@jobline/protocol'
import { useChat, useMessages } from '@jobline/react'
import { useEffect, useRef, useState } from 'react'
import { StyleSheet, Text, type TextInput, View } from 'react-native'
import { afterOverlays } from '../../platform/after-overlays.ts'
import { GrowingInput } from '../../platform/growing-input.tsx'
import { focusField, KEEPS_FOCUS } from '../../platform/keeps-focus.ts'
import { AT_END, BY_TEXT } from '../../platform/reading-sides.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useTick } from '../../providers/use-tick.ts'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH, TARGET } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { type ComposerMode, keepWordsOfEdit, wordsOfEdit } from './composer-mode.ts'
import { ModeBar, type ModeBarProps } from './ModeBar.tsx'
import { useDraft } from './use-draft.ts'

export interface MessageInputProps {
  readonly conversation_id: string
  readonly autofocus?: boolean
  /** What is being answered or edited. */
  readonly mode?: ComposerMode | undefined
  /** Names who is answered; keep it the same between renders. */
  readonly people?: People | undefined
  /** Answered, edited or given up. */
  readonly onModeEnd?: (() => void) | undefined
  /** An answer that could not be queued is one again. */
  readonly onModeBack?: ((mode: ComposerMode) => void) | undefined
  /** ArrowUp in the empty field: edit the last own message. */
  readonly onEditLast?: (() => void) | undefined
}

const MAX_LINES = 6
/** The counter appears when this much room is left. */
const COUNT_FROM = 500
const NOBODY: People = { user_id: '', nameOf: () => '' }

export const MessageInput = replaceable('MessageInput', function MessageInput(props: MessageInputProps) {
  const { conversation_id, autofocus = false, mode, people = NOBODY, onModeEnd, onModeBack, onEditLast } = props
  const strings = useStrings()
  const styles = useStyles()
  const input = useRef<TextInput>(null)
  const [focused, setFocused] = useState(false)
  const words = useWords(conversation_id, mode, onModeEnd, onModeBack)
  const { text, refused, blur, send } = words
  useFocusOn(input, mode)
  const left = MAX_TEXT_LENGTH - text.length
  const can_send = refuseText(text) === undefined

  /** true: the key meant something here. */
  const onKey = (key: string): boolean => {
    if (key === 'Escape' && mode) onModeEnd?.()
    else if (key === 'ArrowUp' && text === '' && !mode && onEditLast) onEditLast()
    else return false
    return true
  }

  return (
    <View style={styles.column}>
      {mode ? <LiveModeBar conversation_id={conversation_id} mode={mode} people={people} onCancel={() => onModeEnd?.()} /> : null}
      {refused ? (
        <Text role="alert" testID="composer-error" style={styles.refused}>
          {refused}
        </Text>
      ) : null}
      <View style={styles.bar}>
        <View style={[styles.field, focused && styles.field_focused]}>
          <GrowingInput
            ref={input}
            testID="composer-input"
            aria-label={mode?.type === 'edit' ? strings.message.editing : strings.composer.label}
            placeholder={strings.composer.placeholder}
            placeholderTextColor={styles.placeholder.color}
            selectionColor={styles.selection.color}
            value={text}
            onChangeText={words.change}
            onEnter={() => void send()}
            onKey={onKey}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false)
              blur()
            }}
            autoFocus={autofocus}
            max_lines={MAX_LINES}
            style={styles.input}
          />
          {left < COUNT_FROM ? <Text style={[styles.left, left < 0 && styles.left_over]}>{strings.composer.left(left)}</Text> : null}
        </View>
        <Tappable
          testID="send-button"
          aria-label={mode?.type === 'edit' ? strings.message.save : strings.composer.send}
          disabled={!can_send}
          aria-disabled={!can_send}
          onPress={(event) => {
            void send()
            focusField(event, input.current)
          }}
          {...KEEPS_FOCUS}
          style={[styles.send, !can_send && styles.send_idle]}
        >
          <Icon
            name={mode?.type === 'edit' ? 'check' : 'send'}
            size={20}
            weight={2.4}
            color={can_send ? styles.send_sign.color : styles.placeholder.color}
          />
        </Tappable>
      </View>
    </View>
  )
})

interface LiveModeBarProps extends Pick<ModeBarProps, 'people' | 'onCancel'> {
  readonly conversation_id: string
  readonly mode: ComposerMode
}

/** The message may be changed or deleted while it is being answered. */
function LiveModeBar({ conversation_id, mode: { type, message }, people, onCancel }: LiveModeBarProps) {
  const { items } = useMessages(conversation_id)
  return <ModeBar type={type} message={items.findLast(({ id }) => id === message.id) ?? message} people={people} onCancel={onCancel} />
}

/** The words in the field: the draft, or those of the message that is being edited. */
function useWords(
  conversation_id: string,
  mode: ComposerMode | undefined,
  onModeEnd: (() => void) | undefined,
  onModeBack: ((mode: ComposerMode) => void) | undefined,
) {
  const client = useChat()
  const strings = useStrings()
  const tick = useTick()
  const draft = useDraft(conversation_id)
  const editing = mode?.type === 'edit' ? mode.message : undefined
  const [edited, setEdited] = useState(() => (editing ? wordsOfEdit(client, conversation_id, editing) : ''))
  const [refused, setRefused] = useState<string>()
  const [before, setBefore] = useState(editing)
  // Set while rendering, so that the field never shows the draft as the words of a message.
  let text = editing ? edited : draft.text
  if (before !== editing) {
    setBefore(editing)
    text = editing ? wordsOfEdit(client, conversation_id, editing) : draft.text
    setEdited(text)
    setRefused(undefined)
  }
  const wordsOf = (error: unknown) => (error instanceof ChatError && strings.error[error.code]) || strings.error.unknown
  const change = (next: string) => {
    setRefused(undefined)
    if (editing) {
      keepWordsOfEdit(client, conversation_id, next)
      return setEdited(next)
    }
    draft.change(next)
    if (next.trim()) client.typed(conversation_id)
    else client.stoppedTyping(conversation_id)
  }
  const send = async () => {
    const refusal = refuseText(text)
    if (refusal === 'text_empty') return
    if (refusal) return setRefused(strings.error[refusal] ?? strings.error.unknown)
    const reply_to_id = mode?.type === 'reply' ? mode.message.id : undefined
    if (!editing) draft.clear()
    if (mode) onModeEnd?.()
    try {
      if (!editing) {
        await client.send(conversation_id, text, reply_to_id ? { reply_to_id } : {})
        draft.keep()
      } else if (text !== editing.text) await client.edit(conversation_id, editing.id, text)
      tick()
    } catch (error) {
      // Words that this device cannot keep are not thrown away: those of an edit become a draft.
      draft.restore(text)
      if (mode?.type === 'reply') onModeBack?.(mode)
      setRefused(wordsOf(error))
    }
  }
  return { text, refused, change, send, blur: () => client.stoppedTyping(conversation_id) }
}

/** Whoever chose to answer or edit wants to write. */
function useFocusOn(input: { readonly current: TextInput | null }, mode: ComposerMode | undefined): void {
  const known = useRef(mode)
  useEffect(() => {
    const before = known.current
    known.current = mode
    if (!mode || mode === before) return
    // The menu that it was chosen from closes first; it would take the focus back.
    return afterOverlays(() => input.current?.focus())
  }, [input, mode])
}

const useStyles = themed(({ colors, type, space, radius }) => ({
  ...StyleSheet.create({
    column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center' },
    bar: { flexDirection: 'row', alignItems: 'flex-end', gap: space.s, paddingVertical: space.s, paddingHorizontal: space.m },
    field: {
      flex: 1,
      minWidth: 0,
      minHeight: TARGET,
      justifyContent: 'center',
      borderRadius: TARGET / 2,
      overflow: 'hidden',
      backgroundColor: colors.sunken,
    },
    // Inside, so that the whole of the field is the text's to be tapped.
    field_focused: { boxShadow: `inset 0 0 0 2px ${colors.accent}` },
    left: { ...type.tiny, color: colors.text_soft, textAlign: AT_END, paddingHorizontal: space.l, paddingBottom: 6 },
    left_over: { color: colors.danger, fontWeight: '600' },
    refused: { ...type.small, color: colors.danger, paddingHorizontal: space.l, paddingTop: space.s },
    placeholder: { color: colors.text_soft },
    selection: { color: colors.accent },
    send: { width: TARGET, height: TARGET, borderRadius: radius.full, backgroundColor: colors.accent },
    send_idle: { backgroundColor: colors.sunken },
    send_sign: { color: colors.on_accent },
  }),
  input: { ...type.body, textAlign: BY_TEXT, color: colors.text, paddingVertical: 13, paddingHorizontal: space.l },
}))

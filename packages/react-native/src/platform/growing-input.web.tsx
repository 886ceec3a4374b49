// A text field that grows with its text up to a number of lines, then scrolls. A browser's textarea keeps
// its height, so an invisible copy of the text makes the height and the textarea fills it: no measuring,
// no jump, also when the text shrinks.

import type { NativeSyntheticEvent, TextInputKeyPressEventData } from 'react-native'
import { StyleSheet, Text, TextInput, View } from 'react-native'
import { useStrings } from '../strings/use-strings.tsx'
import { hasFinePointer } from './fine-pointer.web.ts'
import type { GrowingInputProps } from './growing-input.native.tsx'
import { textLengths } from './text-length.ts'

export type { GrowingInputProps }

export function GrowingInput({ value, max_lines, style, onEnter, onKey, ref, ...props }: GrowingInputProps) {
  const max_height = textLengths(style.lineHeight, max_lines, style.paddingVertical * 2)
  const { direction } = useStrings()
  const onKeyPress = (event: NativeSyntheticEvent<TextInputKeyPressEventData>) => {
    const key = event.nativeEvent as unknown as KeyboardEvent
    // While an input method composes, Enter takes its suggestion; 229 is how older browsers say so.
    if (key.isComposing || key.keyCode === 229) return
    if (key.key !== 'Enter') {
      const plain = !key.shiftKey && !key.altKey && !key.ctrlKey && !key.metaKey
      if (plain && onKey?.(key.key)) event.preventDefault()
      return
    }
    if (key.shiftKey || !onEnter || !enterSends()) return
    event.preventDefault()
    onEnter()
  }
  return (
    <View style={[styles.box, { maxHeight: max_height }]}>
      {/* The last line needs a character to count: a trailing line feed alone makes no line. */}
      <Text aria-hidden style={[style, styles.copy]}>{`${value}\u200b`}</Text>
      <TextInput
        ref={ref}
        multiline
        value={value}
        style={[style, styles.input]}
        onKeyPress={onKeyPress}
        {...inDirectionOf(value, direction)}
        {...props}
      />
    </View>
  )
}

/** What is typed decides; before that the placeholder, which is ours. React Native's types do not know the attribute. */
const inDirectionOf = (value: string, direction: 'ltr' | 'rtl'): object => ({ dir: value === '' ? direction : 'auto' })

/** With a real keyboard Enter sends; on a touch screen it starts a new line, as people expect there. */
const enterSends = hasFinePointer

const styles = StyleSheet.create({
  box: { flexGrow: 1, flexShrink: 1, overflow: 'hidden' },
  copy: { visibility: 'hidden', pointerEvents: 'none' } as object,
  input: { position: 'absolute', inset: 0, resize: 'none' } as object,
})

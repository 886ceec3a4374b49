// A text field that grows with its text up to a number of lines, then scrolls. Phones do it themselves.

import type { Ref } from 'react'
import { StyleSheet, TextInput, type TextInputProps, type TextStyle } from 'react-native'
import { textLengths, useTextScale } from './text-length.ts'

export interface GrowingInputProps extends Omit<TextInputProps, 'multiline' | 'style'> {
  readonly value: string
  readonly max_lines: number
  readonly style: TextStyle & { readonly lineHeight: number; readonly paddingVertical: number }
  /** Enter (without Shift, not while composing) calls this instead of starting a line. */
  readonly onEnter?: (() => void) | undefined
  /** Any other key; true where it meant something, and is not to be typed. Only where there is a keyboard. */
  readonly onKey?: ((key: string) => boolean) | undefined
  readonly ref?: Ref<TextInput>
}

export function GrowingInput({ max_lines, style, onEnter: _onEnter, onKey: _onKey, ref, ...props }: GrowingInputProps) {
  const max_height = textLengths(style.lineHeight * useTextScale(), max_lines, style.paddingVertical * 2)
  return <TextInput ref={ref} multiline textAlignVertical="center" style={[styles.input, style, { maxHeight: max_height }]} {...props} />
}

const styles = StyleSheet.create({ input: { flexGrow: 1 } })

// Where words to look for are typed. Escape and its cross empty it.

import { type Ref, useState } from 'react'
import { StyleSheet, TextInput, type TextInputProps, View } from 'react-native'
import { BY_TEXT } from '../../platform/reading-sides.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'

export interface SearchFieldProps extends Pick<TextInputProps, 'onFocus' | 'autoFocus' | 'onSubmitEditing'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** A key was pressed, by its name; true: it was not meant for the text. */
  readonly onKey?: (key: string) => boolean
  readonly ref?: Ref<TextInput>
  readonly testID?: string
}

export const SearchField = replaceable(
  'SearchField',
  function SearchField({ label, value, onChange, onKey, ref, testID = 'search-field', onFocus, ...props }: SearchFieldProps) {
    const styles = useStyles()
    const { search } = useStrings()
    const [focused, setFocused] = useState(false)
    return (
      <View style={[styles.field, focused && styles.field_focused]}>
        <Icon name="search" size={18} color={styles.sign.color} weight={2} />
        <TextInput
          ref={ref}
          testID={testID}
          role="searchbox"
          aria-label={label}
          placeholder={label}
          placeholderTextColor={styles.sign.color}
          value={value}
          onChangeText={onChange}
          onKeyPress={(event) => {
            const { key } = event.nativeEvent
            if (key === 'Escape') onChange('')
            if (onKey?.(key)) event.preventDefault()
          }}
          onFocus={(event) => {
            setFocused(true)
            onFocus?.(event)
          }}
          onBlur={() => setFocused(false)}
          returnKeyType="search"
          autoCorrect={false}
          maxLength={200}
          style={styles.input}
          {...props}
        />
        {value !== '' ? (
          <IconButton icon="close" size={16} label={search.clear} testID="search-clear" onPress={() => onChange('')} style={styles.clear} />
        ) : null}
      </View>
    )
  },
)

/** The words that stand in the empty field may be longer than it; only browsers need to be told. */
const CUT: object = { textOverflow: 'ellipsis' }

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    field: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.s,
      minHeight: TARGET,
      paddingHorizontal: space.l,
      borderRadius: TARGET / 2,
      backgroundColor: colors.sunken,
    },
    // Inside, so that the whole of the field is the text's to be tapped.
    field_focused: { boxShadow: `inset 0 0 0 2px ${colors.accent}` },
    input: { ...type.body, textAlign: BY_TEXT, flex: 1, minWidth: 0, minHeight: TARGET, color: colors.text, paddingVertical: 12, ...CUT },
    clear: { marginEnd: -space.l },
    sign: { color: colors.text_soft },
  }),
)

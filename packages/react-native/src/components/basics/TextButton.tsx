// A button with words on it.

import { StyleSheet, Text } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { themed } from '../../theme/theme.tsx'
import { Tappable } from './Tappable.tsx'

export interface TextButtonProps {
  readonly label: string
  readonly onPress: () => void
  /** `main` for the one thing to do, `plain` beside others, `danger` for what cannot be taken back. */
  readonly look?: 'main' | 'plain' | 'danger'
  readonly disabled?: boolean
  readonly testID?: string
  /** What a screen reader says where the label alone does not tell of what. */
  readonly spoken?: string
}

export const TextButton = replaceable(
  'TextButton',
  function TextButton({ label, onPress, look = 'plain', disabled = false, testID, spoken }: TextButtonProps) {
    const styles = useStyles()
    return (
      <Tappable
        onPress={onPress}
        disabled={disabled}
        testID={testID}
        aria-label={spoken}
        style={[styles.button, look === 'main' && styles.main, disabled && styles.disabled]}
        hover_style={look !== 'main' && styles.hover}
      >
        <Text style={[styles.label, styles[look === 'main' ? 'label_main' : look === 'danger' ? 'label_danger' : 'label_plain']]}>
          {label}
        </Text>
      </Tappable>
    )
  },
)

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    button: { paddingHorizontal: space.l, borderRadius: radius.full },
    main: { backgroundColor: colors.accent },
    hover: { backgroundColor: colors.sunken },
    disabled: { opacity: 0.6 },
    label: { ...type.label, fontWeight: '600' },
    label_main: { color: colors.on_accent },
    label_plain: { color: colors.accent },
    label_danger: { color: colors.danger },
  }),
)

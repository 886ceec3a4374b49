// The tone of skin that emoji have in the picker: a button that shows it, and the six to choose from.

import { useRef } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useRadioKeys } from '../../platform/radio-keys.ts'
import { tabStop } from '../../platform/tab-stop.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { inTone, SKIN_TONES, type SkinTone } from './skin-tone.ts'

const SAMPLE = '✋'

export interface SkinToneButtonProps {
  readonly tone: SkinTone
  readonly open: boolean
  readonly onPress: () => void
}

export function SkinToneButton({ tone, open, onPress }: SkinToneButtonProps) {
  const styles = useStyles()
  const { reactions } = useStrings()
  return (
    <Tappable
      testID="skin-tone"
      aria-label={`${reactions.skin}: ${reactions.tone[tone]}`}
      aria-expanded={open}
      onPress={onPress}
      style={[styles.cell, open && styles.cell_open]}
      hover_style={styles.cell_hover}
    >
      <Text style={styles.emoji}>{inTone(SAMPLE, tone)}</Text>
    </Tappable>
  )
}

export interface SkinTonesProps {
  readonly tone: SkinTone
  readonly onTone: (tone: SkinTone) => void
}

export function SkinTones({ tone, onTone }: SkinTonesProps) {
  const styles = useStyles()
  const { reactions } = useStrings()
  const third = useLargeText() && styles.cell_third
  const group = useRef<View>(null)
  const keys = useRadioKeys(group)
  return (
    <View ref={group} role="radiogroup" aria-label={reactions.skin} testID="skin-tones" style={styles.row} {...keys}>
      {SKIN_TONES.map((each) => (
        <Tappable
          key={each}
          testID={`skin-tone-${each}`}
          role="radio"
          aria-label={reactions.tone[each]}
          aria-checked={each === tone}
          onPress={() => onTone(each)}
          {...tabStop(each === tone)}
          style={[styles.cell, third, each === tone && styles.cell_chosen]}
          hover_style={styles.cell_hover}
        >
          <Text style={styles.emoji}>{inTone(SAMPLE, each)}</Text>
        </Tappable>
      ))}
    </View>
  )
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    row: { flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'flex-end', paddingHorizontal: space.l, paddingBottom: space.s },
    cell: { borderRadius: radius.m },
    cell_third: { width: '33%' },
    cell_open: { backgroundColor: colors.sunken },
    cell_chosen: { backgroundColor: colors.accent_soft, borderWidth: 2, borderColor: colors.accent },
    cell_hover: { backgroundColor: colors.sunken },
    emoji: { ...type.emoji, textAlign: 'center', color: colors.text },
  }),
)

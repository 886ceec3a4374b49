// The rows that settings are made of: a switch, one of several, a way to somewhere. Each is one target as wide as the
// card it stands in.

import type { ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Icon, type IconName } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'

interface RowProps {
  readonly label: string
  /** Under the label: what it means. */
  readonly text?: string | undefined
  readonly icon?: IconName
  readonly testID?: string
  readonly disabled?: boolean
}

export function SettingsSection({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <View role="group" aria-label={title} style={styles.section}>
      <Text role="heading" aria-level={2} style={styles.section_title}>
        {title}
      </Text>
      <View style={styles.card}>{children}</View>
    </View>
  )
}

export function SwitchRow({
  value,
  onChange,
  ...row
}: RowProps & { readonly value: boolean; readonly onChange: (value: boolean) => void }) {
  const styles = useStyles()
  return (
    <Row {...row} role="switch" aria-checked={value} onPress={() => onChange(!value)}>
      <View style={[styles.track, value && styles.track_on]}>
        <View style={[styles.thumb, value && styles.thumb_on]} />
      </View>
    </Row>
  )
}

interface ChoiceRowProps extends RowProps {
  readonly selected: boolean
  readonly onSelect: () => void
}

export function ChoiceRow({ selected, onSelect, ...row }: ChoiceRowProps) {
  const styles = useStyles()
  return (
    <Row {...row} role="radio" aria-checked={selected} onPress={onSelect}>
      {selected ? <Icon name="check" size={20} color={styles.accent.color} weight={2.4} /> : null}
    </Row>
  )
}

export function LinkRow({ value, onPress, ...row }: RowProps & { readonly value?: string | undefined; readonly onPress: () => void }) {
  const styles = useStyles()
  // Beside each other, two large words would leave each other no room.
  const below = useLargeText() && value !== undefined && row.text === undefined
  return (
    <Row {...row} {...(below ? { text: value } : {})} onPress={onPress}>
      {value === undefined || below ? null : <Text style={styles.value}>{value}</Text>}
      <Icon name="forward" size={16} color={styles.soft.color} weight={2} />
    </Row>
  )
}

/** One of several of which any number hold. */
export function CheckRow({
  checked,
  onChange,
  ...row
}: RowProps & { readonly checked: boolean; readonly onChange: (checked: boolean) => void }) {
  const styles = useStyles()
  return (
    <Row {...row} role="checkbox" aria-checked={checked} onPress={() => onChange(!checked)}>
      <View style={[styles.check_box, checked && styles.check_box_on]}>
        {checked ? <Icon name="check" size={16} color={styles.check.color} weight={3} /> : null}
      </View>
    </Row>
  )
}

/** Said, and nothing to do about it. */
export function FactRow({ label, value, testID }: { readonly label: string; readonly value: string; readonly testID?: string }) {
  const styles = useStyles()
  return (
    <View testID={testID} style={[styles.row, styles.fact]}>
      <Text style={styles.label}>{label}</Text>
      <Text style={[styles.value, styles.fact_value]}>{value}</Text>
    </View>
  )
}

interface WholeRowProps extends RowProps {
  readonly role?: 'switch' | 'radio' | 'checkbox' | 'button'
  readonly 'aria-checked'?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

function Row({ label, text, icon, children, disabled = false, ...props }: WholeRowProps) {
  const styles = useStyles()
  return (
    <Tappable
      {...props}
      aria-label={text ? `${label}. ${text}` : label}
      disabled={disabled}
      style={[styles.row, disabled && styles.disabled]}
      hover_style={styles.row_hover}
    >
      {icon ? <Icon name={icon} size={22} color={styles.soft.color} weight={1.8} /> : null}
      <View style={styles.words}>
        <Text style={styles.label}>{label}</Text>
        {text ? <Text style={styles.text}>{text}</Text> : null}
      </View>
      {children}
    </Tappable>
  )
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    section: { gap: space.s },
    section_title: { ...type.small, fontWeight: '600', color: colors.text_soft, paddingHorizontal: space.l },
    card: { borderRadius: radius.l, overflow: 'hidden', backgroundColor: colors.surface, borderWidth: 1, borderColor: colors.border },
    row: {
      flexDirection: 'row',
      justifyContent: 'flex-start',
      gap: space.m,
      minHeight: 56,
      paddingHorizontal: space.l,
      paddingVertical: space.s,
    },
    check_box: {
      width: 24,
      height: 24,
      borderRadius: radius.s,
      borderWidth: 2,
      borderColor: colors.switch_off,
      alignItems: 'center',
      justifyContent: 'center',
      flexShrink: 0,
    },
    check_box_on: { backgroundColor: colors.accent, borderColor: colors.accent },
    check: { color: colors.on_accent },
    fact: { alignItems: 'center', flexWrap: 'wrap', rowGap: 0 },
    fact_value: { marginStart: 'auto' },
    row_hover: { backgroundColor: colors.hover },
    disabled: { opacity: 0.55 },
    words: { flex: 1, minWidth: 0, gap: 1 },
    label: { ...type.body, color: colors.text },
    text: { ...type.small, color: colors.text_soft },
    value: { ...type.label, color: colors.text_soft, flexShrink: 1 },
    soft: { color: colors.text_soft },
    accent: { color: colors.accent },
    track: { flexShrink: 0, width: 48, height: 28, borderRadius: radius.full, padding: 3, backgroundColor: colors.switch_off },
    track_on: { backgroundColor: colors.accent },
    thumb: { width: 22, height: 22, borderRadius: radius.full, backgroundColor: '#FFFFFF' },
    thumb_on: { marginStart: 20, backgroundColor: colors.on_accent },
  }),
)

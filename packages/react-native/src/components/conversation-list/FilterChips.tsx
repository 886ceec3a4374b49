// Which conversations the list shows: tabs, one stop for the keyboard, arrows between them.

import type { ConversationFilter } from '@jobline/protocol'
import { StyleSheet, Text, View } from 'react-native'
import { tabKeys } from '../../platform/tab-keys.ts'
import { tabStop } from '../../platform/tab-stop.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Tappable } from '../basics/Tappable.tsx'

export interface FilterChipsProps {
  readonly filter: ConversationFilter
  /** Unread messages over all conversations, beside the chip that shows them. */
  readonly unread: number
  readonly onChange: (filter: ConversationFilter) => void
}

const SHOWN = ['active', 'unread', 'archived'] as const

export const FilterChips = replaceable('FilterChips', function FilterChips({ filter, unread, onChange }: FilterChipsProps) {
  const styles = useStyles()
  const { conversations, direction } = useStrings()
  return (
    <View role="tablist" aria-label={conversations.filter_label} style={styles.row} {...tabKeys(direction === 'rtl')}>
      {SHOWN.map((name) => {
        const selected = name === filter
        return (
          <Tappable
            key={name}
            testID={`filter-${name}`}
            role="tab"
            aria-selected={selected}
            onPress={() => onChange(name)}
            {...tabStop(selected)}
            style={styles.target}
          >
            <View style={[styles.chip, selected && styles.chip_selected]}>
              <Text style={[styles.label, selected && styles.label_selected]}>{conversations[`filter_${name}`]}</Text>
              {name === 'unread' && unread > 0 ? (
                <Text style={[styles.label, styles.count, selected && styles.label_selected]}>{unread > 99 ? '99+' : unread}</Text>
              ) : null}
            </View>
          </Tappable>
        )
      })}
    </View>
  )
})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    row: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s, paddingHorizontal: space.l },
    // The chip looks lighter than its target of 48 points.
    target: { borderRadius: radius.full },
    chip: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: 6,
      paddingHorizontal: 14,
      paddingVertical: 7,
      borderRadius: radius.full,
      backgroundColor: colors.sunken,
    },
    chip_selected: { backgroundColor: colors.chip_selected.fill },
    label: { ...type.label, fontWeight: '600', color: colors.text_soft },
    label_selected: { color: colors.chip_selected.ink },
    count: { color: colors.accent, fontVariant: ['tabular-nums'] },
  }),
)

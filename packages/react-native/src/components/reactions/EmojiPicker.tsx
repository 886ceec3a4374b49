// All emoji, in groups and to search, with those used last on top. The keyboard moves through the grid by its arrows.

import { useChat } from '@jobline/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { StyleSheet, Text, type TextInput, useWindowDimensions, View } from 'react-native'
import { afterOverlays } from '../../platform/after-overlays.ts'
import { useFinePointer } from '../../platform/fine-pointer.ts'
import { useGridKeys } from '../../platform/grid-keys.ts'
import { AnchoredList } from '../../platform/list/anchored-list.tsx'
import type { AnchoredListHandle } from '../../platform/list/anchored-list-props.ts'
import { tabStop } from '../../platform/tab-stop.ts'
import { useTextScale } from '../../platform/text-length.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'
import { SHEET_WIDE_FROM, TARGET } from '../../theme/tokens.ts'
import { SearchField } from '../basics/SearchField.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { Sheet } from '../overlay/Sheet.tsx'
import { type EmojiRow, emojiRows } from './emoji-rows.ts'
import { noteSkinTone, recentEmoji, skinTone } from './own-emoji.ts'
import { SkinToneButton, SkinTones } from './SkinTones.tsx'
import type { SkinTone } from './skin-tone.ts'
import { useEmoji } from './use-emoji.ts'

export interface EmojiPickerProps {
  readonly open: boolean
  /** Those of mine that are on the message. */
  readonly mine: readonly string[]
  readonly onPick: (emoji: string) => void
  readonly onClose: () => void
}

const HEIGHT = 420
const WIDTH = 460
/** Of a cell's side, for each step of larger text: an emoji of 200 % still stands in it. */
const CELL_GROWTH = 0.75

export const EmojiPicker = replaceable('EmojiPicker', function EmojiPicker({ open, mine, onPick, onClose }: EmojiPickerProps) {
  const { reactions } = useStrings()
  return (
    <Sheet open={open} title={reactions.pick_title} onClose={onClose} testID="emoji-picker" scrolls={false}>
      {open ? <Grid mine={mine} onPick={onPick} /> : null}
    </Sheet>
  )
})

function Grid({ mine, onPick }: Pick<EmojiPickerProps, 'mine' | 'onPick'>) {
  const styles = useStyles()
  const { reactions, language } = useStrings()
  const { user_id } = useChat()
  const { space } = useTheme()
  const window = useWindowDimensions()
  const side = TARGET * Math.max(1, CELL_GROWTH * useTextScale())
  const columns = Math.max(1, Math.floor(((window.width >= SHEET_WIDE_FROM ? WIDTH : window.width) - 2 * space.l) / side))
  const field = useRef<TextInput>(null)
  const has_keyboard = useFinePointer()
  // The menu that led here gives the focus back as it closes.
  useEffect(() => (has_keyboard ? afterOverlays(() => field.current?.focus(), 1) : undefined), [has_keyboard])
  const [query, setQuery] = useState('')
  const [tone, setTone] = useState(() => skinTone(user_id))
  const [tones_open, setTonesOpen] = useState(false)
  const { groups, failed, again } = useEmoji(language)
  const list = useRef<AnchoredListHandle>(null)
  const box = useRef<View>(null)
  const keys = useGridKeys(box)
  const rows = useMemo(
    () => emojiRows(groups ?? [], { query, columns, tone, recent: recentEmoji(user_id) }, reactions),
    [groups, query, columns, tone, user_id, reactions],
  )
  // What is found stands at the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is what to go up for
  useEffect(() => list.current?.scrollToRow(0), [query])

  const chooseTone = (chosen: SkinTone) => {
    setTone(chosen)
    noteSkinTone(user_id, chosen)
  }

  const renderRow = (row: EmojiRow) =>
    'title' in row ? (
      <Text role="heading" aria-level={3} style={styles.title}>
        {row.title}
      </Text>
    ) : (
      <View style={styles.row}>
        {row.cells.map(({ emoji, name }) => (
          <Tappable
            key={emoji}
            testID={`emoji-${emoji}`}
            aria-label={name}
            aria-pressed={mine.includes(emoji)}
            onPress={() => onPick(emoji)}
            style={[styles.cell, { height: side, width: `${100 / columns}%` }, mine.includes(emoji) && styles.cell_mine]}
            hover_style={styles.cell_hover}
            {...CELL_PROPS}
          >
            <Text style={styles.emoji}>{emoji}</Text>
          </Tappable>
        ))}
      </View>
    )

  return (
    <View ref={box} style={[styles.box, { height: Math.min(HEIGHT, window.height * 0.6) }]} {...keys}>
      <View style={styles.search}>
        <View style={styles.field}>
          <SearchField label={reactions.search} value={query} onChange={setQuery} testID="emoji-search" ref={field} />
        </View>
        <SkinToneButton tone={tone} open={tones_open} onPress={() => setTonesOpen(!tones_open)} />
      </View>
      {tones_open ? <SkinTones tone={tone} onTone={chooseTone} /> : null}
      {failed ? (
        <View style={styles.middle}>
          <Text style={styles.note}>{reactions.load_failed}</Text>
          <TextButton label={reactions.again} onPress={again} />
        </View>
      ) : !groups ? (
        <View style={styles.middle}>
          <Text style={styles.note}>{reactions.loading}</Text>
        </View>
      ) : rows.length === 0 ? (
        <View style={styles.middle}>
          <Text style={styles.note}>{reactions.nothing_found}</Text>
        </View>
      ) : (
        <AnchoredList
          ref={list}
          rows={rows}
          keyOf={keyOf}
          renderRow={renderRow}
          row_height={side}
          anchor="start"
          label={reactions.pick_title}
          test_id="emoji-grid"
        />
      )}
    </View>
  )
}

const keyOf = (row: EmojiRow): string => row.key
/** The grid is one stop of Tab; arrows lead on. */
const CELL_PROPS = { ...tabStop(false), dataSet: { cell: '' } } as object

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    box: { flexShrink: 1, minHeight: 200 },
    search: { flexDirection: 'row', gap: space.s, paddingHorizontal: space.l, paddingBottom: space.s },
    field: { flex: 1 },
    middle: { flex: 1, alignItems: 'center', justifyContent: 'center', gap: space.s },
    note: { ...type.body, color: colors.text_soft },
    title: {
      ...type.small,
      fontWeight: '600',
      color: colors.text_soft,
      paddingHorizontal: space.l,
      paddingTop: space.m,
      paddingBottom: space.xs,
    },
    row: { flexDirection: 'row', paddingHorizontal: space.l },
    cell: { borderRadius: radius.m },
    cell_mine: { backgroundColor: colors.accent_soft, borderWidth: 2, borderColor: colors.accent },
    cell_hover: { backgroundColor: colors.sunken },
    emoji: { ...type.emoji, textAlign: 'center', color: colors.text },
  }),
)

// All emoji, in groups and to search, with those used last on top. The keyboard moves through the grid by its arrows.

import { useChat } from '@jobline/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { StyleSheet, Text, useWindowDimensions, View } from 'react-native'
import { useFinePointer } from '../../platform/fine-pointer.ts'
import { useGridKeys } from '../../platform/grid-keys.ts'
import { AnchoredList } from '../../platform/list/anchored-list.tsx'
import type { AnchoredListHandle } from '../../platform/list/anchored-list-props.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'
import { SHEET_WIDE_FROM, TARGET } from '../../theme/tokens.ts'
import { SearchField } from '../basics/SearchField.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { Sheet } from '../overlay/Sheet.tsx'
import { type EmojiGroup, inRows, loadEmoji, searchEmoji } from './emoji-data.ts'
import { recentEmoji } from './recent-emoji.ts'

export interface EmojiPickerProps {
  readonly open: boolean
  /** Those of mine that are on the message. */
  readonly mine: readonly string[]
  readonly onPick: (emoji: string) => void
  readonly onClose: () => void
}

interface Cell {
  readonly emoji: string
  readonly label: string
}
type Row = { readonly key: string; readonly title: string } | { readonly key: string; readonly cells: readonly Cell[] }

const HEIGHT = 420
const CELL = TARGET

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
  const { reactions } = useStrings()
  const { user_id } = useChat()
  const { space } = useTheme()
  const window = useWindowDimensions()
  const columns = Math.max(
    5,
    Math.floor((Math.min(window.width, window.width >= SHEET_WIDE_FROM ? 460 : window.width) - 2 * space.l) / CELL),
  )
  const has_keyboard = useFinePointer()
  const [query, setQuery] = useState('')
  const { groups, failed, again } = useEmoji()
  const list = useRef<AnchoredListHandle>(null)
  const box = useRef<View>(null)
  const keys = useGridKeys(box)
  const rows = useMemo(() => rowsOf(groups ?? [], query, columns, reactions, user_id), [groups, query, columns, reactions, user_id])
  // What is found stands at the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is what to go up for
  useEffect(() => list.current?.scrollToRow(0), [query])

  const renderRow = (row: Row) =>
    'title' in row ? (
      <Text role="heading" aria-level={3} style={styles.title}>
        {row.title}
      </Text>
    ) : (
      <View style={styles.row}>
        {row.cells.map(({ emoji, label }) => (
          <Tappable
            key={emoji}
            testID={`emoji-${emoji}`}
            aria-label={label}
            aria-pressed={mine.includes(emoji)}
            onPress={() => onPick(emoji)}
            style={[styles.cell, { width: `${100 / columns}%` }, mine.includes(emoji) && styles.cell_mine]}
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
        <SearchField label={reactions.search} value={query} onChange={setQuery} testID="emoji-search" autoFocus={has_keyboard} />
      </View>
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
          row_height={CELL}
          anchor="start"
          label={reactions.pick_title}
          test_id="emoji-grid"
        />
      )}
    </View>
  )
}

function useEmoji() {
  const [groups, setGroups] = useState<readonly EmojiGroup[]>()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each attempt
  useEffect(() => {
    let wanted = true
    loadEmoji().then(
      (loaded) => wanted && setGroups(loaded),
      () => wanted && setFailed(true),
    )
    return () => {
      wanted = false
    }
  }, [attempt])
  const again = () => {
    setFailed(false)
    setAttempt(attempt + 1)
  }
  return { groups, failed, again }
}

type Words = ReturnType<typeof useStrings>['reactions']

function rowsOf(groups: readonly EmojiGroup[], query: string, columns: number, words: Words, user_id: string): readonly Row[] {
  const section = (key: string, title: string | undefined, cells: readonly Cell[]): Row[] =>
    cells.length === 0
      ? []
      : [
          ...(title === undefined ? [] : [{ key, title }]),
          ...inRows(cells, columns).map((in_row, at) => ({ key: `${key}-${columns}-${at}-${in_row[0]?.emoji}`, cells: in_row })),
        ]
  if (query.trim()) return section('found', undefined, searchEmoji(groups, query))
  if (groups.length === 0) return []
  const labels = new Map(groups.flatMap(({ emoji }) => emoji).map(({ emoji, label }) => [emoji, label]))
  const recent = recentEmoji(user_id).map((emoji) => ({ emoji, label: labels.get(emoji) ?? emoji }))
  return [...section('recent', words.recent, recent), ...groups.flatMap(({ name, emoji }) => section(name, words.group[name], emoji))]
}

const keyOf = (row: Row): string => row.key
/** The grid is one stop of Tab; arrows lead on. */
const CELL_PROPS = { tabIndex: -1, dataSet: { cell: '' } } as object

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    box: { flexShrink: 1, minHeight: 200 },
    search: { paddingHorizontal: space.l, paddingBottom: space.s },
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
    cell: { height: CELL, borderRadius: radius.m },
    cell_mine: { backgroundColor: colors.accent_soft, borderWidth: 2, borderColor: colors.accent },
    cell_hover: { backgroundColor: colors.sunken },
    emoji: { fontSize: 26, lineHeight: 34, color: colors.text },
  }),
)

// Looks for words in the open chat: in place of its head a field, how many messages hold them, and the way from one to the
// next. The newest hit is shown as soon as it is found; Enter leads to earlier ones.

import { useSearch } from '@jobline/react'
import { useEffect, useRef, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { IconButton } from '../basics/IconButton.tsx'
import { SearchField } from '../basics/SearchField.tsx'

export interface ChatSearchProps {
  readonly conversation_id: string
  readonly onHit: (message_id: string) => void
  readonly onClose: () => void
}

export function ChatSearch({ conversation_id, onHit, onClose }: ChatSearchProps) {
  const styles = useStyles()
  const { chat_more: words } = useStrings()
  const { query, state, source, messages, more, setQuery, loadMore } = useSearch(conversation_id)
  const [at, setAt] = useState(0)
  const shown = useRef<string | undefined>(undefined)
  const hit = state === 'done' ? messages[at]?.message.id : undefined

  useEffect(() => {
    if (hit === undefined || hit === shown.current) return
    shown.current = hit
    onHit(hit)
  }, [hit, onHit])
  const look = (text: string) => {
    setAt(0)
    shown.current = undefined
    setQuery(text)
  }
  const step = (by: 1 | -1) => {
    const next = at + by
    if (next < 0 || next >= messages.length) return
    setAt(next)
    // The page after this one, before it is needed.
    if (more && next >= messages.length - 3) void loadMore().catch(() => {})
  }
  /** Enter leads on and keeps the focus; Escape in the empty field ends the search. */
  const onKey = (key: string): boolean => {
    if (key === 'Enter' || key === 'ArrowUp') step(1)
    else if (key === 'ArrowDown') step(-1)
    else if (key === 'Escape' && query === '') onClose()
    else return false
    return true
  }
  const note =
    state === 'failed'
      ? words.search_failed
      : state !== 'done' || query.trim() === ''
        ? undefined
        : messages.length === 0
          ? words.search_none
          : source === 'device'
            ? words.search_device
            : undefined
  return (
    <View testID="chat-search" style={styles.column}>
      <View style={styles.bar}>
        <IconButton icon="back" label={words.search_end} testID="chat-search-close" onPress={onClose} color={styles.sign.color} />
        <View style={styles.field}>
          <SearchField
            label={words.search}
            value={query}
            onChange={look}
            testID="chat-search-field"
            autoFocus
            onKey={onKey}
            onSubmitEditing={() => step(1)}
          />
        </View>
        {messages.length > 0 && state === 'done' ? (
          <Text testID="chat-search-count" style={styles.count}>
            {words.hit_of(at + 1, messages.length)}
          </Text>
        ) : null}
        <IconButton
          icon="up"
          size={20}
          label={words.hit_older}
          testID="chat-search-older"
          disabled={at >= messages.length - 1}
          onPress={() => step(1)}
        />
        <IconButton icon="down" size={20} label={words.hit_newer} testID="chat-search-newer" disabled={at === 0} onPress={() => step(-1)} />
      </View>
      {note === undefined ? null : (
        <Text role="status" style={styles.note}>
          {note}
        </Text>
      )}
    </View>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center', paddingVertical: space.s },
    bar: { flexDirection: 'row', alignItems: 'center', paddingHorizontal: space.s },
    field: { flex: 1, minWidth: 0 },
    count: { ...type.small, color: colors.text_soft, fontVariant: ['tabular-nums'], paddingStart: space.s },
    note: { ...type.small, color: colors.text_soft, textAlign: 'center', paddingTop: space.xs },
    sign: { color: colors.accent },
  }),
)

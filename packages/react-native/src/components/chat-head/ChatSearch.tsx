// Looks for words in the open chat: in place of its head a field, how many messages hold them, and the way from one to the
// next. The newest hit is shown as soon as it is found; Enter leads to earlier ones. Screen readers are told both the place
// among the hits and what is wrong.

import type { SearchSnapshot } from '@jobline/client/search'
import { useSearch } from '@jobline/react'
import { useEffect, useRef, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useBackButton } from '../../platform/back-button.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { IconButton } from '../basics/IconButton.tsx'
import { LiveRegion } from '../basics/LiveRegion.tsx'
import { SearchField } from '../basics/SearchField.tsx'

export interface ChatSearchProps {
  readonly conversation_id: string
  readonly onHit: (message_id: string) => void
  readonly onClose: () => void
}

export function ChatSearch({ conversation_id, onHit, onClose }: ChatSearchProps) {
  const styles = useStyles()
  const { chat_more: words, spoken } = useStrings()
  const search = useSearch(conversation_id)
  const { query, state, messages, more, setQuery, loadMore } = search
  /** May be the one after all that are loaded: it is shown once it comes. */
  const [wanted, setWanted] = useState(0)
  const [loading, setLoading] = useState(false)
  const at = Math.min(wanted, messages.length - 1)
  const shown = useRef<string | undefined>(undefined)
  useBackButton(onClose)
  const hit = state === 'done' ? messages[at]?.message.id : undefined

  useEffect(() => {
    if (hit === undefined || hit === shown.current) return
    shown.current = hit
    onHit(hit)
  }, [hit, onHit])
  const look = (text: string) => {
    setWanted(0)
    shown.current = undefined
    setQuery(text)
  }
  const loadOlder = () => {
    setLoading(true)
    void loadMore().finally(() => setLoading(false))
  }
  const step = (by: 1 | -1) => {
    const next = at + by
    if (state !== 'done' || next < 0 || (next >= messages.length && !more)) return
    setWanted(next)
    // The page after this one, before it is needed.
    if (more && next >= messages.length - 3) loadOlder()
  }
  /** Enter leads on and keeps the focus; Escape in the empty field ends the search. */
  const onKey = (key: string): boolean => {
    if (key === 'Enter' || key === 'ArrowUp') step(1)
    else if (key === 'ArrowDown') step(-1)
    else if (key === 'Escape' && query === '') onClose()
    else return false
    return true
  }
  const count = state !== 'done' || messages.length === 0 ? undefined : (more ? words.hit_of_more : words.hit_of)(at + 1, messages.length)
  const note_key = noteOf(search, loading && wanted > at)
  const note = note_key && words[note_key]
  return (
    <View testID="chat-search" style={styles.column}>
      <LiveRegion text={[count, note].filter(Boolean).join(spoken.pause)} />
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
        {count === undefined ? null : (
          <Text testID="chat-search-count" style={styles.count}>
            {count}
          </Text>
        )}
        <IconButton
          icon="up"
          size={20}
          label={words.hit_older}
          testID="chat-search-older"
          disabled={at >= messages.length - 1 && !more}
          onPress={() => step(1)}
        />
        <IconButton icon="down" size={20} label={words.hit_newer} testID="chat-search-newer" disabled={at <= 0} onPress={() => step(-1)} />
      </View>
      {note === undefined ? null : (
        <Text testID="chat-search-note" style={styles.note}>
          {note}
        </Text>
      )}
    </View>
  )
}

/** @param waits for a hit that is not loaded yet */
function noteOf({ state, query, source, messages, more, error_code }: SearchSnapshot, waits: boolean) {
  if (state === 'failed') return 'search_failed'
  if (state !== 'done' || query.trim() === '') return undefined
  if (waits) return 'search_older'
  if (error_code !== undefined) return 'older_failed'
  if (messages.length === 0) return more ? 'search_so_far' : 'search_none'
  return source === 'device' ? 'search_device' : undefined
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

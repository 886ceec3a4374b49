// What was found, while there are words to look for: people and jobs with every key, messages a moment later. The old hits
// stay until the new ones are there. Lives only while somebody searches, so an idle list pays nothing for it.

import { useConnection, useSearch } from '@jobline/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ActivityIndicator, StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { AnchoredList } from '../../platform/list/anchored-list.tsx'
import { rowKeys } from '../../platform/row-focus.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'
import { EmptyState } from '../basics/EmptyState.tsx'
import { Icon } from '../basics/Icon.tsx'
import { LiveRegion } from '../basics/LiveRegion.tsx'
import { ConversationSkeletons } from '../basics/Skeletons.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { ConversationHitRow, MessageHitRow } from './HitRow.tsx'
import { createSearchRows, foundNothing, type SearchRow } from './search-rows.ts'

export interface SearchResultsProps {
  readonly query: string
  readonly now: number
  readonly selected_id?: string | undefined
  readonly onOpen: (conversation_id: string, message_id?: string) => void
  /** Back to the field: with the arrow key, up from the first result. */
  readonly onField: () => void
  readonly onLeave: () => void
}

export const SearchResults = replaceable(
  'SearchResults',
  function SearchResults({ query, now, selected_id, onOpen, onField, onLeave }: SearchResultsProps) {
    const styles = useStyles()
    const strings = useStrings()
    const { search: words } = strings
    const { space } = useTheme()
    const insets = useSafeAreaInsets()
    const search = useSearch()
    const offline = useConnection().state === 'offline'
    const { setQuery, loadMore, state } = search
    const [loading, setLoading] = useState(false)
    useEffect(() => setQuery(query), [setQuery, query])
    const rowsOf = useMemo(createSearchRows, [])
    const { source, conversations, messages, more, error_code } = search
    const rows = useMemo(
      () => rowsOf({ query: '', state, source, conversations, messages, more, error_code }),
      [rowsOf, state, source, conversations, messages, more, error_code],
    )
    const again = useCallback(() => {
      setQuery('')
      setQuery(query)
    }, [setQuery, query])
    const loadOlder = useCallback(() => {
      setLoading(true)
      void loadMore().finally(() => setLoading(false))
    }, [loadMore])
    const searching = state === 'searching'

    const renderRow = useCallback(
      (row: SearchRow) => {
        switch (row.type) {
          case 'heading':
            return <Heading text={words[row.key]} busy={row.key === 'messages' && searching ? words.searching : undefined} />
          case 'conversation':
            return <ConversationHitRow hit={row.hit} now={now} selected={row.hit.conversation.id === selected_id} onOpen={onOpen} />
          case 'message':
            return <MessageHitRow hit={row.hit} now={now} selected={false} onOpen={onOpen} />
          case 'device':
            return (
              <View role="listitem">
                <Note text={words.device} />
              </View>
            )
          case 'skeletons':
            return (
              <View role="listitem">
                <ConversationSkeletons count={4} />
              </View>
            )
          case 'failed':
            return (
              <View role="listitem">
                <EmptyState icon="signal" testID="search-failed" title={words.failed_title} text={words.failed_text}>
                  <TextButton label={words.retry} look="main" testID="search-retry" onPress={again} />
                </EmptyState>
              </View>
            )
          default:
            return (
              <View role="listitem" style={styles.more}>
                {row.type === 'more_failed' ? <Note text={words.failed_title} /> : null}
                <TextButton
                  label={row.type === 'more_failed' ? words.retry : loading ? words.searching : words.more}
                  testID="search-more"
                  onPress={loadOlder}
                />
              </View>
            )
        }
      },
      [words, searching, now, selected_id, onOpen, styles, again, loading, loadOlder],
    )
    const found = [
      conversations.length > 0 ? words.found_conversations(conversations.length) : undefined,
      messages.length > 0 ? words.found_messages(messages.length) : undefined,
      error_code !== undefined ? words.failed_title : undefined,
    ].filter(Boolean)

    return (
      <View style={styles.results} testID="search-results" aria-busy={searching} {...rowKeys({ onFirst: onField, onEscape: onLeave })}>
        <LiveRegion text={foundNothing(search) ? words.none_title : state === 'done' ? found.join(strings.spoken.pause) : ''} />
        {foundNothing(search) ? (
          <EmptyState icon="search" testID="search-nothing" title={words.none_title} text={words.none_text}>
            {source === 'device' || offline ? <Note text={words.device} /> : null}
          </EmptyState>
        ) : (
          <AnchoredList
            rows={rows}
            keyOf={keyOf}
            renderRow={renderRow}
            row_height={84}
            anchor="start"
            footer={<View style={{ height: insets.bottom + space.s }} />}
            role="list"
            label={words.results}
            test_id="search-list"
          />
        )}
      </View>
    )
  },
)

/** @param props.busy says that more is being looked for. */
function Heading({ text, busy }: { text: string; busy: string | undefined }) {
  const styles = useStyles()
  return (
    <View role="listitem" style={styles.heading}>
      <Text role="heading" aria-level={2} style={styles.heading_text}>
        {text}
      </Text>
      {busy ? <ActivityIndicator size="small" color={styles.sign.color} aria-label={busy} testID="search-busy" /> : null}
    </View>
  )
}

function Note({ text }: { text: string }) {
  const styles = useStyles()
  return (
    <View style={styles.note} testID="search-note">
      <Icon name="signal" size={16} color={styles.note_text.color} />
      <Text style={styles.note_text}>{text}</Text>
    </View>
  )
}

const keyOf = (row: SearchRow): string => row.key

const useStyles = themed(({ colors, type, space }) => ({
  ...StyleSheet.create({
    results: { flex: 1, minHeight: 0 },
    heading: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.s,
      minHeight: 34,
      paddingHorizontal: space.l,
      paddingTop: space.m,
      paddingBottom: space.xs,
    },
    heading_text: { ...type.small, fontWeight: '700', color: colors.text_soft },
    note: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.s,
      marginHorizontal: space.l,
      marginVertical: space.xs,
      paddingHorizontal: space.m,
      paddingVertical: space.s,
      borderRadius: 10,
      backgroundColor: colors.notice.fill,
    },
    note_text: { ...type.small, color: colors.notice.ink, flexShrink: 1 },
    more: { alignItems: 'center', paddingVertical: space.s },
  }),
  sign: { color: colors.accent },
}))

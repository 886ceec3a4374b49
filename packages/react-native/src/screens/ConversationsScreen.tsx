// All conversations of a person under one filter, live. What a row means is the row's business; which
// conversations there are, and in which order, is the client's.

import type { ConversationItem } from '@jobline/client'
import type { ConversationFilter } from '@jobline/protocol'
import { useChat, useConversations } from '@jobline/react'
import { type ReactNode, useCallback, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { Landmark } from '../components/basics/Landmark.tsx'
import { SearchField } from '../components/basics/SearchField.tsx'
import { ConversationMenu, type ConversationMenuPlace } from '../components/conversation-list/ConversationMenu.tsx'
import { ConversationRow } from '../components/conversation-list/ConversationRow.tsx'
import type { ConversationAct } from '../components/conversation-list/conversation-acts.ts'
import { FilterChips } from '../components/conversation-list/FilterChips.tsx'
import { ListEmpty } from '../components/conversation-list/ListEmpty.tsx'
import { ListHead } from '../components/conversation-list/ListHead.tsx'
import { SwipeableRow } from '../components/conversation-list/SwipeableRow.tsx'
import { useConversationActs } from '../components/conversation-list/use-conversation-acts.ts'
import { useRefresh } from '../components/conversation-list/use-refresh.ts'
import type { Box } from '../components/overlay/menu-place.ts'
import { SearchResults } from '../components/search/SearchResults.tsx'
import { useListSearch } from '../components/search/use-list-search.ts'
import { ConnectionBanner } from '../components/status/ConnectionBanner.tsx'
import { StorageBanner } from '../components/status/StorageBanner.tsx'
import { AnchoredList } from '../platform/list/anchored-list.tsx'
import { rowKeys } from '../platform/row-focus.ts'
import { useToday } from '../platform/use-today.ts'
import { useStrings } from '../strings/use-strings.tsx'
import { themed, useTheme } from '../theme/theme.tsx'

export interface ConversationsScreenProps {
  /** With the message to open it at, where one was found by searching. */
  readonly onOpen: (conversation_id: string, message_id?: string) => void
  /** The conversation that stands open beside the list. */
  readonly selected_id?: string | undefined
  /** Words to search for from the beginning. */
  readonly search_text?: string
  /** Shows a button for them. */
  readonly onSettings?: (() => void) | undefined
  /** At the end of the title's line: an account button, a menu. */
  readonly accessory?: ReactNode
  /** Hidden where the chat beside it already shows it. */
  readonly banner?: boolean
}

export function ConversationsScreen(props: ConversationsScreenProps) {
  const { onOpen, selected_id, search_text, onSettings, accessory, banner = true } = props
  const styles = useStyles()
  const { conversations: words, search: search_words } = useStrings()
  const insets = useSafeAreaInsets()
  const { space } = useTheme()
  const client = useChat()
  const now = useToday()
  const [filter, setFilter] = useState<ConversationFilter>('active')
  const { ready, items, unread, loading } = useConversations(filter)
  const refresh = useRefresh()
  const search = useListSearch(search_text)
  const acts = useConversationActs()
  const [menu, setMenu] = useState<ConversationMenuPlace>()

  // To open it is to look, also where it stands open beside the list, and where it holds nothing to read.
  const open = useCallback(
    (conversation_id: string) => {
      client.setMarkedUnread(conversation_id, false)
      onOpen(conversation_id)
    },
    [client, onOpen],
  )
  const onMenu = useCallback((conversation: ConversationItem, anchor?: Box) => setMenu({ conversation, anchor }), [])
  const onAct = useCallback(
    (conversation: ConversationItem, what: ConversationAct) =>
      what === 'mute' ? setMenu({ conversation, muting: true }) : acts.act(conversation, what),
    [acts],
  )
  const renderRow = useCallback(
    (conversation: ConversationItem) => (
      <SwipeableRow conversation={conversation} onMenu={onMenu} onAct={onAct}>
        <ConversationRow
          conversation={conversation}
          selected={conversation.id === selected_id}
          now={now}
          onOpen={open}
          onMenu={onMenu}
          onAct={onAct}
        />
      </SwipeableRow>
    ),
    [selected_id, now, open, onMenu, onAct],
  )

  return (
    <Landmark label={words.list_label} style={[styles.screen, { paddingTop: insets.top }]}>
      <ListHead refresh={refresh} onSearch={search.has_field ? undefined : search.begin} onSettings={onSettings} accessory={accessory} />
      {search.has_field ? (
        <View style={styles.field}>
          <SearchField
            ref={search.field}
            label={search_words.label}
            value={search.text}
            onChange={search.setText}
            onKey={search.onKey}
            testID="list-search-field"
          />
        </View>
      ) : null}
      {search.searching ? null : <FilterChips filter={filter} unread={unread} onChange={setFilter} />}
      {banner ? <ConnectionBanner /> : null}
      {banner ? <StorageBanner /> : null}
      {search.searching ? (
        <SearchResults
          query={search.text}
          now={now}
          selected_id={selected_id}
          onOpen={onOpen}
          onField={search.toField}
          onLeave={search.leave}
        />
      ) : null}
      {/* It stays while somebody searches, and keeps its place. */}
      <View style={search.searching ? styles.hidden : styles.list} {...rowKeys({ onFirst: search.toField })}>
        {items.length === 0 ? (
          <ListEmpty filter={filter} reading={!ready} incomplete={loading} onShowActive={() => setFilter('active')} />
        ) : (
          <AnchoredList
            key={filter}
            rows={items}
            keyOf={idOf}
            renderRow={renderRow}
            row_height={94}
            anchor="start"
            header={<View style={{ height: space.s }} />}
            footer={<View style={{ height: insets.bottom + space.s }} />}
            onPull={refresh.refresh}
            pulling={refresh.busy}
            role="list"
            label={words.list_label}
            test_id="conversation-list"
          />
        )}
      </View>
      <ConversationMenu place={menu} acts={acts} onChange={setMenu} />
    </Landmark>
  )
}

const idOf = (conversation: ConversationItem): string => conversation.id

const useStyles = themed(({ colors, space }) =>
  StyleSheet.create({
    screen: { flex: 1, backgroundColor: colors.surface },
    field: { paddingHorizontal: space.l, paddingBottom: space.xs },
    list: { flex: 1, minHeight: 0 },
    hidden: { display: 'none' },
  }),
)

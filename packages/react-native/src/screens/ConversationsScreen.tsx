// All conversations of a person under one filter, live. What a row means is the row's business; which
// conversations there are, and in which order, is the client's.

import type { ConversationItem } from '@jobline/client'
import type { ConversationFilter } from '@jobline/protocol'
import { useChat, useConversations } from '@jobline/react'
import { type ReactNode, useCallback, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { EmptyState as OurEmptyState } from '../components/basics/EmptyState.tsx'
import { ConversationSkeletons } from '../components/basics/Skeletons.tsx'
import { ConversationRow as OurConversationRow } from '../components/conversation-list/ConversationRow.tsx'
import { FilterChips } from '../components/conversation-list/FilterChips.tsx'
import { ConnectionBanner } from '../components/status/ConnectionBanner.tsx'
import { StorageBanner } from '../components/status/StorageBanner.tsx'
import { AnchoredList } from '../platform/list/anchored-list.tsx'
import { useToday } from '../platform/use-today.ts'
import { useComponents } from '../providers/components.tsx'
import type { Strings } from '../strings/en.ts'
import { useStrings } from '../strings/use-strings.tsx'
import { themed } from '../theme/theme.tsx'
import { SPACE, TYPE } from '../theme/tokens.ts'

export interface ConversationsScreenProps {
  readonly onOpen: (conversation_id: string) => void
  /** The conversation that stands open beside the list. */
  readonly selected_id?: string | undefined
  /** At the end of the title's line: an account button, a menu. */
  readonly accessory?: ReactNode
  /** Hidden where the chat beside it already shows it. */
  readonly banner?: boolean
}

export function ConversationsScreen({ onOpen, selected_id, accessory, banner = true }: ConversationsScreenProps) {
  const { ConversationRow = OurConversationRow } = useComponents()
  const styles = useStyles()
  const { conversations: words } = useStrings()
  const insets = useSafeAreaInsets()
  const client = useChat()
  const now = useToday()
  const [filter, setFilter] = useState<ConversationFilter>('active')
  const { ready, items, unread, loading } = useConversations(filter)
  const [refreshing, setRefreshing] = useState(false)

  const renderRow = useCallback(
    (conversation: ConversationItem) => (
      <ConversationRow conversation={conversation} selected={conversation.id === selected_id} now={now} onOpen={onOpen} />
    ),
    [ConversationRow, selected_id, now, onOpen],
  )
  const refresh = () => {
    setRefreshing(true)
    // A failure shows in the banner: the connection knows why.
    client
      .refresh()
      .catch(() => {})
      .finally(() => setRefreshing(false))
  }

  return (
    <View style={[styles.screen, { paddingTop: insets.top }]}>
      <View style={styles.head}>
        <Text role="heading" aria-level={1} style={styles.title}>
          {words.title}
        </Text>
        {accessory}
      </View>
      <FilterChips filter={filter} unread={unread} onChange={setFilter} />
      {banner ? <ConnectionBanner /> : null}
      {banner ? <StorageBanner /> : null}
      {!ready || (loading && items.length === 0) ? (
        <ConversationSkeletons />
      ) : items.length === 0 ? (
        <NoConversations filter={filter} words={words} />
      ) : (
        <AnchoredList
          key={filter}
          rows={items}
          keyOf={idOf}
          renderRow={renderRow}
          row_height={94}
          anchor="start"
          header={SPACER}
          footer={<View style={{ height: insets.bottom + SPACE.s }} />}
          onPull={refresh}
          pulling={refreshing}
          role="list"
          label={words.list_label}
          test_id="conversation-list"
        />
      )}
    </View>
  )
}

function NoConversations({ filter, words }: { filter: ConversationFilter; words: Strings['conversations'] }) {
  const { EmptyState = OurEmptyState } = useComponents()
  const kind = filter === 'unread' || filter === 'archived' ? filter : 'active'
  return (
    <EmptyState icon={kind === 'unread' ? 'check' : 'bubble'} title={words[`empty_${kind}_title`]} text={words[`empty_${kind}_text`]} />
  )
}

const SPACER = <View style={{ height: SPACE.s }} />
const idOf = (conversation: ConversationItem): string => conversation.id

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    screen: { flex: 1, backgroundColor: colors.surface },
    head: {
      flexDirection: 'row',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: SPACE.m,
      minHeight: 60,
      paddingHorizontal: SPACE.l,
      paddingTop: SPACE.s,
    },
    title: { ...TYPE.title, color: colors.text },
  }),
)

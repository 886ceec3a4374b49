// The messages of one conversation, oldest first and not inverted, so that order of screen, of reading
// and of the document are one. Opens at the first unread or at the end; keeps its place while history
// loads above and messages arrive below; follows the end only while the person is there.

import type { MessageListSnapshot } from '@jobline/client'
import { LegendList, type LegendListRef, type LegendListRenderItemProps } from '@legendapp/list/react-native'
import { useCallback, useRef } from 'react'
import { StyleSheet, View } from 'react-native'
import { listBox } from '../../platform/list-box.ts'
import { pullToLoad } from '../../platform/pull-to-load.ts'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { CHAT_WIDTH, SPACE } from '../../theme/tokens.ts'
import { JumpToEnd } from './JumpToEnd.tsx'
import { ListStart } from './ListStart.tsx'
import { MessageRowView } from './MessageRowView.tsx'
import { type MessageRow, openingIndex } from './message-rows.ts'
import { TypingIndicator } from './TypingIndicator.tsx'
import { useListPosition } from './use-list-position.ts'
import { useMessageRows } from './use-message-rows.ts'

export interface MessageListProps {
  readonly conversation_id: string
  readonly messages: MessageListSnapshot
  /** Keep it the same between renders: every row gets it. */
  readonly people: People
  /** Who types now, by name. */
  readonly typing_name?: string | undefined
  /** A person is looking at this list. */
  readonly active: boolean
  readonly onSeen: (seq: number) => void
  readonly onLoadBefore: () => void
}

export function MessageList({ conversation_id, messages, people, typing_name, active, onSeen, onLoadBefore }: MessageListProps) {
  const { chat } = useStrings()
  const list = useRef<LegendListRef>(null)
  const rows = useMessageRows(messages)
  const opening = useRef(openingIndex(rows)).current
  const position = useListPosition({ list, rows, active, first_unread_id: messages.first_unread_id, onSeen })

  const renderItem = useCallback(
    ({ item }: LegendListRenderItemProps<MessageRow>) => (
      <View style={styles.column}>
        <MessageRowView row={item} people={people} />
      </View>
    ),
    [people],
  )
  const loadBefore = () => {
    if (messages.more_before && !messages.loading_before) onLoadBefore()
  }

  return (
    <View style={styles.fill}>
      <LegendList
        ref={list}
        data={rows}
        dataKey={conversation_id}
        keyExtractor={keyOf}
        getItemType={typeOf}
        renderItem={renderItem}
        recycleItems
        estimatedItemSize={64}
        drawDistance={600}
        alignItemsAtEnd
        {...(opening === undefined
          ? { initialScrollAtEnd: true }
          : { initialScrollIndex: { index: opening, viewPosition: 0, viewOffset: SPACE.m } })}
        maintainVisibleContentPosition
        maintainScrollAtEnd
        maintainScrollAtEndThreshold={0.05}
        onStartReached={loadBefore}
        onStartReachedThreshold={0.6}
        onScroll={position.onScroll}
        onLayout={position.onLayout}
        onItemSizeChanged={position.onLayout}
        onLoad={position.onLayout}
        onMetricsChange={position.onMetrics}
        ListHeaderComponent={<ListStart more_before={messages.more_before} loading_before={messages.loading_before} onLoad={loadBefore} />}
        ListFooterComponent={
          <View style={[styles.column, styles.foot]}>{typing_name === undefined ? null : <TypingIndicator name={typing_name} />}</View>
        }
        style={styles.list}
        {...listBox(chat.messages_label, 'message-list')}
        {...pullToLoad(messages.loading_before, loadBefore)}
      />
      {position.away ? <JumpToEnd new_below={position.new_below} onPress={position.jumpToEnd} /> : null}
    </View>
  )
}

const keyOf = (row: MessageRow): string => row.key
const typeOf = (row: MessageRow): string => row.type

const styles = StyleSheet.create({
  fill: { flex: 1 },
  list: { flex: 1, height: '100%' },
  column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center', marginHorizontal: 'auto' },
  foot: { paddingBottom: SPACE.m },
})

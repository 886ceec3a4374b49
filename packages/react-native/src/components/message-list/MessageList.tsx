// The messages of one conversation, oldest first and not inverted, so that order of screen, of reading
// and of the document are one. Opens at the first unread or at the end; keeps its place while history
// loads above and messages arrive below; follows the end only while the person is there.

import type { MessageListSnapshot } from '@jobline/client'
import { type Ref, useCallback, useImperativeHandle, useRef } from 'react'
import { StyleSheet, View } from 'react-native'
import { AnchoredList } from '../../platform/list/anchored-list.tsx'
import type { AnchoredListHandle } from '../../platform/list/anchored-list-props.ts'
import { useDataSaver } from '../../providers/preferences.tsx'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { CHAT_WIDTH, SPACE } from '../../theme/tokens.ts'
import { JumpToEnd } from './JumpToEnd.tsx'
import { ListStart } from './ListStart.tsx'
import { MessageRowView } from './MessageRowView.tsx'
import { type MessageRow, openingIndex } from './message-rows.ts'
import { TypingIndicator } from './TypingIndicator.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useListPosition } from './use-list-position.ts'
import { useMessageRows } from './use-message-rows.ts'

export interface MessageListHandle {
  /** Brings a message into sight, well below the upper edge. false: it is not among the loaded ones. */
  showMessage(message_id: string): boolean
}

export interface MessageListProps {
  readonly ref?: Ref<MessageListHandle>
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

export function MessageList({ ref, messages, people, typing_name, active, onSeen, onLoadBefore }: MessageListProps) {
  const { chat } = useStrings()
  const list = useRef<AnchoredListHandle>(null)
  const rows = useMessageRows(messages)
  const opening = useRef(openingIndex(rows)).current
  const position = useListPosition({ list, rows, active, first_unread_id: messages.first_unread_id, onSeen })
  useImperativeHandle(
    ref,
    () => ({
      showMessage(message_id) {
        const index = rows.findIndex((row) => row.key === message_id)
        if (index !== -1) list.current?.scrollToRow(index, 'middle')
        return index !== -1
      },
    }),
    [rows],
  )
  const renderRow = useCallback(
    (row: MessageRow) => (
      <View style={styles.column}>
        <MessageRowView row={row} people={people} />
      </View>
    ),
    [people],
  )
  const keys = useListKeys(messages.items)
  const { more_before, loading_before } = messages
  const saves_data = useDataSaver()
  const loadBefore = () => {
    if (more_before && !loading_before) onLoadBefore()
  }

  return (
    <View style={styles.fill} {...keys}>
      <AnchoredList
        ref={list}
        rows={rows}
        keyOf={keyOf}
        renderRow={renderRow}
        row_height={64}
        anchor="end"
        holds={holds}
        opening={opening}
        {...(saves_data ? {} : { onStartNear: loadBefore })}
        onPull={loadBefore}
        pulling={loading_before}
        onMove={position.onMove}
        header={<ListStart more_before={more_before} loading_before={loading_before} onLoad={loadBefore} />}
        footer={
          <View style={[styles.column, styles.foot]}>{typing_name === undefined ? null : <TypingIndicator name={typing_name} />}</View>
        }
        label={chat.messages_label}
        test_id="message-list"
      />
      {position.away ? <JumpToEnd new_below={position.new_below} onPress={position.jumpToEnd} /> : null}
    </View>
  )
}

const keyOf = (row: MessageRow): string => row.key
const holds = (row: MessageRow): boolean => row.type === 'bubble' || row.type === 'system'

const styles = StyleSheet.create({
  fill: { flex: 1, minHeight: 0 },
  column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center' },
  foot: { paddingBottom: SPACE.m },
})

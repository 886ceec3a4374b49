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
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { JumpToEnd } from './JumpToEnd.tsx'
import { ListEnd } from './ListEnd.tsx'
import { ListStart } from './ListStart.tsx'
import { MessageRowView } from './MessageRowView.tsx'
import { type MessageRow, openingIndex } from './message-rows.ts'
import { TypingIndicator } from './TypingIndicator.tsx'
import type { LaterMessages } from './use-chat-window.ts'
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
  /** Where there are unread ones; otherwise at the end. */
  readonly opens_at_unread: boolean
  /** Keep it the same between renders: every row gets it. */
  readonly people: People
  /** Who types now, by name. */
  readonly typing_name?: string | undefined
  /** A person is looking at this list. */
  readonly active: boolean
  readonly onSeen: (seq: number) => void
  readonly onLoadBefore: () => void
  /** A window apart from the newest messages: nothing in it counts as read, and its end is not followed. */
  readonly later?: LaterMessages | undefined
  readonly onNewest?: (() => void) | undefined
  /** Back to where a quote was tapped. */
  readonly onBack?: (() => void) | undefined
  /** So much of the upper edge is covered, in points. */
  readonly inset_top?: number
  readonly onTravel?: ((towards: 'history' | 'end') => void) | undefined
}

export function MessageList(props: MessageListProps) {
  const {
    ref,
    messages,
    opens_at_unread,
    people,
    typing_name,
    active,
    onSeen,
    onLoadBefore,
    later,
    onNewest,
    onBack,
    inset_top = 0,
    onTravel,
  } = props
  const styles = useStyles()
  const { chat } = useStrings()
  const list = useRef<AnchoredListHandle>(null)
  const rows = useMessageRows(messages)
  const opening = useRef(opens_at_unread ? openingIndex(rows) : undefined).current
  const position = useListPosition({
    list,
    rows,
    // Who looks at old messages has not read the new ones.
    active: active && !later,
    opening,
    first_unread_id: messages.first_unread_id,
    onSeen,
    onTravel,
  })
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
    [people, styles],
  )
  const keys = useListKeys(messages.items)
  const { more_before, loading_before } = messages
  const saves_data = useDataSaver()
  const loadBefore = useCallback(() => {
    if (more_before && !loading_before) onLoadBefore()
  }, [more_before, loading_before, onLoadBefore])
  const loadAfter = () => {
    if (later?.more_after && !later.loading_after) later.onLoadAfter()
  }
  const jumpToEnd = () => {
    // The button that was pressed goes.
    list.current?.takeFocus()
    position.jumpToEnd()
  }
  const toNewest = later && onNewest ? onNewest : jumpToEnd

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
        {...(later ? { onEndNear: loadAfter, follows_end: false } : {})}
        inset_top={inset_top}
        onPull={loadBefore}
        pulling={loading_before}
        onMove={position.onMove}
        header={<ListStart more_before={more_before} loading_before={loading_before} onLoad={loadBefore} />}
        footer={
          <View style={[styles.column, styles.foot]}>
            {later ? (
              <ListEnd later={later} onNewest={toNewest} />
            ) : typing_name === undefined ? null : (
              <TypingIndicator name={typing_name} />
            )}
          </View>
        }
        label={chat.messages_label}
        test_id="message-list"
      />
      {position.away || later || onBack ? (
        <JumpToEnd new_below={later ? 0 : position.new_below} onPress={toNewest} apart={later !== undefined} onBack={onBack} />
      ) : null}
    </View>
  )
}

const keyOf = (row: MessageRow): string => row.key
const holds = (row: MessageRow): boolean => row.type === 'bubble' || row.type === 'system'

const useStyles = themed(({ space }) =>
  StyleSheet.create({
    fill: { flex: 1, minHeight: 0 },
    column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center' },
    foot: { paddingBottom: space.m },
  }),
)

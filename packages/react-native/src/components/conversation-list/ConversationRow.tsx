// One conversation in the list: who, about which job, what was said last, what waits. Opens it, and asks for its menu.

import type { ConversationItem } from '@jobline/client'
import { useChat, usePresence } from '@jobline/react'
import { useMemo } from 'react'
import { Pressable, StyleSheet, Text, View } from 'react-native'
import { otherMember, peopleOf } from '../../conversation-people.ts'
import { rowMark } from '../../platform/row-focus.ts'
import { useRowPointer } from '../../platform/row-pointer.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { directionOf, sideBySide } from '../../strings/wording.ts'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { Avatar } from '../basics/Avatar.tsx'
import { Icon } from '../basics/Icon.tsx'
import { UnreadBadge } from '../basics/UnreadBadge.tsx'
import { JobStatusChip } from '../job/JobStatusChip.tsx'
import type { Box } from '../overlay/menu-place.ts'
import { ACT_KEYS, actLabel, actOfKey, actsOf, type ConversationAct, isUnread } from './conversation-acts.ts'
import { RowMore } from './RowMore.tsx'
import { RowPreviewLine } from './RowPreviewLine.tsx'
import { rowLabel, rowPreview } from './row-words.ts'
import { useMuted } from './use-muted.ts'

export interface ConversationRowProps {
  readonly conversation: ConversationItem
  readonly selected: boolean
  /** Today, for words like "Yesterday". */
  readonly now: number
  readonly onOpen: (conversation_id: string) => void
  /** Its menu is wanted, beside `anchor` where there is room. Keep both functions the same between renders. */
  readonly onMenu?: (conversation: ConversationItem, anchor?: Box) => void
  /** Done at once: by a key, or by a screen reader's action. */
  readonly onAct?: (conversation: ConversationItem, act: ConversationAct) => void
}

export const ConversationRow = replaceable('ConversationRow', function ConversationRow(props: ConversationRowProps) {
  const { conversation, selected, now, onOpen, onMenu, onAct } = props
  const styles = useStyles()
  const strings = useStrings()
  const time = useTimeWords()
  const large = useLargeText()
  const client = useChat()
  const other = otherMember(conversation, client.user_id)
  const { online } = usePresence(other?.user_id)
  const { job, state } = conversation
  const muted = useMuted(state.muted_until)
  const pointer = useRowPointer({
    onMenu: (anchor) => onMenu?.(conversation, anchor),
    onLetter(code) {
      const act = actOfKey(code, state, client.now())
      if (act) onAct?.(conversation, act)
      return act !== undefined
    },
  })

  const name = other?.name ?? strings.chat.somebody
  const words = useMemo(() => {
    const preview = rowPreview(conversation, strings, peopleOf(conversation, client.user_id, strings.chat.somebody))
    const when = time.listed(conversation.last_activity_at, now)
    return { preview, when, label: rowLabel(conversation, { name, when, preview, online, muted }, strings) }
  }, [conversation, client.user_id, strings, time, now, name, online, muted])
  const unread = isUnread(state)
  const has_more = onMenu !== undefined && pointer.has_button
  const ground = selected ? styles.selected : pointer.hovered ? styles.hovered : styles.row

  return (
    <View role="listitem" style={styles.box} {...pointer.box}>
      <Pressable
        testID={`conversation-row-${conversation.id}`}
        role="button"
        aria-label={words.label}
        accessibilityState={{ selected }}
        {...currentPage(selected)}
        {...(onMenu ? { ...pointer.press, ...forScreenReaders(props, strings, client.now) } : {})}
        {...rowMark(conversation.id)}
        onPress={() => onOpen(conversation.id)}
        style={({ pressed }) => [styles.row, pointer.hovered && styles.hovered, selected && styles.selected, pressed && styles.pressed]}
      >
        <Avatar
          user_id={other?.user_id ?? conversation.id}
          name={name}
          avatar_url={other?.avatar_url}
          online={online}
          ground={ground.backgroundColor}
        />
        <View style={styles.words}>
          <View style={[styles.line, large && styles.line_large]}>
            <Text numberOfLines={large ? 2 : 1} style={[styles.name, unread && styles.name_unread]}>
              {name}
            </Text>
            {state.pinned_at !== undefined ? <Icon name="pin" size={15} color={styles.soft.color} /> : null}
            {muted ? <Icon name="muted" size={15} color={styles.soft.color} /> : null}
            {state.blocked ? <Icon name="block" size={15} color={styles.soft.color} /> : null}
            <Text
              numberOfLines={1}
              style={[styles.when, unread && !muted && styles.when_unread, has_more && pointer.pointed && styles.given_way]}
            >
              {words.when}
            </Text>
          </View>
          <View style={[styles.line, large && styles.line_large]}>
            <JobStatusChip job={job} testID={`job-status-${conversation.id}`} />
            <Text numberOfLines={large ? 2 : 1} style={large ? styles.job_large : styles.job}>
              {/* Read from the title's own side: what does not fit is then cut at its end. */}
              {sideBySide([job.title, job.place], directionOf(job.title) ?? strings.direction)}
            </Text>
          </View>
          <View style={styles.line}>
            <RowPreviewLine preview={words.preview} message={conversation.preview} unread={unread} />
            <UnreadBadge count={state.unread} marked={state.marked_unread === true} quiet={muted} />
          </View>
        </View>
      </Pressable>
      {has_more ? (
        <RowMore
          label={strings.list.more(name)}
          shown={pointer.pointed}
          onPress={pointer.openHere}
          testID={`conversation-more-${conversation.id}`}
        />
      ) : null}
    </View>
  )
})

/** A phone's screen reader offers the acts at the row itself; a browser's reads the button, and which keys there are. */
function forScreenReaders(
  { conversation, onAct }: ConversationRowProps,
  strings: Parameters<typeof actLabel>[1],
  now: () => number,
): object {
  return {
    'aria-keyshortcuts': ACT_KEYS,
    accessibilityActions: actsOf(conversation.state, now()).map((act) => ({ name: act, label: actLabel(act, strings) })),
    onAccessibilityAction: ({ nativeEvent }: { nativeEvent: { actionName: string } }) =>
      onAct?.(conversation, nativeEvent.actionName as ConversationAct),
  }
}

/** What the web calls selected here; React Native's types do not know it. */
const currentPage = (selected: boolean): object => (selected ? { 'aria-current': 'page' } : {})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    box: { marginHorizontal: space.s },
    row: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      backgroundColor: colors.surface,
      paddingHorizontal: space.s,
      paddingVertical: 10,
      borderRadius: radius.m,
      cursor: 'pointer',
    },
    hovered: { backgroundColor: colors.hover },
    selected: { backgroundColor: colors.accent_soft },
    pressed: { opacity: 0.8 },
    words: { flex: 1, minWidth: 0, gap: 3 },
    line: { flexDirection: 'row', alignItems: 'center', gap: 6, minHeight: 22 },
    line_large: { flexWrap: 'wrap' },
    name: { ...type.name, color: colors.text, flexGrow: 1, flexShrink: 1 },
    name_unread: { fontWeight: '700' },
    when: { ...type.small, flexShrink: 0, color: colors.text_soft, fontVariant: ['tabular-nums'] },
    /** To the button of the menu. */
    given_way: { opacity: 0 },
    when_unread: { color: colors.accent, fontWeight: '600' },
    job: { ...type.small, color: colors.text_soft, flex: 1 },
    job_large: { ...type.small, color: colors.text_soft, width: '100%' },
    soft: { color: colors.text_soft },
  }),
)

// One message in its bubble: what it answers, text, time, and the ticks of an own one. Renders again only when its own
// row changes.

import type { MessageItem } from '@jobline/client'
import { memo } from 'react'
import { StyleSheet, Text, useWindowDimensions, View } from 'react-native'
import { useFinePointer } from '../../platform/fine-pointer.ts'
import type { People } from '../../strings/sentences.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { RADIUS, SPACE, TYPE } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { useActsAllowed, useChatActs } from '../message-actions/chat-acts.tsx'
import { actsFor, canReact, canUndoDelete } from '../message-actions/message-acts.ts'
import { ReactionChips } from '../reactions/ReactionChips.tsx'
import { StatusTicks } from '../status/StatusTicks.tsx'
import { BubbleFrame } from './BubbleFrame.tsx'
import { ChangeNotice } from './ChangeNotice.tsx'
import { DeletedText } from './DeletedText.tsx'
import { FailedNotice } from './FailedNotice.tsx'
import { QuoteBox, type Quoted, useQuoteWords } from './QuoteBox.tsx'

export interface MessageBubbleProps {
  readonly message: MessageItem
  /** The sender's name, for screen readers. */
  readonly sender_name: string
  readonly starts_group: boolean
  readonly ends_group: boolean
  /** What it answers (`reply_to_id`), once known. */
  readonly quoted?: Quoted
  /** Names the person that is quoted; keep it the same between renders. */
  readonly people?: People | undefined
}

export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { message, starts_group, ends_group, quoted, people = NOBODY } = props
  const styles = useStyles()
  const strings = useStrings()
  const time = useTimeWords()
  const acts = useChatActs()
  const allowed = useActsAllowed()
  const selectable = useFinePointer()
  const { fontScale } = useWindowDimensions()
  const { is_own, status, change, reply_to_id } = message
  const deleted = message.deleted_at !== undefined
  const clock = time.clock(message.seq > 0 ? message.created_at : message.sent_at)
  const edited = message.edited_at !== undefined && !deleted
  const text = message.text ?? ''
  const label = useBubbleLabel(props, clock)
  const edit_waits = change?.kind === 'edit' && change.state !== 'failed'
  const meta_length = clock.length + (edited ? strings.chat.edited.length + 1 : 0) + (edit_waits ? 3 : 0)
  const possible = actsFor(message, allowed)

  return (
    <BubbleFrame
      message={message}
      has_menu={possible.length > 0}
      can_reply={possible.includes('reply')}
      can_react={canReact(message, allowed)}
      starts_group={starts_group}
      below={
        <>
          <ReactionChips message={message} people={people} />
          {status === 'failed' ? <FailedNotice message={message} /> : null}
          {change?.state === 'failed' ? <ChangeNotice change={change} is_own={is_own} /> : null}
        </>
      }
    >
      <View
        testID={`message-${message.id}`}
        role="article"
        aria-label={label}
        style={[
          styles.bubble,
          is_own ? styles.own : styles.other,
          ends_group && (is_own ? styles.own_tail : styles.other_tail),
          deleted && styles.deleted,
        ]}
        {...focusable(message.id)}
      >
        {reply_to_id !== undefined && !deleted ? (
          <QuoteBox
            quoted={quoted}
            people={people}
            on={is_own ? 'own' : 'other'}
            onPress={acts && (() => acts.jumpTo(reply_to_id, message.id))}
            testID={`quote-of-${message.id}`}
          />
        ) : null}
        {deleted ? (
          <DeletedText
            text={is_own ? strings.chat.deleted_own : strings.chat.deleted}
            onUndo={acts && canUndoDelete(message) ? () => acts.perform('undo_delete', message) : undefined}
            testID={`message-undo-${message.id}`}
          />
        ) : (
          <Text selectable={selectable} style={[styles.text, is_own && styles.text_own]}>
            {text}
            {/* Room for the time at the end of the last line; where it does not fit, it gets a line of its own. */}
            <View aria-hidden style={{ width: (meta_length * META_CHARACTER + (is_own ? TICKS : 0) + SPACE.s) * fontScale, height: 1 }} />
          </Text>
        )}
        {deleted ? null : (
          <View aria-hidden style={styles.meta}>
            {edit_waits ? <Icon name="clock" size={13} color={styles.soft_own.color} weight={1.4} /> : null}
            <Text style={[styles.time, is_own && styles.soft_own]}>{edited ? `${strings.chat.edited} ${clock}` : clock}</Text>
            {is_own && status ? (
              <StatusTicks
                status={status}
                color={styles.soft_own.color}
                read_color={styles.read.color}
                failed_color={styles.text_own.color}
              />
            ) : null}
          </View>
        )}
      </View>
    </BubbleFrame>
  )
})

/** What a screen reader says of the whole bubble. */
function useBubbleLabel({ message, sender_name, quoted, people = NOBODY }: MessageBubbleProps, clock: string): string {
  const strings = useStrings()
  const quote = useQuoteWords(quoted, people)
  const { is_own, status } = message
  const deleted = message.deleted_at !== undefined
  const text = deleted ? (is_own ? strings.chat.deleted_own : strings.chat.deleted) : (message.text ?? '')
  const answers = message.reply_to_id && !deleted && quoted ? strings.message.answers(quote.name ?? '', quote.line) : undefined
  const said = [text, answers, message.edited_at && !deleted ? strings.chat.edited : undefined].filter(Boolean).join(', ')
  return is_own
    ? strings.spoken.message_own(said, clock, status ? strings.status[status] : '')
    : strings.spoken.message_other(sender_name, said, clock)
}

/** The arrows of the list reach it, and find out which message it is. */
const focusable = (message_id: string): object => ({ tabIndex: -1, dataSet: { messageId: message_id } })

const NOBODY: People = { user_id: '', nameOf: () => '' }

/** Widest usual character of the time in points, and the room of the ticks beside it. */
const META_CHARACTER = 6.4
const TICKS = 21

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    bubble: { borderRadius: RADIUS.l, paddingHorizontal: 13, paddingTop: 7, paddingBottom: 8, borderWidth: 1 },
    own: { alignSelf: 'flex-end', backgroundColor: colors.bubble_own, borderColor: colors.bubble_own },
    other: { alignSelf: 'flex-start', backgroundColor: colors.bubble_other, borderColor: colors.bubble_other_border },
    own_tail: { borderBottomEndRadius: RADIUS.s },
    other_tail: { borderBottomStartRadius: RADIUS.s },
    deleted: { backgroundColor: 'transparent', borderColor: colors.border },
    text: { ...TYPE.body, color: colors.text },
    text_own: { color: colors.on_bubble_own },
    meta: { position: 'absolute', end: 11, bottom: 6, flexDirection: 'row', alignItems: 'center', gap: 5 },
    time: { ...TYPE.tiny, color: colors.text_soft, fontVariant: ['tabular-nums'] },
    soft_own: { color: colors.on_bubble_own_soft },
    read: { color: colors.on_bubble_own_read },
  }),
)

// One message in its bubble: what it answers, text, time, and the ticks of an own one. Renders again only when its own
// row changes.

import type { MessageItem } from '@jobline/client'
import { StyleSheet, Text, View } from 'react-native'
import { asOneThing } from '../../platform/screen-reader.ts'
import { tabStop } from '../../platform/tab-stop.ts'
import { textLength, useTextRoom } from '../../platform/text-length.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { oneLine, type People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { directionOf } from '../../strings/wording.ts'
import { themed } from '../../theme/theme.tsx'
import { useActsAllowed, useChatActs } from '../message-actions/chat-acts.tsx'
import { actsFor, canReact, canUndoDelete } from '../message-actions/message-acts.ts'
import { spokenActs } from '../message-actions/spoken-acts.ts'
import { ReactionChips } from '../reactions/ReactionChips.tsx'
import { BubbleFrame } from './BubbleFrame.tsx'
import { BubbleMeta, useClockOf, useMetaWidth } from './BubbleMeta.tsx'
import { ChangeNotice } from './ChangeNotice.tsx'
import { DeletedText } from './DeletedText.tsx'
import { emojiOnly } from './emoji-only.ts'
import { FailedNotice } from './FailedNotice.tsx'
import { MessageText } from './MessageText.tsx'
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

export const MessageBubble = replaceable('MessageBubble', function MessageBubble(props: MessageBubbleProps) {
  const { message, starts_group, ends_group, quoted, people = NOBODY } = props
  const styles = useStyles()
  const acts = useChatActs()
  const allowed = useActsAllowed()
  const strings = useStrings()
  const label = useBubbleLabel(props)
  const { is_own, status, change, reply_to_id } = message
  const deleted = message.deleted_at !== undefined
  const possible = actsFor(message, allowed)
  const emoji = deleted || reply_to_id !== undefined ? 0 : emojiOnly(message.text ?? '')

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
          emoji > 0 && styles.bare,
        ]}
        {...focusable(message.id)}
        {...asOneThing(() => spokenActs(message, acts, allowed, strings))}
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
          <Deleted message={message} onUndo={acts && (() => acts.perform('undo_delete', message))} />
        ) : emoji > 0 ? (
          <>
            <Text style={[styles.emoji, EMOJI_SIZE[emoji]]}>{message.text}</Text>
            <BubbleMeta message={message} bare />
          </>
        ) : (
          <Words message={message} />
        )}
      </View>
    </BubbleFrame>
  )
})

function Words({ message }: { message: MessageItem }) {
  const strings = useStrings()
  const room = useTextRoom()
  const width = useMetaWidth(message)
  const text = message.text ?? oneLine(message, strings, NOBODY)
  const direction = directionOf(text) ?? strings.direction
  // Read from the other side, the last line ends where the time stands: then the time gets a line of its own.
  const apart = direction !== strings.direction
  return (
    <>
      <MessageText text={text} is_own={message.is_own} direction={direction}>
        {/* Room for the time at the end of the last line; where it does not fit, it gets a line of its own. */}
        {apart ? null : <View aria-hidden style={{ width: room(width), height: 1 }} />}
      </MessageText>
      <BubbleMeta message={message} apart={apart} />
    </>
  )
}

function Deleted({ message, onUndo }: { message: MessageItem; onUndo: (() => void) | undefined }) {
  const { chat } = useStrings()
  return (
    <DeletedText
      text={message.is_own ? chat.deleted_own : chat.deleted}
      onUndo={canUndoDelete(message) ? onUndo : undefined}
      testID={`message-undo-${message.id}`}
    />
  )
}

/** What a screen reader says of the whole bubble. */
function useBubbleLabel({ message, sender_name, quoted, people = NOBODY }: MessageBubbleProps): string {
  const strings = useStrings()
  const clock = useClockOf(message)
  const quote = useQuoteWords(quoted, people)
  const { is_own, status } = message
  const deleted = message.deleted_at !== undefined
  const text = deleted ? (is_own ? strings.chat.deleted_own : strings.chat.deleted) : (message.text ?? oneLine(message, strings, people))
  const answers = message.reply_to_id && !deleted && quoted ? strings.message.answers(quote.name ?? '', quote.line) : undefined
  const said = [text, answers, message.edited_at && !deleted ? strings.chat.edited : undefined].filter(Boolean).join(', ')
  return is_own
    ? strings.spoken.message_own(said, clock, status ? strings.status[status] : '')
    : strings.spoken.message_other(sender_name, said, clock)
}

/** The arrows of the list reach it, and find out which message it is. */
const focusable = (message_id: string): object => ({ ...tabStop(false), dataSet: { messageId: message_id } })

const NOBODY: People = { user_id: '', nameOf: () => '' }

/** The fewer, the larger. */
const EMOJI_SIZE: Readonly<Record<number, { fontSize: number; lineHeight: number }>> = {
  1: { fontSize: textLength(52), lineHeight: textLength(64) },
  2: { fontSize: textLength(44), lineHeight: textLength(54) },
  3: { fontSize: textLength(38), lineHeight: textLength(48) },
}

const useStyles = themed(({ colors, radius }) =>
  StyleSheet.create({
    bubble: { maxWidth: '100%', borderRadius: radius.l, paddingHorizontal: 13, paddingTop: 7, paddingBottom: 8, borderWidth: 1 },
    own: { alignSelf: 'flex-end', backgroundColor: colors.bubble_own, borderColor: colors.bubble_own },
    other: { alignSelf: 'flex-start', backgroundColor: colors.bubble_other, borderColor: colors.bubble_other_border },
    own_tail: { borderBottomEndRadius: radius.s },
    other_tail: { borderBottomStartRadius: radius.s },
    deleted: { backgroundColor: 'transparent', borderColor: colors.border },
    bare: { backgroundColor: 'transparent', borderColor: 'transparent', paddingHorizontal: 0, paddingTop: 0, paddingBottom: 2 },
    emoji: { color: colors.text },
  }),
)

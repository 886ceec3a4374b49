// Under a bubble: which emoji were put on it and how often. A tap adds one's own or takes it away; a long press, a right
// click or the last chip tells who.

import type { MessageItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import type { People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { Tappable } from '../basics/Tappable.tsx'
import { useActsAllowed, useChatActs } from '../message-actions/chat-acts.tsx'
import { canReact } from '../message-actions/message-acts.ts'

export interface ReactionChipsProps {
  readonly message: MessageItem
  readonly people: People
}

export const ReactionChips = replaceable('ReactionChips', function ReactionChips({ message, people }: ReactionChipsProps) {
  const styles = useStyles()
  const { reactions } = useStrings()
  const { user_id } = useChat()
  const acts = useChatActs()
  const allowed = useActsAllowed()
  const may_react = canReact(message, allowed)
  const large = useLargeText()
  const shown = message.reactions ?? []
  if (shown.length === 0) return null
  return (
    <View
      testID={`reactions-${message.id}`}
      role="group"
      aria-label={reactions.label}
      style={[styles.row, large && styles.row_large, message.is_own && styles.row_own]}
    >
      {shown.map(({ emoji, user_ids }) => {
        const mine = user_ids.includes(user_id)
        const names = user_ids.map((id) => (id === user_id ? reactions.you : people.nameOf(id))).join(', ')
        const show = () => acts?.showReactors(message)
        return (
          <Tappable
            key={emoji}
            testID={`reaction-${message.id}-${emoji}`}
            role="button"
            aria-label={reactions.chip(emoji, names)}
            aria-pressed={mine}
            onPress={() => (may_react ? acts?.toggleReaction(message, emoji) : show())}
            onLongPress={show}
            {...onContextMenu(show)}
            style={styles.target}
          >
            <View style={[styles.chip, mine && styles.chip_mine]}>
              <Text style={styles.emoji}>{emoji}</Text>
              {user_ids.length > 1 ? <Text style={[styles.count, mine && styles.count_mine]}>{user_ids.length}</Text> : null}
            </View>
          </Tappable>
        )
      })}
    </View>
  )
})

/** Known to browsers alone. */
const onContextMenu = (show: () => void): object => ({
  onContextMenu: (event: { preventDefault(): void }) => {
    event.preventDefault()
    show()
  },
})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    // The chips sit on the lower edge of the bubble; their targets are larger than they look.
    row: { flexDirection: 'row', flexWrap: 'wrap', marginTop: -14, marginBottom: -6, paddingHorizontal: space.xs, alignSelf: 'flex-start' },
    /** A large chip fills its target, and would lie over the time. */
    row_large: { marginTop: -5 },
    row_own: { alignSelf: 'flex-end' },
    target: { minWidth: TARGET, minHeight: TARGET, marginHorizontal: -2 },
    chip: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.xs,
      minHeight: 26,
      minWidth: 34,
      justifyContent: 'center',
      paddingHorizontal: 7,
      borderRadius: radius.full,
      borderWidth: 1,
      borderColor: colors.border,
      backgroundColor: colors.surface,
    },
    chip_mine: { borderColor: colors.accent, borderWidth: 2, backgroundColor: colors.accent_soft },
    emoji: { ...type.strong, fontWeight: '400', color: colors.text },
    count: { ...type.small, fontWeight: '600', color: colors.text_soft, fontVariant: ['tabular-nums'] },
    count_mine: { color: colors.accent },
  }),
)

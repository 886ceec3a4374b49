// What lies behind a row of the list: read or unread at the start of the line, the menu and the archive at its end. The
// row's menu holds the same, for whoever does not pull.

import type { ConversationItem } from '@jobline/client'
import type { ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { SwipeRow } from '../../platform/swipe-row.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Icon, type IconName } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { ACT_ICONS, type ConversationAct, isUnread } from './conversation-acts.ts'

export interface SwipeableRowProps {
  readonly conversation: ConversationItem
  readonly onMenu: (conversation: ConversationItem) => void
  readonly onAct: (conversation: ConversationItem, act: ConversationAct) => void
  readonly children: ReactNode
}

export function SwipeableRow({ conversation, onMenu, onAct, children }: SwipeableRowProps) {
  const styles = useStyles()
  const { list, overlay, direction } = useStrings()
  const { state } = conversation
  const first: ConversationAct = isUnread(state) ? 'mark_read' : 'mark_unread'
  const last: ConversationAct = state.archived_at === undefined ? 'archive' : 'unarchive'
  return (
    <SwipeRow
      row_key={conversation.id}
      rtl={direction === 'rtl'}
      ground={styles.ground.backgroundColor}
      onLeading={() => onAct(conversation, first)}
      onTrailing={() => onAct(conversation, last)}
      leading={
        <View style={[styles.leading, styles.first]}>
          <Icon name={ACT_ICONS[first]} size={22} color={styles.first_sign.color} weight={2.2} />
          <Text numberOfLines={2} style={[styles.word, styles.first_sign]}>
            {first === 'mark_read' ? list.swipe_read : list.swipe_unread}
          </Text>
        </View>
      }
      trailing={(close) => (
        <View style={styles.trailing}>
          <Button
            icon="more"
            word={overlay.more}
            look="more"
            testID={`swipe-more-${conversation.id}`}
            onPress={() => {
              close()
              onMenu(conversation)
            }}
          />
          <Button
            icon={ACT_ICONS[last]}
            word={last === 'archive' ? list.archive : list.swipe_unarchive}
            look="last"
            testID={`swipe-${last}-${conversation.id}`}
            onPress={() => onAct(conversation, last)}
          />
        </View>
      )}
    >
      {children}
    </SwipeRow>
  )
}

interface ButtonProps {
  readonly icon: IconName
  readonly word: string
  readonly look: 'more' | 'last'
  readonly testID: string
  readonly onPress: () => void
}

function Button({ icon, word, look, testID, onPress }: ButtonProps) {
  const styles = useStyles()
  const ink = styles[`${look}_sign`]
  return (
    <Tappable testID={testID} onPress={onPress} style={[styles.button, styles[look]]}>
      <Icon name={icon} size={22} color={ink.color} weight={2} />
      <Text numberOfLines={2} style={[styles.word, ink]}>
        {word}
      </Text>
    </Tappable>
  )
}

const useStyles = themed(({ colors, type }) =>
  StyleSheet.create({
    ground: { backgroundColor: colors.surface },
    leading: { flex: 1, alignItems: 'center', justifyContent: 'center', gap: 4, paddingHorizontal: 4 },
    trailing: { flex: 1, flexDirection: 'row' },
    button: { flex: 1, alignSelf: 'stretch', gap: 4, paddingHorizontal: 4 },
    first: { backgroundColor: colors.accent },
    first_sign: { color: colors.on_accent },
    more: { backgroundColor: colors.sunken },
    more_sign: { color: colors.text },
    last: { backgroundColor: colors.chip_selected.fill },
    last_sign: { color: colors.chip_selected.ink },
    word: { ...type.tiny, fontWeight: '600', textAlign: 'center' },
  }),
)

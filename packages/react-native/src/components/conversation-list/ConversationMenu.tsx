// The menu of a row: beside what opened it on a wide window, from the lower edge on a phone, where it says whose it is.
// Muting asks for how long in a second menu at the same place.

import type { ConversationItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { memo, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { otherMember } from '../../conversation-people.ts'
import { menuKey } from '../../platform/second-menu.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Avatar } from '../basics/Avatar.tsx'
import { Menu, type MenuItem } from '../overlay/Menu.tsx'
import type { Box } from '../overlay/menu-place.ts'
import { ACT_ICONS, actLabel, actsOf, MUTE_SPANS } from './conversation-acts.ts'
import type { ConversationActs } from './use-conversation-acts.ts'

export interface ConversationMenuPlace {
  readonly conversation: ConversationItem
  readonly anchor?: Box | undefined
  /** Straight to the question of how long. */
  readonly muting?: boolean
}

export interface ConversationMenuProps {
  /** undefined: closed. */
  readonly place: ConversationMenuPlace | undefined
  readonly acts: ConversationActs
  readonly onChange: (place: ConversationMenuPlace | undefined) => void
}

export const ConversationMenu = memo(function ConversationMenu({ place, acts, onChange }: ConversationMenuProps) {
  const styles = useStyles()
  const strings = useStrings()
  const client = useChat()
  // While it slides away it still shows what it was.
  const [shown, setShown] = useState(place)
  if (place && place !== shown) setShown(place)
  const { conversation, anchor, muting = false } = place ?? shown ?? {}
  if (!conversation) return null
  const other = otherMember(conversation, client.user_id)
  const name = other?.name ?? strings.chat.somebody
  const title = muting ? strings.list.mute_title : conversation.job.title
  const items = muting
    ? MUTE_SPANS.map((span): MenuItem => ({ key: span, label: strings.list[span], onPress: () => acts.mute(conversation, span) }))
    : actsOf(conversation.state, client.now()).map(
        (what): MenuItem => ({
          key: what,
          label: actLabel(what, strings),
          icon: ACT_ICONS[what],
          onPress: () => (what === 'mute' ? onChange({ conversation, anchor, muting: true }) : acts.act(conversation, what)),
        }),
      )
  return (
    <Menu
      key={menuKey(muting ? 'mute' : 'acts')}
      open={place !== undefined}
      label={muting ? strings.list.mute_title : strings.list.more(name)}
      items={items}
      anchor={anchor}
      testID="conversation-menu"
      onClose={() => onChange(undefined)}
      header={
        anchor && !muting ? undefined : (
          <View style={styles.head}>
            {anchor ? null : <Avatar user_id={other?.user_id ?? conversation.id} name={name} avatar_url={other?.avatar_url} size={38} />}
            <View style={styles.words}>
              {anchor ? null : (
                <Text numberOfLines={2} style={styles.name}>
                  {name}
                </Text>
              )}
              <Text numberOfLines={2} style={styles.title}>
                {title}
              </Text>
            </View>
          </View>
        )
      }
    />
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    head: { flexDirection: 'row', alignItems: 'center', gap: space.m, paddingHorizontal: space.l, paddingVertical: space.s },
    words: { flex: 1, minWidth: 0 },
    name: { ...type.strong, color: colors.text },
    title: { ...type.small, color: colors.text_soft },
  }),
)

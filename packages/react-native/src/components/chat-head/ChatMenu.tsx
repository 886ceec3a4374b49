// What can be done with the open conversation, behind the head's last button. Whoever draws the screen adds acts of its own.

import type { ConversationItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { useRef, useState } from 'react'
import { View } from 'react-native'
import { menuKey } from '../../platform/second-menu.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { IconButton } from '../basics/IconButton.tsx'
import { ACT_ICONS, actLabel, actsOf, MUTE_SPANS } from '../conversation-list/conversation-acts.ts'
import { useConversationActs } from '../conversation-list/use-conversation-acts.ts'
import { Menu, type MenuItem } from '../overlay/Menu.tsx'
import type { Box } from '../overlay/menu-place.ts'

export interface ChatMenuProps {
  readonly conversation: ConversationItem
  /** Before and after the acts that every conversation has. */
  readonly first?: readonly MenuItem[]
  readonly last?: readonly MenuItem[]
}

const NONE: readonly MenuItem[] = []

export function ChatMenu({ conversation, first = NONE, last = NONE }: ChatMenuProps) {
  const strings = useStrings()
  const client = useChat()
  const acts = useConversationActs()
  const button = useRef<View>(null)
  const [open, setOpen] = useState<'acts' | 'mute'>()
  // While it slides away it still shows what it was.
  const [shown, setShown] = useState(open)
  if (open && open !== shown) setShown(open)
  const muting = shown === 'mute'
  const [anchor, setAnchor] = useState<Box>()
  const show = () =>
    button.current?.measureInWindow((x, y, width, height) => {
      setAnchor({ x, y, width, height })
      setOpen('acts')
    })
  // What is being read can only be marked as unread.
  const own = actsOf(conversation.state, client.now())
    .filter((act) => act !== 'mark_read')
    .map(
      (act): MenuItem => ({
        key: act,
        label: actLabel(act, strings),
        icon: ACT_ICONS[act],
        onPress: () => (act === 'mute' ? setOpen('mute') : acts.act(conversation, act)),
      }),
    )
  const spans = MUTE_SPANS.map((span): MenuItem => ({ key: span, label: strings.list[span], onPress: () => acts.mute(conversation, span) }))
  return (
    <View ref={button}>
      <IconButton icon="more" label={strings.chat_more.menu} testID="chat-menu" aria-haspopup="menu" onPress={show} />
      <Menu
        key={menuKey(muting ? 'mute' : 'acts')}
        open={open !== undefined}
        label={muting ? strings.list.mute_title : strings.chat_more.menu}
        anchor={anchor}
        items={muting ? spans : [...first, ...own, ...last]}
        onClose={() => setOpen(undefined)}
        testID="chat-menu-items"
      />
    </View>
  )
}

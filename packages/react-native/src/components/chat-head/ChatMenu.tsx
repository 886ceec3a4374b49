// What can be done with the open conversation, behind the head's last button. Whoever draws the screen adds acts of its own.

import type { ConversationItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { memo, useRef, useState } from 'react'
import { View } from 'react-native'
import { menuKey } from '../../platform/second-menu.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { IconButton } from '../basics/IconButton.tsx'
import { ACT_ICONS, actLabel, actsOf, MUTE_SPANS } from '../conversation-list/conversation-acts.ts'
import { useConversationActs } from '../conversation-list/use-conversation-acts.ts'
import { Menu, type MenuItem } from '../overlay/Menu.tsx'
import type { Box } from '../overlay/menu-place.ts'

export interface ChatMenuProps {
  readonly conversation_id: string
  /** Before and after the acts that every conversation has. */
  readonly first?: readonly MenuItem[]
  readonly last?: readonly MenuItem[]
}

/** What the menu shows, also while it slides away. */
interface Shown {
  /** As it was when the menu was opened: of all that happens in it the head has nothing to draw. */
  readonly conversation: ConversationItem
  readonly anchor: Box
  readonly muting: boolean
}

const NONE: readonly MenuItem[] = []

export const ChatMenu = memo(function ChatMenu({ conversation_id, first = NONE, last = NONE }: ChatMenuProps) {
  const { chat_more } = useStrings()
  const client = useChat()
  const button = useRef<View>(null)
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState<Shown>()
  const show = () =>
    button.current?.measureInWindow((x, y, width, height) => {
      const conversation = client.conversation(conversation_id).getSnapshot()
      if (!conversation) return
      setShown({ conversation, anchor: { x, y, width, height }, muting: false })
      setOpen(true)
    })
  const askHowLong = () => {
    setShown((before) => before && { ...before, muting: true })
    // The menu has closed with the choice.
    setOpen(true)
  }
  return (
    <View ref={button}>
      <IconButton icon="more" label={chat_more.menu} testID="chat-menu" aria-haspopup="menu" onPress={show} />
      {shown ? <ActsMenu shown={shown} open={open} first={first} last={last} onMute={askHowLong} onClose={() => setOpen(false)} /> : null}
    </View>
  )
})

interface ActsMenuProps {
  readonly shown: Shown
  readonly open: boolean
  readonly first: readonly MenuItem[]
  readonly last: readonly MenuItem[]
  readonly onMute: () => void
  readonly onClose: () => void
}

function ActsMenu({ shown: { conversation, anchor, muting }, open, first, last, onMute, onClose }: ActsMenuProps) {
  const strings = useStrings()
  const client = useChat()
  const acts = useConversationActs()
  // What is being read can only be marked as unread.
  const own = actsOf(conversation.state, client.now())
    .filter((act) => act !== 'mark_read')
    .map(
      (act): MenuItem => ({
        key: act,
        label: actLabel(act, strings),
        icon: ACT_ICONS[act],
        onPress: () => (act === 'mute' ? onMute() : acts.act(conversation, act)),
      }),
    )
  const spans = MUTE_SPANS.map((span): MenuItem => ({ key: span, label: strings.list[span], onPress: () => acts.mute(conversation, span) }))
  return (
    <Menu
      key={menuKey(muting ? 'mute' : 'acts')}
      open={open}
      label={muting ? strings.list.mute_title : strings.chat_more.menu}
      anchor={anchor}
      items={muting ? spans : [...first, ...own, ...last]}
      onClose={onClose}
      testID="chat-menu-items"
    />
  )
}

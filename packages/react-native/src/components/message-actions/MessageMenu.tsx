// The menu of one message: what can be done with it, and the key that does the same.

import type { MessageItem } from '@jobline/client'
import { oneLine, type People } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import type { IconName } from '../basics/Icon.tsx'
import { Menu } from '../overlay/Menu.tsx'
import type { Box } from '../overlay/menu-place.ts'
import { QuickReactions } from '../reactions/QuickReactions.tsx'
import { useActsAllowed, useChatActs } from './chat-acts.tsx'
import { actsFor, canReact, KEY_OF_ACT, type MessageAct, reactionsOf } from './message-acts.ts'

export interface MessageMenuProps {
  /** undefined: closed. */
  readonly message: MessageItem | undefined
  readonly anchor?: Box | undefined
  readonly people: People
  readonly onClose: () => void
}

const ICON_OF_ACT: Readonly<Record<MessageAct, IconName>> = {
  reply: 'reply',
  copy: 'copy',
  edit: 'edit',
  delete: 'trash',
  undo_delete: 'refresh',
  report: 'flag',
  retry: 'refresh',
  discard: 'trash',
  info: 'info',
}

const DANGERS: ReadonlySet<MessageAct> = new Set(['delete', 'discard', 'report'])

export function MessageMenu({ message, anchor, people, onClose }: MessageMenuProps) {
  const strings = useStrings()
  const acts = useChatActs()
  const allowed = useActsAllowed()
  const items = message ? actsFor(message, allowed) : []
  return (
    <Menu
      open={message !== undefined && items.length > 0}
      label={message ? strings.message.menu_label(oneLine(message, strings, people)) : ''}
      anchor={anchor}
      onClose={onClose}
      header={
        message && acts && canReact(message, allowed) ? (
          <QuickReactions
            mine={reactionsOf(message, people.user_id)}
            onPick={(emoji) => {
              onClose()
              acts.toggleReaction(message, emoji)
            }}
            onMore={() => acts.openReactions(message, anchor)}
          />
        ) : undefined
      }
      testID="message-menu"
      items={items.map((act) => ({
        key: act,
        label: strings.message.act[act],
        icon: ICON_OF_ACT[act],
        danger: DANGERS.has(act),
        hint: KEY_OF_ACT[act],
        onPress: () => message && acts?.perform(act, message),
      }))}
    />
  )
}

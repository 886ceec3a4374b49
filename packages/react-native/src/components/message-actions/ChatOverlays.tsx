// The menus and sheets of one chat's messages; one is open at a time, over the message as it is now.

import type { MessageItem } from '@jobline/client'
import { memo } from 'react'
import type { People } from '../../strings/sentences.ts'
import { EmojiPicker } from '../reactions/EmojiPicker.tsx'
import { ReactorsSheet } from '../reactions/ReactorsSheet.tsx'
import { useChatActs } from './chat-acts.tsx'
import { MessageInfo } from './MessageInfo.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { reactionsOf } from './message-acts.ts'
import type { OpenOverlay } from './use-chat-acts.ts'

export interface ChatOverlaysProps {
  readonly overlay: OpenOverlay | undefined
  /** What is shown: the message of the overlay is one of them. */
  readonly items: readonly MessageItem[]
  readonly people: People
  readonly onClose: () => void
}

export const ChatOverlays = memo(function ChatOverlays({ overlay, items, people, onClose }: ChatOverlaysProps) {
  const acts = useChatActs()
  const message = overlay && items.find(({ id }) => id === overlay.message_id)
  const of = (type: OpenOverlay['type']) => (overlay?.type === type ? message : undefined)
  const reacted_to = of('reactions')
  return (
    <>
      <MessageMenu message={of('menu')} anchor={overlay?.anchor} people={people} onClose={onClose} />
      <EmojiPicker
        open={reacted_to !== undefined}
        mine={reacted_to ? reactionsOf(reacted_to, people.user_id) : []}
        onPick={(emoji) => {
          onClose()
          if (reacted_to) acts?.toggleReaction(reacted_to, emoji)
        }}
        onClose={onClose}
      />
      <ReactorsSheet message={of('reactors')} people={people} onClose={onClose} />
      <MessageInfo message={of('info')} onClose={onClose} />
    </>
  )
})

// Performs what is done with messages in one chat: on the client, in the composer, on the clipboard, in the list. Holds
// which menu or sheet is open. The acts stay one object for as long as the chat is open.

import type { MessageItem } from '@jobline/client'
import { MAX_REACTIONS_PER_USER } from '@jobline/protocol'
import { useChat } from '@jobline/react'
import { useMemo, useRef, useState } from 'react'
import { copyText } from '../../platform/clipboard.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import type { ComposerMode } from '../composer/composer-mode.ts'
import type { Box } from '../overlay/menu-place.ts'
import { useToasts } from '../overlay/toasts.tsx'
import { noteEmoji } from '../reactions/own-emoji.ts'
import type { ChatActs } from './chat-acts.tsx'
import { type MessageAct, reactionsOf } from './message-acts.ts'
import type { PointedStore } from './pointed-message.ts'

/** How long a deletion can be taken back. */
const UNDO_MS = 5_000

export interface OpenOverlay {
  readonly type: 'menu' | 'reactions' | 'reactors' | 'info'
  readonly message_id: string
  readonly anchor?: Box | undefined
}

export interface ChatActsOptions {
  readonly setMode: (mode: ComposerMode | undefined) => void
  readonly onJump: (message_id: string, from_id?: string) => void
  readonly pointed: PointedStore
  readonly onReport?: ((message: MessageItem) => void) | undefined
}

export interface ChatActsState {
  readonly acts: ChatActs
  readonly overlay: OpenOverlay | undefined
  readonly closeOverlay: () => void
}

export function useChatActsOf(options: ChatActsOptions): ChatActsState {
  const client = useChat()
  const toasts = useToasts()
  const { message: words, reactions } = useStrings()
  const { too_many } = reactions
  const [overlay, setOverlay] = useState<OpenOverlay>()
  const { pointed } = options
  const latest = useRef({ ...options, client, toasts, words, too_many })
  latest.current = { ...options, client, toasts, words, too_many }

  const made = useMemo(() => {
    const undoDelete = async ({ conversation_id, id }: MessageItem) => {
      const { client, toasts, words } = latest.current
      const undone = await client.undoDelete(conversation_id, id).catch(() => false)
      toasts.show({ text: undone ? words.undone : words.undo_late })
    }
    const perform: Readonly<Record<MessageAct, (message: MessageItem) => void | Promise<void>>> = {
      reply: (message) => latest.current.setMode({ type: 'reply', message }),
      edit: (message) => latest.current.setMode({ type: 'edit', message }),
      async copy({ text = '' }) {
        const copied = await copyText(text)
        const { toasts, words } = latest.current
        toasts.show({ text: copied ? words.copied : words.copy_failed })
      },
      async delete(message) {
        const { client, toasts, words } = latest.current
        await client.delete(message.conversation_id, message.id)
        toasts.show({
          text: words.deleted_now,
          lasts_ms: UNDO_MS,
          action: { label: words.undo, onPress: () => void undoDelete(message) },
        })
      },
      undo_delete: undoDelete,
      report: (message) => latest.current.onReport?.(message),
      retry: ({ id }) => latest.current.client.retry(id),
      discard: async ({ id }) => void (await latest.current.client.discard(id)),
      info: ({ id }) => setOverlay({ type: 'info', message_id: id }),
    }
    const open = (type: OpenOverlay['type']) => (message: MessageItem, anchor?: Box) => setOverlay({ type, message_id: message.id, anchor })
    const acts: ChatActs = {
      openMenu: open('menu'),
      openReactions: open('reactions'),
      showReactors: open('reactors'),
      perform: (act, message) => void Promise.resolve(perform[act](message)).catch(() => {}),
      toggleReaction(message, emoji) {
        const { client, toasts, too_many } = latest.current
        const mine = reactionsOf(message, client.user_id)
        const adds = !mine.includes(emoji)
        if (adds && mine.length >= MAX_REACTIONS_PER_USER) return toasts.show({ text: too_many })
        if (adds) noteEmoji(latest.current.client.user_id, emoji)
        void client.react(message.conversation_id, message.id, emoji, adds).catch(() => {})
      },
      jumpTo: (message_id, from_id) => latest.current.onJump(message_id, from_id),
      pointed,
    }
    return { acts, closeOverlay: () => setOverlay(undefined) }
  }, [pointed])
  return { ...made, overlay }
}

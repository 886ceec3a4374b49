// The acts that a phone's screen reader offers at a message: those of its menu, and what its parts would do that it cannot
// reach one by one.

import type { MessageItem } from '@jobline/client'
import { Linking } from 'react-native'
import type { SpokenAct } from '../../platform/screen-reader.ts'
import type { Strings } from '../../strings/en.ts'
import { linkParts } from '../message-list/link-parts.ts'
import type { ChatActs } from './chat-acts.tsx'
import { type ActsAllowed, actsFor, canReact } from './message-acts.ts'

export function spokenActs(message: MessageItem, acts: ChatActs | undefined, allowed: ActsAllowed, strings: Strings): SpokenAct[] {
  if (!acts) return []
  const { message: words } = strings
  const { reply_to_id } = message
  const spoken: SpokenAct[] = actsFor(message, allowed).map((act) => ({
    name: act,
    label: words.act[act],
    run: () => acts.perform(act, message),
  }))
  if (canReact(message, allowed)) spoken.push({ name: 'react', label: words.react, run: () => acts.openReactions(message) })
  if (message.deleted_at !== undefined) return spoken
  if (reply_to_id !== undefined) {
    spoken.push({ name: 'jump', label: words.to_quoted, run: () => acts.jumpTo(reply_to_id, message.id) })
  }
  for (const { text, href } of linkParts(message.text ?? ''))
    if (href !== undefined) spoken.push({ name: href, label: text, run: () => void Linking.openURL(href).catch(() => {}) })
  return spoken
}

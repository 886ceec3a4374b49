// What a row of the conversation list says, in words: for the eye in pieces, for a screen reader as one
// sentence in the order of the eye. Pure.

import type { ConversationItem } from '@jobline/client'
import type { Message } from '@jobline/protocol'
import type { Strings } from '../../strings/en.ts'
import { jobStatusLabel, oneLine, type People } from '../../strings/sentences.ts'
import type { IconName } from '../basics/Icon.tsx'

export interface RowPreview {
  readonly type: 'typing' | 'failed' | 'draft' | 'message' | 'none'
  readonly text: string
  /** Before the words: what kind of thing it is. */
  readonly icon?: IconName
  /** Nobody's words: deleted, or told by the system. */
  readonly faded?: boolean
}

/**
 * Typing is live, so it comes first; then what was not sent, because somebody must see to it; an unsent draft before what
 * was said last. A message that was withheld from this person leaves nothing to see.
 */
export function rowPreview(conversation: ConversationItem, strings: Strings, people: People): RowPreview {
  if (conversation.typing_user_ids.length > 0) return { type: 'typing', text: strings.chat.typing }
  const message = conversation.preview
  if (message?.status === 'failed') return { type: 'failed', text: oneLine(message, strings, people) }
  const draft = conversation.state.draft?.trim()
  if (draft) return { type: 'draft', text: draft.replace(/\s+/g, ' ') }
  if (!message) return { type: 'none', text: strings.conversations.no_messages }
  if (isWithheld(message)) return { type: 'none', text: '' }
  return { type: 'message', text: oneLine(message, strings, people), ...signOf(message) }
}

const isWithheld = (message: Message & { readonly withheld?: true }): boolean => message.withheld === true

function signOf({ kind, deleted_at }: Message): Pick<RowPreview, 'icon' | 'faded'> {
  if (deleted_at !== undefined) return { icon: 'block', faded: true }
  if (kind === 'system') return { faded: true }
  return kind === 'image' ? { icon: 'photo' } : kind === 'file' ? { icon: 'file' } : {}
}

export interface RowFacts {
  readonly name: string
  readonly when: string
  readonly preview: RowPreview
  readonly online: boolean
  readonly muted: boolean
}

export function rowLabel(conversation: ConversationItem, { name, when, preview, online, muted }: RowFacts, strings: Strings): string {
  const { job, state, preview: message } = conversation
  const { conversations: words } = strings
  const said = message?.is_own && preview.type === 'message' && message.kind !== 'system' ? `${words.you}: ${preview.text}` : preview.text
  return [
    name,
    online ? strings.chat.online : undefined,
    state.pinned_at !== undefined ? words.pinned : undefined,
    muted ? words.muted : undefined,
    state.blocked ? strings.block.blocked : undefined,
    job.title,
    jobStatusLabel(job, strings),
    job.place,
    preview.type === 'draft' ? `${words.draft} ${said}` : preview.type === 'failed' ? `${strings.status.failed}: ${said}` : said,
    message?.status && preview.type === 'message' ? strings.status[message.status] : undefined,
    when,
    state.unread > 0 ? strings.spoken.unread(state.unread) : state.marked_unread ? words.filter_unread : undefined,
  ]
    .filter(Boolean)
    .join(strings.spoken.pause)
}

// What a row of the conversation list says, in words: for the eye in pieces, for a screen reader as one
// sentence in the order of the eye. Pure.

import type { ConversationItem } from '@jobline/client'
import type { Strings } from '../../strings/en.ts'
import { jobStatusLabel, oneLine, type People } from '../../strings/sentences.ts'

export type RowPreview =
  | { readonly type: 'typing'; readonly text: string }
  | { readonly type: 'draft'; readonly text: string }
  | { readonly type: 'message'; readonly text: string; readonly faded: boolean }
  | { readonly type: 'none'; readonly text: string }

/** Typing is live, so it comes first; an unsent draft before what was said last. */
export function rowPreview(conversation: ConversationItem, strings: Strings, people: People): RowPreview {
  if (conversation.typing_user_ids.length > 0) return { type: 'typing', text: strings.chat.typing }
  const draft = conversation.state.draft?.trim()
  if (draft) return { type: 'draft', text: draft.replace(/\s+/g, ' ') }
  const message = conversation.preview
  if (!message) return { type: 'none', text: strings.conversations.no_messages }
  return { type: 'message', text: oneLine(message, strings, people), faded: message.deleted_at !== undefined || message.kind === 'system' }
}

export function rowLabel(
  conversation: ConversationItem,
  name: string,
  when: string,
  preview: RowPreview,
  online: boolean,
  strings: Strings,
): string {
  const { job, state, preview: message } = conversation
  const said = message?.is_own && preview.type === 'message' ? `${strings.conversations.you}: ${preview.text}` : preview.text
  return [
    name,
    online ? strings.chat.online : undefined,
    state.pinned_at !== undefined ? strings.conversations.pinned : undefined,
    job.title,
    jobStatusLabel(job, strings),
    job.place,
    preview.type === 'draft' ? `${strings.conversations.draft} ${said}` : said,
    message?.status && preview.type === 'message' ? strings.status[message.status] : undefined,
    when,
    state.unread > 0 ? strings.spoken.unread(state.unread) : state.marked_unread ? strings.conversations.filter_unread : undefined,
  ]
    .filter(Boolean)
    .join(strings.spoken.pause)
}

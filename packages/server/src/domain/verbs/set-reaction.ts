// A person puts a reaction on a message or takes it away. A message keeps its whole set, so the same
// request twice changes nothing.

import { MAX_REACTIONS_PER_USER, type Message, type Reaction } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import { type MessagePlace, requireOpen, requireUnblocked, seatAtMessage } from '../member.ts'
import { updateMessage } from '../message-update.ts'
import { presentMessage } from '../present.ts'
import type { Verb } from '../verb.ts'

/** One emoji as a keyboard offers it; also one that lacks the selector for its coloured form. */
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v

export interface SetReaction extends MessagePlace {
  readonly emoji: string
  readonly active: boolean
  readonly session_id?: string | undefined
}

export function setReaction(input: SetReaction): Verb<Message> {
  return {
    needs: { message_ids: [input.message_id] },
    decide(unit) {
      const { head, member, message } = seatAtMessage(unit, input)
      if (!EMOJI.test(input.emoji)) throw new DomainError('bad_request', { path: '/emoji' })
      if (message.deleted_at !== null) throw new DomainError('message_deleted')
      if (message.kind === 'system') throw new DomainError('not_editable')
      const before: Reaction[] = message.reactions === null ? [] : JSON.parse(message.reactions)
      const after = withReaction(before, input)
      if (!after) return { result: presentMessage(message), announcements: [] }
      requireOpen(head)
      requireUnblocked(member)

      message.reactions = after.length === 0 ? null : JSON.stringify(after)
      return updateMessage(unit, head, message, input.session_id)
    },
  }
}

/** The set after the change, in the order the emoji first came; undefined where nothing changes. */
function withReaction(before: readonly Reaction[], { emoji, user_id, active }: SetReaction): Reaction[] | undefined {
  const has = before.some((reaction) => reaction.emoji === emoji && reaction.user_ids.includes(user_id))
  if (has === active) return undefined
  if (!active) {
    return before
      .map((reaction) => (reaction.emoji === emoji ? { emoji, user_ids: reaction.user_ids.filter((id) => id !== user_id) } : reaction))
      .filter((reaction) => reaction.user_ids.length > 0)
  }
  const mine = before.filter((reaction) => reaction.user_ids.includes(user_id)).length
  if (mine >= MAX_REACTIONS_PER_USER) throw new DomainError('too_many_reactions')
  if (!before.some((reaction) => reaction.emoji === emoji)) return [...before, { emoji, user_ids: [user_id] }]
  return before.map((reaction) => (reaction.emoji === emoji ? { emoji, user_ids: [...reaction.user_ids, user_id] } : reaction))
}

// A person puts a reaction on a message or takes it away. A message keeps its whole set, so the same
// request twice changes nothing.

import { MAX_REACTIONS_PER_USER, type Message } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import { isBlockedIn, type MessagePlace, requireOpen, requireUnblocked, seatAtMessage } from '../member.ts'
import { updateMessage } from '../message-update.ts'
import { isWithheldFrom, parseReactions, presentMessage } from '../present.ts'
import type { StoredReaction } from '../rows.ts'
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
      const { message, ...seat } = seatAtMessage(unit, input)
      if (isWithheldFrom(message, input.user_id)) throw new DomainError('not_found')
      if (!EMOJI.test(input.emoji)) throw new DomainError('bad_request', { path: '/emoji' })
      if (message.deleted_at !== null) throw new DomainError('message_deleted')
      if (message.kind === 'system') throw new DomainError('not_editable')
      const after = withReaction(parseReactions(message.reactions), input, isBlockedIn(seat.head, seat.member))
      if (!after) return { result: presentMessage(message, input.user_id), announcements: [] }
      requireOpen(seat.head)
      requireUnblocked(seat.member)

      message.reactions = after.length === 0 ? null : JSON.stringify(after)
      return updateMessage(unit, seat, message, input.session_id)
    },
  }
}

/**
 * The set after the change, in the order the emoji first came; undefined where nothing changes. One that is withheld is for
 * its own person alone; taking one away takes it from everybody.
 */
function withReaction(
  before: readonly StoredReaction[],
  { emoji, user_id, active }: SetReaction,
  is_withheld: boolean,
): StoredReaction[] | undefined {
  const has = before.some((reaction) => reaction.emoji === emoji && reaction.user_ids.includes(user_id))
  if (has === active) return undefined
  if (!active) return before.map((reaction) => (reaction.emoji === emoji ? without(reaction, user_id) : reaction)).filter(hasAny)
  const mine = before.filter((reaction) => reaction.user_ids.includes(user_id)).length
  if (mine >= MAX_REACTIONS_PER_USER) throw new DomainError('too_many_reactions')
  const known = before.find((reaction) => reaction.emoji === emoji)
  const after: StoredReaction = { ...known, emoji, user_ids: [...(known?.user_ids ?? []), user_id] }
  if (is_withheld) after.withheld_ids = [...(known?.withheld_ids ?? []), user_id]
  return known ? before.map((reaction) => (reaction === known ? after : reaction)) : [...before, after]
}

function without({ emoji, user_ids, withheld_ids = [] }: StoredReaction, user_id: string): StoredReaction {
  const left = withheld_ids.filter((id) => id !== user_id)
  return { emoji, user_ids: user_ids.filter((id) => id !== user_id), ...(left.length > 0 ? { withheld_ids: left } : {}) }
}

const hasAny = ({ user_ids }: StoredReaction): boolean => user_ids.length > 0

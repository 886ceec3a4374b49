// Who is who in a conversation, from one member's side. Pure.

import type { Conversation, Member } from '@jobline/protocol'
import type { People } from './strings/sentences.ts'

/** What a screen shows of a member. */
export type ShownMember = Pick<Member, 'user_id' | 'name' | 'avatar_url'>

/** The other person; a member who was taken out still has a name to show. */
export const otherMember = (conversation: Pick<Conversation, 'members'>, user_id: string): Member | undefined =>
  conversation.members.find((member) => member.user_id !== user_id)

export function peopleOf(conversation: Pick<Conversation, 'members'> | undefined, user_id: string, somebody: string): People {
  return {
    user_id,
    nameOf: (id) => conversation?.members.find((member) => member.user_id === id)?.name ?? somebody,
  }
}

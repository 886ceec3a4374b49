// A person blocks another and takes it back. The block itself is one row; what it does stands on the blocker's seat in
// every conversation of the two, so that a send finds it where it looks anyway. Nobody but the blocker's own devices is
// told, and no rev moves: a step that one of two learns of would be a hole for the other (BLOCK-2).

import type { Announcement } from '../announcement.ts'
import { DomainError } from '../domain-error.ts'
import type { Seat } from '../member.ts'
import { presentMemberState } from '../present.ts'
import { pairKey, type Unit } from '../unit.ts'
import type { Verb } from '../verb.ts'

export interface BlockPlace {
  readonly user_id: string
  readonly blocked_id: string
}

const needsOf = ({ user_id, blocked_id }: BlockPlace) => ({
  conversations_of_pairs: [[user_id, blocked_id]] as const,
  blocks: [[user_id, blocked_id]] as const,
})

export function putBlock(place: BlockPlace): Verb<{ blocked_at: number }> {
  return {
    needs: needsOf(place),
    decide(unit, ports) {
      const { user_id, blocked_id } = place
      if (user_id === blocked_id) throw new DomainError('bad_request', { path: '/user_id' })
      const block = unit.blocks.get(pairKey(user_id, blocked_id))
      if (block) return { result: { blocked_at: block.blocked_at }, announcements: [] }
      const seats = seatsBeside(unit, place)
      // Whoever was taken out of every conversation with them is a stranger, and a stranger learns of nobody (ERR-7).
      if (!seats.some(({ member }) => member.removed_at === null)) throw new DomainError('not_found')

      const blocked_at = ports.clock.now()
      unit.putBlock({ user_id, blocked_id, blocked_at })
      for (const { member } of seats) member.blocked_at = blocked_at
      return { result: { blocked_at }, announcements: tellOwnDevices(unit, place, seats) }
    },
  }
}

export function deleteBlock(place: BlockPlace): Verb<void> {
  return {
    needs: needsOf(place),
    decide(unit) {
      const { user_id, blocked_id } = place
      if (user_id === blocked_id) throw new DomainError('bad_request', { path: '/user_id' })
      const seats = seatsBeside(unit, place)
      if (!unit.hasBlocked(user_id, blocked_id)) {
        if (!seats.some(({ member }) => member.removed_at === null)) throw new DomainError('not_found')
        return { result: undefined, announcements: [] }
      }
      unit.deleteBlock(user_id, blocked_id)
      for (const { head, member } of seats) {
        member.blocked_at = null
        member.silent_seq = head.conversation.last_seq
      }
      return { result: undefined, announcements: tellOwnDevices(unit, place, seats) }
    },
  }
}

/** This person's seats in all conversations with the other, also those they were taken out of. */
function seatsBeside(unit: Unit, { user_id, blocked_id }: BlockPlace): Seat[] {
  const seats: Seat[] = []
  for (const head of unit.heads.values()) {
    const member = head.members.find((candidate) => candidate.user_id === user_id)
    if (member && head.members.some((candidate) => candidate.user_id === blocked_id)) seats.push({ head, member })
  }
  return seats
}

function tellOwnDevices(unit: Unit, { user_id, blocked_id }: BlockPlace, seats: readonly Seat[]): Announcement[] {
  const announcements: Announcement[] = []
  for (const { head, member } of seats) {
    if (member.removed_at !== null) {
      unit.dirty_members.add(member)
      continue
    }
    unit.touchMember(head, member, false)
    const frame = { type: 'member_state', state: presentMemberState(member) } as const
    announcements.push({ conversation_id: member.conversation_id, user_ids: [user_id], frame })
  }
  return [...announcements, { presence_user_id: user_id, other_user_id: blocked_id }]
}

// How one person keeps a conversation: archived, pinned, muted, marked unread, with a draft. Seen by this
// person's own devices only.

import { isClean } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import { seatOf } from '../member.ts'
import { presentMemberState } from '../present.ts'
import type { MemberRow } from '../rows.ts'
import type { Verb } from '../verb.ts'

export interface SetMemberState {
  readonly user_id: string
  readonly conversation_id: string
  readonly archived?: boolean | undefined
  readonly pinned?: boolean | undefined
  readonly marked_unread?: boolean | undefined
  readonly muted_until?: number | null | undefined
  readonly draft?: string | null | undefined
  readonly session_id?: string | undefined
}

export function setMemberState(input: SetMemberState): Verb<MemberRow> {
  return {
    needs: { conversation_ids: [input.conversation_id] },
    decide(unit, ports) {
      const { head, member } = seatOf(unit, input.conversation_id, input.user_id)
      if (input.draft != null && !isClean(input.draft)) throw new DomainError('text_invalid', { path: '/draft' })
      const now = ports.clock.now()
      const before = JSON.stringify(presentMemberState(member))
      if (input.archived !== undefined) member.archived_at = input.archived ? (member.archived_at ?? now) : null
      if (input.pinned !== undefined) member.pinned_at = input.pinned ? (member.pinned_at ?? now) : null
      if (input.marked_unread !== undefined) member.marked_unread = input.marked_unread ? 1 : 0
      if (input.muted_until !== undefined) member.muted_until = input.muted_until
      if (input.draft !== undefined) member.draft = input.draft === '' ? null : input.draft
      const state = presentMemberState(member)
      if (JSON.stringify(state) === before) return { result: member, announcements: [] }

      unit.touchMember(head, member, false)
      return {
        result: member,
        announcements: [
          {
            conversation_id: head.conversation.id,
            user_ids: [input.user_id],
            frame: { type: 'member_state', state },
            except_session_id: input.session_id,
          },
        ],
      }
    },
  }
}

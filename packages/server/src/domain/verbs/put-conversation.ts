// The marketplace opens, closes and reopens conversations and takes people out. Each of these is
// idempotent: asked twice, the second answer is the first one's and nothing moves.

import type { ConversationStatus } from '@jobline/protocol'
import { type Announcement, presentUserIds } from '../announcement.ts'
import { DomainError } from '../domain-error.ts'
import type { Ports } from '../ports.ts'
import type { MemberRow } from '../rows.ts'
import { type Head, pairKey, type Unit } from '../unit.ts'
import type { Verb } from '../verb.ts'
import { leaveSystemMessage } from './system-message.ts'

export interface PutConversation {
  readonly job_id: string
  readonly worker_id: string
  readonly client_id: string
}

export function putConversation(input: PutConversation): Verb<{ conversation_id: string; created: boolean }> {
  return {
    needs: {
      job_ids: [input.job_id],
      user_ids: [input.worker_id, input.client_id],
      conversations_of_job_ids: [input.job_id],
      blocks: [
        [input.worker_id, input.client_id],
        [input.client_id, input.worker_id],
      ],
    },
    decide(unit, ports) {
      for (const head of unit.heads.values()) {
        const { id, job_id, worker_id, client_id } = head.conversation
        if (job_id === input.job_id && worker_id === input.worker_id && client_id === input.client_id) {
          return { result: { conversation_id: id, created: false }, announcements: [] }
        }
      }
      if (!unit.jobs.has(input.job_id)) throw new DomainError('not_found', { path: '/job_id' })
      if (!unit.users.has(input.worker_id)) throw new DomainError('not_found', { path: '/worker_id' })
      if (!unit.users.has(input.client_id)) throw new DomainError('not_found', { path: '/client_id' })
      if (input.worker_id === input.client_id) throw new DomainError('bad_request', { path: '/client_id' })

      const head = open(unit, ports, input)
      const conversation_id = head.conversation.id
      leaveSystemMessage(unit, ports, head, { name: 'conversation_opened' })
      return { result: { conversation_id, created: true }, announcements: [present(head)] }
    },
  }
}

function open(unit: Unit, ports: Ports, input: PutConversation): Head {
  const now = ports.clock.now()
  const id = ports.uuid()
  const { worker_id, client_id } = input
  const member = (user_id: string, other_id: string, role: MemberRow['role']): MemberRow => ({
    conversation_id: id,
    user_id,
    role,
    joined_at: now,
    removed_at: null,
    delivered_seq: 0,
    read_seq: 0,
    shown_read_seq: 0,
    unread: 0,
    marked_unread: 0,
    archived_at: null,
    pinned_at: null,
    muted_until: null,
    draft: null,
    blocked_at: unit.blocks.get(pairKey(user_id, other_id))?.blocked_at ?? null,
    silent_seq: 0,
    tail_seq: null,
    tail_at: null,
    changed: unit.commit_no,
  })
  const head: Head = {
    conversation: {
      id,
      ...input,
      status: 'open',
      last_seq: 0,
      rev: 0,
      changed: unit.commit_no,
      created_at: now,
      last_activity_at: now,
    },
    members: [member(worker_id, client_id, 'worker'), member(client_id, worker_id, 'client')],
  }
  unit.heads.set(id, head)
  unit.inserted_heads.push(head)
  return head
}

/** Each member gets the conversation as they see it, carrying the rev that this step took. */
const present = (head: Head): Announcement => ({
  conversation_id: head.conversation.id,
  rev: head.conversation.rev,
  present_to_user_ids: presentUserIds(head),
})

export function setConversationStatus(conversation_id: string, status: ConversationStatus): Verb<ConversationStatus> {
  return {
    needs: { conversation_ids: [conversation_id] },
    decide(unit, ports) {
      const head = unit.heads.get(conversation_id)
      if (!head) throw new DomainError('not_found')
      if (head.conversation.status === status) return { result: status, announcements: [] }
      head.conversation.status = status
      const name = status === 'closed' ? 'conversation_closed' : 'conversation_reopened'
      const told = leaveSystemMessage(unit, ports, head, { name })
      head.conversation.rev++
      return { result: status, announcements: [told, present(head)] }
    },
  }
}

export interface RemoveMember {
  readonly conversation_id: string
  readonly user_id: string
}

export function removeMember({ conversation_id, user_id }: RemoveMember): Verb<{ removed_at: number }> {
  return {
    needs: { conversation_ids: [conversation_id] },
    decide(unit, ports) {
      const head = unit.heads.get(conversation_id)
      const member = head?.members.find((candidate) => candidate.user_id === user_id)
      if (!head || !member) throw new DomainError('not_found')
      if (member.removed_at !== null) return { result: { removed_at: member.removed_at }, announcements: [] }
      const removed_at = ports.clock.now()
      member.removed_at = removed_at
      unit.touchMember(head, member, false)
      const told = leaveSystemMessage(unit, ports, head, { name: 'member_removed', user_id })
      head.conversation.rev++
      return {
        result: { removed_at },
        announcements: [
          { conversation_id, user_ids: [user_id], frame: { type: 'removed', conversation_id } },
          { conversation_id, removed_user_id: user_id },
          told,
          present(head),
        ],
      }
    },
  }
}

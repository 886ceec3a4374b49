// The marketplace's word on a person: create or update, and revoke. The same request twice changes nothing.

import { isLabel } from '@jobline/protocol'
import { DomainError } from '../domain-error.ts'
import type { UserRow } from '../rows.ts'
import type { Verb } from '../verb.ts'

export interface PutUser {
  readonly id: string
  readonly name: string
  readonly avatar_url?: string | undefined
}

export function putUser(input: PutUser): Verb<UserRow> {
  return {
    needs: { user_ids: [input.id] },
    decide(unit) {
      if (!isLabel(input.name)) throw new DomainError('bad_request', { path: '/name' })
      const avatar_url = input.avatar_url ?? null
      const user = unit.users.get(input.id)
      if (user && user.name === input.name && user.avatar_url === avatar_url) return { result: user, announcements: [] }
      const row: UserRow = user ?? { id: input.id, name: input.name, avatar_url, last_seen_at: null, revoked_at: null }
      row.name = input.name
      row.avatar_url = avatar_url
      unit.users.set(row.id, row)
      unit.dirty_users.add(row)
      return { result: row, announcements: [] }
    },
  }
}

export interface RevokeUser {
  readonly id: string
  /** Only the token with this id; else every token issued up to now. */
  readonly jti?: string | undefined
}

export function revokeUser(input: RevokeUser): Verb<{ revoked_at: number }> {
  return {
    needs: { user_ids: [input.id] },
    decide(unit, ports) {
      const user = unit.users.get(input.id)
      if (!user) throw new DomainError('not_found')
      const revoked_at = ports.clock.now()
      if (input.jti !== undefined) {
        unit.revoked_tokens.push({ user_id: user.id, jti: input.jti, revoked_at })
      } else {
        user.revoked_at = Math.max(user.revoked_at ?? 0, revoked_at)
        unit.dirty_users.add(user)
      }
      return { result: { revoked_at }, announcements: [{ revoked_user_id: user.id, revoked_at, jti: input.jti }] }
    },
  }
}

/** When the last socket of each of these people closed. */
export function noteLastSeen(seen: readonly { readonly user_id: string; readonly at: number }[]): Verb<void> {
  return {
    needs: { user_ids: seen.map(({ user_id }) => user_id) },
    decide(unit) {
      for (const { user_id, at } of seen) {
        const user = unit.users.get(user_id)
        if (!user || (user.last_seen_at ?? 0) >= at) continue
        user.last_seen_at = at
        unit.dirty_users.add(user)
      }
      return { result: undefined, announcements: [] }
    },
  }
}

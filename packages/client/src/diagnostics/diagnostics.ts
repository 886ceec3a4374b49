// What a person can send to those who help them: how this device stands, in numbers and words of this library. It holds no
// text, no name, no id of a person, a conversation or a message, and nothing of a token.

import { type ErrorCode, PROTOCOL_VERSION } from '@jobline/protocol'
import type { ChatClient } from '../chat-client.ts'
import type { OutboxItem, OutboxState } from '../outbox/outbox-state.ts'
import type { ConnectionState, StorageState } from '../views/view.ts'

export { createWaiting } from './waiting.ts'

/** What waits in the outbox and is alike. */
export interface WaitingCount {
  readonly kind: OutboxItem['kind']
  readonly state: OutboxState
  readonly error_code?: ErrorCode
  readonly count: number
}

export interface Diagnostics {
  readonly protocol: number
  /** Server time. */
  readonly made_at: number
  readonly connection: ConnectionState
  readonly error_code?: ErrorCode
  readonly transport: 'socket' | 'polling'
  /** When this device was last live, and when it will try again, in ms from now. */
  readonly last_live_ms_ago?: number
  readonly retry_in_ms?: number
  /** Server clock minus device clock. */
  readonly clock_offset_ms?: number
  readonly storage: StorageState
  readonly lost_unsent: boolean
  /** The first sync has ended. */
  readonly complete: boolean
  readonly conversations: number
  /** Of which this device does not hold what the server last announced. */
  readonly behind: number
  readonly unread: number
  readonly outbox: readonly WaitingCount[]
  /** How long the oldest of it waits. */
  readonly oldest_waiting_ms?: number
}

/**
 * @example
 * const text = JSON.stringify(diagnosticsOf(client), undefined, 2)
 */
export function diagnosticsOf(client: ChatClient): Diagnostics {
  const { state, error_code, transport, last_live_at, retry_at, storage, lost_unsent, waiting, failed } = client.connection.getSnapshot()
  const { items, unread } = client.conversations('all').getSnapshot()
  const { clock, replica } = client.inside ?? {}
  const now = client.now()
  const line = replica?.line() ?? []
  const device_now = clock?.now() ?? now
  const meta = replica?.meta()
  const rows = [...(replica?.conversations.values() ?? [])]
  return {
    protocol: PROTOCOL_VERSION,
    made_at: now,
    connection: state,
    error_code,
    transport,
    last_live_ms_ago: last_live_at === undefined ? undefined : device_now - last_live_at,
    retry_in_ms: retry_at === undefined ? undefined : retry_at - device_now,
    clock_offset_ms: meta?.clock_offset,
    storage,
    lost_unsent: lost_unsent === true,
    complete: meta?.complete === true,
    conversations: items.length,
    behind: rows.filter(({ range, conversation }) => range.rev < conversation.rev || range.last_seq < conversation.last_seq).length,
    unread,
    outbox: replica ? countsOf(line) : unnamed(waiting, failed),
    oldest_waiting_ms: line.length > 0 ? Math.max(0, now - Math.min(...line.map(({ sent_at }) => sent_at))) : undefined,
  }
}

function countsOf(line: readonly OutboxItem[]): readonly WaitingCount[] {
  const counts = new Map<string, WaitingCount>()
  for (const { kind, state, error_code } of line) {
    const key = `${kind} ${state} ${error_code}`
    counts.set(key, { kind, state, error_code, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

/** From what every client tells. */
function unnamed(waiting: number, failed: number): readonly WaitingCount[] {
  const counts: WaitingCount[] = [
    { kind: 'send', state: 'queued', count: waiting },
    { kind: 'send', state: 'failed', count: failed },
  ]
  return counts.filter(({ count }) => count > 0)
}

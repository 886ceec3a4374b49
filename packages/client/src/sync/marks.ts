// Tells the server this person's own marks: delivered, read, and settings of a conversation. Watermarks only: a later
// one stands for those before it, so they are coalesced per conversation and repeated until the server confirms.
// Rules: G5 (delivered only what is stored), RECEIPT_INTERVAL_MS.

import { RECEIPT_INTERVAL_MS } from '@jobline/protocol'
import type { ConversationRow, PendingState } from '../cache/cache.ts'
import { ChatError } from '../chat-client.ts'
import { retryWait } from '../connection/backoff.ts'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock, Random } from '../connection/ports.ts'
import { applyMark, knownDelivered } from './apply-frame.ts'
import type { Replica } from './replica.ts'

/** From the first change of a draft that is not told yet until it is told, as it is then: once per interval, not with every key. */
export const DRAFT_INTERVAL_MS = 1_500

export interface Marks {
  /** Something may have to be told of this conversation; `wait_ms` where there is no hurry. */
  touch(conversation_id: string, wait_ms?: number): void
  /** A new connection: whatever the server has not confirmed is told again. */
  resume(): void
  gone(): void
}

export interface MarksOptions {
  readonly user_id: string
  readonly connection: Pick<Connection, 'request' | 'isOpen'>
  readonly replica: Replica
  readonly clock: Clock
  readonly random: Random
  /** The server has my read mark, and how much is unread behind it is not sure here. */
  refresh(): unknown
  /** The rows are of the server's present database: in a restored one their places mean other messages. */
  isCurrent(): boolean
}

/** The seq up to which this device may say "delivered", or undefined where there is nothing to say. */
export function deliveredSeq({ conversation, range }: ConversationRow, user_id: string): number | undefined {
  const known = knownDelivered(conversation, user_id)
  // Everything after the known mark must be stored here without a hole; unread 0: nothing of it is for me.
  return conversation.state.unread > 0 && range.last_seq > known && range.first_seq <= known + 1 ? range.last_seq : undefined
}

export function createMarks({ user_id, connection, replica, clock, random, refresh, isCurrent }: MarksOptions): Marks {
  const timers = new Map<string, { readonly due_at: number; readonly cancel: Cancel }>()
  const last_told = new Map<string, number>()
  const under_way = new Set<string>()
  let failures = 0

  function touch(id: string, wait_ms = 0): void {
    if (!connection.isOpen()) return
    const now = clock.now()
    // No longer than the interval: the clock may have been set back since.
    const due_at = now + Math.max(wait_ms, Math.min((last_told.get(id) ?? 0) + RECEIPT_INTERVAL_MS - now, RECEIPT_INTERVAL_MS))
    const timer = timers.get(id)
    if (timer && timer.due_at <= due_at) return
    timer?.cancel()
    timers.delete(id)
    if (due_at <= now) void tell(id)
    else timers.set(id, { due_at, cancel: clock.after(due_at - now, () => void tell(id)) })
  }

  async function tell(id: string): Promise<void> {
    timers.delete(id)
    const row = replica.conversations.get(id)
    if (!row || !connection.isOpen() || !isCurrent()) return
    if (under_way.has(id)) return touch(id, RECEIPT_INTERVAL_MS)
    const { pending_read_seq, pending_state } = row
    const shown_seq = replica.isRefused() ? undefined : deliveredSeq(row, user_id)
    if (pending_read_seq === undefined && pending_state === undefined && shown_seq === undefined) return
    last_told.set(id, clock.now())
    under_way.add(id)
    // On disk, and not only in memory.
    if (shown_seq !== undefined) await replica.idle()
    const delivered_seq = replica.isRefused() ? undefined : shown_seq
    const conversation = { conversation_id: id }
    try {
      // Read implies delivered; the one says it all.
      const told = await Promise.allSettled([
        pending_read_seq !== undefined &&
          confirm({ type: 'read_receipt', ...conversation, seq: pending_read_seq }, (now) => {
            // Counted from what is here, while pages on their way counted from an older mark: the server knows.
            if (now.conversation.last_seq > pending_read_seq) refresh()
            return now.pending_read_seq === pending_read_seq ? { ...now, pending_read_seq: undefined } : now
          }),
        delivered_seq !== undefined &&
          delivered_seq > (pending_read_seq ?? 0) &&
          confirm({ type: 'delivery_receipt', ...conversation, seq: delivered_seq }, (now) =>
            applyMark(now, { type: 'delivery_receipt', user_id, seq: delivered_seq }, user_id),
          ),
        pending_state && confirm({ type: 'member_state', ...conversation, ...pending_state }, (now) => withoutState(now, pending_state)),
      ])
      const failed = told.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
      failures = 0
      under_way.delete(id)
      // What was changed meanwhile has its own timer, and this one must not hurry a draft that is being typed.
      touch(id, DRAFT_INTERVAL_MS)
    } catch (error) {
      under_way.delete(id)
      touch(id, retryWait(error, failures++, random.next()))
    }
  }

  /** Asks, and changes the row as it is when the answer comes. A final refusal is confirmed too: it will not change. */
  async function confirm(
    frame: Parameters<Connection['request']>[0] & { conversation_id: string },
    change: (row: ConversationRow) => ConversationRow,
  ) {
    try {
      await connection.request(frame)
    } catch (error) {
      if (!(error instanceof ChatError) || error.retryable) throw error
    }
    const row = replica.conversations.get(frame.conversation_id)
    const changed = row && change(row)
    if (changed && changed !== row) await replica.commit({ conversations: [changed] }).catch(() => {})
  }

  return {
    touch,
    resume() {
      for (const id of replica.conversations.keys()) touch(id)
    },
    gone() {
      for (const { cancel } of timers.values()) cancel()
      timers.clear()
      under_way.clear()
      failures = 0
    },
  }
}

/** Takes away what was told and has not been changed since. */
export function withoutState(row: ConversationRow, told: PendingState): ConversationRow {
  const left = Object.entries(row.pending_state ?? {}).filter(([key, value]) => value !== told[key as keyof PendingState])
  return { ...row, pending_state: left.length > 0 ? Object.fromEntries(left) : undefined }
}

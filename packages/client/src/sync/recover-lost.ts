// After a restore from a backup the server may have lost messages that it acknowledged. This device's own ones go back
// to the outbox under the same id. Owns the question which they are, and asking it again; it must not send. Rule: SYNC-4.

import type { DownFrame } from '@jobline/protocol'
import { retryWait } from '../connection/backoff.ts'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock, Random } from '../connection/ports.ts'
import { isSend, type OutboxItem, type SendItem } from '../outbox/outbox-state.ts'
import type { Replica } from './replica.ts'

/** Own messages of one conversation that are looked at: what a backup of the same day can have missed. */
const SUSPECTS = 200

/** Own stored messages, as outbox items that wait for the answer. They are added in the step that drops the messages. */
export async function suspects(replica: Replica, user_id: string): Promise<SendItem[]> {
  const found: SendItem[] = []
  for (const { id: conversation_id } of replica.conversations.values()) {
    for (const message of await replica.stored(conversation_id, SUSPECTS)) {
      const { id, seq, kind, sender_id, text, reply_to_id, sent_at } = message
      if (sender_id !== user_id || kind !== 'text' || text === undefined || replica.item(id)) continue
      // Older than anything that waits, and in their own order.
      const place = seq - 1e15
      found.push({ kind: 'send', id, conversation_id, text, reply_to_id, sent_at, place, state: 'sending', suspect_seq: seq })
    }
  }
  return found
}

const isSuspect = (item: OutboxItem): item is SendItem => isSend(item) && item.suspect_seq !== undefined

export interface RecoveryOptions {
  readonly connection: Pick<Connection, 'request' | 'isOpen'>
  readonly replica: Replica
  readonly clock: Clock
  readonly random: Random
  /** What is known now may be sent. Called after each conversation. */
  onRecovered(): void
}

export interface Recovery {
  /** Asks about every suspect there is, again and again while the connection lasts: what is undecided cannot be sent. */
  start(): void
  gone(): void
}

export function createRecovery({ connection, replica, clock, random, onRecovered }: RecoveryOptions): Recovery {
  let retry: Cancel | undefined
  let failures = 0

  /** Each conversation for itself: one that cannot be asked about holds no other back. */
  async function run(): Promise<void> {
    let failure: unknown
    const waiting = replica.line().filter(isSuspect)
    for (const id of new Set(waiting.map(({ conversation_id }) => conversation_id))) {
      const items = waiting.filter(({ conversation_id }) => conversation_id === id)
      try {
        await recover(connection, replica, id, items)
        onRecovered()
      } catch (error) {
        failure = error
      }
    }
    retry?.()
    if (!failure) failures = 0
    else if (connection.isOpen()) retry = clock.after(retryWait(failure, failures++, random.next()), () => void run())
  }

  return {
    start: () => void run(),
    gone() {
      retry?.()
      failures = 0
    },
  }
}

/** Asks from the newest back, for as far as there are suspects. What is found is known; the rest was lost. */
async function recover(
  connection: RecoveryOptions['connection'],
  replica: Replica,
  conversation_id: string,
  items: readonly SendItem[],
): Promise<void> {
  const seqs = items.map(({ suspect_seq = 0 }) => suspect_seq)
  const known = new Set<string>()
  let before_seq = Math.max(...seqs) + 1
  while (before_seq > Math.min(...seqs) && replica.conversations.has(conversation_id)) {
    const page = (await connection.request({ type: 'history', conversation_id, before_seq })) as DownFrame<'history'>
    for (const { id } of page.messages) known.add(id)
    before_seq = page.messages[0]?.seq ?? 0
  }
  // Decided meanwhile by another round: it may have been sent, and refused, since.
  const undecided = replica.line(conversation_id).filter(isSuspect)
  const outbox_removed_ids = undecided.map(({ id }) => id).filter((id) => known.has(id))
  const outbox_changed = undecided.filter(({ id }) => !known.has(id)).map((item) => ({ ...item, suspect_seq: undefined }))
  // Not on disk: it goes out all the same, and is a suspect again at the next start.
  await replica.commit({ outbox_removed_ids, outbox_changed }).catch(() => {})
}

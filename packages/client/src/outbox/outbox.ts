// Sends what waits, in the order it was written, until the server has it. Owns the lines (one a conversation), what is
// under way on this connection, and when to try again; it must not know screens. An item is on disk before it is shown,
// and marked as attempted before the network sees it. Rules: G2, G3, G7, OF-1, OF-2.
//
// Tabs: every tab of a profile sends what it finds in the shared outbox. Twice is safe, since the server keeps one row per
// id; a single elected tab would not be, since a frozen one would hold everybody's messages back.

import type { DownFrame, ErrorCode, Message } from '@jobline/protocol'
import { backoff } from '../connection/backoff.ts'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock, Random } from '../connection/ports.ts'
import type { Replica } from '../sync/replica.ts'
import { advanceItem, type OutboxItem } from './outbox-state.ts'

/** Unanswered sends of one conversation. */
export const WINDOW = 32
/** Unanswered text of one conversation, in UTF-16 units: what a 2G link takes in a few seconds. */
export const WINDOW_TEXT = 16_000
/** These say something of the connection, not of the message. */
const NOT_THE_MESSAGES_FAULT: readonly string[] = ['unauthorized', 'token_expired', 'token_revoked', 'protocol_unsupported']

export interface OutboxOptions {
  readonly user_id: string
  readonly connection: Pick<Connection, 'send' | 'isOpen'>
  readonly replica: Replica
  readonly clock: Clock
  readonly random: Random
  /** The server has it, as this row. */
  onSent(message: Message): void
}

export interface Outbox {
  /** Resolves when it is kept on this device. */
  add(item: Omit<OutboxItem, 'state' | 'place'>): Promise<void>
  retry(id: string): Promise<void>
  discard(id: string): Promise<boolean>
  hello(): void
  gone(): void
  /** Something may have become free to go. */
  resume(): void
  ack(frame: DownFrame<'ack'>): void
  /** false: not an error of a send. */
  refused(frame: DownFrame<'error'>): boolean
}

interface Line {
  readonly flying: Set<string>
  busy: boolean
  failures: number
  paused?: Cancel
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { connection, replica, clock } = options
  const lines = new Map<string, Line>()
  let last_place = 0
  let connection_number = 0

  function lineOf(conversation_id: string): Line {
    const line = lines.get(conversation_id) ?? { flying: new Set<string>(), busy: false, failures: 0 }
    lines.set(conversation_id, line)
    return line
  }

  async function pump(conversation_id: string): Promise<void> {
    const line = lineOf(conversation_id)
    if (line.busy || line.paused || !connection.isOpen()) return
    const batch = nextBatch(conversation_id, line)
    if (batch.length === 0) return
    line.busy = true
    const on = connection_number
    const unclaimed = batch.filter(({ state }) => state === 'queued').map(({ id }) => id)
    try {
      if (unclaimed.length > 0) await replica.claim(unclaimed)
    } catch {
      // The disk does not take the mark: sending now could mean a discarded message that was sent. Later.
      pause(conversation_id, line)
    }
    line.busy = false
    if (on !== connection_number) return void pump(conversation_id)
    if (line.paused) return
    transmit(conversation_id, line, new Set(batch.map(({ id }) => id)))
    void pump(conversation_id)
  }

  function nextBatch(conversation_id: string, line: Line): OutboxItem[] {
    const batch: OutboxItem[] = []
    let text = 0
    for (const item of replica.line(conversation_id)) {
      if (item.state === 'failed') continue
      if (item.suspect_seq !== undefined) break
      text += item.text.length
      if (line.flying.size + batch.length >= WINDOW || (text > WINDOW_TEXT && line.flying.size + batch.length > 0)) break
      if (!line.flying.has(item.id)) batch.push(item)
    }
    return batch
  }

  /** Each names the one before it that is not answered, so that none overtakes whatever the network does. */
  function transmit(conversation_id: string, line: Line, ids: ReadonlySet<string>): void {
    let after_id: string | undefined
    for (const item of replica.line(conversation_id)) {
      if (item.state === 'failed') continue
      const { id, text, sent_at, reply_to_id } = item
      if (ids.has(id) && item.state === 'sending' && !line.flying.has(id)) {
        line.flying.add(id)
        connection.send({ type: 'chat_message', id, conversation_id, text, sent_at, reply_to_id, after_id })
      }
      after_id = id
    }
  }

  function pause(conversation_id: string, line: Line, wait_ms?: number): void {
    if (line.paused) return
    const wait = wait_ms ?? 250 + backoff(line.failures++, options.random.next())
    line.paused = clock.after(wait, () => {
      line.paused = undefined
      void pump(conversation_id)
    })
  }

  async function change(item: OutboxItem, event: Parameters<typeof advanceItem>[1]): Promise<void> {
    const next = advanceItem(item, event)
    if (next && next !== item) await replica.commit({ outbox_changed: [next] })
  }

  function resume(): void {
    for (const id of new Set(replica.line().map(({ conversation_id }) => conversation_id))) void pump(id)
  }

  return {
    async add(fields) {
      const others = replica.line().map(({ place }) => place)
      last_place = Math.max(last_place, ...others, clock.now()) + 1
      const line = lineOf(fields.conversation_id)
      // With a free line it goes out at once: written down as attempted, one write instead of two.
      const goes_now = connection.isOpen() && !line.busy && !line.paused && replica.line(fields.conversation_id).length < WINDOW
      await replica.enqueue({ ...fields, place: last_place, state: goes_now ? 'sending' : 'queued' })
      void pump(fields.conversation_id)
    },
    async retry(id) {
      const item = replica.item(id)
      if (!item) return
      await change(item, { type: 'retry' })
      void pump(item.conversation_id)
    },
    discard: (id) => replica.discard(id),
    hello() {
      connection_number++
      resume()
      replica.adopt().then(resume, () => {})
    },
    resume,
    gone() {
      connection_number++
      for (const line of lines.values()) {
        line.flying.clear()
        line.paused?.()
        line.paused = undefined
        line.failures = 0
      }
    },
    ack({ id, seq, rev, created_at, message }) {
      const item = id === undefined ? undefined : replica.item(id)
      if (!item) return
      const { conversation_id, text, sent_at, reply_to_id } = item
      const line = lineOf(conversation_id)
      line.flying.delete(item.id)
      line.failures = 0
      if (message) options.onSent(message)
      else if (seq !== undefined && rev !== undefined && created_at !== undefined) {
        options.onSent({
          id: item.id,
          conversation_id,
          seq,
          rev,
          kind: 'text',
          sender_id: options.user_id,
          text,
          reply_to_id,
          sent_at,
          created_at,
        })
      }
      void pump(conversation_id)
    },
    refused({ id, code, retryable, retry_after_ms }) {
      const item = id === undefined ? undefined : replica.item(id)
      if (!item) return false
      const line = lineOf(item.conversation_id)
      line.flying.delete(item.id)
      if (retryable || NOT_THE_MESSAGES_FAULT.includes(code)) pause(item.conversation_id, line, retry_after_ms)
      else {
        // Final. It stays where the person sees it, and those behind it go on.
        void change(item, { type: 'refuse', error_code: code as ErrorCode }).catch(() => {})
        void pump(item.conversation_id)
      }
      return true
    },
  }
}

// Keeps the replica equal to the server: asks which conversations changed, applies what is announced, fills holes.
// Subscribed first, fetched then: frames are applied while pages are under way, and the greater `rev` wins.
// Rules: G4, OF-4, RT-1, RT-2. What a single frame changes is decided in apply-frame.ts.

import { type CatchUpPage, type DownFrame, type HistoryPage, type Message, PAGE_SIZE, type SyncPage } from '@jobline/protocol'
import type { CacheChange, ConversationRow } from '../cache/cache.ts'
import { ChatError } from '../chat-client.ts'
import { retryWait } from '../connection/backoff.ts'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock, Random } from '../connection/ports.ts'
import {
  type Applied,
  applyCatchUp,
  applyConversation,
  applyConversationFrame,
  applyHistory,
  applyJob,
  applyMark,
  applyMessage,
  applySettings,
  applyState,
  FAR_BEHIND,
  isBehind,
  knownDelivered,
  restart,
} from './apply-frame.ts'
import { createGaps } from './gap.ts'
import { createRecovery, suspects } from './recover-lost.ts'
import type { Replica } from './replica.ts'

/** Rows of the first sync page: a screen of conversations, soon. Those after it are of the usual size. */
const FIRST_PAGE_SIZE = 20
/** Conversations that are filled at the same time. */
const FILLS_AT_ONCE = 3

export interface SyncOptions {
  readonly user_id: string
  readonly connection: Pick<Connection, 'request' | 'isOpen' | 'synced' | 'clockOffset'>
  readonly replica: Replica
  readonly clock: Clock
  readonly random: Random
  /** Somebody looks at it: it is kept complete and filled first. */
  isWatched(conversation_id: string): boolean
  /** The row and its messages are on disk. */
  onStored(conversation_id: string): void
  /** It is known of a conversation which own messages the server has lost: they wait in the outbox again. */
  onRecovered(): void
}

export interface SyncEngine {
  hello(frame: DownFrame<'hello'>): void
  gone(): void
  frame(frame: DownFrame): void
  /** An own act was acknowledged, as this message: the items leave the outbox in the same step in which it is stored. */
  stored(message: Message, settled_ids: readonly string[], is_update: boolean): void
  /** Rejects with ChatError where the server cannot be reached. */
  refresh(): Promise<void>
  /** Brings a conversation up to date and fills its newest page; resolves when that is done or cannot be. */
  fill(conversation_id: string): Promise<void>
  /** One more page of older messages. Rejects with ChatError. */
  loadBefore(conversation_id: string): Promise<void>
}

export function createSyncEngine(options: SyncOptions): SyncEngine {
  const { user_id, connection, replica, clock } = options
  const recovery = createRecovery(options)
  const gaps = createGaps(clock, (id) => void fill(id))
  const fills = new Map<string, Promise<void>>()
  const waiting_fills = new Set<string>()
  let syncing: Promise<void> | undefined
  let sync_again = false
  let failures = 0
  let retry: Cancel | undefined
  let starts_over = false
  /** Frames and answers that were applied. */
  let heard = 0

  const commit = (change: CacheChange, stored: readonly string[] = []) =>
    replica.commit(change).then(
      () => {
        for (const id of stored) options.onStored(id)
      },
      // Not on disk: it stays on the screen, and nothing is reported as delivered.
      () => {},
    )

  function apply({ row, messages = [], emptied }: Applied, outbox_removed_ids?: readonly string[]): void {
    const before = replica.conversations.get(row.id)
    if (row === before && messages.length === 0 && !outbox_removed_ids) return
    void commit({ conversations: [row], messages, emptied_ids: emptied ? [row.id] : undefined, outbox_removed_ids }, [row.id])
    if (isBehind(row)) gaps.seen(row.id)
    // What waits for an own message may go, however the news of it came.
    if (messages.some(({ sender_id }) => sender_id === user_id)) options.onRecovered()
  }

  // ── which conversations changed ──

  /** One sync at a time; one that is asked for meanwhile begins after it. */
  function sync(): Promise<void> {
    sync_again = true
    syncing ??= run().finally(() => {
      syncing = undefined
    })
    return syncing
  }

  async function run(): Promise<void> {
    while (sync_again) {
      sync_again = false
      for (let more = true, limit = FIRST_PAGE_SIZE; more; limit = PAGE_SIZE) {
        const { epoch, cursor } = starts_over ? {} : replica.meta()
        const heard_before = heard
        try {
          const page = (await connection.request({ type: 'sync', epoch, cursor, limit })) as DownFrame<'sync'>
          await applyPage(page, heard_before)
          more = page.more
        } catch (error) {
          // A cursor of another form, which this server will never read: repeating it would never end.
          if (cursor === undefined || (error as ChatError).code !== 'bad_request') throw error
          starts_over = true
        }
      }
      if (!replica.meta().complete) void commit({ meta: { complete: true } })
    }
    failures = 0
    recovery.start()
    for (const row of replica.conversations.values()) if (needs(row)) void fill(row.id)
  }

  /** Rows and the place reached go to disk in one step: an interrupted sync goes on where it stopped. */
  async function applyPage(page: SyncPage, heard_before: number): Promise<void> {
    const { epoch } = replica.meta()
    const clear = starts_over || page.reset === true || (epoch !== undefined && epoch !== page.epoch)
    starts_over = false
    const outbox_added = clear ? await suspects(replica, user_id) : undefined
    // What was said of the rows that go now may be younger than the page.
    sync_again ||= clear && heard !== heard_before
    const applied = page.conversations.map((conversation) => {
      const row = replica.conversations.get(conversation.id)
      // Of another history only what this person wants stays: it names no place in it.
      return clear ? applySettings(applyConversation(undefined, conversation), row) : applyConversation(row, conversation)
    })
    const ids = page.conversations.map(({ id }) => id)
    void commit(
      {
        clear,
        removed_ids: page.removed_ids,
        emptied_ids: applied.filter(({ emptied }) => emptied).map(({ row }) => row.id),
        conversations: applied.map(({ row }) => row),
        messages: applied.flatMap(({ messages = [] }) => messages),
        outbox_added,
        meta: { ...(clear ? { complete: undefined } : {}), epoch: page.epoch, cursor: page.cursor, clock_offset: connection.clockOffset() },
      },
      ids,
    )
  }

  async function catchUpWithServer(): Promise<void> {
    try {
      await sync()
      // What somebody looks at belongs to "up to date"; the rest is brought behind.
      await Promise.all([...replica.conversations.keys()].filter(options.isWatched).map(fill))
      connection.synced()
    } catch (error) {
      if (!connection.isOpen()) return
      retry = clock.after(retryWait(error, failures++, options.random.next()), () => void catchUpWithServer())
    }
  }

  // ── one conversation ──

  /**
   * "Delivered" means stored here, message by message. So a conversation that has something new for me and no device of
   * mine has told of it is fetched whole, back to what is known to be delivered: the newest one alone, which every row
   * brings along, would make the tick of those before it a lie. Further than FAR_BEHIND they wait to be read.
   */
  function isUndelivered({ conversation, range }: ConversationRow): boolean {
    const known = knownDelivered(conversation, user_id)
    return (
      conversation.state.unread > 0 &&
      range.last_seq > known &&
      range.first_seq > known + 1 &&
      range.last_seq - range.first_seq < FAR_BEHIND
    )
  }
  const isThin = ({ id, range }: ConversationRow) =>
    options.isWatched(id) && range.first_seq > 1 && range.last_seq - range.first_seq + 1 < PAGE_SIZE
  const hasNews = ({ conversation }: ConversationRow) => conversation.state.unread > 0
  /** A conversation that nobody looks at and that has nothing new for me stays behind until it is opened. */
  const needs = (row: ConversationRow) =>
    (isBehind(row) && (options.isWatched(row.id) || hasNews(row))) || isThin(row) || isUndelivered(row)

  function fill(conversation_id: string): Promise<void> {
    const running = fills.get(conversation_id)
    if (running) return running
    if (fills.size >= FILLS_AT_ONCE && !options.isWatched(conversation_id)) {
      waiting_fills.add(conversation_id)
      return Promise.resolve()
    }
    const filling = runFill(conversation_id).finally(() => {
      fills.delete(conversation_id)
      // The one that has waited longest takes its place.
      for (const next of waiting_fills) {
        waiting_fills.delete(next)
        return void fill(next)
      }
    })
    fills.set(conversation_id, filling)
    return filling
  }

  async function runFill(conversation_id: string): Promise<void> {
    try {
      // Each step moves a mark; one that does not ends it, so that a server's fault cannot make a loop.
      for (let before: unknown; connection.isOpen(); ) {
        const row = replica.conversations.get(conversation_id)
        if (!row) return void sync().catch(() => {})
        const { range } = row
        if (JSON.stringify(before) === JSON.stringify(range)) {
          if (isBehind(row)) apply(restart(row))
          return
        }
        before = range
        if (isBehind(row)) await catchUp(row)
        else if (isThin(row) || isUndelivered(row)) await loadBefore(conversation_id)
        else return
      }
    } catch (error) {
      if (error instanceof ChatError && error.code === 'not_found') void sync().catch(() => {})
      else if (connection.isOpen()) gaps.seen(conversation_id, retryWait(error, failures++, options.random.next()))
    }
  }

  async function catchUp({ id, range }: ConversationRow): Promise<void> {
    const page = await connection.request({ type: 'catch_up', conversation_id: id, after_rev: range.rev })
    const row = replica.conversations.get(id)
    if (row) apply(applyCatchUp(row, page as DownFrame<'catch_up'> & CatchUpPage, range.rev))
  }

  async function loadBefore(conversation_id: string): Promise<void> {
    const before = replica.conversations.get(conversation_id)?.range
    if (!before || before.first_seq <= 1) return
    const request = { type: 'history', conversation_id, before_seq: before.first_seq, limit: PAGE_SIZE } as const
    const page = await connection.request(request)
    const row = replica.conversations.get(conversation_id)
    if (row) apply(applyHistory(row, page as DownFrame<'history'> & HistoryPage))
  }

  return {
    hello(frame) {
      // Rows may be here before the first page says of which database they are: it is written down before them.
      if (!replica.meta().epoch) void commit({ meta: { epoch: frame.epoch } })
      starts_over = replica.meta().epoch !== frame.epoch
      failures = 0
      // One that is dying with the socket before this must have ended, or it would be joined.
      if (syncing) void syncing.catch(() => {}).then(catchUpWithServer)
      else void catchUpWithServer()
    },
    gone() {
      retry?.()
      recovery.gone()
      gaps.clear()
      waiting_fills.clear()
    },
    frame(frame) {
      heard++
      const id = conversationOf(frame)
      if (id === undefined) return
      const row = replica.conversations.get(id)
      if (frame.type === 'conversation') return apply(applyConversationFrame(row, frame.conversation))
      if (frame.type === 'removed') return void commit({ removed_ids: [id] })
      // Known to the server and not yet here: its row comes with a sync, and brings what this frame said.
      if (!row) return void sync().catch(() => {})
      switch (frame.type) {
        case 'chat_message':
        case 'message_update':
          return apply(applyMessage(row, frame.message, user_id, frame.type === 'message_update'))
        case 'job':
          return frame.job && apply(applyJob(row, frame.job, frame.rev))
        case 'read_receipt':
        case 'delivery_receipt':
          return apply({ row: applyMark(row, frame, user_id) })
        case 'member_state':
          return apply({ row: applyState(row, frame.state) })
      }
    },
    stored(message, settled_ids, is_update) {
      heard++
      const row = replica.conversations.get(message.conversation_id)
      if (row) return apply(applyMessage(row, message, user_id, is_update), settled_ids)
      void commit({ outbox_removed_ids: settled_ids })
      void sync().catch(() => {})
    },
    refresh: sync,
    fill,
    loadBefore,
  }
}

/** Any of them may be missing in a frame of another version. */
type Parts = {
  readonly message?: Partial<Message>
  readonly conversation?: { readonly id?: string }
  readonly state?: { readonly conversation_id?: string }
  readonly conversation_id?: string
}
/** undefined: a frame that speaks of none. */
function conversationOf(frame: DownFrame): string | undefined {
  const { message, conversation, state, conversation_id } = frame as Parts
  return message?.conversation_id ?? conversation?.id ?? state?.conversation_id ?? conversation_id
}

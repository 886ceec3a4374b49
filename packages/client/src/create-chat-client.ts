// Builds a ChatClient: wires connection, sync, outbox, marks and views to each other. It owns the wiring and the input
// checks of the public methods; every rule lives in the part it belongs to.

import { type ConversationFilter, type DownFrame, MAX_DRAFT_LENGTH, MAX_EMOJI_LENGTH, type Message, refuseText } from '@jobline/protocol'
import type { Cache, ConversationRow, PendingState } from './cache/cache.ts'
import { type ChatClient, ChatError, type Tap } from './chat-client.ts'
import { createConnection } from './connection/connection.ts'
import type { TokenReason } from './connection/connection-state.ts'
import { type Ports, platformPorts } from './connection/platform-ports.ts'
import { UNDO_MS } from './outbox/line.ts'
import { createOutbox, type NewChange } from './outbox/outbox.ts'
import { isFromOther, overlay, readUpTo, withState } from './sync/apply-frame.ts'
import { createMarks, DRAFT_INTERVAL_MS, withoutState } from './sync/marks.ts'
import { createPresenceWatch } from './sync/presence-watch.ts'
import { createReplica } from './sync/replica.ts'
import { createSyncEngine } from './sync/sync-engine.ts'
import { createTyping } from './sync/typing.ts'
import { createConnectionView } from './views/connection.ts'
import { createConversationItems } from './views/conversation.ts'
import { type ConversationList, createConversationList } from './views/conversation-list.ts'
import { createView, type LiveView } from './views/create-view.ts'
import { createMessageItems } from './views/message-item.ts'
import { createMessageList, type MessageList } from './views/message-list.ts'
import type { ConversationItem, PresenceSnapshot } from './views/view.ts'

export interface ChatClientOptions {
  /** Origin of the server: `https://chat.example`. The socket is dialled at the same host under `/ws/`. */
  readonly url: string
  /** Who signs in: the `sub` of the tokens. A token of anybody else ends in `signed_out`. */
  readonly user_id: string
  /**
   * Brings a token. `start`: the first; `expiring`: the last one is at its end; `refused`: the server did not take it, so
   * bring a really fresh one. Reject with a ChatError that is not retryable to sign out; any other rejection is tried again.
   */
  getToken(reason: TokenReason): Promise<string>
  /** What is kept between two starts; it must belong to this person alone. */
  readonly cache: Cache
  /** Replaces parts of the platform: tests, phones. */
  readonly ports?: Partial<Ports>
  /** Names this app in the server's logs; at most 64 characters. */
  readonly client_name?: string
}

/**
 * Starts at once: reads the cache, connects, and stays connected until `close` or `signOut`.
 *
 * @example
 * const client = createChatClient({ url: 'https://chat.example', user_id, getToken, cache: createMemoryCache() })
 * const list = client.conversations()
 * list.subscribe(() => render(list.getSnapshot().items))
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { user_id } = options
  const ports = platformPorts(options.ports)
  const { clock, random, ids } = ports
  const lists = new Map<ConversationFilter, ConversationList>()
  const conversation_views = new Map<string, LiveView<ConversationItem | undefined>>()
  const message_lists = new Map<string, MessageList>()
  const presence_views = new Map<string, LiveView<PresenceSnapshot>>()
  let stopped = false
  /** The rows of this one are of a database that the server has no longer. */
  let stale_epoch: string | undefined

  const taps = new Set<Tap>()
  const tell = (touched: ReadonlySet<string>, messages: readonly Message[] = []) => {
    for (const tap of taps) tap(touched, messages)
  }
  const replica = createReplica(options.cache, (touched, messages) => {
    for (const id of touched) message_lists.get(id)?.changed()
    conversationsChanged(touched)
    tell(touched, messages)
  })
  const connection = createConnection({
    ...ports,
    url: options.url.replace(/\/+$/, ''),
    client: options.client_name ?? 'jobline',
    deviceId: () => replica.meta().device_id ?? '',
    getToken: (reason) => options.getToken(reason),
    onHello,
    onFrame,
    onPoll() {
      presence.hello()
      return sync.refresh().catch(() => {})
    },
    onGone() {
      for (const part of [sync, outbox, marks, typing, presence]) part.gone()
    },
    onChange() {
      connection_view.changed()
      if (connection.state().name === 'live') outbox.resume()
    },
  })
  const shared = { user_id, connection, replica, clock, random }
  const marks = createMarks({
    ...shared,
    refresh: () => sync.refresh().catch(() => {}),
    isCurrent: () => stale_epoch === undefined || replica.meta().epoch !== stale_epoch,
  })
  const sync = createSyncEngine({
    ...shared,
    isWatched: (id) => message_lists.get(id)?.isWatched() ?? false,
    onStored: (id) => marks.touch(id),
    onRecovered: () => outbox.resume(),
  })
  const outbox = createOutbox({ ...shared, onStored: sync.stored })
  const typing = createTyping(user_id, connection, clock, (id) => conversationsChanged([id]))
  const presence = createPresenceWatch(connection, clock, (id) => presence_views.get(id)?.changed())

  const message_items = createMessageItems(user_id)
  const conversation_items = createConversationItems(user_id, replica, typing, message_items)
  const connection_view = createConnectionView(connection, replica)

  function conversationsChanged(touched: Iterable<string>): void {
    for (const id of touched) conversation_views.get(id)?.changed()
    for (const list of lists.values()) list.changed(touched)
    connection_view.changed()
  }

  function onHello(frame: DownFrame<'hello'>): void {
    if (frame.user_id !== user_id) {
      // Somebody else's token: nothing of theirs may touch this person's cache.
      connection.refuse()
      return
    }
    const { epoch } = replica.meta()
    stale_epoch = epoch === frame.epoch ? undefined : epoch
    // Own marks first: what the sync then tells counts them already.
    marks.resume()
    sync.hello(frame)
    outbox.hello()
    presence.hello()
  }

  function onFrame(frame: DownFrame): void {
    switch (frame.type) {
      case 'ack':
        outbox.ack(frame)
        break
      case 'error':
        outbox.refused(frame)
        break
      case 'typing':
        typing.frame(frame)
        break
      case 'presence':
        presence.frame(frame)
        break
      case 'chat_message':
        if (frame.message?.sender_id) typing.ended(frame.message.conversation_id, frame.message.sender_id)
        sync.frame(frame)
        break
      default:
        sync.frame(frame)
    }
    // Also one that is out of sight here: somebody may look at it elsewhere.
    const { message } = frame as { message?: Message }
    if (message?.id) tell(new Set(), [message])
  }

  /** A change that the person made here: shown and kept at once, told to the server when it can be reached. */
  function changeRow(conversation_id: string, change: (row: ConversationRow) => ConversationRow, wait_ms = 0): void {
    const row = replica.conversations.get(conversation_id)
    const changed = row && change(row)
    if (!changed || changed === row || stopped) return
    replica.commit({ conversations: [changed] }).catch(() => {})
    marks.touch(conversation_id, wait_ms)
  }
  const setState = (conversation_id: string, pending: PendingState, wait_ms?: number) =>
    changeRow(
      conversation_id,
      (row) => {
        const { state } = row.conversation
        const pending_state = { ...row.pending_state, ...pending }
        const next = overlay(state, pending_state, state, connection.now())
        if (JSON.stringify(next) === JSON.stringify(state)) return row
        return withState({ ...row, pending_state }, next)
      },
      wait_ms,
    )

  function checkText(text: string): void {
    const refusal = refuseText(text)
    if (refusal) throw new ChatError(refusal, false, 'not sent')
  }
  /** Gives the act its id and time, and resolves with the id once it is kept. */
  async function keep(add: (its: { id: string; sent_at: number }) => Promise<void>): Promise<string> {
    await loaded
    const id = ids.next()
    try {
      // What was wiped at sign-out must not come back.
      if (stopped) throw stopped
      await add({ id, sent_at: connection.now() })
    } catch {
      throw new ChatError('storage_full', true, 'not sent')
    }
    return id
  }
  const change = async (fields: NewChange) => void (await keep((its) => outbox.change({ ...fields, ...its })))

  function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
    const made = map.get(key) ?? make()
    map.set(key, made)
    return made
  }
  const messagesOf = (conversation_id: string) =>
    memo(message_lists, conversation_id, () =>
      createMessageList({
        conversation_id,
        user_id,
        replica,
        items: message_items,
        loaded,
        isCurrent: () => connection.state().name === 'live',
        fill: sync.fill,
        loadFromServer: sync.loadBefore,
      }),
    )

  const loaded = replica.load().then(async () => {
    if (stopped) return
    const { device_id, clock_offset } = replica.meta()
    connection.setClockOffset(clock_offset ?? 0)
    if (!device_id) void replica.commit({ meta: { device_id: ids.next() } }).catch(() => {})
    connection.start()
  })

  async function stop(): Promise<void> {
    stopped = true
    await loaded
    connection.stop()
    outbox.stop()
  }

  return {
    user_id,
    connection: connection_view,
    now: connection.now,
    conversations: (filter = 'active') =>
      memo(lists, filter, () => createConversationList(filter, replica, conversation_items, connection.now)),
    conversation: (id) => memo(conversation_views, id, () => createView({ compute: () => conversation_items.get(id) })),
    messages: messagesOf,
    presence: (id) => memo(presence_views, id, () => createView({ compute: () => presence.get(id), onWatched: () => presence.watch(id) })),

    async send(conversation_id, text, { reply_to_id } = {}) {
      checkText(text)
      typing.stopped(conversation_id)
      return keep((its) => outbox.add({ kind: 'send', ...its, conversation_id, text, reply_to_id }))
    },
    retry: (id) => loaded.then(() => outbox.retry(id)),
    discard: (id) => loaded.then(() => outbox.discard(id)),
    async edit(conversation_id, message_id, text) {
      checkText(text)
      await change({ kind: 'edit', conversation_id, message_id, text })
    },
    delete: (conversation_id, message_id) => change({ kind: 'delete', conversation_id, message_id, due_at: clock.now() + UNDO_MS }),
    async undoDelete(conversation_id, message_id) {
      await loaded
      const deletion = replica.line(conversation_id).find((item) => item.kind === 'delete' && item.message_id === message_id)
      return deletion !== undefined && outbox.discard(deletion.id)
    },
    react: (conversation_id, message_id, emoji, active) =>
      // Longer than any emoji: refused by the server, and not too large to be sent.
      change({ kind: 'reaction', conversation_id, message_id, emoji: emoji.slice(0, 3 * MAX_EMOJI_LENGTH), active }),

    typed: typing.typed,
    stoppedTyping: typing.stopped,
    markRead(conversation_id, seq) {
      changeRow(conversation_id, (row) => {
        // Never beyond a hole: what has not arrived was not seen.
        const read_seq = Math.min(seq, row.range.last_seq)
        const left = replica
          .window(conversation_id)
          ?.messages()
          .filter((message) => message.seq > read_seq && isFromOther(message, user_id))
        const state = readUpTo(row, read_seq, left?.length)
        if (state === row.conversation.state) return row
        // Reading takes the mark away, on the server too: what was to be told of it is no longer so.
        const { pending_state } = withoutState(row, { marked_unread: true })
        return withState({ ...row, pending_read_seq: state.read_seq, pending_state }, state)
      })
    },
    setArchived: (conversation_id, archived) => setState(conversation_id, { archived }),
    setPinned: (conversation_id, pinned) => setState(conversation_id, { pinned }),
    setMuted: (conversation_id, muted_until) => setState(conversation_id, { muted_until }),
    setMarkedUnread: (conversation_id, marked_unread) => setState(conversation_id, { marked_unread }),
    setDraft(conversation_id, draft) {
      // Cut to the limit, but never through a surrogate pair.
      const kept = draft.slice(0, MAX_DRAFT_LENGTH).replace(/[\ud800-\udbff]$/, '')
      setState(conversation_id, { draft: kept || null }, DRAFT_INTERVAL_MS)
    },

    request: connection.ask as ChatClient['request'],
    loadBefore: (conversation_id) => messagesOf(conversation_id).loadBefore(),
    refresh: sync.refresh,
    acknowledgeLoss: () => void replica.commit({ meta: { lost_unsent: undefined } }).catch(() => {}),
    reconnect: () =>
      void loaded.then(() => {
        if (stopped) return
        connection.start()
        connection.wake()
      }),
    async close() {
      await stop()
      await replica.close()
    },
    async signOut() {
      await stop()
      await replica.wipe().finally(replica.close)
    },
    inside: { clock, ids, replica, taps },
  }
}

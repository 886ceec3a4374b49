// A chat client without a server, for the gallery alone: it holds example data, answers at once, and lets
// a scene set any state. Nothing outside the gallery may import it.

import type {
  ChatClient,
  ConnectionSnapshot,
  ConversationItem,
  ConversationListSnapshot,
  Inside,
  MessageItem,
  MessageListSnapshot,
  OutboxItem,
  PresenceSnapshot,
  SendOptions,
} from '@jobline/client'
import type { ConversationFilter, MemberState } from '@jobline/protocol'
import { answersFrom } from './answer-request.ts'
import type { ExampleConversation } from './example-data.ts'
import { ME } from './example-data.ts'
import { ValueView } from './value-view.ts'

export interface FakeOptions {
  readonly conversations: readonly ExampleConversation[]
  readonly connection?: Partial<ConnectionSnapshot>
  readonly online?: readonly string[]
  /** Older messages that `loadBefore` brings, in pages. */
  readonly older?: readonly MessageItem[]
  readonly messages?: Partial<MessageListSnapshot>
  readonly list?: Partial<ConversationListSnapshot>
  readonly refresh?: () => Promise<void>
  /** Answers a search over messages instead of the example data. */
  readonly search?: () => Promise<object>
  /** What the outbox holds, for the page that lists it. */
  readonly waiting?: readonly OutboxItem[]
  /** A sent message stops here. */
  readonly reaches?: 'queued' | 'read'
}

export class FakeChatClient implements ChatClient {
  readonly user_id = ME
  readonly connection: ValueView<ConnectionSnapshot>
  readonly #lists = new Map<ConversationFilter, ValueView<ConversationListSnapshot>>()
  readonly #conversations = new Map<string, ValueView<ConversationItem | undefined>>()
  readonly #messages = new Map<string, ValueView<MessageListSnapshot>>()
  readonly #presences = new Map<string, ValueView<PresenceSnapshot>>()
  readonly #options: FakeOptions
  #older: readonly MessageItem[]
  #sent = 0
  /** What was deleted a moment ago, as it was. */
  readonly #before = new Map<string, MessageItem | undefined>()
  readonly now = Date.now
  readonly inside?: Inside

  constructor(options: FakeOptions) {
    this.#options = options
    this.#older = options.older ?? []
    if (options.waiting) this.inside = insideOf(options.waiting)
    this.connection = new ValueView<ConnectionSnapshot>({
      state: 'live',
      waiting: 0,
      failed: 0,
      storage: 'kept',
      transport: 'socket',
      ...options.connection,
    })
    for (const { conversation, messages } of options.conversations) {
      this.#conversations.set(conversation.id, new ValueView<ConversationItem | undefined>(conversation))
      this.#messages.set(
        conversation.id,
        new ValueView<MessageListSnapshot>({
          ready: true,
          items: messages,
          more_before: this.#older.length > 0,
          loading_before: false,
          first_unread_id: messages.find(
            (message) => !message.is_own && message.kind !== 'system' && message.seq > conversation.state.read_seq,
          )?.id,
          ...options.messages,
        }),
      )
    }
  }

  conversations(filter: ConversationFilter = 'active'): ValueView<ConversationListSnapshot> {
    return this.#of(this.#lists, filter, () => {
      return { ready: true, loading: false, ...this.#listed(filter), ...this.#options.list }
    })
  }

  #listed(filter: ConversationFilter): Pick<ConversationListSnapshot, 'items' | 'unread'> {
    const all = [...this.#conversations.values()].map((view) => view.getSnapshot()).filter((it) => it !== undefined)
    const items = all.filter((it) => shows(filter, it)).sort((a, b) => (b.state.pinned_at ?? 0) - (a.state.pinned_at ?? 0))
    return { items, unread: all.reduce((sum, { state }) => sum + (state.muted_until ? 0 : state.unread), 0) }
  }

  #keep(conversation_id: string, fields: Partial<MemberState>): void {
    const view = this.conversation(conversation_id)
    const now = view.getSnapshot()
    if (now) view.set({ ...now, state: { ...now.state, ...fields } })
    for (const [filter, list] of this.#lists) list.set({ ...list.getSnapshot(), ...this.#listed(filter) })
  }

  conversation(conversation_id: string): ValueView<ConversationItem | undefined> {
    return this.#of(this.#conversations, conversation_id, () => undefined)
  }

  messages(conversation_id: string): ValueView<MessageListSnapshot> {
    return this.#of(this.#messages, conversation_id, () => ({ ready: true, items: [], more_before: false, loading_before: false }))
  }

  presence(user_id: string): ValueView<PresenceSnapshot> {
    return this.#of(this.#presences, user_id, () => ({
      online: this.#options.online?.includes(user_id) ?? false,
      last_seen_at: Date.now() - 25 * 60_000,
    }))
  }

  async send(conversation_id: string, text: string, { reply_to_id }: SendOptions = {}): Promise<string> {
    const id = `sent-${++this.#sent}`
    const now = Date.now()
    this.#add(conversation_id, {
      id,
      conversation_id,
      seq: 0,
      rev: 0,
      kind: 'text',
      sender_id: ME,
      text,
      reply_to_id,
      sent_at: now,
      created_at: 0,
      is_own: true,
      status: 'queued',
    })
    if (this.#options.reaches !== 'queued') {
      const seq = this.#nextSeq(conversation_id)
      for (const [delay, status] of [
        [150, 'sent'],
        [700, 'delivered'],
        [1_600, 'read'],
      ] as const) {
        setTimeout(() => this.#change(conversation_id, id, { status, seq, created_at: now }), delay)
      }
    }
    return id
  }

  /** A message of the other person arrives. */
  receive(conversation_id: string, text: string): void {
    const other = this.conversation(conversation_id).getSnapshot()?.members[1]?.user_id
    const now = Date.now()
    const seq = this.#nextSeq(conversation_id)
    this.#add(conversation_id, {
      id: `in-${++this.#sent}`,
      conversation_id,
      seq,
      rev: seq,
      kind: 'text',
      sender_id: other,
      text,
      sent_at: now,
      created_at: now,
      is_own: false,
    })
  }

  async loadBefore(conversation_id: string): Promise<void> {
    const view = this.messages(conversation_id)
    view.set({ ...view.getSnapshot(), loading_before: true })
    await new Promise((done) => setTimeout(done, 150))
    const page = this.#older.slice(-50)
    this.#older = this.#older.slice(0, -50)
    const now = view.getSnapshot()
    view.set({ ...now, items: [...page, ...now.items], loading_before: false, more_before: this.#older.length > 0 })
  }

  setTyping(conversation_id: string, typing: boolean): void {
    const view = this.conversation(conversation_id)
    const now = view.getSnapshot()
    if (now) view.set({ ...now, typing_user_ids: typing ? [now.members[1]?.user_id ?? ''] : [] })
  }

  async retry(): Promise<void> {}
  async discard(): Promise<boolean> {
    return true
  }
  async edit(conversation_id: string, id: string, text: string): Promise<void> {
    this.#change(conversation_id, id, { text, edited_at: Date.now() })
  }
  async delete(conversation_id: string, id: string): Promise<void> {
    const due_at = Date.now() + 5_000
    const change = { id: `delete-${id}`, kind: 'delete', state: 'queued', due_at } as const
    this.#before.set(id, this.#find(conversation_id, id))
    this.#change(conversation_id, id, { deleted_at: Date.now(), text: undefined, reactions: undefined, change })
    setTimeout(() => this.#find(conversation_id, id)?.deleted_at && this.#change(conversation_id, id, { change: undefined }), 5_000)
  }
  async undoDelete(conversation_id: string, id: string): Promise<boolean> {
    const before = this.#before.get(id)
    if (!before || !this.#find(conversation_id, id)?.change) return false
    this.#change(conversation_id, id, { ...before, deleted_at: undefined, change: undefined })
    return true
  }
  async react(conversation_id: string, id: string, emoji: string, active: boolean): Promise<void> {
    const known = this.#find(conversation_id, id)?.reactions ?? []
    const others = known.map((it) => (it.emoji === emoji ? { ...it, user_ids: it.user_ids.filter((user_id) => user_id !== ME) } : it))
    const own = others.find((it) => it.emoji === emoji)
    if (active && own) own.user_ids.push(ME)
    else if (active) others.push({ emoji, user_ids: [ME] })
    this.#change(conversation_id, id, { reactions: others.filter(({ user_ids }) => user_ids.length > 0) })
  }
  typed(): void {}
  stoppedTyping(): void {}
  markRead(conversation_id: string, seq: number): void {
    const state = this.conversation(conversation_id).getSnapshot()?.state
    if (state && (seq > state.read_seq || state.marked_unread))
      this.#keep(conversation_id, { read_seq: seq, unread: 0, marked_unread: undefined })
  }
  setArchived(conversation_id: string, archived: boolean): void {
    this.#keep(conversation_id, { archived_at: archived ? Date.now() : undefined })
  }
  setPinned(conversation_id: string, pinned: boolean): void {
    this.#keep(conversation_id, { pinned_at: pinned ? Date.now() : undefined })
  }
  setMuted(conversation_id: string, muted_until: number | null): void {
    this.#keep(conversation_id, { muted_until: muted_until ?? undefined })
  }
  setMarkedUnread(conversation_id: string, marked_unread: boolean): void {
    this.#keep(conversation_id, { marked_unread: marked_unread || undefined })
  }
  setDraft(): void {}
  readonly #answer = answersFrom({
    conversations: () => [...this.#conversations.values()].flatMap((view) => view.getSnapshot() ?? []),
    messages: (conversation_id) => [...this.#older, ...this.messages(conversation_id).getSnapshot().items],
    setBlocked: (user_id, blocked) => this.#setBlocked(user_id, blocked),
  })
  readonly request = ((method, path, body) =>
    path.startsWith('/api/search/') && this.#options.search
      ? this.#options.search()
      : this.#answer(method, path, body)) as ChatClient['request']
  refresh(): Promise<void> {
    return this.#options.refresh?.() ?? Promise.resolve()
  }
  acknowledgeLoss(): void {
    this.connection.set({ ...this.connection.getSnapshot(), lost_unsent: undefined })
  }
  reconnect(): void {}
  async close(): Promise<void> {}
  async signOut(): Promise<void> {}

  #setBlocked(user_id: string, blocked: boolean): void {
    for (const view of this.#conversations.values()) {
      const item = view.getSnapshot()
      if (!item?.members.some((member) => member.user_id === user_id)) continue
      const state = { ...item.state, blocked: blocked || undefined }
      view.set({ ...item, state })
    }
  }

  #find(conversation_id: string, id: string): MessageItem | undefined {
    return this.messages(conversation_id)
      .getSnapshot()
      .items.find((item) => item.id === id)
  }

  #nextSeq(conversation_id: string): number {
    return (
      Math.max(
        0,
        ...this.messages(conversation_id)
          .getSnapshot()
          .items.slice(-20)
          .map(({ seq }) => seq),
      ) + 1
    )
  }

  #add(conversation_id: string, message: MessageItem): void {
    const view = this.messages(conversation_id)
    view.set({ ...view.getSnapshot(), items: [...view.getSnapshot().items, message] })
  }

  #change(conversation_id: string, id: string, fields: Partial<MessageItem>): void {
    const view = this.messages(conversation_id)
    const items = view.getSnapshot().items.map((item) => (item.id === id ? { ...item, ...fields } : item))
    view.set({ ...view.getSnapshot(), items })
  }

  #of<K, T>(views: Map<K, ValueView<T>>, key: K, make: () => T): ValueView<T> {
    let view = views.get(key)
    if (!view) {
      view = new ValueView(make())
      views.set(key, view)
    }
    return view
  }
}

function shows(filter: ConversationFilter, { state }: ConversationItem): boolean {
  if (filter === 'unread') return (state.unread > 0 || state.marked_unread === true) && state.archived_at === undefined
  if (filter === 'archived') return state.archived_at !== undefined
  return filter === 'all' || state.archived_at === undefined
}

function insideOf(waiting: readonly OutboxItem[]): Inside {
  return {
    clock: { now: Date.now, after: () => () => {} },
    ids: { next: () => '00000000-0000-4000-8000-000000000000' },
    replica: { conversations: new Map(), meta: () => ({}), line: () => waiting, stored: async () => [] },
    taps: new Set(),
  }
}

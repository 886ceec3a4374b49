// Messages around one that is far from the newest: a window of its own beside the chat's, which always reaches to the end.
// Owns what is loaded of it and keeps it live; where this device holds a page it is taken from there, else the server is
// asked. It works while somebody is subscribed. Rules: G3, G4, G5.

import { type ErrorCode, type HistoryPage, type Message, PAGE_SIZE } from '@jobline/protocol'
import { type ChatClient, ChatError } from '../chat-client.ts'
import { isChange } from '../outbox/outbox-state.ts'
import { createView, sameArray, sameFields } from '../views/create-view.ts'
import { changesOf, createMessageItems, othersMarks } from '../views/message-item.ts'
import type { MessageItem } from '../views/view.ts'
import type { AroundSnapshot, AroundTarget, MessagesAround } from './around.ts'
import { findStored } from './find-stored.ts'
import { join, type Stretch, wholeAround } from './stretch.ts'

/** Of what this device holds, so many are looked through for the target where the server cannot say its place. */
const LOOKED_THROUGH = 2_000
/** Of the first page, those after the target. */
const AFTER = PAGE_SIZE / 2

export function createMessagesAround(client: ChatClient, conversation_id: string, target: AroundTarget): MessagesAround {
  const { inside } = client
  const items = createMessageItems(client.user_id)
  const conversation = client.conversation(conversation_id)
  let stretch: Stretch = []
  /** Told while a page is under way: it may have been read before. */
  let told: Message[] = []
  let pages_under_way = 0
  let was_known = false
  let target_seq = 'seq' in target ? target.seq : undefined
  let is_opening = false
  let loading_before: Promise<void> | undefined
  let loading_after: Promise<void> | undefined
  let error_code: ErrorCode | undefined
  let was_live = false
  let is_closed = false

  const first = () => stretch[0]?.seq ?? 0
  const last = () => stretch.at(-1)?.seq ?? 0
  const lastOfAll = () => conversation.getSnapshot()?.last_seq ?? 0

  const view = createView<AroundSnapshot>({
    compute(before) {
      const is_known = conversation.getSnapshot() !== undefined
      // No longer in it: nothing of it is shown.
      if (was_known && !is_known) [stretch, error_code] = [[], 'not_found']
      was_known ||= is_known
      const shown = stretch.filter(({ withheld }) => !withheld)
      const at_target = shown.find(({ id, seq }) => ('message_id' in target ? id === target.message_id : seq === target.seq))
      return sameFields<AroundSnapshot>(before, {
        ready: stretch.length > 0 || error_code !== undefined,
        items: sameArray<MessageItem>(before?.items, itemsOf(shown)),
        target_id: at_target?.id,
        more_before: first() > 1,
        more_after: stretch.length > 0 && last() < lastOfAll(),
        loading_before: loading_before !== undefined,
        loading_after: loading_after !== undefined,
        error_code,
      })
    },
    onWatched() {
      inside?.taps.add(tap)
      const ends = [conversation.subscribe(view.changed), client.connection.subscribe(connectionChanged)]
      was_live = isLive()
      if (stretch.length === 0) open()
      else void refresh()
      return () => {
        inside?.taps.delete(tap)
        for (const end of ends) end()
      }
    },
  })

  function itemsOf(shown: readonly Message[]): readonly MessageItem[] {
    const marks = othersMarks(conversation.getSnapshot(), client.user_id)
    const changes = inside?.replica.line(conversation_id).filter(isChange) ?? []
    return shown.map((message) => items.stored(message, marks, changesOf(changes, message.id)))
  }

  function tap(ids: ReadonlySet<string>, messages: readonly Message[]): void {
    const mine = messages.filter((message) => message.conversation_id === conversation_id)
    if (mine.length > 0) {
      if (pages_under_way > 0) told.push(...mine)
      // One that follows the last is new, or was passed over: it belongs to the window either way.
      stretch = join(
        stretch,
        mine.filter(({ seq }) => stretch.length > 0 && seq >= first() && seq <= last() + 1),
      )
    }
    if (mine.length > 0 || ids.has(conversation_id)) view.changed()
  }

  const isLive = () => client.connection.getSnapshot().state === 'live'
  /** It is not known yet whether the server can be reached. */
  const isOnItsWay = () => ['connecting', 'syncing'].includes(client.connection.getSnapshot().state)
  function connectionChanged(): void {
    const is_live = isLive()
    if (stretch.length === 0 && (is_live ? !was_live : !isOnItsWay())) open()
    else if (is_live && !was_live) void refresh()
    was_live = is_live
  }

  // ── pages ──

  async function history(query: string): Promise<HistoryPage> {
    return client.request('GET', `/api/conversations/${conversation_id}/messages/?${query}`)
  }
  /** What this device holds without a hole up to `before_seq`, or undefined where it does not hold the message before that. */
  async function held(before_seq: number, limit: number): Promise<Stretch | undefined> {
    const range = inside?.replica.conversations.get(conversation_id)?.range
    const end_seq = before_seq - 1
    if (!inside || !range || end_seq < range.first_seq || end_seq > range.last_seq) return undefined
    const stored = await inside.replica.stored(conversation_id, limit, before_seq)
    const whole = wholeAround(
      stored.filter(({ seq }) => seq >= range.first_seq),
      end_seq,
    )
    return whole.length > 0 ? whole : undefined
  }

  function open(): void {
    if (is_closed || is_opening) return
    error_code = undefined
    is_opening = true
    void settled(openAt()).then(() => {
      is_opening = false
      view.changed()
    })
  }
  async function openAt(): Promise<void> {
    target_seq ??= await seqOf()
    const newest = lastOfAll()
    // Past the newest there is nothing: then it stands at the end.
    const before_seq = (newest > 0 ? Math.min(newest, target_seq + AFTER) : target_seq + AFTER) + 1
    const own = await held(before_seq, PAGE_SIZE)
    if (own && (first_of(own) <= target_seq || first_of(own) === 1)) return take(own)
    const { messages } = await history(`before_seq=${before_seq}&limit=${PAGE_SIZE}`)
    if (messages.length === 0) throw new ChatError('not_found', false, 'no messages')
    take(messages)
  }
  /** Where the message stands: the chat may show it, this device may hold it, the server knows. */
  async function seqOf(): Promise<number> {
    const message_id = 'message_id' in target ? target.message_id : ''
    const shown = client
      .messages(conversation_id)
      .getSnapshot()
      .items.find(({ id, seq }) => id === message_id && seq > 0)
    if (shown) return shown.seq
    try {
      const { message } = await client.request<{ message: Message }>('GET', `/api/messages/${encodeURIComponent(message_id)}/`)
      if (message.conversation_id !== conversation_id) throw new ChatError('not_found', false, 'of another conversation')
      return message.seq
    } catch (error) {
      if (!(error instanceof ChatError) || !error.retryable) throw error
      const stored = await findStored(inside, conversation_id, new Set([message_id]), LOOKED_THROUGH)
      const seq = stored.get(message_id)?.seq
      if (seq === undefined) throw error
      return seq
    }
  }

  async function loadBefore(): Promise<void> {
    const before_seq = first()
    const page = (await held(before_seq, PAGE_SIZE)) ?? (await history(`before_seq=${before_seq}&limit=${PAGE_SIZE}`)).messages
    take(page)
  }
  async function loadAfter(): Promise<void> {
    const after_seq = last()
    const end_seq = Math.min(after_seq + PAGE_SIZE, lastOfAll())
    const own = await held(end_seq + 1, end_seq - after_seq)
    const page = own?.[0]?.seq === after_seq + 1 ? own : (await history(`after_seq=${after_seq}&limit=${PAGE_SIZE}`)).messages
    take(page)
  }
  /** What changed in the window while nobody told. */
  async function refresh(): Promise<void> {
    try {
      for (let after_seq = first() - 1; after_seq < last(); ) {
        const { messages } = await history(`after_seq=${after_seq}&limit=${PAGE_SIZE}`)
        const end = messages.at(-1)?.seq
        if (end === undefined || end <= after_seq) return
        stretch = join(
          stretch,
          messages.filter(({ seq }) => seq <= last()),
        )
        after_seq = end
        view.changed()
      }
    } catch {
      // It is shown as it was; the next connection asks again.
    }
  }
  function take(page: readonly Message[]): void {
    stretch = join(
      join(stretch, page),
      told.filter(({ seq }) => page.some((message) => message.seq === seq)),
    )
    error_code = undefined
  }
  async function settled(work: Promise<void>): Promise<void> {
    pages_under_way++
    try {
      await work
    } catch (error) {
      const { code = 'internal', retryable } = error as Partial<ChatError>
      if (stretch.length > 0 || !retryable || !isOnItsWay()) error_code = code
    } finally {
      if (--pages_under_way === 0) told = []
    }
  }

  return {
    subscribe: view.subscribe,
    getSnapshot: view.getSnapshot,
    loadBefore() {
      if (is_closed || stretch.length === 0 || first() <= 1) return Promise.resolve()
      loading_before ??= settled(loadBefore()).finally(() => {
        loading_before = undefined
        view.changed()
      })
      view.changed()
      return loading_before
    },
    loadAfter() {
      if (is_closed || stretch.length === 0 || last() >= lastOfAll()) return Promise.resolve()
      loading_after ??= settled(loadAfter()).finally(() => {
        loading_after = undefined
        view.changed()
      })
      view.changed()
      return loading_after
    },
    close() {
      is_closed = true
    },
  }
}

const first_of = (messages: readonly Message[]) => messages[0]?.seq ?? 0

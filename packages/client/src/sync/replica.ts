// What this device knows, in memory: conversations, loaded messages, the outbox. The one place that changes it:
// memory and screens at once, the disk behind, in the same order. It must not know the network.

import type { Message } from '@jobline/protocol'
import type { Cache, CacheChange, ConversationRow, Meta } from '../cache/cache.ts'
import { createCacheWriter } from '../cache/cache-writer.ts'
import { createMemoryCache } from '../cache/memory/memory-cache.ts'
import type { OutboxItem } from '../outbox/outbox-state.ts'
import type { StorageState } from '../views/view.ts'
import { type Applied, restart } from './apply-frame.ts'
import { createWindow, type MessageWindow } from './message-window.ts'
import type { Range } from './range.ts'

/** Windows that nobody looks at any more but that may be opened again soon. */
const KEPT_WINDOWS = 8

const NONE: readonly OutboxItem[] = []

export interface Replica {
  readonly conversations: ReadonlyMap<string, ConversationRow>
  meta(): Meta
  storage(): StorageState
  /** Resolves when all that is shown now is on disk, or was refused by it. */
  idle(): Promise<void>
  /** true: not everything that is shown could be stored. */
  isRefused(): boolean
  /** true once the cache was read. */
  isLoaded(): boolean
  load(): Promise<void>
  /** The outbox of one conversation, in order; all of it without an id. */
  line(conversation_id?: string): readonly OutboxItem[]
  item(id: string): OutboxItem | undefined
  /** Shown at once; resolves when it is on disk, rejects where the disk refused it. */
  commit(change: CacheChange): Promise<void>
  /** Takes over what another tab has put into the shared outbox. */
  adopt(): Promise<void>
  /** Takes these over as attempted, as they are stored: another tab may have changed or discarded them. */
  claim(ids: readonly string[]): Promise<void>
  /** Other contents for an item that was not attempted yet. false: it was, or it is gone. */
  revise(item: OutboxItem): Promise<boolean>
  /** Stored first, shown then. */
  enqueue(item: OutboxItem): Promise<void>
  discard(id: string): Promise<boolean>
  /** The newest stored messages below `before_seq`, ascending. */
  stored(conversation_id: string, limit: number, before_seq?: number): Promise<readonly Message[]>
  window(conversation_id: string): MessageWindow | undefined
  /** Loaded messages of a conversation; kept while `watched`. */
  openWindow(conversation_id: string): MessageWindow
  /** Loads stored messages into the window until it holds `count`, or all that are stored. */
  fillWindow(conversation_id: string, count: number): Promise<void>
  wipe(): Promise<void>
  close(): Promise<void>
}

export function createReplica(
  given: Cache,
  onChange: (conversation_ids: ReadonlySet<string>, messages?: readonly Message[]) => void,
): Replica {
  let cache = given
  let writer = createCacheWriter(cache)
  let meta: Meta = {}
  let loaded = false
  let storage: StorageState = 'kept'
  const conversations = new Map<string, ConversationRow>()
  const lines = new Map<string, readonly OutboxItem[]>()
  const items = new Map<string, OutboxItem>()
  /** Of all items that ever waited here: one that has left and is on disk still is not another tab's. */
  const known_ids = new Set<string>()
  const windows = new Map<string, MessageWindow>()

  const lineOf = (conversation_id: string) => lines.get(conversation_id) ?? NONE
  const besides = (item: OutboxItem) => lineOf(item.conversation_id).filter(({ id }) => id !== item.id)

  function put(item: OutboxItem): void {
    lines.set(
      item.conversation_id,
      [...besides(item), item].sort((a, b) => a.place - b.place),
    )
    items.set(item.id, item)
    known_ids.add(item.id)
  }

  function show(change: CacheChange): void {
    const touched = new Set<string>()
    const empty = (id: string) => {
      windows.get(id)?.clear()
      touched.add(id)
    }
    if (change.clear) {
      for (const id of conversations.keys()) empty(id)
      conversations.clear()
    }
    for (const id of change.removed_ids ?? []) {
      conversations.delete(id)
      empty(id)
    }
    for (const id of change.emptied_ids ?? []) empty(id)
    for (const row of change.conversations ?? []) {
      conversations.set(row.id, row)
      touched.add(row.id)
    }
    const { messages = [] } = change
    for (const { conversation_id } of messages) touched.add(conversation_id)
    for (const [id, window] of windows) {
      const its = messages.filter(({ conversation_id }) => conversation_id === id)
      if (its.length > 0) window.put(its)
    }
    for (const item of [...(change.outbox_added ?? []), ...(change.outbox_changed ?? [])]) {
      touched.add(item.conversation_id)
      put(item)
    }
    for (const id of change.outbox_removed_ids ?? []) {
      const item = items.get(id)
      if (!item) continue
      touched.add(item.conversation_id)
      items.delete(id)
      lines.set(item.conversation_id, besides(item))
    }
    meta = { ...meta, ...change.meta }
    if (touched.size > 0 || change.meta) onChange(touched, messages)
  }

  /** A message that the server has is not waiting, however the news came. */
  function settle(change: CacheChange): CacheChange {
    const arrived = (change.messages ?? []).filter(({ id }) => items.has(id)).map(({ id }) => id)
    if (arrived.length === 0) return change
    return { ...change, outbox_removed_ids: [...(change.outbox_removed_ids ?? []), ...arrived] }
  }

  async function claim(ids: readonly string[]): Promise<void> {
    await writer.idle()
    // One that was acknowledged meanwhile is not there any more, whatever the disk said before.
    const outbox_changed = (await cache.claim(ids)).filter(({ id }) => items.has(id))
    const there = new Set(outbox_changed.map(({ id }) => id))
    show({ outbox_changed, outbox_removed_ids: ids.filter((id) => !there.has(id)) })
  }

  async function write(change: CacheChange): Promise<void> {
    try {
      await writer.write(change)
      told(writer.isRefused() ? 'full' : 'kept')
    } catch (error) {
      told('full')
      throw error
    }
  }
  function told(next: StorageState): void {
    if (storage === next || storage === 'session') return
    storage = next
    onChange(new Set())
  }

  return {
    conversations,
    meta: () => meta,
    storage: () => storage,
    idle: () => writer.idle(),
    isRefused: () => writer.isRefused(),
    isLoaded: () => loaded,
    async load() {
      // Once more: the first try may have met another tab's migration.
      let snapshot = await cache.load().catch(() => cache.load().catch(() => undefined))
      if (!snapshot) {
        // A device that refuses its storage: chat for this session, with nothing kept.
        storage = 'session'
        cache = createMemoryCache()
        writer = createCacheWriter(cache)
        snapshot = await cache.load()
      }
      meta = snapshot.meta
      for (const row of snapshot.conversations) conversations.set(row.id, row)
      for (const item of snapshot.outbox) put(item)
      loaded = true
      onChange(new Set([...conversations.keys(), ...lines.keys()]))
    },
    line: (conversation_id) => (conversation_id === undefined ? [...items.values()] : lineOf(conversation_id)),
    item: (id) => items.get(id),
    commit(change) {
      const settled = settle(change)
      show(settled)
      return write(settled)
    },
    async adopt() {
      await writer.idle()
      const stored = await cache.outbox()
      show({ outbox_changed: stored.filter(({ id }) => !known_ids.has(id)) })
      // Those that have left, and the disk did not let go of.
      await writer.write({ outbox_removed_ids: stored.map(({ id }) => id).filter((id) => !items.has(id)) })
    },
    claim,
    async revise(item) {
      await writer.idle()
      const revised = await cache.revise(item)
      if (revised) show({ outbox_changed: [item] })
      else await claim([item.id])
      return revised
    },
    async enqueue(item) {
      await write({ outbox_added: [item] })
      show({ outbox_added: [item] })
    },
    async discard(id) {
      await writer.idle()
      const discarded = await cache.discard(id)
      if (discarded) show({ outbox_removed_ids: [id] })
      else await claim([id])
      return discarded
    },
    async stored(conversation_id, limit, before_seq = Number.MAX_SAFE_INTEGER) {
      await writer.idle()
      return cache.messages(conversation_id, before_seq, limit).catch(() => [])
    },
    window: (conversation_id) => windows.get(conversation_id),
    openWindow(conversation_id) {
      const opened = windows.get(conversation_id) ?? createWindow()
      // Put last: the map's order is the order of use.
      windows.delete(conversation_id)
      windows.set(conversation_id, opened)
      const idle = [...windows].filter(([, window]) => window.watchers === 0)
      for (const [id] of idle.slice(0, -KEPT_WINDOWS)) if (id !== conversation_id) windows.delete(id)
      return opened
    },
    async fillWindow(conversation_id, count) {
      const window = windows.get(conversation_id)
      if (!window) return
      while (!window.isLoaded() || window.size() < count) {
        const claimed = conversations.get(conversation_id)?.range
        // What comes in from here on is put into the window; what came before is on disk when it is read.
        await writer.idle()
        const before = window.first() ?? Number.MAX_SAFE_INTEGER
        if (window.isLoaded() && (!claimed || before <= claimed.first_seq)) break
        const stored = writer.isRefused() ? [] : await cache.messages(conversation_id, before, count - window.size()).catch(() => [])
        const row = conversations.get(conversation_id)
        // Started anew meanwhile: what was read is of no use.
        if (row && claimed && row.range.first_seq > claimed.first_seq) continue
        // Without the newest ones, too, it is of no use: the window reaches to the end.
        const end_seq = window.isLoaded() ? before - 1 : claimed?.last_seq
        const reaches = stored.some(({ seq }) => seq === end_seq)
        const whole = claimed && reaches ? withoutHoles(stored, claimed) : []
        window.extend(whole)
        onChange(new Set([conversation_id]))
        if (!row || !claimed || (whole.length === stored.length && whole.length > 0)) continue
        const end = window.first() ?? Number.MAX_SAFE_INTEGER
        if (end > claimed.first_seq) await repair(row, end)
        break
      }
    },
    async wipe() {
      await writer.idle()
      // Also where this session went without it: what an earlier one kept is there.
      await given.wipe()
      show({ clear: true, outbox_removed_ids: [...items.keys()] })
      meta = {}
    },
    async close() {
      await writer.idle()
      await cache.close()
    },
  }

  /** The row claims more than is stored (damage, or another tab started the range anew): believe the messages. */
  async function repair(row: ConversationRow, first_stored: number): Promise<void> {
    const is_part = first_stored <= row.range.last_seq
    const { row: believed, messages }: Applied = is_part
      ? { row: { ...row, range: { ...row.range, first_seq: first_stored } } }
      : restart(row)
    const change = { conversations: [believed], messages }
    show(change)
    await write(change).catch(() => {})
  }
}

/** The newest part of what was read that is complete as far as the range says it should be. */
function withoutHoles(stored: readonly Message[], { first_seq, last_seq }: Range): readonly Message[] {
  let start = Math.max(0, stored.length - 1)
  const seqAt = (index: number) => stored[index]?.seq ?? 0
  while (start > 0 && seqAt(start - 1) >= first_seq && (seqAt(start) > last_seq || seqAt(start) - seqAt(start - 1) === 1)) start--
  return stored.slice(start).filter(({ seq }) => seq >= first_seq)
}

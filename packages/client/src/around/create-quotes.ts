// The messages that replies quote: found in the open chat, on this device, or at the server, each once, and kept live. Owns
// what was found and what is looked for; questions of one moment go together, a few at a time.

import type { Message } from '@jobline/protocol'
import { type ChatClient, ChatError } from '../chat-client.ts'
import { createView, type LiveView } from '../views/create-view.ts'
import type { View } from '../views/view.ts'
import type { Quote, Quotes } from './around.ts'
import { findStored } from './find-stored.ts'

const ASKED_AT_ONCE = 3
const LOOKED_THROUGH = 300
/** Of those that nobody looks at, the ones looked at longest ago go first. */
const REMEMBERED = 300
const LOOKED_THROUGH_OFFLINE = 3_000

interface Entry {
  readonly conversation_id: string
  readonly message_id: string
  readonly view: LiveView<Quote>
  quote: Quote
  is_asked: boolean
}

export function createQuotes(client: ChatClient): Quotes {
  const { inside } = client
  const entries = new Map<string, Entry>()
  const watched = new Set<Entry>()
  const waiting: Entry[] = []
  let asking = 0
  let is_gathering = false
  let unwatch: (() => void) | undefined

  const tap = (_ids: ReadonlySet<string>, messages: readonly Message[]) => {
    for (const message of messages) {
      const entry = entries.get(message.id)
      if (entry && (typeof entry.quote !== 'object' || message.rev > entry.quote.rev)) found(entry, message)
    }
  }
  function found(entry: Entry, message: Message): void {
    const is_hidden = message.conversation_id !== entry.conversation_id || message.withheld === true
    entry.quote = is_hidden ? 'missing' : message
    entry.view.changed()
  }

  function watch(entry: Entry): () => void {
    watched.add(entry)
    // The one that was looked at last stays longest; and it may have been forgotten while its view was still held.
    entries.delete(entry.message_id)
    entries.set(entry.message_id, entry)
    if (!unwatch) {
      // While nobody looked at any, all may have changed unheard.
      for (const it of entries.values()) it.is_asked = false
      inside?.taps.add(tap)
      const end = client.connection.subscribe(seek)
      unwatch = () => {
        inside?.taps.delete(tap)
        end()
      }
    }
    seek()
    return () => {
      watched.delete(entry)
      forgetOldest()
      if (watched.size > 0) return
      unwatch?.()
      unwatch = undefined
    }
  }

  function forgetOldest(): void {
    for (const entry of entries.values()) {
      if (entries.size <= REMEMBERED) return
      if (!watched.has(entry)) entries.delete(entry.message_id)
    }
  }

  /** Everything that comes into sight in one turn is looked for together. */
  function seek(): void {
    if (is_gathering) return
    is_gathering = true
    void Promise.resolve().then(async () => {
      is_gathering = false
      const wanted = [...watched].filter(({ is_asked }) => !is_asked)
      for (const entry of wanted) entry.is_asked = true
      for (const conversation_id of new Set(wanted.map((entry) => entry.conversation_id)))
        await seekIn(
          conversation_id,
          wanted.filter((entry) => entry.conversation_id === conversation_id),
        )
    })
  }
  async function seekIn(conversation_id: string, wanted: readonly Entry[]): Promise<void> {
    const { items } = client.messages(conversation_id).getSnapshot()
    const left = wanted.filter((entry) => {
      const shown = items.find(({ id }) => id === entry.message_id)
      if (shown) found(entry, shown)
      return !shown
    })
    // Most of what is quoted is not old; for the rest the server knows better, where it can be asked.
    const is_offline = client.connection.getSnapshot().state === 'offline'
    const ids = new Set(left.map(({ message_id }) => message_id))
    const stored = await findStored(inside, conversation_id, ids, is_offline ? LOOKED_THROUGH_OFFLINE : LOOKED_THROUGH)
    for (const entry of left) {
      const message = stored.get(entry.message_id)
      if (message) found(entry, message)
      else waiting.push(entry)
    }
    while (asking < ASKED_AT_ONCE && waiting.length > 0) void askNext()
  }
  async function askNext(): Promise<void> {
    const entry = waiting.shift()
    if (!entry) return
    asking++
    try {
      const { message } = await client.request<{ message: Message }>('GET', `/api/messages/${encodeURIComponent(entry.message_id)}/`)
      if (typeof entry.quote !== 'object' || message.rev >= entry.quote.rev) found(entry, message)
    } catch (error) {
      // Asked again with the next change of the connection.
      entry.is_asked = error instanceof ChatError && !error.retryable
      if (entry.is_asked) {
        entry.quote = 'missing'
        entry.view.changed()
      }
    }
    asking--
    void askNext()
  }

  return {
    quote(conversation_id, message_id): View<Quote> {
      const known = entries.get(message_id)
      if (known?.conversation_id === conversation_id) return known.view
      const entry: Entry = {
        conversation_id,
        message_id,
        quote: undefined,
        is_asked: false,
        view: createView<Quote>({ compute: () => entry.quote, onWatched: () => watch(entry) }),
      }
      entries.set(message_id, entry)
      return entry.view
    },
  }
}

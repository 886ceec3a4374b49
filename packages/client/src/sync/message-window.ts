// The loaded part of a conversation's messages: a sorted array that always reaches the newest one. Owns only the
// order and the rule that the greater `rev` wins.

import type { Message } from '@jobline/protocol'

export interface MessageWindow {
  /** Ascending by `seq`; a new array after every change. */
  messages(): readonly Message[]
  first(): number | undefined
  size(): number
  /**
   * New and changed messages of the window, and older ones that join it without a hole. `from_cache`: takes older
   * ones as they are, in one piece.
   */
  put(messages: readonly Message[], from_cache?: boolean): void
  clear(): void
  /** The cache was asked once: an empty window means an empty conversation. */
  loaded: boolean
  /** Screens that look at it. */
  watchers: number
}

export function createWindow(): MessageWindow {
  let messages: readonly Message[] = []
  return {
    loaded: false,
    watchers: 0,
    messages: () => messages,
    first: () => messages[0]?.seq,
    size: () => messages.length,
    put(incoming, from_cache = false) {
      const next = [...messages]
      // From the newest down, so that a page below the window joins it message by message.
      for (const message of [...incoming].sort((a, b) => b.seq - a.seq)) {
        const first = next[0]?.seq
        if (first !== undefined && message.seq < first) {
          if (from_cache || message.seq === first - 1) next.unshift(message)
          continue
        }
        let place = next.length
        while (place > 0 && (next[place - 1] as Message).seq >= message.seq) place--
        const there = next[place]
        if (there?.seq !== message.seq) next.splice(place, 0, message)
        else if (message.rev > there.rev) next[place] = message
      }
      messages = next
    },
    clear() {
      messages = []
    },
  }
}

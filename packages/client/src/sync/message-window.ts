// The loaded part of a conversation's messages: a sorted array that always reaches the newest one. Owns only the
// order, the rule that the greater `rev` wins, and that nothing falls between what is read from disk and what comes in.

import type { Message } from '@jobline/protocol'

export interface MessageWindow {
  /** Ascending by `seq`; a new array after every change. */
  messages(): readonly Message[]
  first(): number | undefined
  size(): number
  /** New and changed messages of the window, and older ones that join it without a hole. */
  put(messages: readonly Message[]): void
  /** Older ones out of the cache, in one piece: they are taken as they are. Until the first of them nothing is shown. */
  extend(messages: readonly Message[]): void
  clear(): void
  /** The cache was asked: an empty window means an empty conversation. */
  isLoaded(): boolean
  /** Screens that look at it. */
  watchers: number
}

export function createWindow(): MessageWindow {
  let messages: Message[] = []
  let loaded = false
  /** Came in before or below the window: the cache may have been read before it was written there. */
  const apart = new Map<string, Message>()

  const first = () => messages[0]?.seq

  function insert(message: Message): void {
    // An older page comes in front: not looked for from the other end.
    let place = (first() ?? 0) > message.seq ? 0 : messages.length
    while (place > 0 && (messages[place - 1] as Message).seq >= message.seq) place--
    const there = messages[place]
    if (there?.seq !== message.seq) messages.splice(place, 0, message)
    else if (message.rev > there.rev) messages[place] = message
  }
  function put(incoming: readonly Message[]): void {
    messages = [...messages]
    // From the newest down, so that a page below the window joins it message by message.
    for (const message of [...incoming].sort((a, b) => b.seq - a.seq)) {
      if (loaded && message.seq >= (first() ?? 0) - 1) insert(message)
      else if (message.rev > (apart.get(message.id)?.rev ?? 0)) apart.set(message.id, message)
    }
  }
  return {
    isLoaded: () => loaded,
    watchers: 0,
    messages: () => messages,
    first,
    size: () => messages.length,
    put,
    extend(stored) {
      messages = [...messages]
      loaded = true
      for (const message of [...stored].reverse()) insert(message)
      const waiting = [...apart.values()]
      apart.clear()
      put(waiting)
    },
    clear() {
      messages = []
      apart.clear()
    },
  }
}

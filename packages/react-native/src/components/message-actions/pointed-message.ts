// Which message somebody was just led to. It is pointed out for a moment and then forgotten.

import { useEffect, useState } from 'react'
import type { PointedMessage } from './chat-acts.tsx'

/** Long enough to be found by eye after the list has moved. */
export const POINTED_FOR_MS = 2_600

export interface PointedStore extends PointedMessage {
  point(message_id: string): void
  stop(): void
}

/** One for as long as the chat is open. */
export function usePointedStore(): PointedStore {
  const [pointed] = useState(createPointedStore)
  useEffect(() => pointed.stop, [pointed])
  return pointed
}

function createPointedStore(): PointedStore {
  const listeners = new Set<() => void>()
  let pointed: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const set = (message_id: string | undefined) => {
    clearTimeout(timer)
    pointed = message_id
    for (const listener of [...listeners]) listener()
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isPointed: (message_id) => pointed === message_id,
    point(message_id) {
      set(message_id)
      timer = setTimeout(() => set(undefined), POINTED_FOR_MS)
    },
    stop: () => clearTimeout(timer),
  }
}

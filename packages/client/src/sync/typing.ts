// Who is typing, both ways: tells the server of this person's key strokes, remembers the others' for a few seconds.
// Nothing of it is stored or queued. Rules: RT-3, TYPING_INTERVAL_MS, TYPING_TIMEOUT_MS.

import { type DownFrame, TYPING_INTERVAL_MS, TYPING_TIMEOUT_MS } from '@jobline/protocol'
import type { Connection } from '../connection/connection.ts'
import type { Cancel, Clock } from '../connection/ports.ts'

/** No key for this long: the person has stopped. */
const PAUSE_MS = 4_000

export interface Typing {
  typed(conversation_id: string): void
  stopped(conversation_id: string): void
  frame(frame: DownFrame<'typing'>): void
  /** A message of theirs came, or they are gone: they type no more. */
  ended(conversation_id: string, user_id: string): void
  /** The same array until somebody starts or stops. */
  others(conversation_id: string): readonly string[]
  gone(): void
}

const NOBODY: readonly string[] = []

export function createTyping(
  user_id: string,
  connection: Pick<Connection, 'send'>,
  clock: Clock,
  onChange: (conversation_id: string) => void,
): Typing {
  const own = new Map<string, { told_at: number; pause: Cancel }>()
  const others = new Map<string, readonly string[]>()
  const ends = new Map<string, Cancel>()

  function stopped(conversation_id: string): void {
    const typing = own.get(conversation_id)
    if (!typing) return
    typing.pause()
    own.delete(conversation_id)
    connection.send({ type: 'typing', conversation_id, is_typing: false })
  }
  function set(conversation_id: string, other: string, is_typing: boolean): void {
    const key = `${conversation_id} ${other}`
    ends.get(key)?.()
    ends.delete(key)
    if (is_typing)
      ends.set(
        key,
        clock.after(TYPING_TIMEOUT_MS, () => set(conversation_id, other, false)),
      )
    const before = others.get(conversation_id) ?? NOBODY
    if (before.includes(other) === is_typing) return
    const now = is_typing ? [...before, other] : before.filter((id) => id !== other)
    if (now.length > 0) others.set(conversation_id, now)
    else others.delete(conversation_id)
    onChange(conversation_id)
  }
  return {
    typed(conversation_id) {
      const typing = own.get(conversation_id)
      typing?.pause()
      const pause = clock.after(PAUSE_MS, () => stopped(conversation_id))
      const now = clock.now()
      const told_at = typing?.told_at ?? 0
      // A clock that jumped back tells once too often, never never again.
      if (Math.abs(now - told_at) < TYPING_INTERVAL_MS) own.set(conversation_id, { told_at, pause })
      else if (connection.send({ type: 'typing', conversation_id, is_typing: true })) own.set(conversation_id, { told_at: now, pause })
      else pause()
    },
    stopped,
    frame(frame) {
      if (frame.user_id !== user_id) set(frame.conversation_id, frame.user_id, frame.is_typing)
    },
    ended: (conversation_id, other) => set(conversation_id, other, false),
    others: (conversation_id) => others.get(conversation_id) ?? NOBODY,
    gone() {
      for (const { pause } of own.values()) pause()
      own.clear()
      for (const [conversation_id, ids] of others) for (const id of ids) set(conversation_id, id, false)
    },
  }
}

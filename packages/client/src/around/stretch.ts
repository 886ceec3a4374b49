// A stretch of a conversation's messages without a hole: pure, (stretch, what came) → stretch. The greater `rev` wins.

import type { Message } from '@jobline/protocol'

/** Ascending by `seq`, each one more than the one before. */
export type Stretch = readonly Message[]

/** Those of a page that join what is there; of a message on both sides the newer one. */
export function join(stretch: Stretch, page: readonly Message[]): Stretch {
  const by_seq = new Map<number, Message>(stretch.map((message) => [message.seq, message]))
  let changed = false
  for (const message of page) {
    const there = by_seq.get(message.seq)
    if (there && there.rev >= message.rev) continue
    by_seq.set(message.seq, message)
    changed = true
  }
  if (!changed) return stretch
  const anchor = stretch[0]?.seq ?? page[0]?.seq ?? 0
  return wholeAround(
    [...by_seq.values()].sort((a, b) => a.seq - b.seq),
    anchor,
  )
}

/** The part around `seq` that has no hole; nothing where that message is not there. */
export function wholeAround(messages: readonly Message[], seq: number): Stretch {
  const at = messages.findIndex((message) => message.seq === seq)
  if (at < 0) return []
  let first = at
  let last = at
  while (messages[first - 1]?.seq === (messages[first]?.seq ?? 0) - 1) first--
  while (messages[last + 1]?.seq === (messages[last]?.seq ?? 0) + 1) last++
  return messages.slice(first, last + 1)
}

// What a screen reader hears of a new message: who and what, once, and only of those that arrive while
// the chat is open. A burst is said as a number.

import type { MessageListSnapshot } from '@jobline/client'
import { useEffect, useRef, useState } from 'react'
import { oneLine, type People } from '../strings/sentences.ts'
import { useStrings } from '../strings/use-strings.tsx'

export function useSpokenMessages({ ready, items }: MessageListSnapshot, people: People): string {
  const strings = useStrings()
  const [text, setText] = useState('')
  const known_seq = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (!ready) return
    let newest = 0
    for (const item of items) newest = Math.max(newest, item.seq)
    const before = known_seq.current
    known_seq.current = Math.max(before ?? 0, newest)
    if (before === undefined || newest <= before) return
    const arrived = items.filter((item) => item.seq > before && !item.is_own)
    const [first] = arrived
    if (!first) return
    if (arrived.length > 1) setText(strings.spoken.new_below(arrived.length))
    else
      setText(first.sender_id ? `${people.nameOf(first.sender_id)}: ${oneLine(first, strings, people)}` : oneLine(first, strings, people))
  }, [ready, items, people, strings])
  return text
}

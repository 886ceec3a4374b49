// What a screen reader hears of a chat, and only of what happens while it is open: who wrote what, a burst as a number, and
// what of one's own the server has refused.

import type { MessageItem, MessageListSnapshot } from '@jobline/client'
import { useEffect, useRef, useState } from 'react'
import type { LiveRegionProps } from '../components/basics/LiveRegion.tsx'
import type { Strings } from '../strings/en.ts'
import { oneLine, type People } from '../strings/sentences.ts'
import { useStrings } from '../strings/use-strings.tsx'

interface Known {
  readonly seq: number
  readonly refused: ReadonlySet<string>
}

export function useSpokenMessages({ ready, items }: MessageListSnapshot, people: People): Required<LiveRegionProps> {
  const strings = useStrings()
  const [spoken, setSpoken] = useState({ text: '', count: 0 })
  const known = useRef<Known | undefined>(undefined)
  useEffect(() => {
    if (!ready) return
    const before = known.current
    let newest = before?.seq ?? 0
    const refused = new Set<string>()
    for (const item of items) {
      newest = Math.max(newest, item.seq)
      const id = refusedOf(item)
      if (id !== undefined) refused.add(id)
    }
    known.current = { seq: newest, refused }
    if (!before) return
    const say = (text: string) => setSpoken(({ count }) => ({ text, count: count + 1 }))
    const arrived = newest > before.seq ? items.filter((item) => item.seq > before.seq && !item.is_own) : []
    const [first] = arrived
    const failed = items.find((item) => refused.has(refusedOf(item) ?? '') && !before.refused.has(refusedOf(item) ?? ''))
    if (failed) say(whyRefused(failed, strings))
    else if (arrived.length > 1) say(strings.spoken.new_below(arrived.length))
    else if (first)
      say(first.sender_id ? `${people.nameOf(first.sender_id)}: ${oneLine(first, strings, people)}` : oneLine(first, strings, people))
  }, [ready, items, people, strings])
  return spoken
}

/** Of the send or the change that the server does not take. */
const refusedOf = ({ id, status, change }: MessageItem): string | undefined =>
  status === 'failed' ? id : change?.error_code !== undefined ? change.id : undefined

function whyRefused({ status, error_code, change }: MessageItem, { error, message, status: words }: Strings): string {
  const what =
    status === 'failed'
      ? words.failed
      : change?.kind === 'edit'
        ? message.edit_refused
        : change?.kind === 'delete'
          ? message.delete_refused
          : message.reaction_refused
  const code = status === 'failed' ? error_code : change?.error_code
  const why = code && error[code]
  return why ? `${what} ${why}` : what
}

// Transport by requests, for where HTTP passes and every upgrade is broken. Frames are queued and go in batches, one
// request at a time; the answers come back as what a socket would have received. Rules POLL-1, POLL-9.

import { CLOSE, MAX_FRAME_BYTES, MAX_POLL_FRAMES } from '@jobline/protocol'
import { type Http, type HttpAnswer, judge } from '../api/rest.ts'
import type { Transport } from './transport.ts'

/** In code units, of which each takes three bytes at most. A single frame is shorter. */
const MAX_BATCH = MAX_FRAME_BYTES / 3 - 100

/** Dialled with the address of the endpoint. Nothing is asked before the first frame is sent. */
export function createPollingTransport(http: Http): Transport {
  return {
    dial(url, token, events) {
      const queue: string[] = []
      let asking = false
      let over = false

      async function ask(): Promise<void> {
        const batch: string[] = []
        let length = 0
        for (const text of queue) {
          length += text.length + 1
          if (batch.length === MAX_POLL_FRAMES || (batch.length > 0 && length > MAX_BATCH)) break
          batch.push(text)
        }
        queue.splice(0, batch.length)
        const answer = await http.request('POST', url, token, `{"frames":[${batch}]}`).catch(() => undefined)
        if (over) return
        const frames = answer?.status === 200 && (answer.body as { frames?: unknown } | undefined)?.frames
        if (!Array.isArray(frames)) return end(answer)
        for (const frame of frames) if (!over) events.received(JSON.stringify(frame))
        asking = false
        askSoon()
      }
      /** Everything that is said in one turn goes together. */
      function askSoon(): void {
        if (asking || over || queue.length === 0) return
        asking = true
        void Promise.resolve().then(ask)
      }
      function end(answer?: HttpAnswer): void {
        const { result, after_ms } = judge(answer)
        if (after_ms !== undefined) events.received(JSON.stringify({ type: 'reconnect', after_ms }))
        over = true
        events.closed(result === 'refused' ? CLOSE.unauthorized : result === 'revoked' ? CLOSE.revoked : 1006)
      }

      void Promise.resolve().then(() => over || events.opened())
      return {
        send(text) {
          queue.push(text)
          askSoon()
        },
        close() {
          over = true
        },
        buffered: () => 0,
      }
    },
  }
}

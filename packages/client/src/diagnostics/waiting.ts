// What waits in the outbox, act by act, for a page that lists it. Live, and only to be read: retrying and discarding are the
// client's.

import type { ChatClient } from '../chat-client.ts'
import type { OutboxItem } from '../outbox/outbox-state.ts'
import { createView, sameArray } from '../views/create-view.ts'
import type { View } from '../views/view.ts'

const NOTHING: readonly OutboxItem[] = []

/** In the order in which the person did it. Empty where the client does not tell. */
export function createWaiting(client: ChatClient): View<readonly OutboxItem[]> {
  const { inside } = client
  const view = createView<readonly OutboxItem[]>({
    compute: (before) => sameArray(before, inside ? [...inside.replica.line()].sort((a, b) => a.place - b.place) : NOTHING),
    onWatched() {
      const changed = () => view.changed()
      inside?.taps.add(changed)
      const end = client.connection.subscribe(changed)
      changed()
      return () => {
        inside?.taps.delete(changed)
        end()
      }
    },
  })
  return view
}

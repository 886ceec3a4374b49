// How this device stands to the server, as one value for a banner. Rules: OF-5, RT-5, WS-2.

import type { Connection } from '../connection/connection.ts'
import { isPolling, type LinkState } from '../connection/connection-state.ts'
import type { Replica } from '../sync/replica.ts'
import { createView, type LiveView, sameFields } from './create-view.ts'
import type { ConnectionSnapshot, ConnectionState } from './view.ts'

/** What a screen calls it. idle: the cache is being read. */
const wordOf = (link: LinkState): ConnectionState => {
  if (link.name === 'waiting') return 'offline'
  return link.name === 'idle' || 'want' in link ? 'connecting' : link.name
}

export function createConnectionView(connection: Pick<Connection, 'state' | 'lastLiveAt'>, replica: Replica): LiveView<ConnectionSnapshot> {
  return createView<ConnectionSnapshot>({
    compute(before) {
      const link = connection.state()
      const unsent = replica.line()
      const waiting = unsent.filter(({ state }) => state !== 'failed').length
      return sameFields<ConnectionSnapshot>(before, {
        state: wordOf(link),
        waiting,
        failed: unsent.length - waiting,
        storage: replica.storage(),
        lost_unsent: replica.meta().lost_unsent,
        retry_at: link.name === 'waiting' ? link.retry_at : undefined,
        last_live_at: connection.lastLiveAt(),
        transport: isPolling(link) ? 'polling' : 'socket',
        error_code: 'error_code' in link ? link.error_code : undefined,
      })
    },
  })
}

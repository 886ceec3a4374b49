// How this device stands to the server, as one value for a banner. Rules: OF-5, RT-5, WS-2.

import type { Connection } from '../connection/connection.ts'
import type { LinkState } from '../connection/connection-state.ts'
import type { Clock } from '../connection/ports.ts'
import type { Replica } from '../sync/replica.ts'
import { createView, type LiveView, sameFields } from './create-view.ts'
import type { ConnectionSnapshot, ConnectionState } from './view.ts'

const WORDS: Record<LinkState['name'], ConnectionState> = {
  stopped: 'stopped',
  signed_out: 'signed_out',
  waiting: 'offline',
  authorizing: 'connecting',
  dialing: 'connecting',
  probing: 'connecting',
  syncing: 'syncing',
  live: 'live',
}

export function createConnectionView(connection: Pick<Connection, 'state'>, replica: Replica, clock: Clock): LiveView<ConnectionSnapshot> {
  let last_live_at: number | undefined
  let was_live = false
  return createView<ConnectionSnapshot>({
    compute(before) {
      const link = connection.state()
      const is_live = link.name === 'live'
      // Marked on the way in and on the way out: while it lasts the state says it.
      if (is_live !== was_live) last_live_at = clock.now()
      was_live = is_live
      return sameFields<ConnectionSnapshot>(before, {
        // Before the cache was read there is no connection yet, but nobody stopped it.
        state: link.name === 'stopped' && !replica.isLoaded() ? 'connecting' : WORDS[link.name],
        waiting: replica.line().filter(({ state }) => state !== 'failed').length,
        retry_at: link.name === 'waiting' ? link.retry_at : undefined,
        last_live_at,
        transport: 'socket',
        error_code: 'error_code' in link ? link.error_code : undefined,
      })
    },
  })
}

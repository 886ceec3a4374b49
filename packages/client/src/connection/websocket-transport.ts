// Transport over the platform's own WebSocket (browsers, React Native, Bun). The token goes as a second
// subprotocol name, since a browser cannot set headers on an upgrade; it never stands in a URL.

import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from '@jobline/protocol'
import type { Transport } from './transport.ts'

/** The members used of the platform's WebSocket. */
export interface PlatformSocket {
  readonly readyState: number
  readonly bufferedAmount?: number
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(text: string): void
  close(): void
}
export type PlatformSocketClass = new (url: string, protocols: string[]) => PlatformSocket

const OPEN = 1

export function createWebSocketTransport(SocketClass: PlatformSocketClass): Transport {
  return {
    dial(url, token, events) {
      const socket = new SocketClass(url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token])
      const detach = () => {
        socket.onopen = socket.onmessage = socket.onclose = null
        // An error event without a listener is an unhandled error in some runtimes.
        socket.onerror = () => {}
      }
      const ended = (code: number) => {
        detach()
        events.closed(code)
      }
      socket.onopen = () => events.opened()
      socket.onmessage = ({ data }: { data: unknown }) => typeof data === 'string' && events.received(data)
      socket.onclose = ({ code }: { code?: number }) => ended(code ?? 1006)
      // `close` follows an error everywhere we know; React Native may report the failure of a dial by the error alone.
      socket.onerror = () => {
        if (socket.readyState > OPEN) ended(1006)
      }
      return {
        send(text) {
          if (socket.readyState === OPEN) socket.send(text)
        },
        close() {
          detach()
          socket.close()
        },
        buffered: () => socket.bufferedAmount ?? 0,
      }
    },
  }
}

// The platform's WebSocket and requests behind a switch: a test takes the network away and gives it back.

import { fetchHttp } from '../src/connection/platform-ports.ts'
import { createWebSocketTransport, type PlatformSocketClass } from '../src/connection/websocket-transport.ts'
import type { Http, Network, Ports, SocketEvents, Transport } from '../src/index.ts'

export class SwitchedTransport implements Transport, Network {
  readonly #answered = Promise.withResolvers<void>()
  /** Resolves when the server has taken a token on a live socket. */
  readonly renewed = this.#answered.promise
  #online = true
  readonly #cuts = new Set<() => void>()
  readonly #listeners = new Set<(online: boolean) => void>()
  readonly #real = createWebSocketTransport(WebSocket as unknown as PlatformSocketClass)

  readonly http: Http = {
    request: (...asked) => (this.#online ? fetchHttp.request(...asked) : Promise.reject(new Error('no network'))),
  }
  /** All that goes over this network. */
  readonly ports: Partial<Ports> = { transport: this, network: this, http: this.http }

  dial(url: string, token: string, events: SocketEvents) {
    let socket: ReturnType<Transport['dial']> | undefined
    const cut = () => {
      this.#cuts.delete(cut)
      socket?.close()
      events.closed(1006)
    }
    const heard: SocketEvents = {
      opened: () => events.opened(),
      received: (text) => {
        // The answer to `auth` is the only ack that names nothing (AUTH-5).
        const { type, ref, id } = JSON.parse(text)
        if (type === 'ack' && ref === undefined && id === undefined) this.#answered.resolve()
        events.received(text)
      },
      closed: (code) => {
        this.#cuts.delete(cut)
        events.closed(code)
      },
    }
    if (this.#online) socket = this.#real.dial(url, token, heard)
    else queueMicrotask(() => this.#cuts.has(cut) && cut())
    this.#cuts.add(cut)
    return {
      send: (text: string) => socket?.send(text),
      close: () => {
        this.#cuts.delete(cut)
        socket?.close()
      },
      buffered: () => socket?.buffered() ?? 0,
    }
  }

  subscribe(listener: (online: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  goOffline(): void {
    this.#online = false
    for (const cut of [...this.#cuts]) cut()
  }

  goOnline(): void {
    this.#online = true
    for (const listener of this.#listeners) listener(true)
  }
}

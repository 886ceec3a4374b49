// The platform's WebSocket behind a switch: a test takes the network away and gives it back.

import { createWebSocketTransport, type PlatformSocketClass } from '../src/connection/websocket-transport.ts'
import type { Network, SocketEvents, Transport } from '../src/index.ts'

export class SwitchedTransport implements Transport, Network {
  readonly #sent = new Set<string>()
  readonly #waiting = new Map<string, () => void>()
  #online = true
  readonly #cuts = new Set<() => void>()
  readonly #listeners = new Set<(online: boolean) => void>()
  readonly #real = createWebSocketTransport(WebSocket as unknown as PlatformSocketClass)

  dial(url: string, token: string, events: SocketEvents) {
    let socket: ReturnType<Transport['dial']> | undefined
    const cut = () => {
      this.#cuts.delete(cut)
      socket?.close()
      events.closed(1006)
    }
    if (this.#online) socket = this.#real.dial(url, token, events)
    else queueMicrotask(() => this.#cuts.has(cut) && cut())
    this.#cuts.add(cut)
    return {
      send: (text: string) => {
        socket?.send(text)
        const { type } = JSON.parse(text)
        this.#sent.add(type)
        this.#waiting.get(type)?.()
      },
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

  /** Resolves when a frame of this type has been handed to the network. */
  whenSent(type: string): Promise<void> {
    if (this.#sent.has(type)) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.set(type, resolve))
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

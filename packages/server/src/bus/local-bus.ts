// The bus of a single process: a call. Listeners run before `publish` returns.

import type { Announcement } from '../domain/announcement.ts'
import type { Bus } from './bus.ts'

export class LocalBus implements Bus {
  readonly #listeners = new Set<(announcements: readonly Announcement[]) => void>()

  publish(announcements: readonly Announcement[]): void {
    for (const listener of this.#listeners) listener(announcements)
  }

  subscribe(listener: (announcements: readonly Announcement[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

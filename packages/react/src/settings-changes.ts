// The settings of a person as the server holds them, with the changes that are on their way on top. One view for each client.

import type { ChatClient } from '@jobline/client'
import { changeSettings, fetchSettings, type Settings } from '@jobline/client/people'
import { sharedAnswer } from './asked.ts'

export const settingsOf = sharedAnswer(fetchSettings)

/** One after the other, however many switches are turned at once: so an answer knows of all that were before it. */
class SettingsChanges {
  readonly #client: ChatClient
  /** What the server said last. */
  #base: Settings | undefined
  #waiting: readonly Partial<Settings>[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(client: ChatClient) {
    this.#client = client
  }

  change(changes: Partial<Settings>): Promise<void> {
    if (this.#waiting.length === 0) this.#base = settingsOf(this.#client).getSnapshot().value
    this.#waiting = [...this.#waiting, changes]
    this.#show()
    const made = this.#last.then(async () => {
      try {
        this.#base = await changeSettings(this.#client, changes)
      } finally {
        this.#waiting = this.#waiting.filter((it) => it !== changes)
        this.#show()
      }
    })
    this.#last = made.catch(() => {})
    return made
  }

  #show(): void {
    if (this.#base) settingsOf(this.#client).set(Object.assign({}, this.#base, ...this.#waiting) as Settings)
  }
}

const all_changes = new WeakMap<ChatClient, SettingsChanges>()

export function changesOf(client: ChatClient): SettingsChanges {
  const changes = all_changes.get(client) ?? new SettingsChanges(client)
  all_changes.set(client, changes)
  return changes
}

// What the server ever held of each message, and what people asked of it: whether an act took effect is judged by these.

import type { ChangeItem, OutboxItem } from '@jobline/client'
import type { MessageRow, Unit } from '@jobline/server/parts'
import type { Life } from './device.ts'

/** A setting as a person left it on one life of one device. */
export interface Setting {
  readonly life: Life
  readonly value: unknown
  /** Of the database that it was about, see History.ageOf. */
  readonly age: number
}

export class Effects {
  readonly #texts = new Map<string, Set<string>>()
  readonly #deleted = new Set<string>()
  readonly #reactions = new Set<string>()
  /** Deletions that a person asked for and did not take back. */
  readonly wanted_deletions = new Set<string>()
  /** Left the line and came back by hand: behind what was written since. */
  readonly retried = new Set<string>()
  /** `user conversation field` → the last word. */
  readonly settings = new Map<string, Setting>()
  /** `device conversation` → how far was read, on one life. */
  readonly reads = new Map<string, Setting>()

  committed(unit: Unit): void {
    for (const row of unit.inserted_messages) this.#note(row)
    for (const row of unit.dirty_messages) this.#note(row)
    for (const { id } of unit.inserted_withdrawn) this.#deleted.add(id)
  }

  #note(row: MessageRow): void {
    if (row.deleted_at !== null) this.#deleted.add(row.id)
    if (row.text !== null) {
      const texts = this.#texts.get(row.id) ?? new Set()
      texts.add(row.text)
      this.#texts.set(row.id, texts)
    }
    for (const { emoji, user_ids } of JSON.parse(row.reactions ?? '[]') as { emoji: string; user_ids: string[] }[]) {
      for (const user_id of user_ids) this.#reactions.add(`${row.id} ${emoji} ${user_id}`)
    }
  }

  isDeleted(message_id: string): boolean {
    return this.#deleted.has(message_id)
  }

  hadText(message_id: string, text: string): boolean {
    return this.#texts.get(message_id)?.has(text) ?? false
  }

  /** The server once held what this change asked for, or it has become needless. */
  hasHappened(change: ChangeItem, user_id: string): boolean {
    if (this.isDeleted(change.message_id) || this.wanted_deletions.has(change.message_id)) return true
    if (change.kind === 'edit') return this.hadText(change.message_id, change.text)
    if (change.kind === 'delete') return false
    // Taking away what was never there is done at once.
    return !change.active || this.#reactions.has(`${change.message_id} ${change.emoji} ${user_id}`)
  }
}

export const isChange = (item: OutboxItem): item is ChangeItem => item.kind !== 'send'

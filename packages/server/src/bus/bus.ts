// The port between commits and sockets. A bus carries announcements to every node's gateway, this one's
// too. It may drop, repeat or reorder: what it carries only says "look", truth is in the store, and a
// client that missed one catches up by rev and cursor.

import type { Announcement } from '../domain/announcement.ts'

export interface Bus {
  /** Announcements of one commit, in the order of their verbs. Never throws and never waits. */
  publish(announcements: readonly Announcement[]): void
  /** Returns the function that ends it. */
  subscribe(listener: (announcements: readonly Announcement[]) => void): () => void
}

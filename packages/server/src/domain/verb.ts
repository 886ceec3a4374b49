// The shape of a verb: what it needs loaded, and its decision over a unit of work.

import type { Announcement } from './announcement.ts'
import type { Ports } from './ports.ts'
import type { Needs, Unit } from './unit.ts'

export interface Outcome<R> {
  readonly result: R
  readonly announcements: readonly Announcement[]
}

/**
 * One change that somebody asks for. `decide` checks everything, throwing a DomainError, before its first
 * change to the unit; it is plain and synchronous, and the same on every store.
 */
export interface Verb<R = unknown> {
  readonly needs: Needs
  decide(unit: Unit, ports: Ports): Outcome<R>
}

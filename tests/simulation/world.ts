// What one simulated run shares: time, chance, what was counted and what went wrong. Chance comes in streams, so that
// one more fault does not change which operation comes next.

import { SeededRandom } from '@jobline/testkit'
import { type FaultKind, type Profile, profileOf } from './fault-profile.ts'
import { VirtualTime } from './virtual-time.ts'

export class World {
  readonly seed: number
  readonly time: VirtualTime
  readonly profile: Profile
  /** What people do. */
  readonly choices: SeededRandom
  /** What goes wrong between devices and server. */
  readonly chance: SeededRandom
  /** Chance inside the programs. */
  readonly inside: SeededRandom
  readonly operations: Record<string, number> = {}
  readonly faults: Partial<Record<FaultKind, number>> = {}
  readonly problems: string[] = []
  /** No more faults: from here on everything has to come right. */
  calm = false
  #ids = 0

  constructor(seed: number, trace?: (line: string) => void) {
    this.seed = seed
    this.time = new VirtualTime(trace)
    this.choices = new SeededRandom(seed * 3 + 1)
    this.chance = new SeededRandom(seed * 3 + 2)
    this.inside = new SeededRandom(seed * 3 + 3)
    this.profile = profileOf(new SeededRandom(seed ^ 0x5f3759df))
  }

  /** Unique in this run, and the same in a replay. */
  uuid(): string {
    const count = (++this.#ids).toString(16).padStart(12, '0')
    return `${(this.seed >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-${count}`
  }

  /** The next number of this run. */
  count(): number {
    return ++this.#ids
  }

  operation(kind: string): void {
    this.operations[kind] = (this.operations[kind] ?? 0) + 1
  }

  fault(kind: FaultKind, what = ''): void {
    this.faults[kind] = (this.faults[kind] ?? 0) + 1
    this.time.note(`fault ${kind} ${what}`)
  }

  /** true with the probability that this run's profile gives to a fault that strikes single frames, so many times over. */
  strikes(kind: FaultKind, times = 1): boolean {
    if (this.calm) return false
    const share = this.profile.shares[kind]
    return share !== undefined && this.chance.chance(Math.min(1, share * times))
  }

  /** A promise was broken. */
  broken(promise: string, what: string): void {
    const problem = `${promise}: ${what}`
    this.time.note(`BROKEN ${problem}`)
    if (this.problems.length < 50 && !this.problems.includes(problem)) this.problems.push(problem)
  }
}

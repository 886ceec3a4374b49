// Adds up what seeds met, and says it as a table.

import { FAULT_KINDS } from './fault-profile.ts'
import type { Outcome } from './simulation.ts'
import { OPERATIONS } from './workload.ts'

/** In a full run every kind of fault has to be met this often, and so much of what people do has to leave something behind. */
export const LEAST_FAULTS = 1_000
export const LEAST_DURABLE = 0.4

const count = (value: number) => value.toLocaleString('en')

export class Summary {
  seeds = 0
  crashed = 0
  events = 0
  virtual_ms = 0
  readonly operations: Record<string, number> = {}
  readonly faults: Record<string, number> = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
  readonly failed: Outcome[] = []

  add(outcome: Outcome): void {
    this.seeds++
    this.events += outcome.events
    this.virtual_ms += outcome.virtual_ms
    for (const [kind, times] of Object.entries(outcome.operations)) this.operations[kind] = (this.operations[kind] ?? 0) + times
    for (const [kind, times] of Object.entries(outcome.faults)) this.faults[kind] = (this.faults[kind] ?? 0) + times
    if (outcome.problems.length > 0) this.failed.push(outcome)
  }

  get durable_share(): number {
    let durable = 0
    let all = 0
    for (const [kind, times] of Object.entries(this.operations)) {
      all += times
      if (OPERATIONS[kind]?.is_durable) durable += times
    }
    return all === 0 ? 0 : durable / all
  }

  get rare_faults(): string[] {
    return FAULT_KINDS.filter((kind) => (this.faults[kind] ?? 0) < LEAST_FAULTS)
  }

  isGreen(is_full: boolean): boolean {
    const is_strong = this.rare_faults.length === 0 && this.durable_share >= LEAST_DURABLE
    return this.failed.length === 0 && this.crashed === 0 && (!is_full || is_strong)
  }

  failure({ seed, problems }: Outcome, operations: number): string {
    const more = problems.length > 3 ? `\n  and ${problems.length - 3} more` : ''
    const again = `npm run simulate -- --seed ${seed} --ops ${operations} --trace`
    return `seed ${seed}: ${problems.slice(0, 3).join('\n  ')}${more}\n  again: ${again}`
  }

  text({ operations, seconds, is_full }: { operations: number; seconds: number; is_full: boolean }): string {
    const lines = ['']
    const table = (title: string, counts: Readonly<Record<string, number>>) => {
      lines.push(title)
      const cells = Object.entries(counts).map(([kind, times]) => `${kind.padEnd(22)}${count(times).padStart(9)}`)
      for (let index = 0; index < cells.length; index += 3) lines.push(`  ${cells.slice(index, index + 3).join('   ')}`)
    }
    const sorted = Object.fromEntries(Object.entries(this.operations).sort((a, b) => b[1] - a[1]))
    table(`Operations, ${(this.durable_share * 100).toFixed(0)} % of them durable`, sorted)
    table('Faults', this.faults)
    if (is_full && this.rare_faults.length > 0) lines.push(`Met less than ${count(LEAST_FAULTS)} times: ${this.rare_faults.join(', ')}`)
    const hours = this.virtual_ms / 3_600_000
    lines.push(
      `${count(this.seeds)} seeds × ${count(operations)} operations, ${count(this.events)} events, ${hours.toFixed(0)} simulated hours in ${seconds.toFixed(0)} s`,
    )
    if (this.seeds === 1 && this.failed[0]) lines.push(this.failed[0].problems.join('\n'))
    if (this.crashed > 0) lines.push(`${this.crashed} processes crashed`)
    lines.push(`${this.seeds - this.failed.length} passed, ${this.failed.length + this.crashed} failed`)
    return lines.join('\n')
  }
}

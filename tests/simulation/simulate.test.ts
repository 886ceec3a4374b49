// The simulation at reduced counts, and what it rests on: that a seed repeats, and that bugs turn it red. In full it is
// `npm run simulate`, with its controls `npm run simulate -- --mutations`.

import { describe, expect, test } from 'bun:test'
import { simulatedMutations } from '../../tools/mutations/simulated-mutations.ts'
import { tryMutation } from './catch-mutations.ts'
import { FAULT_KINDS } from './fault-profile.ts'
import { simulate } from './simulation.ts'
import { LEAST_DURABLE, Summary } from './summary.ts'

const SEEDS = 40
const OPERATIONS = 300

test('G1 G2 G3 G4 G5 G6 G7 SYNC-3 ORDER-4 people, devices and a server under faults: no promise is broken, and all agree in the end', () => {
  const summary = new Summary()
  for (let seed = 1; seed <= SEEDS; seed++) summary.add(simulate(seed, OPERATIONS))
  expect(summary.failed.map((outcome) => summary.failure(outcome, OPERATIONS))).toEqual([])
  // Nothing would be shown by runs in which little happened.
  expect(summary.durable_share).toBeGreaterThan(LEAST_DURABLE)
  expect(FAULT_KINDS.filter((kind) => summary.faults[kind] === 0)).toEqual([])
}, 120_000)

test('a seed is the same run each time', () => {
  const trace = (seed: number, lines: string[]) => simulate(seed, 200, (line) => lines.push(line))
  for (const seed of [5, 6, 7]) {
    const [first, second]: [string[], string[]] = [[], []]
    const { hash } = trace(seed, first)
    expect(trace(seed, second).hash).toBe(hash)
    expect(second).toEqual(first)
    expect(simulate(seed + 100, 200).hash).not.toBe(hash)
  }
})

describe('controls', () => {
  for (const name of ['ack before commit', 'dedupe off', 'the mark is the greatest rev', 'what was under way is dropped at a start']) {
    test(`it turns red with: ${name}`, async () => {
      const mutation = simulatedMutations.find((candidate) => candidate.name === name)
      if (!mutation) throw new Error(`there is no mutation "${name}"`)
      expect((await tryMutation(mutation)).problem).toBeDefined()
    }, 60_000)
  }
})

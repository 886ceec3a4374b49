// JOBLINE_CHAOS_FAULTS is how many faults, JOBLINE_SEED repeats the plan.

import { expect, test } from 'bun:test'
import { chooseSeed } from '@jobline/testkit'
import { dedupeOff } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { FAULT_NAMES } from './faults.ts'
import { randomRun, settle } from './random-run.ts'

const faults = Number(process.env.JOBLINE_CHAOS_FAULTS ?? 22)
const workers = faults >= 200 ? 3 : 2
const seed = chooseSeed()
const again = `to repeat its plan: JOBLINE_SEED=${seed} JOBLINE_CHAOS_FAULTS=${faults} bun test tests/chaos/random.test.ts`
const LIMIT_MS = 120_000 + faults * 1_000

test(
  'G1 G2 G3 G4 G5 G7 WS-2 TS-2 phones and the server die, networks break; in the end nothing is lost or doubled and all agree',
  async () => {
    const report = await randomRun({ root: repositoryRoot, workers, faults, seed, patience_ms: 60_000 })
    const { problems, planned, struck, outcomes, changes, phones } = report
    const counts = Object.values(struck)
    const met = counts.reduce((sum, count) => sum + count, 0)
    const listed = Object.entries(struck).map(([name, count]) => `${count} ${name}`)
    console.log(
      `random: ${phones} phones, ${outcomes.ok} acknowledged, ${outcomes.unknown} unknown, ${changes} edited or deleted; ${met} of ${planned} faults met something: ${listed.join(', ')} (seed ${seed})`,
    )
    expect(problems, again).toEqual([])
    expect(planned, again).toBe(faults)
    expect(met, again).toBeGreaterThan(faults / 3)
    // Each kind is planned as often; what befalls whom is chance.
    const each = Math.floor(faults / FAULT_NAMES.length)
    expect(Math.min(struck['phone killed'], struck['server killed']), again).toBeGreaterThanOrEqual(each)
    expect(Math.min(...counts), again).toBeGreaterThanOrEqual(Math.floor(each / 8))
    expect(outcomes.ok, again).toBeGreaterThan(faults)
    expect(outcomes.fail, again).toBe(0)
    expect(changes, again).toBeGreaterThan(0)
  },
  LIMIT_MS,
)

test(
  `control: the run turns red with ${dedupeOff.name} (${dedupeOff.breaks})`,
  async () => {
    using planted = plant(dedupeOff)
    const { problems } = await randomRun({ root: planted.root, workers: 1, faults: 44, seed, patience_ms: 1_000 })
    expect(
      problems.some((problem) => /^(twice|moved):/.test(problem)),
      `${again}; it found: ${problems.slice(0, 5).join('\n') || 'nothing'}`,
    ).toBe(true)
  },
  LIMIT_MS,
)

test('control: a run that never settles says so, and one that does says nothing', async () => {
  expect(await settle(new Promise(() => {}), 0)).toEqual(['unsettled: not all agreed within 0 ms'])
  expect(await settle(Promise.resolve(), 60_000)).toEqual([])
})

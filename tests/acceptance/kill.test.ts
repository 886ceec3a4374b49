// kill -9 of the server at random moments under load. JOBLINE_KILLS is how often; JOBLINE_SEED repeats a run's plan.

import { expect, test } from 'bun:test'
import { chooseSeed } from '@jobline/testkit'
import { ackBeforeCommit, dedupeOff } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { killRun } from './kill/kill-run.ts'

const kills = Number(process.env.JOBLINE_KILLS ?? 5)
const seed = chooseSeed()
const again = `to repeat its plan: JOBLINE_SEED=${seed} JOBLINE_KILLS=${kills} bun test tests/acceptance/kill.test.ts`
const PER_KILL_MS = 10_000
/** Of two kills each. */
const CONTROL_RUNS = 20

test(
  'G1 G2 G3 TS-2 every acknowledged message survives kill -9, none is there twice, seq has no holes',
  async () => {
    const { problems, ...counts } = await killRun({ root: repositoryRoot, kills, seed })
    console.log(
      `kill: ${counts.kills} kills, ${counts.sent} sent, ${counts.acked} acknowledged, ${counts.resent} sent again (seed ${seed})`,
    )
    expect(problems, again).toEqual([])
    // Nothing would be shown by a run in which no answer was lost.
    expect(counts.resent).toBeGreaterThan(0)
    expect(counts.acked).toBe(counts.sent)
  },
  30_000 + kills * PER_KILL_MS,
)

for (const { mutation, sign } of [
  { mutation: dedupeOff, sign: 'twice:' },
  { mutation: ackBeforeCommit, sign: 'lost:' },
]) {
  test(`control: the run turns red with ${mutation.name} (${mutation.breaks})`, async () => {
    using planted = plant(mutation)
    // A kill has to hit the moment between an answer and the disk: more kills, until one does.
    const found: string[] = []
    for (let run = 0; run < CONTROL_RUNS && !found.some((problem) => problem.startsWith(sign)); run++) {
      const { problems } = await killRun({ root: planted.root, kills: 2, seed: seed + run })
      found.push(...problems)
    }
    expect(
      found.some((problem) => problem.startsWith(sign)),
      `${again}; it found: ${found.slice(0, 5).join('\n') || 'nothing'}`,
    ).toBe(true)
  }, 120_000)
}

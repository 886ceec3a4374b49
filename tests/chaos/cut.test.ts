// JOBLINE_CUT_EVERY is the step between two offsets: 1 cuts at each of them.

import { expect, test } from 'bun:test'
import { dedupeOff } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { cutRun } from './cut-run.ts'

const every = Number(process.env.JOBLINE_CUT_EVERY ?? 16)
const where = every === 1 ? 'at every byte' : `at every ${every}th byte`
const LIMIT_MS = 300_000

for (const by of ['socket', 'requests'] as const) {
  for (const how of ['close', 'reset'] as const) {
    test(
      `G1 G2 G5 SEND-4 OF-2 a send and its acknowledgement by ${by}, cut (${how}) ${where}: stored once, shown once on both sides, sent`,
      async () => {
        const { problems, cuts } = await cutRun({ root: repositoryRoot, every, how, by })
        console.log(`cut: by ${by}, ${cuts.up} offsets of the send, ${cuts.down} of its acknowledgement, with a ${how}, every ${every}`)
        expect(problems).toEqual([])
        // What either way carries is longer than this.
        expect(Math.min(cuts.up, cuts.down) * every).toBeGreaterThan(150)
      },
      LIMIT_MS,
    )
  }
}

test(
  `control: the run turns red with ${dedupeOff.name} (${dedupeOff.breaks})`,
  async () => {
    using planted = plant(dedupeOff)
    const { problems } = await cutRun({ root: planted.root, every: 48, how: 'close', by: 'socket' })
    expect(
      problems.some((problem) => problem.startsWith('twice:')),
      problems.slice(0, 5).join('\n') || 'it found nothing',
    ).toBe(true)
  },
  LIMIT_MS,
)

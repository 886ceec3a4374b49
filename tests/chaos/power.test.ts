// JOBLINE_POWER_CUTS is how often the power is cut (from 10 on also on a second file system), JOBLINE_SEED repeats the plan.

import { describe, expect, test } from 'bun:test'
import { chooseSeed } from '@jobline/testkit'
import { synchronousNormal } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { type FileSystem, LoopDisk } from './loop-disk.ts'
import { powerRun } from './power-run.ts'

const cuts = Number(process.env.JOBLINE_POWER_CUTS ?? 3)
const seed = chooseSeed()
const again = `to repeat its plan: JOBLINE_SEED=${seed} JOBLINE_POWER_CUTS=${cuts} bun test tests/chaos/power.test.ts`
const LIMIT_MS = 60_000 + cuts * 10_000

const file_systems: readonly FileSystem[] = cuts >= 10 ? ['ext4', 'xfs'] : ['ext4']

for (const file_system of file_systems) {
  const missing = LoopDisk.missing(file_system)
  if (missing !== undefined)
    console.warn(`SKIPPED: a power cut on ${file_system} needs root, loop devices and mkfs.${file_system} (${missing})`)

  describe.skipIf(missing !== undefined)(`a power cut on ${file_system}`, () => {
    test(
      'G1 G2 TS-2 loses nothing that was acknowledged',
      async () => {
        const { problems, ...counts } = await powerRun({ root: repositoryRoot, file_system, cuts, seed })
        console.log(
          `power: ${counts.cuts} cuts on ${file_system}, ${counts.acked} acknowledged, ${counts.resent} sent again, ` +
            `${problems.length} lost (seed ${seed})`,
        )
        expect(problems, again).toEqual([])
        expect(counts.cuts, again).toBe(cuts)
        expect(counts.acked, again).toBeGreaterThan(cuts)
      },
      LIMIT_MS,
    )

    test(
      `control: the run turns red with ${synchronousNormal.name} (${synchronousNormal.breaks})`,
      async () => {
        using planted = plant(synchronousNormal)
        const { problems } = await powerRun({ root: planted.root, file_system, cuts: 10, seed })
        expect(
          problems.some((problem) => problem.startsWith('lost:')),
          `${again}; it found: ${problems.slice(0, 5).join('\n') || 'nothing'}`,
        ).toBe(true)
      },
      LIMIT_MS,
    )
  })
}

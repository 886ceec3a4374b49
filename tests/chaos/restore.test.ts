// JOBLINE_RESTORE_CALLS names the system calls at which a restore is killed.

import { expect, test } from 'bun:test'
import { restoreDropsLog } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { missingTracer } from './disk-run.ts'
import { restoreRun } from './restore-run.ts'

const system_calls = (process.env.JOBLINE_RESTORE_CALLS ?? 'rename,ftruncate').split(',')
const LIMIT_MS = 400_000

const tracer = missingTracer()
if (tracer !== undefined) console.warn(`SKIPPED: killing a restore between two steps needs strace (${tracer})`)

test.skipIf(tracer !== undefined)(
  'G1 a restore that is killed between two steps leaves all of the old database or all of the new one',
  async () => {
    const { problems, kills, found } = await restoreRun({ root: repositoryRoot, system_calls })
    console.log(
      `restore: killed ${kills} times, at ${system_calls.join(', ')}: ${found.old} times the old database, ${found.new} the new one`,
    )
    expect(problems).toEqual([])
    expect(kills).toBeGreaterThan(2)
    expect(found.old).toBeGreaterThan(0)
  },
  LIMIT_MS,
)

test.skipIf(tracer !== undefined)(
  `control: the run turns red with ${restoreDropsLog.name} (${restoreDropsLog.breaks})`,
  async () => {
    using planted = plant(restoreDropsLog)
    const { problems } = await restoreRun({ root: planted.root, system_calls: ['rename'] })
    expect(
      problems.some((problem) => problem.startsWith('lost:')),
      problems.join('\n') || 'it found nothing',
    ).toBe(true)
  },
  LIMIT_MS,
)

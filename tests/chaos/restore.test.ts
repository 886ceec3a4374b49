// JOBLINE_RESTORE_CALLS names the system calls at which a restore is killed. A flush stands before the step that
// counts and one after it: without those every kill would find the old database.

import { afterAll, beforeAll, expect, test } from 'bun:test'
import { backupInPlace, restoreDropsDamaged, restoreDropsLog } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { missingTracer } from './disk-run.ts'
import { backupRun, openStage, restoreRun, type Stage } from './restore-run.ts'

const system_calls = (process.env.JOBLINE_RESTORE_CALLS ?? 'fsync').split(',')
const is_full = system_calls.includes('pwrite64')
const LIMIT_MS = 400_000

const tracer = missingTracer()
if (tracer !== undefined) console.warn(`SKIPPED: killing a restore between two steps needs strace (${tracer})`)

let stage: Stage
beforeAll(async () => {
  if (tracer === undefined) stage = await openStage(repositoryRoot)
}, LIMIT_MS)
afterAll(() => stage?.[Symbol.dispose]())

const fault = test.skipIf(tracer !== undefined)

fault(
  'G1 a restore that is killed between two steps leaves all of the old database or all of the new one',
  async () => {
    const { problems, kills, found } = await restoreRun({ root: repositoryRoot, stage, system_calls, is_thorough: is_full })
    console.log(
      `restore: killed ${kills} times, at ${system_calls.join(', ')}: ${found.old} times the old database, ${found.new} the new one`,
    )
    expect(problems).toEqual([])
    expect(kills).toBeGreaterThan(2)
    expect(Math.min(found.old, found.new)).toBeGreaterThan(0)
  },
  LIMIT_MS,
)

for (const without_links of [false, true]) {
  const where = without_links ? 'on a file system without links' : 'on one with links'
  fault(
    `G1 a restore over a damaged database that is killed between two steps keeps that database and its log, ${where}`,
    async () => {
      const moves = is_full ? ['link,linkat', 'rename', 'fsync'] : [without_links ? 'rename' : 'link,linkat']
      const { problems, kills, found } = await restoreRun({
        root: repositoryRoot,
        stage,
        system_calls: moves,
        is_thorough: is_full,
        is_damaged: true,
        without_links,
      })
      console.log(
        `restore: over a damaged database ${where} killed ${kills} times, ${found.old} times the old one, ${found.new} the new one`,
      )
      expect(problems).toEqual([])
      expect(kills).toBeGreaterThan(0)
    },
    LIMIT_MS,
  )
}

fault(
  'G1 a backup that is killed leaves a whole copy or none, and the next one is not hindered',
  async () => {
    const { problems, kills } = await backupRun({
      root: repositoryRoot,
      stage,
      system_calls: is_full ? ['rename', 'unlink', 'fsync'] : ['rename'],
    })
    console.log(`restore: a backup killed ${kills} times`)
    expect(problems).toEqual([])
    expect(kills).toBeGreaterThan(0)
  },
  LIMIT_MS,
)

for (const { mutation, sign, run } of [
  {
    mutation: restoreDropsLog,
    sign: 'lost:',
    run: (root: string) => restoreRun({ root, stage, system_calls: ['rename'] }),
  },
  {
    mutation: restoreDropsDamaged,
    sign: 'lost:',
    run: (root: string) => restoreRun({ root, stage, system_calls: ['link,linkat'], is_damaged: true }),
  },
  {
    mutation: backupInPlace,
    sign: 'half:',
    run: (root: string) => backupRun({ root, stage, system_calls: ['fsync'] }),
  },
]) {
  fault(
    `control: the run turns red with ${mutation.name} (${mutation.breaks})`,
    async () => {
      using planted = plant(mutation)
      const { problems } = await run(planted.root)
      expect(
        problems.some((problem) => problem.startsWith(sign)),
        problems.join('\n') || 'it found nothing',
      ).toBe(true)
    },
    LIMIT_MS,
  )
}

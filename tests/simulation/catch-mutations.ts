// The control of the simulation: each planted bug has to turn it red within a bounded number of seeds. A bug that stays
// unseen means that the oracle or the workload is too weak.

import { join } from 'node:path'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { type SimulatedMutation, simulatedMutations } from '../../tools/mutations/simulated-mutations.ts'
import type { Outcome } from './simulation.ts'

const FOLDERS = ['packages/protocol', 'packages/server', 'packages/client', 'packages/testkit', 'tests/simulation', 'tools/mutations']
/** Seeds that a bug may stay unseen for, where its own entry does not say more. */
const SEEDS = 60
const OPERATIONS = 300

export interface Verdict {
  readonly mutation: SimulatedMutation
  /** Seeds that were run; the last one is the red one where there is a problem. */
  readonly seeds: number
  readonly problem?: string
}

/** Prints a line for each, and `N/N caught`. Returns the exit code. */
export async function catchMutations(first = 1): Promise<number> {
  // Without a bug the same seeds are green: else none of what follows would say anything.
  const { problem } = await tryMutation({ name: 'nothing', breaks: '', edits: [] }, first)
  if (problem !== undefined) {
    console.log(`red without any bug: ${problem}`)
    return 1
  }
  const waiting = [...simulatedMutations]
  const verdicts: Verdict[] = []
  const work = async () => {
    for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
      const verdict = await tryMutation(mutation, first)
      verdicts.push(verdict)
      const said = verdict.problem === undefined ? `NOT CAUGHT in ${verdict.seeds} seeds` : `seed ${verdict.seeds}: ${verdict.problem}`
      console.log(
        `${verdict.problem === undefined ? '✗' : '✓'} ${mutation.name.padEnd(44)} ${mutation.breaks.padEnd(4)} ${said.slice(0, 110)}`,
      )
    }
  }
  await Promise.all([work(), work()])
  const caught = verdicts.filter(({ problem }) => problem !== undefined).length
  console.log(`\n${caught}/${verdicts.length} caught`)
  return caught === verdicts.length ? 0 : 1
}

export async function tryMutation(mutation: SimulatedMutation, first = 1): Promise<Verdict> {
  using planted = plant(mutation, FOLDERS)
  const run = join(planted.root, 'tests', 'simulation', 'run.ts')
  const args = ['--worker', '--until_red', `--seed=${first}`, `--seeds=${mutation.seeds ?? SEEDS}`, `--ops=${OPERATIONS}`]
  const child = Bun.spawn([process.execPath, run, ...args], { stdout: 'pipe', stderr: 'pipe', cwd: repositoryRoot })
  const [text, errors, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited])
  const outcomes = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome)
  if (code !== 0) throw new Error(`the simulation of "${mutation.name}" ended with code ${code}: ${errors.slice(0, 2_000)}`)
  return { mutation, seeds: outcomes.length, problem: outcomes.at(-1)?.problems[0] }
}

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
  /** Within which it had to be seen. */
  readonly seeds: number
  /** The red one, where there is a problem. */
  readonly seed?: number
  readonly problem?: string
  /** Seeds that are red without the bug, too. */
  readonly red_anyway: readonly number[]
}

/** Prints a line for each, and `N/N caught`. Returns the exit code. */
export async function catchMutations(first = 1, only = ''): Promise<number> {
  const waiting = simulatedMutations.filter(({ name }) => name.includes(only))
  const verdicts: Verdict[] = []
  const work = async () => {
    for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
      const verdict = await tryMutation(mutation, first)
      verdicts.push(verdict)
      const said = verdict.problem === undefined ? `NOT CAUGHT in ${verdict.seeds} seeds` : `seed ${verdict.seed}: ${verdict.problem}`
      console.log(
        `${verdict.problem === undefined ? '✗' : '✓'} ${mutation.name.padEnd(44)} ${mutation.breaks.padEnd(6)} ${said.slice(0, 110)}`,
      )
    }
  }
  await Promise.all([work(), work()])
  const caught = verdicts.filter(({ problem }) => problem !== undefined).length
  console.log(`\n${caught}/${verdicts.length} caught`)
  const not_counted = new Set(verdicts.flatMap(({ red_anyway }) => red_anyway))
  if (not_counted.size > 0) console.log(`Not counted, for they are red without any bug: seeds ${[...not_counted].join(', ')}`)
  return caught > 0 && caught === verdicts.length ? 0 : 1
}

/** A red seed says something only where it is green without the bug. */
export async function tryMutation(mutation: SimulatedMutation, first = 1): Promise<Verdict> {
  using planted = plant(mutation, FOLDERS)
  const seeds = mutation.seeds ?? SEEDS
  const red_anyway: number[] = []
  for (let seed = first; seed < first + seeds; seed++) {
    const red = (await runSeeds(planted.root, mutation.name, seed, first + seeds - seed)).at(-1)
    if (!red || red.problems.length === 0) break
    seed = red.seed
    const honest = (await runSeeds(repositoryRoot, 'nothing', seed, 1)).at(-1)
    if (honest?.problems.length === 0) return { mutation, seeds, seed, problem: red.problems[0], red_anyway }
    red_anyway.push(seed)
  }
  return { mutation, seeds, red_anyway }
}

/** Up to the first red one. */
async function runSeeds(root: string, name: string, first: number, seeds: number): Promise<Outcome[]> {
  const run = join(root, 'tests', 'simulation', 'run.ts')
  const args = ['--worker', '--until_red', `--seed=${first}`, `--seeds=${seeds}`, `--ops=${OPERATIONS}`]
  const child = Bun.spawn([process.execPath, run, ...args], { stdout: 'pipe', stderr: 'pipe', cwd: repositoryRoot })
  const [text, errors, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited])
  if (code !== 0) throw new Error(`the simulation of "${name}" ended with code ${code}: ${errors.slice(0, 2_000)}`)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome)
}

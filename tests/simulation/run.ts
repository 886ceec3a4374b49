// `npm run simulate [-- --seeds N --ops N --seed S --trace --mutations --only NAME]`: runs seeds on two processes, adds up what they
// met, and is red where a promise was broken or, in a full run, where some fault was too rare to say anything.

import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { catchMutations } from './catch-mutations.ts'
import { type Outcome, simulate } from './simulation.ts'
import { Summary } from './summary.ts'

export const FULL = { seeds: 2_000, operations: 500 }

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    ops: { type: 'string', default: String(FULL.operations) },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
    /** Of the planted bugs those whose name holds this. */
    only: { type: 'string', default: '' },
    /** Inside: one process of several. */
    worker: { type: 'boolean', default: false },
    step: { type: 'string', default: '1' },
    until_red: { type: 'boolean', default: false },
  },
})
const operations = Number(values.ops)
// A seed alone is a replay of that one.
const seeds = Number(values.seeds ?? (values.seed === undefined ? FULL.seeds : 1))
const first = Number(values.seed ?? 1)

let stray: unknown
process.on('unhandledRejection', (error) => {
  stray = error
})

if (values.worker) await work()
else if (values.mutations) process.exitCode = await catchMutations(first, values.only)
else process.exitCode = await runAll()

/** Every `step`-th seed; one line of JSON each. */
async function work(): Promise<void> {
  const step = Number(values.step)
  for (let seed = first; seed < first + seeds * step; seed += step) {
    const outcome = await settled(simulate(seed, operations))
    console.log(JSON.stringify(outcome))
    if (values.until_red && outcome.problems.length > 0) return
  }
}

/** A promise that nobody waited for is reported by the runtime a turn later. */
async function settled(outcome: Outcome): Promise<Outcome> {
  await new Promise((resolve) => setImmediate(resolve))
  if (stray === undefined) return outcome
  const text = stray instanceof Error ? (stray.stack ?? stray.message) : String(stray)
  stray = undefined
  return { ...outcome, problems: [...outcome.problems, `nobody waited for: ${text}`] }
}

async function runAll(): Promise<number> {
  const started = performance.now()
  const summary = new Summary()
  if (seeds === 1) summary.add(await settled(simulate(first, operations, values.trace ? console.log : undefined)))
  else {
    const processes = Math.min(2, availableParallelism(), seeds)
    await Promise.all(Array.from({ length: processes }, (_, index) => runWorker(index, processes, summary)))
  }
  const is_full = seeds >= FULL.seeds && operations >= FULL.operations
  console.log(summary.text({ operations, seconds: (performance.now() - started) / 1_000, is_full }))
  return summary.isGreen(is_full) ? 0 : 1
}

async function runWorker(index: number, processes: number, summary: Summary): Promise<void> {
  const count = Math.floor((seeds - index + processes - 1) / processes)
  const args = ['--worker', `--seed=${first + index}`, `--seeds=${count}`, `--step=${processes}`, `--ops=${operations}`]
  const child = Bun.spawn([process.execPath, fileURLToPath(import.meta.url), ...args], { stdout: 'pipe', stderr: 'inherit' })
  let rest = ''
  const decoder = new TextDecoder()
  for await (const part of child.stdout) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const outcome = JSON.parse(line) as Outcome
      summary.add(outcome)
      if (outcome.problems.length > 0) console.log(summary.failure(outcome, operations))
      else if (process.stdout.isTTY) process.stdout.write(`\r${summary.seeds} of ${seeds} seeds`)
    }
  }
  if ((await child.exited) !== 0) summary.crashed++
}

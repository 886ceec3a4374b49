// `npm run bench`: what a message and an idle socket cost on the server as it ships, everything on. Every phase
// starts a fresh server on an empty folder and afterwards compares what it stored with what it acknowledged.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { folderOnDisk, machineFacts, openFileLimit } from './machine.ts'
import { createPairs, createUsers } from './marketplace.ts'
import type { IdleResult, TalkPlan } from './plan.ts'
import { canPin, DataFolder, runIdle, runTalk, startServer } from './processes.ts'
import { isExact, type Measurements, renderReport, summarise, type TalkPhase } from './report.ts'
import { readStoredMessages } from './stored-messages.ts'

const HELP = `npm run bench [-- --quick] [--data DIR]

  --quick     one window of 2 seconds a phase and fewer sockets: shows that it works, measures little,
              writes no file
  --data DIR  where the databases of the run go; must be on a real disk
`

const PAIRS = 100
const PHASES = [
  { name: 'w1', title: '1 in flight', load: { kind: 'closed', window: 1 } },
  { name: 'w8', title: '8 in flight', load: { kind: 'closed', window: 8 } },
  { name: 'at_500', title: '500 a second', load: { kind: 'open', per_second: 500 } },
  { name: 'at_2000', title: '2,000 a second', load: { kind: 'open', per_second: 2_000 } },
] as const satisfies readonly (Pick<TalkPhase, 'name' | 'title'> & Pick<TalkPlan, 'load'>)[]

const FULL = { warm_up_ms: 4_000, window_ms: 5_000, windows: 5, levels: [5_000, 7_500, 10_000, 12_500, 15_000], settle_ms: 3_000 }
const QUICK = { warm_up_ms: 1_000, window_ms: 2_000, windows: 1, levels: [500, 1_500], settle_ms: 500 }
/** Of one process, beside its sockets. */
const SPARE_DESCRIPTORS = 300

type Extent = typeof FULL

async function main(): Promise<number> {
  const { values: flags } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (flags.help) {
    process.stdout.write(HELP)
    return 0
  }
  if (process.platform !== 'linux') throw new Error('unable to measure; CPU time and memory are read from /proc, which only Linux has')
  const parent = folderOnDisk(flags.data === undefined ? undefined : [flags.data])
  if (parent === undefined) throw new Error('unable to measure; no folder on a real disk was found. Name one with --data')
  const extent = withinLimits(flags.quick ? QUICK : FULL)
  const phases: TalkPhase[] = []
  for (const phase of PHASES) {
    say(`${phase.title} ...`)
    phases.push(await measureTalk(phase, extent, parent))
  }
  say(`${extent.levels.at(-1)?.toLocaleString('en')} idle sockets ...`)
  const measured: Measurements = {
    date: new Date().toISOString().slice(0, 10),
    quick: flags.quick,
    pinned: canPin(),
    phases,
    idle: await measureIdle(extent, parent),
    machine: machineFacts(parent),
  }
  say(renderReport(measured))
  if (!flags.quick) {
    const results = join(import.meta.dirname, 'results')
    mkdirSync(results, { recursive: true })
    writeFileSync(join(results, 'latest.json'), `${JSON.stringify(summarise(measured), null, 2)}\n`)
  }
  return phases.every(isExact) ? 0 : 1
}

async function measureTalk({ name, title, load }: (typeof PHASES)[number], extent: Extent, parent: string): Promise<TalkPhase> {
  const folder = new DataFolder(parent)
  try {
    const server = await startServer(folder)
    try {
      const pairs = await createPairs(server, PAIRS)
      const { warm_up_ms, window_ms, windows } = extent
      const result = await runTalk(server.target, { kind: 'talk', load, pairs, warm_up_ms, window_ms, windows })
      await server.stop()
      return { name, title, result, stored: readStoredMessages(server.database) }
    } finally {
      await server.stop()
    }
  } finally {
    folder.remove()
  }
}

async function measureIdle({ levels, settle_ms }: Extent, parent: string): Promise<IdleResult> {
  const folder = new DataFolder(parent)
  try {
    const first = await startServer(folder)
    const user_ids = await createUsers(first, levels.at(-1) ?? 0).finally(() => first.stop())
    // Started anew, so that memory which the setting-up left behind does not hide what sockets take.
    const server = await startServer(folder)
    try {
      return await runIdle(server.target, { kind: 'idle', user_ids, levels, settle_ms })
    } finally {
      await server.stop()
    }
  } finally {
    folder.remove()
  }
}

/** Both processes hold all the sockets; where the system allows fewer, the levels shrink with it. */
function withinLimits(extent: Extent): Extent {
  const most = openFileLimit() - SPARE_DESCRIPTORS
  const wanted = extent.levels.at(-1) ?? 0
  if (wanted <= most) return extent
  say(`This system allows ${most + SPARE_DESCRIPTORS} open files a process: fewer idle sockets are measured.`)
  return { ...extent, levels: extent.levels.map((level) => Math.floor((level * most) / wanted)) }
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)

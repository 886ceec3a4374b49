// `npm run prove -- storm`: five thousand signed-in clients lose their server and come back, twice: once it says goodbye
// (SIGTERM), once it is killed. Prints what happened and ends with 1 where it is not good enough, 75 where it cannot run.

import { join } from 'node:path'
import { runStorm } from './storm-run.ts'
import { describeStorm, judgeStorm } from './storm-verdict.ts'

const people = Number(process.env.JOBLINE_STORM ?? 5_000)
/** Sockets, questions why on connections of their own, and room. */
const DESCRIPTORS = 2 * people + 500
/** Of sysexits: the machine lacks something. */
const CANNOT_RUN = 75

const limit = Number(new TextDecoder().decode(Bun.spawnSync(['sh', '-c', 'ulimit -n']).stdout))
if (limit < DESCRIPTORS) {
  // Below a shell that has raised its own limit this runs again.
  const raise = `ulimit -n ${DESCRIPTORS} && exec "$@"`
  if (process.env.JOBLINE_STORM_RAISED !== '1') {
    const again = Bun.spawnSync(['sh', '-c', raise, 'sh', process.execPath, import.meta.path], {
      env: { ...process.env, JOBLINE_STORM_RAISED: '1' },
      stdio: ['inherit', 'inherit', 'inherit'],
    })
    if (again.exitCode === 0 || again.exitCode === 1) process.exit(again.exitCode)
  }
  console.log(`SKIPPED: ${people} clients need ${DESCRIPTORS} open files a process, and this system allows ${limit} (ulimit -n).`)
  process.exit(CANNOT_RUN)
}

let failed = false
for (const kind of ['drain', 'kill'] as const) {
  console.log(`\n${people} clients, ${kind === 'drain' ? 'SIGTERM' : 'kill -9'} and a new server at once`)
  const storm = await runStorm({
    root: join(import.meta.dir, '../..'),
    kind,
    people,
    crowds: 2,
    talkers: Math.ceil(people / 500),
    limit_ms: 120_000,
  })
  console.log(describeStorm(storm))
  for (const problem of judgeStorm(storm)) {
    failed = true
    console.log(`✗ ${problem}`)
  }
}
process.exit(failed ? 1 : 0)

// The two processes of a measurement: the server as it ships, with all its threads on one core, and the load
// generator on another. Limits stay on; only their thresholds are raised above what the load needs.

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DATABASE_FILE } from '@jobline/server'
import { diskOf, processors } from './machine.ts'
import type { IdlePlan, IdleResult, Order, TalkPlan, TalkResult, Target } from './plan.ts'

const SERVER_CORE = 0
const GENERATOR_CORE = 1
/** File descriptors: the most that is asked for; a lower hard limit of the system wins. */
const DESCRIPTORS = 20_000
const STOP_MS = 15_000

export const SERVER_CLI = join(dirname(import.meta.dirname), 'packages', 'server', 'src', 'cli.ts')
const GENERATOR = join(import.meta.dirname, 'load', 'generator.ts')

const RAISED_LIMITS = {
  JOBLINE_RATE_FRAMES: '1000000/1000000',
  JOBLINE_RATE_CHANGES: '1000000/1000000',
  JOBLINE_RATE_CONNECTS: '1000000/1000000',
  JOBLINE_RATE_ADMISSIONS: '1000000/1000000',
  JOBLINE_RATE_REQUESTS: '1000000/1000000',
}

/** Without two cores or `taskset` both run wherever the system puts them, and the report says so. */
export const canPin = (): boolean => processors() > 1 && Bun.which('taskset') !== null

const pinned = (core: number, command: readonly string[]): string[] =>
  canPin() ? ['taskset', '-c', String(core), ...command] : [...command]

export interface BenchServer {
  readonly target: Target
  readonly url: string
  readonly service_key: string
  readonly database: string
  /** Ends the process in order; its data stays. Safe to call twice. */
  stop(): Promise<void>
}

export class DataFolder {
  readonly path: string

  constructor(parent: string) {
    this.path = mkdtempSync(join(parent, 'jobline-bench-'))
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** Throws where the server does not start; what it said is in the message. */
export async function startServer(folder: DataFolder, cli: string = SERVER_CLI): Promise<BenchServer> {
  if (!existsSync(cli)) throw new Error(`unable to start the server; ${cli} is missing`)
  const jwt_secret = secret()
  const service_key = secret()
  const raise = `ulimit -n ${DESCRIPTORS} 2>/dev/null || ulimit -n "$(ulimit -Hn)"; exec "$@"`
  const child = Bun.spawn(['sh', '-c', raise, 'sh', ...pinned(SERVER_CORE, [process.execPath, cli, 'serve'])], {
    env: {
      ...process.env,
      JOBLINE_HOST: '127.0.0.1',
      JOBLINE_PORT: '0',
      JOBLINE_DATA: folder.path,
      JOBLINE_JWT_SECRET: jwt_secret,
      JOBLINE_SERVICE_KEY: service_key,
      JOBLINE_DRAIN: '0',
      JOBLINE_DEMO: '',
      JOBLINE_LOG: 'info',
      ...RAISED_LIMITS,
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = new Response(child.stderr).text()
  const port = await listeningPort(child.stdout)
  if (port === undefined) throw new Error(`unable to start the server; it said: ${await said}`)
  let stopping: Promise<void> | undefined
  const end = async () => {
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await child.exited
    clearTimeout(killer)
    if (child.exitCode !== 0) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}; it said: ${await said}`)
  }
  return {
    target: { port, pid: child.pid, jwt_secret, disk: diskOf(folder.path) },
    url: `http://127.0.0.1:${port}`,
    service_key,
    database: join(folder.path, DATABASE_FILE),
    stop() {
      stopping ??= end()
      return stopping
    },
  }
}

/** Reads the log until it says where the server listens, and keeps reading so that the pipe never fills. */
async function listeningPort(stdout: ReadableStream<Uint8Array>): Promise<number | undefined> {
  const reader = stdout.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return undefined
    text += decoder.decode(value, { stream: true })
    const port = /"port":(\d+).*"msg":"listening"/.exec(text)?.[1]
    if (port === undefined) continue
    void (async () => {
      while (!(await reader.read()).done);
    })()
    return Number(port)
  }
}

const secret = () => crypto.getRandomValues(new Uint8Array(32)).toHex()

export const runTalk = (target: Target, plan: TalkPlan) => runGenerator<TalkResult>({ target, plan })
export const runIdle = (target: Target, plan: IdlePlan) => runGenerator<IdleResult>({ target, plan })

async function runGenerator<R>(order: Order): Promise<R> {
  const child = Bun.spawn(pinned(GENERATOR_CORE, [process.execPath, GENERATOR]), {
    stdin: new Blob([JSON.stringify(order)]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [result, said] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  if ((await child.exited) !== 0) throw new Error(said.trim())
  return JSON.parse(result)
}

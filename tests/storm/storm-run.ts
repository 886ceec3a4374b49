// One storm: a real server process full of signed-in clients goes away, in order or by kill -9, and is started again at
// once on the same folder and port. Tells when everybody was back and what it cost. Judges nothing.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cast, openMarketplace, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'
import type { CrowdReport, Order, Person, Telling } from './storm-orders.ts'

export interface StormPlan {
  readonly root: string
  readonly kind: 'drain' | 'kill'
  readonly people: number
  /** Processes that carry them. */
  readonly crowds: number
  /** How many of each crowd talk all the time. */
  readonly talkers: number
  /** Whoever is not back after this is counted as lost. */
  readonly limit_ms: number
}

export interface StormResult {
  readonly kind: StormPlan['kind']
  readonly people: number
  /** ms from the signal until each was back, live and up to date. Ascending. */
  readonly back_ms: readonly number[]
  /** From the signal until the new process listened. */
  readonly down_ms: number
  /** Of the server that went: until its process had ended. */
  readonly gone_ms: number
  readonly exit_code: number | undefined
  readonly delays: readonly number[]
  readonly closed: Readonly<Record<number, number>>
  readonly ack_ms: readonly number[]
  /** 503s of the new server: upgrades, and questions why. */
  readonly refused: { readonly upgrades: number; readonly questions: number }
  readonly queries: number
  readonly sockets_opened: number
  readonly failures: number
  /** Of the new server, from its start until everybody was back, in ms. */
  readonly cpu_ms: number
  readonly rss: { readonly server: number; readonly crowds: number }
  readonly everybody_sent: boolean
  readonly problems: readonly string[]
}

export async function runStorm(plan: StormPlan): Promise<StormResult> {
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-storm-'))
  const { JOBLINE_DRAIN: _default, ...limits } = UNLIMITED_ENVIRONMENT
  // Everybody comes from one address here, and several sign in at once: limits by address and person are not what is shown.
  // The rate of all, and the time over which clients are sent away, are the defaults.
  const server = new ServerProcess({ root: plan.root, data_dir, environment: { ...limits, JOBLINE_LOG: 'info' } })
  const crowds: Crowd[] = []
  try {
    await server.start()
    const people = await peopleOf(await openMarketplace(server, plan.people / 2))
    const size = Math.ceil(people.length / plan.crowds)
    for (let from = 0; from < people.length; from += size) {
      crowds.push(new Crowd({ type: 'gather', url: server.url, people: people.slice(from, from + size), talkers: plan.talkers }))
    }
    await within(plan.limit_ms, Promise.all(crowds.map((crowd) => crowd.allLive())), 'everybody came in')

    for (const crowd of crowds) crowd.order({ type: 'storm' })
    const back = crowds.map((crowd) => crowd.allLive())
    const started_at = Date.now()
    const exit_code = plan.kind === 'kill' ? await server.kill().then(() => undefined) : await server.stop()
    const gone_ms = Date.now() - started_at
    await server.start()
    const down_ms = Date.now() - started_at
    await within(plan.limit_ms, Promise.all(back), 'everybody was back').catch(() => {})
    const metrics = await readMetrics(server)
    const cpu_ms = cpuOf(server.pid)
    const sent = crowds.map((crowd) => crowd.everybodySends())
    const everybody_sent = await within(plan.limit_ms, Promise.all(sent), 'everybody had sent').then(
      () => true,
      () => false,
    )
    const reports = await Promise.all(crowds.map((crowd) => crowd.report()))
    const value = (name: string) => sumOf(metrics, name)
    return {
      kind: plan.kind,
      people: people.length,
      back_ms: reports.flatMap(({ back_at }) => back_at.map((at) => at - started_at)).sort((a, b) => a - b),
      down_ms,
      gone_ms,
      exit_code,
      delays: reports.flatMap(({ delays }) => delays),
      closed: addUp(reports.map(({ closed }) => closed)),
      ack_ms: reports.flatMap((report) => report.ack_ms).sort((a, b) => a - b),
      refused: { upgrades: value('jobline_sockets_refused_total'), questions: sumOf(metrics, 'jobline_requests_total', 'status="503"') },
      queries: value('jobline_store_queries_total'),
      sockets_opened: value('jobline_sockets_opened_total'),
      failures: value('jobline_failures_total'),
      cpu_ms,
      rss: { server: rssOf(server.pid), crowds: reports.reduce((sum, { rss_bytes }) => sum + rss_bytes, 0) },
      everybody_sent,
      problems: reports.flatMap(({ problems }) => problems),
    }
  } finally {
    for (const crowd of crowds) crowd.end()
    await server.kill()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

class Crowd {
  readonly #child: Bun.Subprocess
  readonly #waiting: { readonly type: Telling['type']; readonly resolve: (telling: Telling) => void }[] = []

  constructor(gather: Order) {
    this.#child = Bun.spawn([process.execPath, join(import.meta.dir, 'crowd.ts')], {
      // People's phones do not share one client's limit of requests.
      env: { ...process.env, BUN_CONFIG_MAX_HTTP_REQUESTS: '20000' },
      stdio: ['ignore', 'inherit', 'inherit'],
      ipc: (telling: Telling) => {
        const index = this.#waiting.findIndex(({ type }) => type === telling.type)
        if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(telling)
      },
    })
    this.order(gather)
  }

  order(order: Order): void {
    this.#child.send(order)
  }

  /** The next moment at which all of them are live. */
  allLive(): Promise<Telling> {
    return this.#next('live')
  }

  everybodySends(): Promise<Telling> {
    this.order({ type: 'everybody_sends' })
    return this.#next('all_sent')
  }

  async report(): Promise<CrowdReport> {
    this.order({ type: 'report' })
    const telling = await this.#next('report')
    if (telling.type !== 'report') throw new Error('unable to read a report')
    return telling.report
  }

  end(): void {
    this.#child.kill('SIGKILL')
  }

  #next(type: Telling['type']): Promise<Telling> {
    return new Promise((resolve) => this.#waiting.push({ type, resolve }))
  }
}

async function peopleOf(cast: Cast): Promise<Person[]> {
  const members = new Map<string, string[]>()
  for (const [user_id, ids] of cast) for (const id of ids) members.set(id, [...(members.get(id) ?? []), user_id])
  const people: Person[] = []
  for (const [user_id, [conversation_id = '']] of cast) {
    const other_id = members.get(conversation_id)?.find((id) => id !== user_id) ?? ''
    people.push({ user_id, token: await tokenOf(user_id), conversation_id, other_id })
  }
  return people
}

async function within<T>(limit_ms: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${limit_ms} ms passed before ${what}`)), limit_ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

const readMetrics = async (server: ServerProcess): Promise<string> => (await fetch(`${server.url}/metrics`)).text()

/** Of all lines of a metric that hold `label`. */
const sumOf = (metrics: string, name: string, label = ''): number =>
  metrics
    .split('\n')
    .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)

function addUp(counts: readonly Readonly<Record<number, number>>[]): Record<number, number> {
  const sums: Record<number, number> = {}
  for (const count of counts) for (const [code, n] of Object.entries(count)) sums[Number(code)] = (sums[Number(code)] ?? 0) + n
  return sums
}

/** The kernel counts in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const rssOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024

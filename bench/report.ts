// Figures → one table for people and one object for machines. Anchors are other systems doing the same work on
// this project's build machine on another day: read them as an order of magnitude.

import type { MachineFacts } from './machine.ts'
import type { IdleResult, TalkResult, WindowResult } from './plan.ts'
import type { StoredMessages } from './stored-messages.ts'

export interface TalkPhase {
  readonly name: 'w1' | 'w8' | 'at_500' | 'at_2000'
  readonly title: string
  readonly result: TalkResult
  readonly stored: StoredMessages
}

export interface Measurements {
  readonly date: string
  readonly quick: boolean
  readonly pinned: boolean
  readonly machine: MachineFacts
  readonly phases: readonly TalkPhase[]
  readonly idle: IdleResult
}

/** The generator's share of its core from which on the server was not what was measured. */
const GENERATOR_LIMIT = 0.9
/** Open loop: lateness of the generator itself from which on latencies are not the server's. */
const LATE_LIMIT_MS = 1

/** Other processes' share of one core from which on the report says so. */
const OTHERS_LIMIT = 0.25
const LIMIT_WORDS = {
  closed: 'THE GENERATOR WAS THE LIMIT; the server can do more than this shows',
  open: 'THE GENERATOR WAS LATE; part of the latency is its own',
}

const TARGETS = {
  cpu_us_w1: { most: 60 },
  cpu_us_w8: { most: 30 },
  per_second_w8: { least: 30_000 },
  p99_ms_at_500: { most: 5 },
  bytes_per_idle_socket: { most: 4_096 },
} as const satisfies Record<string, { most: number } | { least: number }>

/** µs at one and at eight in flight, bytes a socket. */
const ANCHORS = [
  ['Django Channels + PostgreSQL + Redis', 2_151, 2_176, 41_000],
  ['ejabberd + PostgreSQL', 668, 651, undefined],
  ['socket.io + PostgreSQL', 248, 239, undefined],
  ['NATS JetStream (no flush per message)', 49, 25, 20_800],
  ['ws on Node + SQLite FULL, grouped, bare', 36, 22, undefined],
  ['Bun + SQLite FULL, grouped, bare', 25, 12, 2_130],
] as const

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

const round = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits
const overWindows = (result: TalkResult, read: (window: WindowResult) => number | undefined): number | null => {
  const values = result.windows.map(read)
  return values.every((value) => value !== undefined) ? median(values) : null
}
const cpu = (window: WindowResult) => window.server_cpu_us / window.delivered
const perSecond = (window: WindowResult) => window.delivered / window.seconds
const flushes = (window: WindowResult) => (window.flushes === undefined ? undefined : window.flushes / window.delivered)
const share = (window: WindowResult) => window.generator_cpu_us / 1e6 / window.seconds
const otherShare = (window: WindowResult) => window.other_cpu_us / 1e6 / window.seconds
const serverShare = (window: WindowResult) => window.server_cpu_us / 1e6 / window.seconds

/** Sent, acknowledged, delivered and stored are the same messages. */
export const isExact = ({ result, stored }: TalkPhase): boolean =>
  stored.rows === result.sent &&
  stored.ids === result.sent &&
  stored.with_holes === 0 &&
  result.acked === result.sent &&
  result.delivered === result.sent &&
  result.receipts_acked === result.receipts_sent

function bytesPerSocket({ levels }: IdleResult): number {
  const [first, last] = [levels[0], levels.at(-1)]
  if (!first || !last) return Number.NaN
  return (last.rss_bytes - first.rss_bytes) / (last.sockets - first.sockets)
}

/** In a closed loop by its share of a core; in an open one by how late it was with its own schedule. */
function generatorWasLimit({ name, result }: TalkPhase): boolean {
  if (name === 'w1' || name === 'w8') return (overWindows(result, share) ?? 0) > GENERATOR_LIMIT
  return (overWindows(result, (window) => window.late_p99_ms) ?? 0) > LATE_LIMIT_MS
}

export function summarise(measured: Measurements) {
  const phase = (name: TalkPhase['name']): TalkResult => {
    const found = measured.phases.find((candidate) => candidate.name === name)
    if (!found) throw new Error(`unable to report; the phase ${name} is missing`)
    return found.result
  }
  const digits = (value: number | null, count: number) => (value === null ? null : round(value, count))
  return {
    date: measured.date,
    cpu_us_w1: digits(overWindows(phase('w1'), cpu), 1),
    cpu_us_w8: digits(overWindows(phase('w8'), cpu), 1),
    per_second_w1: digits(overWindows(phase('w1'), perSecond), 0),
    per_second_w8: digits(overWindows(phase('w8'), perSecond), 0),
    cpu_us_at_500: digits(overWindows(phase('at_500'), cpu), 0),
    cpu_us_at_2000: digits(overWindows(phase('at_2000'), cpu), 0),
    p50_ms_at_500: digits(
      overWindows(phase('at_500'), (window) => window.p50_ms),
      2,
    ),
    p99_ms_at_500: digits(
      overWindows(phase('at_500'), (window) => window.p99_ms),
      2,
    ),
    p50_ms_at_2000: digits(
      overWindows(phase('at_2000'), (window) => window.p50_ms),
      2,
    ),
    p99_ms_at_2000: digits(
      overWindows(phase('at_2000'), (window) => window.p99_ms),
      2,
    ),
    flushes_per_message_w1: digits(overWindows(phase('w1'), flushes), 4),
    flushes_per_message_w8: digits(overWindows(phase('w8'), flushes), 4),
    bytes_per_idle_socket: round(bytesPerSocket(measured.idle)),
    generator_was_limit: measured.phases.some(generatorWasLimit),
    exact: measured.phases.every(isExact),
    pinned: measured.pinned,
    method: {
      pairs: 100,
      senders: 100,
      text_bytes: 120,
      windows: measured.phases[0]?.result.windows.length ?? 0,
      window_seconds: round(measured.phases[0]?.result.windows[0]?.seconds ?? 0),
      idle_sockets: measured.idle.levels.map(({ sockets }) => sockets),
    },
    machine: measured.machine,
    phases: measured.phases.map((each) => ({
      name: each.name,
      cpu_us: each.result.windows.map((window) => round(cpu(window), 1)),
      per_second: each.result.windows.map((window) => round(perSecond(window))),
      server_share: each.result.windows.map((window) => round(serverShare(window), 2)),
      generator_share: each.result.windows.map((window) => round(share(window), 2)),
      others_share: each.result.windows.map((window) => round(otherShare(window), 2)),
      messages: { sent: each.result.sent, acked: each.result.acked, delivered: each.result.delivered, stored: each.stored.rows },
      receipts: { sent: each.result.receipts_sent, acked: each.result.receipts_acked, heard: each.result.receipts_heard },
    })),
    idle: measured.idle,
  }
}

export type Summary = ReturnType<typeof summarise>

export function renderReport(measured: Measurements): string {
  const summary = summarise(measured)
  const lines: string[] = ['']
  const { machine } = measured
  lines.push(
    `${machine.cpu}, ${machine.processors} processors, ${machine.memory_gb} GB, ${machine.system}, Linux ${machine.linux}, Bun ${machine.bun}`,
  )
  lines.push(
    `One flush of this disk: ${machine.flush_us} µs. ${measured.pinned ? 'Server on core 0, generator on core 1.' : 'NOT pinned to cores: read CPU time, not rates.'}`,
  )
  lines.push('')
  lines.push(
    ...table([
      ['', 'CPU µs/message', 'messages/s', 'p50 ms', 'p99 ms', 'flushes/message', 'server', 'generator', 'others'],
      ...measured.phases.map(phaseRow),
    ]),
  )
  lines.push('')
  lines.push(...table([['', 'measured', 'to reach', ''], ...targetRows(summary, measured.quick)]))
  lines.push('')
  lines.push(
    ...table([
      ['The same work elsewhere', 'µs, 1 in flight', 'µs, 8 in flight', 'bytes a socket'],
      ['Jobline, everything on', show(summary.cpu_us_w1), show(summary.cpu_us_w8), show(summary.bytes_per_idle_socket)],
      ...ANCHORS.map(([name, w1, w8, bytes]) => [name, show(w1), show(w8), show(bytes)]),
    ]),
  )
  lines.push('')
  for (const phase of measured.phases) {
    const { result, stored } = phase
    const verdict = isExact(phase) ? 'exact' : 'NOT EXACT'
    lines.push(
      `${phase.title}: ${result.sent} sent = ${result.acked} acked = ${result.delivered} delivered = ${stored.rows} stored: ${verdict}`,
    )
    if (generatorWasLimit(phase))
      lines.push(`${phase.title}: ${LIMIT_WORDS[result.windows[0]?.late_p99_ms === undefined ? 'closed' : 'open']}`)
    const others = overWindows(result, otherShare) ?? 0
    if (others > OTHERS_LIMIT)
      lines.push(`${phase.title}: other work took ${Math.round(others * 100)} % of a core; rates and latencies suffered`)
  }
  lines.push('')
  return lines.join('\n')
}

function phaseRow({ title, result }: TalkPhase): string[] {
  return [
    title,
    spread(result.windows.map(cpu), 1),
    spread(result.windows.map(perSecond), 0),
    show(
      overWindows(result, (window) => window.p50_ms),
      2,
    ),
    show(
      overWindows(result, (window) => window.p99_ms),
      2,
    ),
    show(overWindows(result, flushes), 4),
    ...[serverShare, share, otherShare].map((read) => `${Math.round((overWindows(result, read) ?? 0) * 100)} %`),
  ]
}

/** A quick run judges nothing: its windows are short and its sockets too few to outgrow the memory kept in reserve. */
function targetRows(summary: Summary, quick: boolean): string[][] {
  return Object.entries(TARGETS).map(([name, target]) => {
    const value = summary[name as keyof typeof TARGETS]
    const wanted = 'most' in target ? `≤ ${show(target.most)}` : `≥ ${show(target.least)}`
    const met = value !== null && ('most' in target ? value <= target.most : value >= target.least)
    return [name, show(value, 1), wanted, quick ? '' : met ? 'reached' : 'MISSED']
  })
}

/** Median and, where there are more windows than one, the least and the greatest. */
function spread(values: readonly number[], digits: number): string {
  const middle = show(median(values), digits)
  return values.length === 1 ? middle : `${middle} [${show(Math.min(...values), digits)}-${show(Math.max(...values), digits)}]`
}

function show(value: number | null | undefined, digits = 0): string {
  return value == null || Number.isNaN(value) ? '-' : value.toLocaleString('en', { maximumFractionDigits: digits })
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

// What a storm has to show, and how it is printed. Rules CONN-11 and CONN-15.

import { readConfig } from '@jobline/server'
import type { StormResult } from './storm-run.ts'

/** The default rate of newcomers, which the storm leaves alone. */
const { burst, per_second } = readConfig({ JOBLINE_DEMO: '1' }).limits.admissions

const LARGEST_SHARE = 0.15
const MOST_BACK_MS = 30_000
const ALL_BACK_MS = 60_000
const MOST_QUERIES = 2
/** What those who are in may wait for the answer to a message, 99 of 100. Without a rate it is more than twice as much. */
const MOST_ACK_MS = 500
/**
 * A second of returns after a kill may hold what the server lets in, and half as much again: clients are live a moment after they
 * are in, and a busy machine bunches those moments. Without a rate it holds four times as much.
 */
const ADMITTED_A_SECOND = burst + per_second
const BUNCHED = 1.5
/** More than these at once are over the server's rate, whatever the machine. */
const MUST_BE_REFUSED = 2_000

/** The most that fall into any one second, wherever it begins. `times` ascend, in ms. */
export function fullestSecond(times: readonly number[]): number {
  let fullest = 0
  let first = 0
  for (const [last, time] of times.entries()) {
    while (time - (times[first] as number) >= 1_000) first++
    fullest = Math.max(fullest, last - first + 1)
  }
  return fullest
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Why it is not good enough; empty where it is. */
export function judgeStorm(storm: StormResult): string[] {
  const problems: string[] = []
  const { people, back_ms, ack_ms } = storm
  const missing = people - back_ms.length
  if (missing > 0) problems.push(`${missing} of ${people} did not come back`)
  const by = (limit_ms: number) => back_ms.filter((ms) => ms <= limit_ms).length
  if (by(MOST_BACK_MS) < 0.95 * people) problems.push(`only ${by(MOST_BACK_MS)} were back after ${MOST_BACK_MS / 1_000} s`)
  if (by(ALL_BACK_MS) < people) problems.push(`only ${by(ALL_BACK_MS)} were back after ${ALL_BACK_MS / 1_000} s`)
  if (storm.kind === 'drain') {
    const share = fullestSecond(back_ms) / people
    if (share > LARGEST_SHARE) problems.push(`one second holds ${percent(share)} of the returns`)
    const told = fullestSecond(storm.delays.toSorted((a, b) => a - b)) / people
    if (storm.delays.length < people) problems.push(`${people - storm.delays.length} were told no delay`)
    if (told > LARGEST_SHARE) problems.push(`one second holds ${percent(told)} of the delays told`)
    if (storm.exit_code !== 0) problems.push(`the server that was told to go ended with ${storm.exit_code}`)
  } else {
    const fullest = fullestSecond(back_ms)
    if (fullest > BUNCHED * ADMITTED_A_SECOND) problems.push(`one second holds ${fullest} returns, at a rate of ${ADMITTED_A_SECOND}`)
    if (people > MUST_BE_REFUSED && storm.refused.upgrades === 0) problems.push('nobody was told to come back later: it was no storm')
  }
  if (ack_ms.length === 0) problems.push('nobody who was in had a message acknowledged')
  const ack = quantile(ack_ms, 0.99)
  if (ack > MOST_ACK_MS) problems.push(`those who were in waited ${ack.toFixed(0)} ms for an acknowledgement`)
  const queries = storm.queries / storm.sockets_opened
  if (!(queries <= MOST_QUERIES)) problems.push(`${queries.toFixed(2)} queries a client`)
  if (storm.failures > 0) problems.push(`the server counts ${storm.failures} failures`)
  if (!storm.everybody_sent) problems.push('not everybody could send afterwards')
  problems.push(...storm.problems.slice(0, 5))
  return problems
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`

export function describeStorm(storm: StormResult): string {
  const { people, back_ms, ack_ms, refused, rss } = storm
  const bins = new Map<number, number>()
  for (const ms of back_ms) bins.set(Math.floor(ms / 1_000), (bins.get(Math.floor(ms / 1_000)) ?? 0) + 1)
  const last = Math.floor((back_ms.at(-1) ?? 0) / 1_000)
  const histogram = Array.from({ length: last + 1 }, (_, second) => {
    const count = bins.get(second) ?? 0
    return `  ${String(second).padStart(3)} s ${String(count).padStart(5)} ${'█'.repeat(Math.ceil((count / people) * 200))}`
  })
  const closed = Object.entries(storm.closed).map(([code, count]) => `${count} × ${code}`)
  return [
    ...histogram,
    `back: 95 % after ${seconds(quantile(back_ms, 0.95))}, all ${back_ms.length} of ${people} after ${seconds(back_ms.at(-1) ?? Number.NaN)}; fullest second ${percent(fullestSecond(back_ms) / people)}`,
    `server: gone after ${seconds(storm.gone_ms)}, the next one listens after ${seconds(storm.down_ms)}; sockets closed ${closed.join(', ')}; ${storm.delays.length} were told a delay`,
    `503s: ${refused.upgrades} upgrades, ${refused.questions} questions why; ${(storm.queries / storm.sockets_opened).toFixed(2)} queries a client; ${storm.failures} failures`,
    `those who were in: ${ack_ms.length} messages acknowledged meanwhile, p50 ${quantile(ack_ms, 0.5).toFixed(0)} ms, p99 ${quantile(ack_ms, 0.99).toFixed(0)} ms, worst ${(ack_ms.at(-1) ?? Number.NaN).toFixed(0)} ms`,
    `the new server: ${(storm.cpu_ms / 1_000).toFixed(1)} s of one core until everybody was back, ${((storm.cpu_ms / people) * 1_000).toFixed(0)} µs a client`,
    `memory: server ${megabytes(rss.server)}, clients ${megabytes(rss.crowds)}`,
  ].join('\n')
}

// Runs one phase of talk: connects all pairs, warms up, measures windows, and waits until nothing is under way.
// Closed loop: a place is taken again when its message is both delivered and acknowledged. Open loop: a fixed
// schedule, and latency counts from the scheduled moment, so a server that stalls cannot hide it.

import { signToken } from '@jobline/server'
import { busyMicroseconds, cpuMicroseconds, diskFlushes } from '../machine.ts'
import type { TalkPlan, TalkResult, Target, WindowResult } from '../plan.ts'
import { PairTalk, type TalkCounts } from './pair-talk.ts'
import { RawSocket } from './raw-socket.ts'
import type { TickerOrder } from './ticker.ts'

/** How often watermarks that are due are looked for; a receipt is late by half of it on average. */
const MARKS_EVERY_MS = 10
const GIVE_UP_MS = 20_000
const TOKEN_LIFETIME_MS = 3_600_000

export async function runTalk(target: Target, plan: TalkPlan): Promise<TalkResult> {
  const counts: TalkCounts = { sent: 0, acked: 0, delivered: 0, receipts_sent: 0, receipts_acked: 0, receipts_heard: 0 }
  const failure = Promise.withResolvers<never>()
  const failed = (reason: string) => failure.reject(new Error(`unable to go on; ${reason}`))
  const { load } = plan
  let sending = true
  let latencies: number[] = []
  let lateness: number[] = []
  const dirty: PairTalk[] = []
  let flush_planned = false
  let ticker: Worker | undefined

  const flushSoon = () => {
    if (flush_planned) return
    flush_planned = true
    setImmediate(refill)
  }
  /** What was released in one turn leaves in one write per sender. */
  const refill = () => {
    flush_planned = false
    const sent_at = timeDigits()
    for (const talk of dirty.splice(0)) {
      while (sending && talk.free > 0) {
        talk.free--
        talk.send(0, sent_at)
      }
      talk.flush()
    }
  }
  const events = {
    failed,
    released(talk: PairTalk) {
      if (load.kind === 'open') return
      if (talk.free++ === 0) dirty.push(talk)
      flushSoon()
    },
    delivered(due: number, now: number) {
      if (load.kind === 'open') latencies.push(now - due)
    },
  }

  const talks: PairTalk[] = []
  const sockets: RawSocket[] = []
  const dial = async (user_id: string) => {
    const token = await signToken({ secret: target.jwt_secret, user_id, now: Date.now(), lifetime_ms: TOKEN_LIFETIME_MS })
    const socket = await RawSocket.dial(target.port, token, failed)
    sockets.push(socket)
    return socket
  }
  for (const pair of plan.pairs) {
    const [sender, recipient] = [await dial(pair.sender_id), await dial(pair.recipient_id)]
    talks.push(new PairTalk(talks.length, pair, sender, recipient, counts, events))
  }

  const marks = setInterval(() => {
    const now = performance.now()
    for (const talk of talks) talk.tellMarks(now)
  }, MARKS_EVERY_MS)

  if (load.kind === 'closed') {
    for (const talk of talks) {
      talk.free = load.window
      dirty.push(talk)
    }
    refill()
  } else {
    const started = performance.now()
    const gap_ms = 1_000 / load.per_second
    let next = 0
    const pump = () => {
      if (!sending) return
      const now = performance.now()
      for (let due = started + next * gap_ms; due <= now; due = started + ++next * gap_ms) {
        const talk = talks[next % talks.length] as PairTalk
        talk.send(due, timeDigits())
        talk.flush()
        lateness.push(now - due)
      }
    }
    ticker = new Worker(new URL('./ticker.ts', import.meta.url))
    ticker.onmessage = pump
    ticker.postMessage({ started: performance.timeOrigin + started, gap_ms } satisfies TickerOrder)
  }

  const measure = async (): Promise<WindowResult> => {
    latencies = []
    lateness = []
    const before = sample(target, counts)
    await pass(plan.window_ms)
    const after = sample(target, counts)
    const flushes = after.flushes === undefined || before.flushes === undefined ? undefined : after.flushes - before.flushes
    const open = load.kind === 'open'
    const server_cpu_us = after.server_cpu_us - before.server_cpu_us
    const generator_cpu_us = after.generator_cpu_us - before.generator_cpu_us
    return {
      seconds: (after.at - before.at) / 1_000,
      delivered: after.delivered - before.delivered,
      server_cpu_us,
      generator_cpu_us,
      other_cpu_us: Math.max(0, after.busy_us - before.busy_us - server_cpu_us - generator_cpu_us),
      flushes,
      p50_ms: open ? quantile(latencies, 0.5) : undefined,
      p99_ms: open ? quantile(latencies, 0.99) : undefined,
      late_p99_ms: open ? quantile(lateness, 0.99) : undefined,
    }
  }

  const run = async (): Promise<TalkResult> => {
    await pass(plan.warm_up_ms)
    const windows: WindowResult[] = []
    for (let index = 0; index < plan.windows; index++) windows.push(await measure())
    sending = false
    const give_up_at = performance.now() + GIVE_UP_MS
    while (!talks.every((talk) => talk.is_settled) || counts.receipts_acked < counts.receipts_sent) {
      if (performance.now() > give_up_at) throw new Error(`unable to finish; some answers never came: ${JSON.stringify(counts)}`)
      await pass(MARKS_EVERY_MS)
    }
    return { windows, ...counts }
  }
  try {
    return await Promise.race([run(), failure.promise])
  } finally {
    sending = false
    ticker?.terminate()
    clearInterval(marks)
    for (const socket of sockets) socket.end()
  }
}

const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Counters as they stand. */
function sample(target: Target, counts: TalkCounts) {
  const { user, system } = process.cpuUsage()
  return {
    at: performance.now(),
    delivered: counts.delivered,
    server_cpu_us: cpuMicroseconds(target.pid),
    generator_cpu_us: user + system,
    busy_us: busyMicroseconds(),
    flushes: target.disk === undefined ? undefined : diskFlushes(target.disk),
  }
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

const timeDigits = () => new TextEncoder().encode(String(Date.now()))

// Signed-in sockets that say nothing: connects up to each level, lets the server settle, and reads its memory.

import { signToken } from '@jobline/server'
import { cpuMicroseconds, rssBytes } from '../machine.ts'
import type { IdlePlan, IdleResult, Target } from '../plan.ts'
import { RawSocket } from './raw-socket.ts'

const DIALS_AT_ONCE = 50
const TOKEN_LIFETIME_MS = 3_600_000

export async function runIdle(target: Target, plan: IdlePlan): Promise<IdleResult> {
  const failure = Promise.withResolvers<never>()
  const failed = (reason: string) => failure.reject(new Error(`unable to hold idle sockets; ${reason}`))
  const sockets: RawSocket[] = []
  const dial = async (user_id: string) => {
    const token = await signToken({ secret: target.jwt_secret, user_id, now: Date.now(), lifetime_ms: TOKEN_LIFETIME_MS })
    sockets.push(await RawSocket.dial(target.port, token, failed))
  }
  const connectUpTo = async (level: number) => {
    let next = sockets.length
    const worker = async () => {
      while (next < level) await dial(plan.user_ids[next++] as string)
    }
    await Promise.all(Array.from({ length: DIALS_AT_ONCE }, worker))
  }
  const run = async (): Promise<IdleResult> => {
    const levels: { sockets: number; rss_bytes: number }[] = []
    const cpu_before = cpuMicroseconds(target.pid)
    let connecting_ms = 0
    for (const level of plan.levels) {
      const started = performance.now()
      await connectUpTo(level)
      connecting_ms += performance.now() - started
      await new Promise((resolve) => setTimeout(resolve, plan.settle_ms))
      levels.push({ sockets: sockets.length, rss_bytes: rssBytes(target.pid) })
    }
    return {
      levels,
      connects_per_second: Math.round((sockets.length / connecting_ms) * 1_000),
      server_cpu_us_per_connect: Math.round((cpuMicroseconds(target.pid) - cpu_before) / sockets.length),
    }
  }
  try {
    return await Promise.race([run(), failure.promise])
  } finally {
    for (const socket of sockets) socket.end()
  }
}

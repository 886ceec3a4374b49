// While a simulation runs, nothing may read the machine's own time or chance: what does so by mistake is stopped, and a
// plain timer becomes an event of the process that asked for it.

import type { Process, VirtualTime } from './virtual-time.ts'

const forbid = (what: string) => () => {
  throw new Error(`${what} was used during a simulation; it must come through a port`)
}

/** Puts the guards up; returns the function that takes them down. */
export function guardAmbient(time: VirtualTime): () => void {
  const real = {
    dateNow: Date.now,
    random: Math.random,
    performanceNow: performance.now,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    setImmediate: globalThis.setImmediate,
    randomUUID: crypto.randomUUID,
    getRandomValues: crypto.getRandomValues,
  }
  const stray: Process | undefined = undefined
  const later = (run: () => void, ms = 0) => {
    const process = time.current ?? stray
    if (!process) throw new Error('a timer was started outside of every simulated process')
    return time.after(process, ms, 'timer', run)
  }
  Date.now = forbid('Date.now')
  Math.random = forbid('Math.random')
  performance.now = () => time.now
  globalThis.setTimeout = later as unknown as typeof setTimeout
  globalThis.clearTimeout = ((cancel?: () => void) => cancel?.()) as unknown as typeof clearTimeout
  globalThis.setInterval = forbid('setInterval') as unknown as typeof setInterval
  globalThis.setImmediate = forbid('setImmediate') as unknown as typeof setImmediate
  crypto.randomUUID = forbid('crypto.randomUUID') as unknown as typeof crypto.randomUUID
  crypto.getRandomValues = forbid('crypto.getRandomValues') as unknown as typeof crypto.getRandomValues
  return () => {
    Date.now = real.dateNow
    Math.random = real.random
    performance.now = real.performanceNow
    globalThis.setTimeout = real.setTimeout
    globalThis.clearTimeout = real.clearTimeout
    globalThis.setInterval = real.setInterval
    globalThis.setImmediate = real.setImmediate
    crypto.randomUUID = real.randomUUID
    crypto.getRandomValues = real.getRandomValues
  }
}

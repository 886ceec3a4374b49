// The way of one person to the server, and what the proofs do to it. Two kinds: packets held back by nfq_netem.py in a
// namespace of our own, or bytes held back by the testkit's proxy. The tests know neither.

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { FaultProxy } from '@jobline/testkit/fault-proxy'
import { SeededRandom } from '@jobline/testkit/seeded-random'
import { demo } from '../browser/start-server.ts'
import type { Profile } from './profiles.ts'

export interface Link {
  /** What the browser dials in the place of localhost. */
  readonly dial: string
  use(profile: Profile): Promise<void>
  /** Everything is swallowed, and nobody is told. */
  silence(on: boolean): void
  close(): Promise<void>
}

const NETEM = fileURLToPath(new URL('../../tools/nfq_netem.py', import.meta.url))
/** The command that runs the proofs has made the namespace and says so. */
export const has_namespace = process.env.JOBLINE_NAMESPACE !== undefined

export const openLink = (queue: number, seed: number): Promise<Link> => (has_namespace ? packetLink(queue, seed) : proxyLink(seed))

async function packetLink(queue: number, seed: number): Promise<Link> {
  let helper: ChildProcess | undefined
  let dark = false
  const end = async () => {
    const ended = helper && new Promise((resolve) => helper?.once('exit', resolve))
    helper?.kill('SIGTERM')
    await ended
    helper = undefined
  }
  return {
    dial: `127.0.${queue + 1}.1`,
    async use({ netem }) {
      await end()
      dark = false
      const args = ['--queue', String(queue), '--keep-order', '--seed', String(seed), '--seconds', '900', ...netem]
      const started = spawn('python3', [NETEM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      helper = started
      // Before that a signal would end it, and a link without its helper carries nothing.
      await new Promise<void>((resolve, reject) => {
        started.stdout.once('data', () => resolve())
        started.once('exit', (code) => reject(new Error(`unable to bend the network; the helper ended with ${code}`)))
      })
    },
    silence(on) {
      if (on === dark) return
      dark = on
      helper?.kill('SIGUSR1')
    },
    close: end,
  }
}

async function proxyLink(seed: number): Promise<Link> {
  const port = Number(new URL(demo().url).port)
  const proxy = await FaultProxy.start({ port: () => port, random: new SeededRandom(seed) })
  let flapping: NodeJS.Timeout | undefined
  let present: Profile | undefined
  const apply = () => {
    proxy.heal()
    for (const direction of ['up', 'down'] as const) proxy.setWeather(direction, present?.weather ?? {})
  }
  // A link that goes away for seconds and returns: TCP repeats what was lost, so the bytes only wait.
  const flap = ([up_s, down_s]: readonly [number, number], is_up: boolean) => {
    if (is_up) apply()
    else for (const direction of ['up', 'down'] as const) proxy.stall(direction)
    flapping = setTimeout(() => flap([up_s, down_s], !is_up), (is_up ? up_s : down_s) * 1_000)
  }
  return {
    dial: `127.0.0.1:${proxy.port}`,
    async use(profile) {
      clearTimeout(flapping)
      present = profile
      if (profile.flap) flap(profile.flap, true)
      else apply()
    },
    silence(on) {
      if (on) proxy.silence()
      else apply()
    },
    async close() {
      clearTimeout(flapping)
      await proxy[Symbol.asyncDispose]()
    },
  }
}

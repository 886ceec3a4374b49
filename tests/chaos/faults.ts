// What can go wrong in a chaos run, by name. Each takes the phone that it befalls and chance; `heal` of the proxy undoes
// what it did to the network.

import type { Direction, FaultProxy, SeededRandom } from '@jobline/testkit'

export interface Victim {
  readonly proxy: FaultProxy
  killPhone(): Promise<void>
  killServer(): Promise<void>
}

/** `struck` is called when it has met anything: a plan to cut a line that nobody uses is no cut. */
export type Fault = (victim: Victim, random: SeededRandom, struck: () => void) => Promise<void> | void

const either = (random: SeededRandom): Direction => random.pick(['up', 'down'])
const meetsBytes = (proxy: FaultProxy, struck: () => void) => void proxy.afterBytes(1).then(struck)

export const FAULTS = {
  'far away': ({ proxy }, random, struck) => {
    for (const direction of ['up', 'down'] as const)
      proxy.setWeather(direction, { latency_ms: random.between(20, 200), jitter_ms: random.between(0, 100), slice_bytes: 700 })
    meetsBytes(proxy, struck)
  },
  'thin line': ({ proxy }, random, struck) => {
    for (const direction of ['up', 'down'] as const)
      proxy.setWeather(direction, { bytes_per_second: random.between(4_000, 40_000), slice_bytes: random.between(1, 300) })
    meetsBytes(proxy, struck)
  },
  'cut after a byte': ({ proxy }, random, struck) => void proxy.cutAfter(either(random), random.between(0, 2_000), 'close').then(struck),
  'reset after a byte': ({ proxy }, random, struck) => void proxy.cutAfter(either(random), random.between(0, 2_000), 'reset').then(struck),
  'reset at once': ({ proxy }, _random, struck) => {
    if (proxy.open_links > 0) struck()
    proxy.resetAll()
  },
  silence: ({ proxy }, _random, struck) => {
    proxy.silence()
    void proxy.untilLost(1).then(struck)
  },
  'silence one way': ({ proxy }, random, struck) => {
    proxy.silence(either(random))
    void proxy.untilLost(1).then(struck)
  },
  'slow reader': ({ proxy }, random, struck) => {
    if (proxy.open_links > 0) struck()
    proxy.stall(either(random))
  },
  // Who is connected would not notice: the line goes too.
  refusal: ({ proxy }, _random, struck) => {
    proxy.refuse()
    void proxy.untilRefused().then(struck)
    proxy.resetAll()
  },
  'phone killed': async ({ killPhone }, _random, struck) => {
    await killPhone()
    struck()
  },
  'server killed': async ({ killServer }, _random, struck) => {
    await killServer()
    struck()
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

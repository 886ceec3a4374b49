// What can go wrong in a chaos run, by name. Each takes the phone that it befalls and chance; `heal` of the proxy undoes
// what it did to the network.

import type { Direction, FaultProxy, SeededRandom } from '@jobline/testkit'

export interface Victim {
  readonly proxy: FaultProxy
  killPhone(): Promise<void>
  killServer(): Promise<void>
}

export type Fault = (victim: Victim, random: SeededRandom) => Promise<void> | void

const either = (random: SeededRandom): Direction => random.pick(['up', 'down'])

export const FAULTS = {
  'far away': ({ proxy }, random) => {
    for (const direction of ['up', 'down'] as const)
      proxy.setWeather(direction, { latency_ms: random.between(20, 200), jitter_ms: random.between(0, 100), slice_bytes: 700 })
  },
  'thin line': ({ proxy }, random) => {
    for (const direction of ['up', 'down'] as const)
      proxy.setWeather(direction, { bytes_per_second: random.between(4_000, 40_000), slice_bytes: random.between(1, 300) })
  },
  'cut after a byte': ({ proxy }, random) => void proxy.cutAfter(either(random), random.between(0, 2_000), 'close'),
  'reset after a byte': ({ proxy }, random) => void proxy.cutAfter(either(random), random.between(0, 2_000), 'reset'),
  'reset at once': ({ proxy }) => proxy.resetAll(),
  silence: ({ proxy }) => proxy.silence(),
  'silence one way': ({ proxy }, random) => proxy.silence(either(random)),
  'slow reader': ({ proxy }, random) => proxy.stall(either(random)),
  refusal: ({ proxy }) => proxy.refuse(),
  'phone killed': ({ killPhone }) => killPhone(),
  'server killed': ({ killServer }) => killServer(),
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

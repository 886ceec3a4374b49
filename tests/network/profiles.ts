// The bad networks of the proofs, each as packets see it (nfq_netem.py) and, where there is no root, as near as a TCP
// proxy comes. Delays are one way; a rate is shared by both directions of the packets and belongs to each of the proxy's.

import type { FaultProxy } from '@jobline/testkit/fault-proxy'

type Weather = Parameters<FaultProxy['setWeather']>[1]

export interface Profile {
  readonly name: string
  readonly netem: readonly string[]
  readonly weather: Weather
  /** Seconds up and down, over and over. */
  readonly flap?: readonly [number, number]
}

const kbit = (rate: number) => (rate * 1_000) / 8 / 2

export const THREE_G: Profile = {
  name: '3G',
  netem: ['--delay', '50', '--jitter', '20', '--loss', '0.5', '--rate-kbit', '750'],
  weather: { latency_ms: 50, jitter_ms: 20, bytes_per_second: kbit(750) },
}
export const EDGE: Profile = {
  name: 'EDGE',
  netem: ['--delay', '200', '--jitter', '60', '--loss', '1', '--rate-kbit', '120', '--buffer-ms', '2500'],
  weather: { latency_ms: 200, jitter_ms: 60, bytes_per_second: kbit(120) },
}
export const TWO_G: Profile = {
  name: '2G',
  netem: ['--delay', '300', '--jitter', '100', '--loss', '2', '--rate-kbit', '40', '--buffer-ms', '4000'],
  weather: { latency_ms: 300, jitter_ms: 100, bytes_per_second: kbit(40) },
}
/** A proxy cannot lose a packet; it can let the bytes behind it wait. */
export const LOSSY: Profile = {
  name: '10 % loss',
  netem: ['--delay', '60', '--jitter', '20', '--loss', '10'],
  weather: { latency_ms: 60, jitter_ms: 700, slice_bytes: 1_400 },
}
export const FLAPPING: Profile = {
  name: '3 s up, 7 s down',
  netem: ['--delay', '50', '--flap', '3,7'],
  weather: { latency_ms: 50 },
  flap: [3, 7],
}

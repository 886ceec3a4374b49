// Prometheus metrics. The hot path counts in plain fields; they are read when somebody scrapes.

import type { EndpointName } from '@jobline/protocol'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export class Metrics {
  readonly #registry = new Registry()
  readonly #batches: Histogram
  readonly #batchVerbs: Histogram
  readonly #requests: Counter<'endpoint' | 'status'>
  readonly #failures: Counter

  constructor() {
    const registers = [this.#registry]
    this.#batches = new Histogram({
      name: 'jobline_commit_seconds',
      help: 'From the start of a group commit to the word of the disk.',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
      registers,
    })
    this.#batchVerbs = new Histogram({
      name: 'jobline_commit_verbs',
      help: 'Changes that shared one commit.',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_000],
      registers,
    })
    this.#requests = new Counter({
      name: 'jobline_requests_total',
      help: 'REST requests by endpoint and status.',
      labelNames: ['endpoint', 'status'],
      registers,
    })
    this.#failures = new Counter({ name: 'jobline_failures_total', help: 'Failures of the server itself.', registers })
  }

  /** A value that goes up and down, read when somebody scrapes. */
  watchGauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.#registry], collect: () => gauge.set(read()) })
  }

  /** A count since the start, read when somebody scrapes. */
  watchCounter(name: `${string}_total`, help: string, read: () => number): void {
    const collect = () => {
      counter.reset()
      counter.inc(read())
    }
    const counter: Counter = new Counter({ name, help, registers: [this.#registry], collect })
  }

  batch(verbs: number, ms: number): void {
    this.#batches.observe(ms / 1_000)
    this.#batchVerbs.observe(verbs)
  }

  request(endpoint: EndpointName, status: number): void {
    this.#requests.inc({ endpoint, status })
  }

  failure(): void {
    this.#failures.inc()
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }
}

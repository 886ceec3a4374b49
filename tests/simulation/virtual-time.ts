// The one queue of everything that happens, in virtual time. After each event all microtasks run before the next, in
// one synchronous call: nothing of the machine below can get in between, so a seed gives the same run every time.

import { drainMicrotasks } from 'bun:jsc'

/** What dies, sleeps and wakes as one: a server process, a client process, the network. */
export class Process {
  readonly name: string
  alive = true
  /** Its events wait, as those of a suspended app do, and come late. */
  frozen = false
  readonly held: Event[] = []

  constructor(name: string) {
    this.name = name
  }
}

interface Event {
  at: number
  order: number
  readonly process: Process
  readonly label: string
  run: (() => void) | undefined
}

export type Cancel = () => void

/** 2026-11-22, a Sunday evening. */
const START = 1_795_370_400_000

export class VirtualTime {
  /** ms since 1970: the true time, which no device knows exactly. */
  now = START
  /** Of the process whose event runs: what a stray timer belongs to. */
  current: Process | undefined
  events = 0
  #order = 0
  #hash = 0
  readonly #heap: Event[] = []
  readonly #trace: ((line: string) => void) | undefined

  constructor(trace?: (line: string) => void) {
    this.#trace = trace
  }

  get elapsed(): number {
    return this.now - START
  }

  /** Of everything that happened so far, in its order. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }

  after(process: Process, ms: number, label: string, run: () => void): Cancel {
    const event: Event = { at: this.now + Math.max(0, ms), order: this.#order++, process, label, run }
    this.#push(event)
    return () => {
      event.run = undefined
    }
  }

  /** A pause that a kill may fall into. */
  pause(process: Process, ms: number, label: string): Promise<void> {
    return new Promise((resolve) => this.after(process, ms, label, resolve))
  }

  /** Something worth a line of the trace, and part of what a replay must repeat. */
  note(what: string): void {
    this.#hash = Bun.hash.xxHash32(what, this.#hash)
    this.#trace?.(`${(this.elapsed / 1_000).toFixed(3).padStart(9)} ${what}`)
  }

  /** A line of the trace and nothing else; `what` is called only where there is one. */
  explain(what: () => string): void {
    this.#trace?.(`${(this.elapsed / 1_000).toFixed(3).padStart(9)}   ${what()}`)
  }

  thaw(process: Process): void {
    process.frozen = false
    for (const event of process.held.splice(0)) {
      event.at = this.now
      event.order = this.#order++
      this.#push(event)
    }
  }

  /** Runs everything up to `until`, in order; then that is the time. */
  runUntil(until: number): void {
    for (;;) {
      const next = this.#heap[0]
      if (!next || next.at > until) break
      this.#pop()
      if (!next.run || !next.process.alive) continue
      if (next.process.frozen) {
        next.process.held.push(next)
        continue
      }
      this.now = next.at
      this.#step(next)
    }
    this.now = until
  }

  /** An event of its own, now. */
  act(process: Process, label: string, run: () => void): void {
    this.#step({ at: this.now, order: this.#order++, process, label, run })
  }

  #step(event: Event): void {
    const { run } = event
    event.run = undefined
    this.events++
    this.current = event.process
    this.#hash = Bun.hash.xxHash32(event.label, this.#hash ^ Math.imul(event.at % 4_294_967_296, 31))
    if (this.#trace && event.label !== 'tick')
      this.#trace(`${(this.elapsed / 1_000).toFixed(3).padStart(9)} ${event.process.name}: ${event.label}`)
    run?.()
    drainMicrotasks()
    this.current = undefined
  }

  #push(event: Event): void {
    const heap = this.#heap
    let place = heap.length
    heap.push(event)
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isBefore(event, heap[parent] as Event)) break
      heap[place] = heap[parent] as Event
      place = parent
    }
    heap[place] = event
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Event
    if (heap.length === 0) return
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child++
      if (!isBefore(heap[child] as Event, last)) break
      heap[place] = heap[child] as Event
      place = child
    }
    heap[place] = last
  }
}

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

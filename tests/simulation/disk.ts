// A device's disk under the client's cache port. Calls take effect in their order, each at a moment of its own; a crash
// loses those that have not, and of those that have the last ones which did not touch the outbox, as a browser with
// relaxed durability may. What it keeps is the memory cache's business, which passes the port's contract suite.

import { drainMicrotasks } from 'bun:jsc'
import { type Cache, type CacheChange, type ConversationRow, createMemoryCache, type OutboxItem, type Snapshot } from '@jobline/client'
import type { Process } from './virtual-time.ts'
import type { World } from './world.ts'

export interface DiskWatch {
  written(disk: Disk, changes: readonly CacheChange[]): void
  revised(disk: Disk, item: OutboxItem): void
  discarded(disk: Disk, id: string): void
}

/** Calls that read and leave nothing behind. */
const READS = new Set(['load', 'messages', 'outbox'])

export class Disk {
  readonly name: string
  readonly world: World
  readonly watch: DiskWatch
  /** On disk whatever happens, and what a running program sees: ahead of it by the relaxed writes. */
  #kept = createMemoryCache()
  #seen = createMemoryCache()
  #relaxed: (readonly CacheChange[])[] = []
  #busy_until = 0
  #full_until = 0
  #load_fails = false
  /** Called once a cursor has been stored: whoever set it may kill the program before its next write. */
  onCursor: (() => void) | undefined
  /** This life could not read it, and keeps everything in memory. */
  has_failed = false

  constructor(name: string, world: World, watch: DiskWatch) {
    this.name = name
    this.world = world
    this.watch = watch
  }

  /** For one life of the client. */
  open(process: Process): Cache {
    return new Proxy(this.#seen, {
      get: (_, name) => {
        if (typeof name !== 'string' || name === 'then') return undefined
        return (...args: unknown[]) => this.#call(process, name as keyof Cache, args)
      },
    })
  }

  /** What a program that starts now would find. */
  peek(): Snapshot {
    let found: Snapshot | undefined
    void this.#seen.load().then((snapshot) => {
      found = snapshot
    })
    drainMicrotasks()
    if (!found) throw new Error(`unable to look at the disk of ${this.name}`)
    return found
  }

  messages(conversation_id: string, limit = Number.MAX_SAFE_INTEGER) {
    return this.#seen.messages(conversation_id, Number.MAX_SAFE_INTEGER, limit)
  }

  /** The process died: loses the last few relaxed writes. */
  crash(): void {
    void this.#crash()
    drainMicrotasks()
  }

  async #crash(): Promise<void> {
    this.#busy_until = 0
    this.onCursor = undefined
    if (this.has_failed) this.heal()
    this.has_failed = false
    const lost = this.world.chance.between(0, Math.min(this.#relaxed.length, 6))
    const left = this.#relaxed.slice(0, this.#relaxed.length - lost)
    this.#relaxed = []
    if (lost === 0) return this.#settle(left)
    await this.#settle(left)
    this.#seen = await copyOf(this.#kept)
  }

  failNextLoad(): void {
    this.#load_fails = true
  }

  heal(): void {
    this.#load_fails = false
  }

  /** What happens to a disk while no program has it open. */
  damage(kind: 'messages lost' | 'rebuilt' | 'wiped'): void {
    void (kind === 'messages lost'
      ? this.#loseMessages(this.world.chance.next())
      : kind === 'rebuilt'
        ? this.#rebuild()
        : this.#replace([]))
    drainMicrotasks()
  }

  /** Messages vanish, here and there. */
  async #loseMessages(share: number): Promise<void> {
    const { conversations, meta, outbox } = this.peek()
    const messages = []
    for (const { id } of conversations) messages.push(...(await this.messages(id)))
    const left = messages.filter(() => !this.world.chance.chance(share))
    await this.#replace([{ conversations, meta, outbox_added: outbox, messages: left }])
  }

  /** Everything but the outbox is gone, as after a damaged database was made anew. */
  async #rebuild(): Promise<void> {
    const { outbox } = this.peek()
    await this.#replace([{ outbox_added: outbox }])
  }

  async #replace(changes: readonly CacheChange[]): Promise<void> {
    this.#relaxed = []
    this.#kept = createMemoryCache()
    if (changes.length > 0) await this.#kept.write(changes)
    this.#seen = await copyOf(this.#kept)
  }

  #call(process: Process, name: keyof Cache, args: unknown[]): Promise<unknown> {
    const { time, chance } = this.world
    // A phone's storage stalls now and then.
    const takes = chance.chance(0.95) ? chance.next() : chance.chance(0.9) ? chance.between(5, 80) : chance.between(100, 1_500)
    this.#busy_until = Math.max(this.#busy_until, time.now + takes)
    return new Promise((resolve, reject) => {
      time.after(process, this.#busy_until - time.now, `disk ${name}`, () => {
        this.#carryOut(name, args).then(resolve, reject)
      })
    })
  }

  async #carryOut(name: keyof Cache, args: unknown[]): Promise<unknown> {
    if (name === 'close') return
    if (name === 'load' && this.#load_fails) {
      this.has_failed = true
      throw new Error('the disk cannot be read')
    }
    const run = (cache: Cache) => (cache[name] as (...args: unknown[]) => Promise<unknown>).apply(cache, args)
    if (READS.has(name)) return run(this.#seen)
    const { now } = this.world.time
    if (!this.world.calm && now < this.#full_until) throw new Error('the disk is full')
    if (this.world.strikes('cache_write_failure')) {
      // Until somebody makes room: a second try at once finds it as full.
      this.#full_until = now + this.world.chance.between(0, 500)
      this.world.fault('cache_write_failure', `${this.name} ${name}`)
      throw new Error('the disk is full')
    }
    const changes = name === 'write' ? (args[0] as readonly CacheChange[]) : []
    this.world.time.explain(() => `${this.name} disk ${name} ${JSON.stringify(args, brief).slice(0, 600)}`)
    const result = await run(this.#seen)
    if (name === 'write' && !changes.some(touchesOutbox)) this.#relaxed.push(changes)
    else {
      await this.#settle(this.#relaxed)
      this.#relaxed = []
      await run(this.#kept)
    }
    if (changes.some(({ meta }) => meta?.cursor !== undefined)) this.onCursor?.()
    if (name === 'revise' && result === true) this.watch.revised(this, args[0] as OutboxItem)
    else if (name === 'discard' && result === true) this.watch.discarded(this, args[0] as string)
    else this.watch.written(this, changes)
    return result
  }

  async #settle(writes: readonly (readonly CacheChange[])[]): Promise<void> {
    for (const changes of writes) await this.#kept.write(changes)
  }
}

const touchesOutbox = ({ outbox_added, outbox_changed, outbox_removed_ids }: CacheChange): boolean =>
  Boolean(outbox_added?.length || outbox_changed?.length || outbox_removed_ids?.length)

/** For the trace: rows of conversations are long, and their place in the order of revs says most. */
const brief = (key: string, value: unknown) =>
  key === 'conversations' ? (value as ConversationRow[]).map(({ id, row_rev, range }) => ({ id: id.slice(-4), row_rev, ...range })) : value

async function copyOf(cache: Cache): Promise<Cache> {
  const copy = createMemoryCache()
  const { meta, conversations, outbox } = await cache.load()
  const messages = []
  for (const { id } of conversations) messages.push(...(await cache.messages(id, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)))
  await copy.write([{ meta, conversations, messages, outbox_added: outbox }])
  return copy
}

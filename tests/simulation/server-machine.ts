// The server's machine: its folder outlives its processes. A process is the real domain, gateway and store put together
// as `startServer` does it, without a listener. It may be killed between any two steps, in the middle of a commit too.

import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorCode } from '@jobline/protocol'
import { backup, type Clock, DATABASE_FILE, type Ports, restore, SqliteStore, type Store } from '@jobline/server'
import {
  Chat,
  Committer,
  type DomainError,
  Gateway,
  type Identity,
  KeyedBuckets,
  LocalBus,
  type Needs,
  type Session,
  TokenRefused,
  type Unit,
  type Verb,
} from '@jobline/server/parts'
import { LIMITS } from './limits.ts'
import type { Link } from './network.ts'
import { SimulatedTokens } from './tokens.ts'
import { Process, type VirtualTime } from './virtual-time.ts'
import type { World } from './world.ts'

/** Where in a commit the process dies. */
type Doom = 'before' | 'during' | 'after'

export interface ServerWatch {
  /** A unit of work is on disk. */
  committed(unit: Unit): void
  /** A frame leaves for this device. */
  sent(link: Link, text: string): void
  started(store: SqliteStore): void
}

export class ServerMachine {
  readonly world: World
  readonly watch: ServerWatch
  run: ServerRun | undefined
  clock_offset = 0
  doom: Doom | undefined
  backups = 0
  #folder: string
  #generation = 0
  readonly #root: string
  readonly #operator = new Process('operator')

  constructor(world: World, root: string, watch: ServerWatch) {
    this.world = world
    this.#root = root
    this.watch = watch
    this.#folder = this.#newFolder()
  }

  get now(): number {
    return Math.floor(this.world.time.now + this.clock_offset)
  }

  get database(): string {
    return join(this.#folder, DATABASE_FILE)
  }

  start(): void {
    if (this.run) return
    const store = new SqliteStore({ path: this.database, uuid: () => this.world.uuid() })
    this.run = new ServerRun(this, store)
    this.watch.started(store)
  }

  /** As `kill -9`, or as if the plug was pulled: then nobody closes its sockets. */
  kill(says_so: boolean): void {
    const run = this.run
    if (!run) return
    this.run = undefined
    this.doom = undefined
    run.process.alive = false
    for (const link of run.sockets.values()) link.serverDied(says_so)
    // What was committed is on disk; an open transaction is not. Closing in the middle of one is refused: then the next
    // process finds what a crash would have left.
    if (!run.closeFile()) this.#leaveBehind()
  }

  /** Killed, and started again by whoever watches over it. */
  crash(says_so: boolean): void {
    this.kill(says_so)
    this.startSoon()
  }

  startSoon(): void {
    const { time, chance } = this.world
    time.after(this.#operator, chance.between(10, 6_000), 'restart', () => this.start())
  }

  #leaveBehind(): void {
    const from = this.database
    this.#folder = this.#newFolder()
    for (const ending of ['', '-wal']) if (existsSync(from + ending)) copyFileSync(from + ending, this.database + ending)
  }

  /** Stops as on SIGTERM: begun work is finished, clients are told when to come back. */
  async drain(): Promise<void> {
    const run = this.run
    if (!run) return
    run.gateway.refuseMore()
    await run.committer.whenIdle()
    run.gateway.drain(1_000)
    run.gateway.stop()
    await run.committer.whenIdle()
    if (this.run === run) this.kill(true)
  }

  takeBackup(): void {
    if (existsSync(this.database)) backup(this.#folder, this.#backupFile(this.backups++))
  }

  /** The process must be down. */
  restoreBackup(number: number): void {
    restore(this.#folder, this.#backupFile(number), { force: true, uuid: () => this.world.uuid() })
  }

  dispose(): void {
    this.run?.closeFile()
    rmSync(this.#root, { recursive: true, force: true })
  }

  #backupFile(number: number): string {
    return join(this.#root, `backup-${number}.db`)
  }

  #newFolder(): string {
    const folder = join(this.#root, `data-${this.#generation++}`)
    mkdirSync(folder, { recursive: true })
    return folder
  }
}

/** One life of the server process. */
export class ServerRun {
  readonly process = new Process('server')
  readonly time: VirtualTime
  readonly sockets = new Map<Session, Link>()
  readonly gateway: Gateway
  readonly committer: Committer
  readonly chat: Chat
  readonly tokens: SimulatedTokens
  readonly #machine: ServerMachine
  readonly #store: SqliteStore
  #in_transaction = false

  constructor(machine: ServerMachine, store: SqliteStore) {
    const { world } = machine
    this.#machine = machine
    this.#store = store
    this.time = world.time
    const ports = this.#ports()
    const bus = new LocalBus()
    const onFailure = (error: unknown) => world.broken('the server', `failed with ${error instanceof Error ? error.stack : error}`)
    this.committer = new Committer(this.#stepped(store), ports, (announcements) => bus.publish(announcements), { onFailure })
    this.chat = new Chat(store, this.committer)
    this.tokens = new SimulatedTokens(store, ports.clock)
    this.gateway = new Gateway({
      chat: this.chat,
      bus,
      ports,
      tokens: this.tokens,
      limits: LIMITS,
      changeBuckets: new KeyedBuckets(LIMITS.changes),
      requestBuckets: new KeyedBuckets(LIMITS.requests),
      onFailure,
    })
  }

  #ports(): Ports {
    const { time, process } = this
    const machine = this.#machine
    const clock: Clock = {
      now: () => machine.now,
      every(period_ms, run) {
        let ended = false
        const next = () =>
          time.after(process, period_ms, 'tick', () => {
            if (ended) return
            next()
            run()
          })
        next()
        return () => {
          ended = true
        }
      },
    }
    return {
      clock,
      uuid: () => machine.world.uuid(),
      random: () => machine.world.inside.next(),
      hash: (text) => Bun.hash.xxHash64(text).toString(36),
      afterInput: (run) => void time.after(process, 0, 'commit', run),
    }
  }

  /** As the listener does it. Rejects where the upgrade is refused. */
  async admit(address: string, token: string): Promise<Session> {
    const { admission } = this.gateway
    admission.knock(address)
    const caller: Identity | ErrorCode = await this.tokens.verify(token).catch((error: unknown) => {
      if (error instanceof TokenRefused) return error.code
      throw error
    })
    admission.seat(address, typeof caller === 'object' ? caller.user_id : undefined)
    return this.gateway.prepare(address, undefined, caller)
  }

  submit(verb: Verb, settled: (error: DomainError | undefined) => void): void {
    this.chat.submit(verb, (_, error) => settled(error))
  }

  sent(link: Link, text: string): void {
    this.#machine.watch.sent(link, text)
  }

  /** false: a transaction is open, so it cannot be closed. */
  closeFile(): boolean {
    if (this.#in_transaction) return false
    void this.#store.close()
    return true
  }

  /** The real store with steps around each commit, so that a kill may fall before it, into it and after it. */
  #stepped(store: SqliteStore): Store {
    const machine = this.#machine
    const { time, process } = this
    const dies = (doom: Doom) => {
      if (machine.doom !== doom) return false
      machine.world.fault('server_kill_in_commit', doom)
      if (doom === 'during') {
        machine.doom = undefined
        time.after(process, 1, 'dies in a commit', () => machine.crash(true))
      } else machine.crash(true)
      return doom !== 'during'
    }
    const transact = async <R>(needs: readonly Needs[], decide: (unit: Unit) => R): Promise<R> => {
      await time.pause(process, 0.1, 'commit begins')
      if (dies('before')) return new Promise(() => {})
      dies('during')
      let unit: Unit | undefined
      this.#in_transaction = true
      const result = await store
        .transact(needs, (loaded) => {
          unit = loaded
          return decide(loaded)
        })
        .finally(() => {
          this.#in_transaction = false
        })
      if (unit) machine.watch.committed(unit)
      await time.pause(process, 0.1, 'commit ends')
      if (dies('after')) return new Promise(() => {})
      return result
    }
    return new Proxy(store as Store, {
      get: (target, name) => {
        if (name === 'transact') return transact
        const value = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
}

// Sockets between devices and the server: each way in order and whole, as TCP keeps it, until the connection is cut or
// goes silent. What is lost, doubled or overtaken without a cut are announcements, as the bus may do.

import type { Socket as ClientSocket, SocketEvents } from '@jobline/client'
import type { Session, Socket } from '@jobline/server/parts'
import type { Device } from './device.ts'
import type { History } from './history.ts'
import type { ServerMachine, ServerRun } from './server-machine.ts'
import { type Cancel, Process } from './virtual-time.ts'
import type { World } from './world.ts'

/** Announcements: whoever misses one learns of it by rev and cursor. Answers have a `ref` or are an ack. */
const ANNOUNCEMENT =
  /^\{"type":"(chat_message|message_update|job|conversation|removed|read_receipt|delivery_receipt|member_state|typing|presence)"/
const CLOSED_ABNORMALLY = 1006

export class Network {
  readonly world: World
  readonly server: ServerMachine
  readonly history: History
  readonly process = new Process('network')
  readonly links = new Set<Link>()

  constructor(world: World, server: ServerMachine, history: History) {
    this.world = world
    this.server = server
    this.history = history
  }

  dial(device: Device, process: Process, token: string, events: SocketEvents): ClientSocket {
    const link = new Link(this, device, process, events)
    this.links.add(link)
    link.dial(token)
    return link.clientEnd()
  }

  /** One way, once. */
  latency(device: Device): number {
    return 1 + (device.round_trip_ms / 2) * (0.5 + this.world.chance.next())
  }

  linksOf(device: Device): Link[] {
    return [...this.links].filter((link) => link.device === device)
  }
}

export class Link {
  readonly device: Device
  readonly #network: Network
  readonly #client: Process
  #events: SocketEvents | undefined
  #run: ServerRun | undefined
  #session: Session | undefined
  #up_at = 0
  #down_at = 0
  #cut = false
  /** Half-open: what is sent this way vanishes. */
  silent_up = false
  silent_down = false

  constructor(network: Network, device: Device, client: Process, events: SocketEvents) {
    this.#network = network
    this.device = device
    this.#client = client
    this.#events = events
  }

  get is_open(): boolean {
    return this.#session !== undefined && !this.#cut && this.#events !== undefined
  }

  dial(token: string): void {
    const { world, server } = this.#network
    if (world.strikes('dial_failure')) {
      world.fault('dial_failure', this.device.name)
      // Refused at once, or swallowed: then the client's own deadline ends it.
      if (world.chance.chance(0.7)) this.#refuse()
      return
    }
    if (!this.device.online) {
      this.#refuse()
      return
    }
    this.#up(`${this.device.name} dials`, () => {
      const run = server.run
      if (!run) return this.#refuse()
      this.#run = run
      run.time.after(run.process, 0, 'upgrade', () => void this.#upgrade(run, token))
    })
  }

  async #upgrade(run: ServerRun, token: string): Promise<void> {
    try {
      const session = await run.admit(this.device.name, token)
      this.#session = session
      run.sockets.set(session, this)
      this.#down('opened', () => this.#events?.opened())
      run.gateway.opened(session, this.#serverEnd(run))
    } catch (error) {
      this.#network.world.time.explain(() => `${this.device.name} is refused: ${error}`)
      this.#refuse()
    }
  }

  clientEnd(): ClientSocket {
    return {
      send: (text) => this.#sendUp(text),
      close: () => {
        this.#events = undefined
        this.#hangUp()
      },
      buffered: () => 0,
    }
  }

  #serverEnd(run: ServerRun): Socket {
    return {
      sendText: (text) => {
        run.sent(this, text)
        this.#sendDown(text)
        return text.length
      },
      close: (code = CLOSED_ABNORMALLY) => {
        this.#down(`closed ${code}`, () => this.#clientLost(code))
        this.#serverLost(0)
      },
      ping: () => {
        this.#down('ping', () => this.#up('pong', () => this.#session && this.#run?.gateway.ponged(this.#session)))
        return 0
      },
      cork: (run) => run(),
      getBufferedAmount: () => 0,
    }
  }

  #sendUp(text: string): void {
    const { world } = this.#network
    this.#up(text, () => this.#receive(text))
    if (world.strikes('duplicate')) {
      world.fault('duplicate', 'up')
      this.#up(text, () => this.#receive(text))
    }
    // What silence swallows is sent again by the system: it comes when the way is open, and its sender has long moved on.
    if (text.startsWith('{"type":"chat_message"') && world.strikes('late_copy', this.silent_up ? 8 : 1)) {
      world.fault('late_copy')
      const ms = this.silent_up ? world.chance.between(5_000, 60_000) : world.chance.between(100, 20_000)
      const { id } = JSON.parse(text) as { id: string }
      // Not after a refusal: then its person may have changed it, and no copy is under way any more.
      world.time.after(this.#network.process, ms, `late ${text}`, () => this.#network.history.refused.has(id) || this.#receive(text))
    }
  }

  #receive(text: string): void {
    const run = this.#run
    const session = this.#session
    // On the server's own time: a kill takes away what its process has not read yet.
    if (run && session) run.time.after(run.process, 0, 'read', () => run.gateway.received(session, text))
  }

  #sendDown(text: string): void {
    const { world } = this.#network
    const receive = () => this.#clientReceives(text)
    if (!ANNOUNCEMENT.test(text)) {
      this.#down(text, receive)
      return
    }
    if (world.strikes('drop')) {
      world.fault('drop', text)
      return
    }
    if (world.strikes('reorder')) {
      world.fault('reorder')
      this.#carry(this.#client, world.time.now + world.chance.between(1, 1_500), text, 'down', receive)
      return
    }
    this.#down(text, receive)
    if (world.strikes('duplicate')) {
      world.fault('duplicate', 'down')
      this.#carry(this.#client, world.time.now + world.chance.between(1, 3_000), text, 'down', receive)
    }
  }

  #clientReceives(text: string): void {
    this.device.hears(text)
    this.#events?.received(text)
  }

  /** Cut in the middle: what is under way either way is lost, and each end learns of it in its own time. */
  cut(): void {
    if (this.#cut) return
    this.#cut = true
    this.#network.links.delete(this)
    const { time, chance, calm } = this.#network.world
    const lost = () => this.#clientLost(CLOSED_ABNORMALLY)
    if (!this.silent_down || calm) time.after(this.#client, chance.between(0, 2_000), 'cut', lost)
    if (!this.silent_up) this.#serverLost(chance.between(0, 2_000))
  }

  /** The server's process is gone; its machine says so, or says nothing. */
  serverDied(says_so: boolean): void {
    if (says_so) this.#down('reset', () => this.#clientLost(CLOSED_ABNORMALLY))
    else this.silent_down = true
    this.#session = undefined
    this.#run = undefined
  }

  /** The device's process is gone; its system closes the socket, unless the whole device went. */
  clientDied(says_so: boolean): void {
    this.#events = undefined
    if (says_so) this.#hangUp()
    else {
      this.silent_up = true
      this.#network.links.delete(this)
    }
  }

  #refuse(): void {
    this.#network.links.delete(this)
    const { time, chance } = this.#network.world
    time.after(this.#client, chance.between(1, 200), 'dial failed', () => this.#clientLost(CLOSED_ABNORMALLY))
  }

  #clientLost(code: number): void {
    const events = this.#events
    this.#events = undefined
    this.#network.links.delete(this)
    events?.closed(code)
  }

  #hangUp(): void {
    this.#network.links.delete(this)
    this.#up('hang up', () => this.#serverLost(0))
  }

  #serverLost(ms: number): void {
    const run = this.#run
    const session = this.#session
    if (!run || !session) return
    run.time.after(run.process, ms, 'socket closed', () => {
      if (!run.sockets.delete(session)) return
      run.gateway.closed(session)
    })
  }

  #up(label: string, arrive: () => void): void {
    this.#up_at = this.#inOrder(this.#up_at)
    this.#carry(this.#network.process, this.#up_at, label, 'up', arrive)
  }

  #down(label: string, arrive: () => void): void {
    this.#down_at = this.#inOrder(this.#down_at)
    this.#carry(this.#client, this.#down_at, label, 'down', arrive)
  }

  #inOrder(before: number): number {
    const { world } = this.#network
    let at = world.time.now + this.#network.latency(this.device)
    if (world.strikes('delay')) {
      world.fault('delay')
      at += world.chance.between(1_000, 15_000)
    }
    return Math.max(before, at)
  }

  #carry(process: Process, at: number, label: string, way: 'up' | 'down', arrive: () => void): Cancel {
    const { time } = this.#network.world
    return time.after(process, at - time.now, `${way} ${label}`, () => {
      if (this.#cut || (way === 'up' ? this.silent_up : this.silent_down)) return
      arrive()
    })
  }
}

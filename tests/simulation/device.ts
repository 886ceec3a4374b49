// A device with the real client library on it: its disk, its clock, its network and the programs that live and die on
// it. A person looks at its screen through the same views as an app.

import { type ChatClient, ChatError, createChatClient, type MessageItem, type MessageListSnapshot, type View } from '@jobline/client'
import { Disk, type DiskWatch } from './disk.ts'
import type { Network } from './network.ts'
import { makeToken } from './tokens.ts'
import { Process } from './virtual-time.ts'
import type { World } from './world.ts'

export interface DeviceWatch extends DiskWatch {
  /** What a screen shows of one message has changed. */
  shown(life: Life, message: MessageItem): void
  heard(device: Device, text: string): void
}

/** One life of the client on a device. */
export interface Life {
  readonly device: Device
  readonly process: Process
  readonly client: ChatClient
  /** The chat that is open, with the function that leaves it. */
  open: { readonly conversation_id: string; readonly view: View<MessageListSnapshot>; close(): void } | undefined
  readonly tellOnline: Set<(online: boolean) => void>
  readonly tellActive: Set<(active: boolean) => void>
}

export class Device {
  readonly name: string
  readonly user_id: string
  readonly disk: Disk
  readonly world: World
  life: Life | undefined
  online = true
  is_active = true
  clock_offset: number
  round_trip_ms: number
  readonly #network: Network
  readonly #watch: DeviceWatch
  #lives = 0

  constructor(name: string, user_id: string, network: Network, watch: DeviceWatch) {
    const { world } = network
    this.name = name
    this.user_id = user_id
    this.world = world
    this.#network = network
    this.#watch = watch
    this.disk = new Disk(name, world, watch)
    this.clock_offset = world.chance.between(-90_000, 90_000)
    this.round_trip_ms = 2 + world.chance.next() * world.profile.slowest_ms
  }

  start(): Life {
    if (this.life) return this.life
    const process = new Process(`${this.name}.${++this.#lives}`)
    const { world } = this
    const tellOnline = new Set<(online: boolean) => void>()
    const tellActive = new Set<(active: boolean) => void>()
    const subscribe =
      <T>(listeners: Set<(value: T) => void>) =>
      (listener: (value: T) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      }
    let life: Life | undefined
    world.time.act(process, 'starts', () => {
      const client = createChatClient({
        url: 'https://chat.example',
        user_id: this.user_id,
        cache: this.disk.open(process),
        getToken: () => this.#token(process),
        ports: {
          transport: { dial: (_url, token, events) => this.#network.dial(this, process, token, events) },
          // Requests in place of a socket are not simulated: they find nobody.
          http: {
            request: (method, _url, token) => (method === 'GET' ? this.#ask(process, token) : Promise.reject(new Error('no answer'))),
          },
          clock: {
            now: () => Math.floor(world.time.now + this.clock_offset),
            after: (ms, run) => world.time.after(process, ms, 'timer', run),
          },
          random: { next: () => world.inside.next() },
          ids: { next: () => world.uuid() },
          network: { subscribe: subscribe(tellOnline) },
          appState: { isActive: () => this.is_active, subscribe: subscribe(tellActive) },
        },
      })
      life = { device: this, process, client, open: undefined, tellOnline, tellActive }
    })
    if (!life) throw new Error(`unable to start ${this.name}`)
    this.life = life
    // The list is what every app shows first.
    life.client.conversations('all').subscribe(() => {})
    return life
  }

  /** The app is killed, or the battery is taken out: then nobody closes its socket. */
  kill(says_so: boolean): void {
    const { life } = this
    if (!life) return
    this.life = undefined
    life.process.alive = false
    for (const link of this.#network.linksOf(this)) link.clientDied(says_so)
    this.disk.crash()
  }

  /** The app is left properly; resolves when it is down. */
  async close(): Promise<void> {
    const { life } = this
    if (!life) return
    await life.client.close()
    if (this.life === life) this.kill(true)
  }

  openChat(conversation_id: string): void {
    const { life } = this
    if (!life || life.open?.conversation_id === conversation_id) return
    life.open?.close()
    const view = life.client.messages(conversation_id)
    let before: readonly MessageItem[] = []
    const look = () => {
      const { items } = view.getSnapshot()
      for (const [index, item] of items.entries()) if (item !== before[index]) this.#watch.shown(life, item)
      before = items
    }
    const leave = view.subscribe(look)
    look()
    life.open = { conversation_id, view, close: leave }
  }

  closeChat(): void {
    this.life?.open?.close()
    if (this.life) this.life.open = undefined
  }

  setOnline(online: boolean): void {
    if (this.online === online) return
    this.online = online
    if (!online) for (const link of this.#network.linksOf(this)) link.cut()
    for (const tell of this.life?.tellOnline ?? []) tell(online)
  }

  setActive(active: boolean): void {
    if (this.is_active === active) return
    this.is_active = active
    for (const tell of this.life?.tellActive ?? []) tell(active)
  }

  hears(text: string): void {
    this.#watch.heard(this, text)
  }

  #token(process: Process): Promise<string> {
    const { world } = this
    return new Promise((resolve, reject) => {
      world.time.after(process, world.chance.between(1, 50), 'token', () => {
        if (world.strikes('token_failure') || !this.online) {
          if (this.online) world.fault('token_failure')
          reject(new Error('the marketplace does not answer'))
          return
        }
        const server_now = this.#network.server.now
        resolve(makeToken(this.user_id, server_now, world.calm ? 3_600_000 : world.profile.token_ms))
      })
    })
  }

  #ask(process: Process, token: string) {
    const { world } = this
    return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
      world.time.after(process, this.#network.latency(this) * 2, 'http', () => {
        const run = this.#network.server.run
        if (!run || !this.online) return reject(new ChatError('unavailable', true, 'nobody answers'))
        run.tokens.verify(token).then(
          () => resolve({ status: 200, body: { epoch: run.chat.epoch } }),
          (error) => resolve({ status: 401, body: { code: error.code } }),
        )
      })
    })
  }
}

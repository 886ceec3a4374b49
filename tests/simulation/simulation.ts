// One run from one seed: people, devices and a server meet under faults; then the faults stop, time goes on until all is
// quiet, and the oracle judges.

import { drainMicrotasks } from 'bun:jsc'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Device } from './device.ts'
import { strike } from './faults.ts'
import { History } from './history.ts'
import { Marketplace } from './marketplace.ts'
import { Network } from './network.ts'
import { guardAmbient } from './no-ambient.ts'
import { judge } from './oracle.ts'
import { ServerMachine } from './server-machine.ts'
import { operate } from './workload.ts'
import { World } from './world.ts'

export interface Outcome {
  readonly seed: number
  readonly problems: readonly string[]
  readonly operations: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
  /** Of everything that happened, in its order. */
  readonly hash: string
  readonly events: number
  readonly virtual_ms: number
}

export interface Scene {
  readonly world: World
  readonly history: History
  readonly server: ServerMachine
  readonly network: Network
  readonly marketplace: Marketplace
  readonly devices: Device[]
}

/** In memory where the system has such a folder: what is simulated is the disk's loss, not its speed. */
const RAM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export function simulate(seed: number, operations: number, trace?: (line: string) => void): Outcome {
  const world = new World(seed, trace)
  const root = mkdtempSync(join(RAM, 'jobline-sim-'))
  const takeDown = guardAmbient(world.time)
  const history = new History(world)
  const server = new ServerMachine(world, root, history)
  try {
    const scene = setUp(world, history, server)
    for (let index = 0; index < operations; index++) {
      world.time.runUntil(world.time.now + pause(world))
      if (world.chance.chance(world.profile.event_share)) strike(scene)
      operate(scene)
      drainMicrotasks()
    }
    judge(scene)
  } catch (error) {
    world.broken('the simulation', `stopped with ${error instanceof Error ? error.stack : error}`)
  } finally {
    server.dispose()
    takeDown()
  }
  const { problems, faults, time } = world
  return { seed, problems, operations: world.operations, faults, hash: time.hash, events: time.events, virtual_ms: time.elapsed }
}

function setUp(world: World, history: History, server: ServerMachine): Scene {
  const { profile, choices } = world
  const network = new Network(world, server, history)
  const marketplace = new Marketplace(world, server)
  const user_ids = Array.from({ length: profile.users }, (_, index) => `u${index + 1}`)
  server.start()
  marketplace.open(user_ids, profile.conversations)
  world.time.runUntil(world.time.now + 100)
  server.takeBackup()
  const devices: Device[] = []
  for (const user_id of user_ids) {
    const count = choices.pick([1, 1, 2, 3])
    for (let index = 0; index < count; index++) {
      const device = new Device(`${user_id}-${'abc'[index]}`, user_id, network, history)
      history.add(device)
      devices.push(device)
      device.start()
    }
  }
  world.time.runUntil(world.time.now + 3_000)
  return { world, history, server, network, marketplace, devices }
}

/** Mostly at once, sometimes a while. */
function pause({ choices, profile }: World): number {
  return choices.chance(0.4) ? choices.next() * 30 : choices.next() * choices.next() * 4 * profile.pause_ms
}

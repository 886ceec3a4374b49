// Faults that strike a connection, a process, a clock or a disk between two operations. Those of single frames, writes and
// dials strike where these pass.

import type { EventKind } from './fault-profile.ts'
import { restoreBackup } from './restore.ts'
import type { Scene } from './simulation.ts'
import { Process } from './virtual-time.ts'

/** Each returns whom it struck; undefined where there was nobody to strike. */
const FAULTS: Readonly<Record<EventKind, (scene: Scene) => string | undefined>> = {
  cut: ({ world, network }) => {
    const open = [...network.links].filter((link) => link.is_open)
    if (open.length === 0) return undefined
    const link = world.chance.pick(open)
    link.cut()
    return link.device.name
  },
  half_open: ({ world, network }) => {
    const open = [...network.links].filter((link) => link.is_open)
    if (open.length === 0) return undefined
    const link = world.chance.pick(open)
    const way = world.chance.pick(['up', 'down', 'both'])
    link.silent_up ||= way !== 'down'
    link.silent_down ||= way !== 'up'
    return `${link.device.name} ${way}`
  },
  offline: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    if (!device.online) return undefined
    device.setOnline(false)
    world.time.after(HAND, world.chance.between(100, 40_000), 'online again', () => device.setOnline(true))
    return device.name
  },
  server_kill: (scene) => {
    if (!scene.server.run) return undefined
    scene.server.crash(scene.world.chance.chance(0.8))
    return 'the server'
  },
  server_kill_in_commit: (scene) => {
    const { server, world } = scene
    if (!server.run || server.doom) return undefined
    server.doom = world.chance.pick(['before', 'during', 'after'] as const)
    // Counted where it strikes.
    return undefined
  },
  server_drain: (scene) => {
    if (!scene.server.run) return undefined
    void scene.server.drain().then(() => scene.server.startSoon())
    return 'the server'
  },
  client_kill: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    if (!device.life) return undefined
    device.kill(world.chance.chance(0.7))
    return device.name
  },
  client_kill_in_sync: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    const { life, disk } = device
    if (!life || disk.onCursor) return undefined
    disk.onCursor = () => {
      disk.onCursor = undefined
      world.time.after(HAND, world.chance.next(), 'dies in a sync', () => {
        if (device.life !== life || world.calm) return
        world.fault('client_kill_in_sync', device.name)
        device.kill(true)
      })
    }
    // So that it will sync; counted where it strikes.
    life.client.refresh().catch(() => {})
    return undefined
  },
  client_close: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    if (!device.life) return undefined
    void device.close()
    return device.name
  },
  client_freeze: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    const { life } = device
    if (!life || life.process.frozen) return undefined
    device.setActive(false)
    life.process.frozen = true
    world.time.after(HAND, world.chance.between(1_000, 120_000), 'thaws', () => {
      world.time.thaw(life.process)
      if (device.life === life) device.setActive(true)
    })
    return device.name
  },
  token_expiry: ({ server, world }) => {
    const run = server.run
    if (!run || run.sockets.size === 0) return undefined
    const session = world.chance.pick([...run.sockets.keys()])
    // As a token that was short-lived from the start.
    session.expires_at = Math.min(session.expires_at, server.now + world.chance.between(0, 3_000))
    return 'the server'
  },
  device_clock_jump: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    device.clock_offset += world.chance.pick([-1, 1]) * 10 ** world.chance.between(3, 8) * world.chance.next()
    return device.name
  },
  server_clock_jump: ({ world, server }) => {
    server.clock_offset += world.chance.pick([-1, 1]) * 10 ** world.chance.between(2, 5) * world.chance.next()
    server.clock_offset = Math.round(server.clock_offset)
    return 'the server'
  },
  cache_load_failure: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    device.kill(true)
    device.disk.failNextLoad()
    return device.name
  },
  cache_messages_lost: ({ world, devices }) => {
    const device = world.chance.pick(devices)
    device.kill(true)
    device.disk.damage('messages lost')
    return device.name
  },
  cache_rebuilt: ({ world, devices, history }) => {
    const device = world.chance.pick(devices)
    device.kill(true)
    history.forgotEpoch(device)
    device.disk.damage('rebuilt')
    return device.name
  },
  cache_wiped: ({ world, devices, history }) => {
    const device = world.chance.pick(devices)
    device.kill(true)
    history.outboxLost(device, device.disk.peek().outbox)
    device.disk.damage('wiped')
    return device.name
  },
  restore: (scene) => (restoreBackup(scene) ? 'the server' : undefined),
}

/** What is done to machines from outside. */
const HAND = new Process('hand')

export function strike(scene: Scene): void {
  const { world } = scene
  const kind = world.chance.pick(world.profile.events)
  world.time.act(HAND, kind, () => {
    const struck = FAULTS[kind](scene)
    if (struck !== undefined) world.fault(kind, struck)
  })
}

// What people do with their devices, and what the marketplace does: each operation only where a person could do it, on
// what their screen shows.

import type { ConversationItem } from '@jobline/client'
import type { Device, Life } from './device.ts'
import type { History } from './history.ts'
import type { Marketplace } from './marketplace.ts'
import type { World } from './world.ts'

interface Place {
  readonly world: World
  readonly history: History
  readonly marketplace: Marketplace
  readonly life: Life
  readonly conversation: ConversationItem
}

/** false: there is nothing to do this with. */
type Operation = (place: Place) => boolean

interface Kind {
  readonly weight: number
  /** It leaves something on a disk that must not be lost. */
  readonly is_durable: boolean
  readonly run: Operation
}

const send: Operation = ({ world, life, conversation }) => {
  const text = `#${world.count()} ${life.device.name} in ${conversation.id.slice(-4)}`
  life.client.send(conversation.id, text).catch(() => {})

  return true
}

export const OPERATIONS: Readonly<Record<string, Kind>> = {
  send: { weight: 30, is_durable: true, run: send },
  read: {
    weight: 12,
    is_durable: true,
    run: ({ history, life, conversation }) => {
      life.device.openChat(conversation.id)
      const seen = life.open?.view.getSnapshot().items.filter(({ seq }) => seq > 0)
      const last = seen?.[seen.length - 1]
      if (!last) return false
      history.readUpTo(life.device.user_id, conversation.id, last.seq)
      life.client.markRead(conversation.id, last.seq)
      return true
    },
  },
  archive: {
    weight: 4,
    is_durable: true,
    run: ({ life, conversation }) => {
      life.client.setArchived(conversation.id, conversation.state.archived_at === undefined)
      return true
    },
  },
  draft: {
    weight: 4,
    is_durable: true,
    run: ({ world, life, conversation }) => {
      life.client.setDraft(conversation.id, world.choices.chance(0.3) ? '' : `draft ${world.time.elapsed}`)
      return true
    },
  },
  job: {
    weight: 3,
    is_durable: true,
    run: ({ marketplace }) => {
      marketplace.changeJob()
      return true
    },
  },
  open_chat: {
    weight: 10,
    is_durable: false,
    run: ({ life, conversation }) => {
      life.device.openChat(conversation.id)
      return true
    },
  },
  close_chat: {
    weight: 3,
    is_durable: false,
    run: ({ life }) => {
      life.device.closeChat()
      return true
    },
  },
  load_before: {
    weight: 4,
    is_durable: false,
    run: ({ life, conversation }) => {
      void life.client.loadBefore(life.open?.conversation_id ?? conversation.id)
      return true
    },
  },
  type: {
    weight: 4,
    is_durable: false,
    run: ({ life, conversation }) => {
      life.client.typed(conversation.id)
      return true
    },
  },
  refresh: {
    weight: 2,
    is_durable: false,
    run: ({ life }) => {
      life.client.refresh().catch(() => {})
      return true
    },
  },
  try_now: {
    weight: 2,
    is_durable: false,
    run: ({ life }) => {
      life.client.reconnect()
      return true
    },
  },
}

const WEIGHTED = Object.entries(OPERATIONS).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name))

/** One operation, on some device. */
export function operate(world: World, history: History, marketplace: Marketplace, devices: readonly Device[]): void {
  const { choices } = world
  const device = choices.pick(devices)
  const life = device.start()
  const { items } = life.client.conversations('all').getSnapshot()
  const name = choices.pick(WEIGHTED)
  const conversation = items.length > 0 ? choices.pick(items) : undefined
  if (!conversation) {
    world.operation('wait')
    return
  }
  const place: Place = { world, history, marketplace, life, conversation }
  world.time.act(life.process, `does ${name} in ${conversation.id.slice(-4)}`, () => {
    const kind = OPERATIONS[name] as Kind
    if (kind.run(place)) world.operation(name)
    else {
      send(place)
      world.operation('send')
    }
  })
}

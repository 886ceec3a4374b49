// What people do with their devices, and what the marketplace does: each operation only where a person could do it, on
// what their screen shows.

import type { ConversationItem, MessageItem } from '@jobline/client'
import type { Life } from './device.ts'
import type { History } from './history.ts'
import type { Marketplace } from './marketplace.ts'
import type { ServerMachine } from './server-machine.ts'
import type { Scene } from './simulation.ts'
import type { World } from './world.ts'

interface Place {
  readonly world: World
  readonly history: History
  readonly marketplace: Marketplace
  readonly server: ServerMachine
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

const send: Operation = ({ world, history, life, conversation }) => {
  const text = `#${world.count()} ${life.device.name} in ${conversation.id.slice(-4)}`
  life.client.send(conversation.id, text).then(
    (id) => history.toldKept(life, id),
    () => {},
  )

  return true
}

/** One of the own messages on the open chat's screen, newest more often. */
function pickMessage({ world, life }: Place, fits: (item: MessageItem) => boolean): MessageItem | undefined {
  const items = life.open?.view.getSnapshot().items.filter((item) => item.kind === 'text' && item.deleted_at === undefined && fits(item))
  if (!items || items.length === 0) return undefined
  const back = Math.floor(world.choices.next() ** 3 * items.length)
  return items[items.length - 1 - back]
}

const isOwn = ({ is_own }: MessageItem) => is_own

const edit: Operation = (place) => {
  const { world, life } = place
  const item = pickMessage(place, isOwn)
  if (!item) return false
  life.client.edit(item.conversation_id, item.id, `#${world.count()} edited on ${life.device.name}`).catch(() => {})
  return true
}

const remove: Operation = (place) => {
  const { world, life, conversation } = place
  // What is regretted is often still on its way.
  if (world.choices.chance(0.5)) {
    const regret = (id: string) => deleteMessage(place, conversation.id, id, 0)
    life.client.send(conversation.id, `#${world.count()} regretted on ${life.device.name}`).then(regret, () => {})
    return true
  }
  const item = pickMessage(place, isOwn)
  if (item) deleteMessage(place, item.conversation_id, item.id, item.seq)
  return item !== undefined
}

function deleteMessage({ history, life }: Place, conversation_id: string, id: string, seq: number): void {
  const { wanted_deletions, retried } = history.effects
  // The line goes on without it, and a late copy comes behind what was written since.
  if (seq === 0) retried.add(id)
  life.client.delete(conversation_id, id).then(
    () => wanted_deletions.add(id),
    () => {},
  )
}

const undoDelete: Operation = ({ world, history, life, conversation }) => {
  const { wanted_deletions } = history.effects
  const items = life.client
    .messages(conversation.id)
    .getSnapshot()
    .items.filter(({ id }) => wanted_deletions.has(id))
  if (items.length === 0) return false
  const { id } = world.choices.pick(items)
  life.client.undoDelete(conversation.id, id).then(
    (undone) => {
      if (!undone) return
      wanted_deletions.delete(id)
      // It had left the line for as long.
      history.effects.retried.add(id)
    },
    () => {},
  )
  return true
}

const EMOJI = ['👍', '❤️', '🙏']

const react: Operation = (place) => {
  const { world, life } = place
  const item = pickMessage(place, () => true)
  if (!item) return false
  const emoji = world.choices.pick(EMOJI)
  const has = item.reactions?.some((reaction) => reaction.emoji === emoji && reaction.user_ids.includes(life.device.user_id)) ?? false
  life.client.react(item.conversation_id, item.id, emoji, !has).catch(() => {})
  return true
}

const read: Operation = ({ world, history, life, conversation }) => {
  life.device.openChat(conversation.id)
  const seen = life.open?.view.getSnapshot().items.filter(({ seq }) => seq > 0) ?? []
  // Mostly to the end, sometimes where the screen ends.
  const last = world.choices.chance(0.8) ? seen[seen.length - 1] : seen[Math.floor(seen.length / 2)]
  if (!last) return false
  history.readUpTo(life.device.user_id, conversation.id, last.seq)
  // The mark stops at a hole.
  const whole = seen.find(({ seq }, index) => seen[index + 1]?.seq !== seq + 1) ?? last
  history.effects.reads.set(`${life.device.name} ${conversation.id}`, {
    life,
    value: Math.min(last.seq, whole.seq),
    age: history.ageOf(life.device),
  })
  life.client.markRead(conversation.id, last.seq)
  return true
}

/** A setting that only its person changes; what it was left at has to be what the server keeps in the end. */
const set =
  (field: string, choose: (place: Place) => unknown, apply: (place: Place, value: never) => void): Operation =>
  (place) => {
    const { history, life, conversation } = place
    const value = choose(place)
    history.effects.settings.set(`${life.device.user_id} ${conversation.id} ${field}`, { life, value, age: history.ageOf(life.device) })
    apply(place, value as never)
    return true
  }

const draft = set(
  'draft',
  ({ world }) => (world.choices.chance(0.3) ? '' : `draft ${world.count()}`),
  ({ life, conversation }, value: string) => life.client.setDraft(conversation.id, value),
)
const pin = set(
  'pinned',
  ({ conversation }) => conversation.state.pinned_at === undefined,
  ({ life, conversation }, value: boolean) => life.client.setPinned(conversation.id, value),
)
const mute = set(
  'muted',
  ({ world, conversation }) => (conversation.state.muted_until === undefined ? Math.round(world.time.now + 86_400_000) : null),
  ({ life, conversation }, value: number | null) => life.client.setMuted(conversation.id, value),
)

const discard: Operation = (place) => {
  const { life } = place
  const item = pickMessage(place, ({ status }) => status === 'queued' || status === 'failed')
  if (!item) return false
  life.client.discard(item.id).catch(() => {})
  return true
}

const retry: Operation = (place) => {
  const { history, life } = place
  const item = pickMessage(place, ({ status }) => status === 'failed')
  if (!item) return false
  history.effects.retried.add(item.id)
  life.client.retry(item.id).catch(() => {})
  return true
}

const always =
  (run: (place: Place) => void): Operation =>
  (place) => {
    run(place)
    return true
  }

const durable = (weight: number, run: Operation): Kind => ({ weight, is_durable: true, run })
const other = (weight: number, run: Operation): Kind => ({ weight, is_durable: false, run })

export const OPERATIONS: Readonly<Record<string, Kind>> = {
  send: durable(28, send),
  edit: durable(5, edit),
  delete: durable(5, remove),
  undo_delete: durable(1, undoDelete),
  reaction: durable(5, react),
  read: durable(11, read),
  archive: durable(
    3,
    always(({ life, conversation }) => life.client.setArchived(conversation.id, conversation.state.archived_at === undefined)),
  ),
  mark_unread: durable(
    2,
    always(({ life, conversation }) => life.client.setMarkedUnread(conversation.id, conversation.state.marked_unread !== true)),
  ),
  draft: durable(3, draft),
  pin: durable(2, pin),
  mute: durable(2, mute),
  discard: durable(1, discard),
  retry: durable(1, retry),
  job: durable(
    3,
    always(({ marketplace }) => marketplace.changeJob()),
  ),
  conversation: durable(2, (place) => place.marketplace.changeConversation(place.conversation)),
  open_chat: other(
    10,
    always(({ life, conversation }) => life.device.openChat(conversation.id)),
  ),
  close_chat: other(
    2,
    always(({ life }) => life.device.closeChat()),
  ),
  load_before: other(
    4,
    always(({ life, conversation }) => void life.client.loadBefore(life.open?.conversation_id ?? conversation.id)),
  ),
  type: other(
    4,
    always(({ life, conversation }) => life.client.typed(conversation.id)),
  ),
  refresh: other(
    2,
    always(({ life }) => void life.client.refresh().catch(() => {})),
  ),
  try_now: other(
    3,
    always(({ life }) => life.client.reconnect()),
  ),
  background: other(
    3,
    always(({ life }) => life.device.setActive(!life.device.is_active)),
  ),
  backup: other(
    2,
    always(({ server }) => server.takeBackup()),
  ),
}

const WEIGHTED = Object.entries(OPERATIONS).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name))

/** One operation, on some device. */
export function operate({ world, history, marketplace, server, devices }: Scene): void {
  const { choices } = world
  const name = choices.pick(WEIGHTED)
  // Somebody whose list shows something: one that has just been wiped or started shows nothing for a while.
  let life: Life | undefined
  let conversation: ConversationItem | undefined
  for (let tries = 0; tries < 5 && !conversation; tries++) {
    life = choices.pick(devices).start()
    const { items } = life.client.conversations('all').getSnapshot()
    if (items.length > 0) conversation = choices.pick(items)
  }
  if (!life || !conversation) {
    world.operation('wait')
    return
  }
  const place: Place = { world, history, marketplace, server, life, conversation }
  world.time.act(life.process, `does ${name} in ${conversation.id.slice(-4)}`, () => {
    const kind = OPERATIONS[name] as Kind
    const is_done = kind.run(place)
    if (!is_done) send(place)
    world.operation(is_done ? name : 'send')
  })
}
